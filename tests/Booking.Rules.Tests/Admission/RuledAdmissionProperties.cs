using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using CsCheck;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>What holds whatever the rules of all levels say, and whoever asks for whatever.</summary>
public sealed class RuledAdmissionProperties
{
    [Fact]
    public void Decide_RefusesAPersonForExactlyTheRulesThatMeanThem() => AnyRules.Question.Sample(asked =>
        Reasons(Decide(asked)).Where(IsPersonal).Select(reason => reason.Rule!.Value).ToHashSet()
            .SetEquals(ByHand.Against(asked, Book(asked).Effective)), iter: 3000);

    [Fact]
    public void Decide_NamesTheRuleThatSaysWhatARefusalSays() => AnyRules.Question.Sample(asked =>
    {
        var conditions = Book(asked).Effective.ToDictionary(rule => rule.Id, rule => rule.Condition);
        return Reasons(Decide(asked)).All(reason => Says(reason.Rule is { } rule ? conditions[rule] : null, reason, asked));
    }, iter: 3000);

    [Fact]
    public void Alternatives_AreNotRefused_AndThereAreSomeWhereTheNearestAre() => Gen.Select(AnyRules.Question, Gen.Int[1, 4]).Sample((asked, count) =>
    {
        var given = asked.Given;
        var ways = WaysOn.At(given.Terms, given.Facts, asked.Request, given.Now, given.Window, count);
        var nearest = NearestFree.To(given.Terms, given.Facts, asked.Request, given.Now, given.Window, count);
        return ways.Count >= nearest.Count
            && ways.All(period => Decide(asked with { Request = new BookingRequest(period, asked.Request.People, asked.Request.Replaces) }) is not Refused);
    }, iter: 500);

    [Fact]
    public void Decide_WithARuleMore_AcceptsNoMore() => AnyRules.Question
        .Where(asked => LeaveNothingToWhatIsUsual(Book(asked)))
        .SelectMany(
            asked => AnyRules.Rule(AnyRules.Condition(WallClock.DateAt(asked.Given.Window.Start, Given.Copenhagen)), asked.Given.Now),
            (asked, more) => (asked, more))
        .Where((asked, more) => more.Condition.AddsUp || asked.Rules.All(rule => rule.Condition.Slot != more.Condition.Slot))
        .Sample((asked, more) => AcceptsNoMore(asked, [.. asked.Rules, more]), iter: 3000);

    [Fact]
    public void Decide_WithAStricterRule_AcceptsNoMore() =>
        AnyRules.Question.SelectMany(asked => Gen.Int[0, asked.Rules.Count - 1], (asked, index) => (asked, index)).Sample((asked, index) =>
            Stricter(asked.Rules[index].Condition) is not { } stricter
            || AcceptsNoMore(asked, [.. asked.Rules.Select((rule, other) => other == index ? rule with { Condition = stricter } : rule)]), iter: 3000);

    [Fact]
    public void Decide_InWhateverOrderTheRulesCome_SaysTheSame() => AnyRules.Question
        .SelectMany(asked => Gen.Shuffle(asked.Rules.ToArray()), (asked, rules) => (asked, rules))
        .Sample((asked, rules) => Told(Decide(asked)) == Told(Decide(asked with { Rules = rules })), iter: 3000);

    [Fact]
    public void Decide_OnceMoreForTheBookingThatWasMade_SaysTheSame() => AnyRules.Question.Where(asked => asked.Request.Replaces is null).Sample(asked =>
    {
        var before = asked.Given.Person;
        var made = new OwnBooking(Guid.NewGuid(), asked.Premises.Place, asked.Request.Period, ForGroup: before.OfGroup is not null);
        var person = before with
        {
            Bookings = [.. before.Bookings, made],
            OfGroup = before.OfGroup is { } ours ? [.. ours, made] : null,
        };
        return Told(Decide(asked)) == Told(Decide(asked with
        {
            Given = asked.Given with { Person = person },
            Request = asked.Request with { Replaces = made.Id },
        }));
    }, iter: 3000);

    private static bool AcceptsNoMore(Asked asked, IReadOnlyList<Rule> rules)
    {
        var stricter = asked with { Rules = rules };
        return Book(asked).Contradictions.Count > 0 || Book(stricter).Contradictions.Count > 0
            || Severity(Decide(asked)) <= Severity(Decide(stricter));
    }

    private static int Severity(Decision decision) => decision switch { Refused => 2, NeedsApproval => 1, _ => 0 };

    private static Condition? Stricter(Condition condition) => condition switch
    {
        OpeningHours hours => new OpeningHours(
            [.. hours.Week.Skip(1)], [.. hours.Seasons.Select(season => season with { Week = [.. season.Week.SkipLast(1)] })]),
        ClosedDates closed => new ClosedDates(closed.From.PlusDays(-1), closed.Until.PlusDays(1)),
        PublicHolidays => new PublicHolidays(true),
        SchoolHolidays school => new SchoolHolidays(
            [.. school.Holidays.Select(holiday => new SchoolHoliday("ferie", "", holiday.From, holiday.Until.PlusDays(2)))]),
        HandoverTimes handover => new HandoverTimes([handover.PickUp[0]], [handover.Return[0]]),
        LeadTime lead => new LeadTime(lead.Minutes + 300),
        Horizon ahead => new Horizon(ahead.Days / 2),
        BufferTime buffer => new BufferTime(buffer.BeforeMinutes + 20, buffer.AfterMinutes + 20),
        MinimumDuration least => new MinimumDuration(least.Minutes + 25),
        MaximumDuration most when most.Minutes > 25 => new MaximumDuration(most.Minutes - 25),
        DurationStep step => new DurationStep(step.Minutes * 2),
        StartGrid grid when 1440 % (grid.Minutes * 2) == 0 => new StartGrid(grid.Minutes * 2),
        GroupSize { Maximum: > 1 } group => new GroupSize(group.Maximum - 1),
        Quota { Limit: > 1 } quota => new Quota(quota.Limit - 1, quota.Measure, quota.Per, quota.Over, quota.Counts, quota.Of),
        ConcurrentBookings { Maximum: > 1 } limit => new ConcurrentBookings(limit.Maximum - 1, limit.Over),
        Spacing spacing => new Spacing(spacing.Minutes + 300, spacing.Over),
        Audience audience => new Audience(true, audience.Members, (audience.MinimumAge ?? 14) + 1, true, true),
        IntroductionRequired introduction => new IntroductionRequired(1, introduction.GiverDa, introduction.GiverEn),
        NoShowLimit limit => new NoShowLimit(Math.Max(0, limit.Maximum - 1), AfterNoShows.Refuse),
        Approval approval => new Approval(true, approval.LongerThanMinutes, approval.MorePeopleThan, approval.EndsAfterMinute, true),
        _ => null,
    };

    // A rule more may stand where something strict was usual.
    private static bool LeaveNothingToWhatIsUsual(Rulebook book) =>
        new[] { typeof(StartGrid), typeof(MinimumDuration), typeof(MaximumDuration), typeof(Horizon) }
            .All(kind => book.Effective.Any(rule => rule.Condition.GetType() == kind));

    private static bool IsPersonal(Refusal reason) => reason is
        MustSignIn or ResidentsOnly or DistrictOnly or MembersOnly or GroupsOnly or TooYoung or NotIntroduced or QuotaUsed or TooManyComing or TooCloseToOwn or NotComeTooOften;

    private static bool Says(Condition? condition, Refusal reason, Asked asked) => (condition, reason) switch
    {
        (LeadTime lead, TooSoon soon) => soon.LeadMinutes == lead.Minutes,
        (Horizon ahead, TooFarAhead far) => far.HorizonDays == ahead.Days,
        (OpeningHours, OutsideOpeningHours) => true,
        (HandoverTimes handover, OutsidePickUp pickUp) => pickUp.TimesThatDay.SequenceEqual(handover.PickUpOn(pickUp.Date.DayOfWeek)),
        (HandoverTimes handover, OutsideReturn brought) => brought.TimesThatDay.SequenceEqual(handover.ReturnOn(brought.Date.DayOfWeek)),
        (ClosedDates dates, ClosedThatDay day) => dates.From <= day.Date && day.Date <= dates.Until,
        (SchoolHolidays school, ClosedThatDay day) => school.Holidays.Any(holiday => holiday.From <= day.Date && day.Date <= holiday.Until),
        (PublicHolidays { Closed: true }, ClosedThatDay day) => DanishHolidays.On(day.Date) is not null,
        (MinimumDuration least, TooShort tooShort) => tooShort.MinimumMinutes == least.Minutes,
        (StartGrid grid, TooShort tooShort) => tooShort.MinimumMinutes == grid.Minutes,
        (MaximumDuration most, TooLong tooLong) => tooLong.MaximumMinutes == most.Minutes,
        (DurationStep step, OddLength odd) => odd.StepMinutes == step.Minutes,
        (StartGrid grid, OffGrid off) => off.StepMinutes == grid.Minutes,
        (GroupSize group, TooManyPeople many) => many.Capacity == group.Maximum,
        (Quota quota, QuotaUsed used) => used.Quota == quota && used.From <= used.Until
            && used.ByGroup == (quota.Of == QuotaOf.Group && asked.Given.Person.OfGroup is not null),
        (ConcurrentBookings limit, TooManyComing coming) => coming == new TooManyComing(limit.Maximum, limit.Over) { Rule = coming.Rule },
        (Spacing spacing, TooCloseToOwn near) => near.Minutes == spacing.Minutes && asked.Given.Person.Bookings.Any(booking => booking.Period == near.Other),
        (Audience, MustSignIn) => !asked.Given.Person.IsKnown,
        (IntroductionRequired, MustSignIn) => !asked.Given.Person.IsKnown,
        (Audience { Residents: true }, ResidentsOnly only) => only.IsUnknown == asked.Given.Person.IsResident is null,
        (Audience { District: true }, DistrictOnly only) => only.IsUnknown == asked.Given.Person.District is null,
        (Audience { Members: true }, MembersOnly) => true,
        (Audience { Groups: true }, GroupsOnly) => asked.Given.Person.OfGroup is null,
        (Audience audience, TooYoung young) => audience.MinimumAge == young.MinimumAge && young.IsUnknown == asked.Given.Person.BirthYear is null,
        (IntroductionRequired introduction, NotIntroduced not) => not.GiverDa == introduction.GiverDa && not.Ran == asked.Given.Person.Introductions.Count > 0,
        (NoShowLimit { Then: AfterNoShows.Refuse } limit, NotComeTooOften not) =>
            not.Times > limit.Maximum && not.NextFallsAwayOn <= not.BookableFrom && not.Times <= asked.Given.Person.NotComeTo.Count,
        // What a place holds, what is usual, and who was first are nobody's rule.
        (null, TooManyPeople many) => many.Capacity == asked.Premises.Capacity,
        (null, TooShort or TooLong or OffGrid) => true,
        (null, InThePast or TooFewPeople or SlotTaken) => true,
        _ => false,
    };

    private static Rulebook Book(Asked asked) => Rulebook.Of(asked.Premises, asked.Rules, asked.Given.Now);

    private static Decision Decide(Asked asked) =>
        Admission.Decide(asked.Request, asked.Given.Facts, Book(asked).Terms, asked.Given.Now);

    private static IReadOnlyList<Refusal> Reasons(Decision decision) => decision is Refused refused ? refused.Reasons : [];

    private static string Told(Decision decision) => decision switch
    {
        Refused refused => string.Join(", ", refused.Reasons),
        NeedsApproval approval => string.Join(", ", approval.Reasons),
        _ => "accepted",
    };
}
