using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Rules;

/// <summary>
/// Says what a rule says, from its parameters alone, in the language of the request. Without a full stop at the end, so that
/// it fits a list, a heading and a line of its own.
/// </summary>
public sealed class RuleSentences(IStringLocalizer<RulesTexts> texts)
{
    private const int WholeDay = 24 * 60;
    private const int ExampleMinute = 10 * 60;

    private readonly OpeningHoursLines openingHours = new(texts);

    /// <summary>What people call rules of a kind, for headings and lists: "Åbningstider".</summary>
    /// <exception cref="UnknownRuleKindException">No kind has that name.</exception>
    public string NameOf(string kind)
    {
        var name = texts[$"{kind}Name"];
        return name.ResourceNotFound ? throw new UnknownRuleKindException(kind) : name;
    }

    /// <summary>What it says, one thing a line.</summary>
    public IReadOnlyList<string> Lines(Condition condition, string? resourceKind = null) => condition switch
    {
        OpeningHours hours => openingHours.Of(hours),
        HandoverTimes handover => [texts["PickUpAt", openingHours.Times(handover.PickUp)], texts["ReturnAt", openingHours.Times(handover.Return)]],
        SchoolHolidays { Holidays: [_, ..] holidays } =>
            [Of(condition), .. holidays.Select(one => $"{InEither(one.NameDa, one.NameEn)}: {Dates(one.From, one.Until)}")],
        Reconfirmation(var ask, _) => [Of(condition), texts["ReconfirmationLate", TimeText.Length(ask)]],
        _ => [Of(condition, resourceKind)],
    };

    /// <summary>What it says, in as few words as will do.</summary>
    /// <param name="condition">Of any kind.</param>
    /// <param name="resourceKind">What sort of place or thing it is about, such as "kitchen"; null where that is not known.</param>
    public string Of(Condition condition, string? resourceKind = null) => condition switch
    {
        OpeningHours hours => openingHours.InOne(hours),
        HandoverTimes handover => texts[nameof(HandoverTimes), openingHours.Times(handover.PickUp), openingHours.Times(handover.Return)],
        ClosedDates(var from, var until) => texts[nameof(ClosedDates), Dates(from, until)],
        PublicHolidays { Closed: false } => texts["PublicHolidaysOpen"],
        SchoolHolidays { Holidays: [] } => texts["SchoolHolidaysOpen"],
        LeadTime { Minutes: 0 } => texts["LeadTimeNone"],
        LeadTime(var minutes) => texts[nameof(LeadTime), TimeText.Length(minutes)],
        Horizon { Days: 0 } => texts["HorizonSameDay"],
        Horizon(var days) => texts[nameof(Horizon), TimeText.Length(days * WholeDay)],
        SeriesLimit { Dates: 0 } => texts["SeriesLimitNone"],
        SeriesLimit(var dates, var days) => texts[nameof(SeriesLimit), dates, TimeText.Length(days * WholeDay)],
        RenewalPriority(var days) => texts[nameof(RenewalPriority), TimeText.Length(days * WholeDay)],
        BufferTime(var before, var after) => Buffer(before, after),
        QuietHours(var from, var until) when until - from >= WholeDay => texts["QuietAlways"],
        QuietHours(var from, var until) => texts[nameof(QuietHours), TimeText.Hours(from, until)],
        CancellationDeadline { Minutes: 0 } => texts["CancellationDeadlineNone"],
        CancellationDeadline(var minutes) => texts[nameof(CancellationDeadline), TimeText.Length(minutes)],
        Reconfirmation(var ask, var answer) => texts[nameof(Reconfirmation), TimeText.Length(ask), TimeText.Length(answer)],
        CheckInGrace(var minutes) => texts[nameof(CheckInGrace), TimeText.Length(minutes)],
        MinimumDuration(var minutes) => texts[nameof(MinimumDuration), TimeText.Length(minutes)],
        MaximumDuration(var minutes) => texts[nameof(MaximumDuration), TimeText.Length(minutes)],
        DurationStep { Minutes: 60 } => texts["DurationStepHours"],
        DurationStep { Minutes: WholeDay } => texts["DurationStepDays"],
        DurationStep(var minutes) => texts[nameof(DurationStep), TimeText.Length(minutes)],
        StartGrid(var minutes) => Grid(minutes),
        GroupSize { Maximum: 1 } => texts["GroupSizeOne"],
        GroupSize(var maximum) => texts[nameof(GroupSize), maximum],
        Quota quota => Share(quota, resourceKind),
        ConcurrentBookings { Maximum: 1, Over: var over } => texts["ConcurrentBookingsOne", Where(over, resourceKind)],
        ConcurrentBookings(var maximum, var over) => texts[nameof(ConcurrentBookings), maximum, Where(over, resourceKind)],
        Spacing(var minutes, var over) => texts[nameof(Spacing), TimeText.Length(minutes), Where(over, resourceKind)],
        Audience audience => ForWhom(audience),
        IntroductionRequired introduction => Introduction(introduction),
        NoShowLimit(var most, var then) => texts[$"NoShowLimit_{then}", most switch
        {
            0 => texts["NoShowLimitNone"],
            1 => texts["NoShowLimitOne"],
            _ => texts["NoShowLimitMany", most],
        }],
        Approval { Holds: false } open => texts["ApprovalOpen", Of(open with { Holds = true }, resourceKind)],
        Approval { Always: true } => texts["ApprovalAlways"],
        Approval approval => texts[nameof(Approval), texts.Listed("Or", When(approval))],
        Responsibility(var danish, var english) => texts[nameof(Responsibility), InEither(danish, english)],
        PublicHolidays or SchoolHolidays => texts[condition.Kind],
        _ => throw new UnknownRuleKindException(condition.Kind),
    };

    private string Dates(LocalDate from, LocalDate until)
    {
        if (from == until)
        {
            return TimeText.LongDay(from);
        }

        var last = $"{TimeText.DayOfYear(new AnnualDate(until.Month, until.Day))} {until.Year}";
        if (from.ToYearMonth() == until.ToYearMonth())
        {
            return texts["DatesInAMonth", from.Day, last];
        }

        var first = TimeText.DayOfYear(new AnnualDate(from.Month, from.Day));
        return texts["DatesBetween", from.Year == until.Year ? first : $"{first} {from.Year}", last];
    }

    private static string InEither(string danish, string english) =>
        new LocalText(danish, string.IsNullOrWhiteSpace(english) ? danish : english).ToString();

    private string Buffer(int before, int after) => (before, after) switch
    {
        (0, 0) => texts["BufferTimeNone"],
        (0, _) => texts["BufferTimeAfter", TimeText.Length(after)],
        (_, 0) => texts["BufferTimeBefore", TimeText.Length(before)],
        _ => texts[nameof(BufferTime), TimeText.Length(before), TimeText.Length(after)],
    };

    private string Grid(int minutes)
    {
        var example = (ExampleMinute + minutes - 1) / minutes * minutes;
        return minutes switch
        {
            1 => texts["StartGridAny"],
            15 => texts["StartGridQuarters"],
            30 => texts["StartGridHalves"],
            60 => texts["StartGridHours"],
            WholeDay => texts["StartGridDays"],
            _ => texts[nameof(StartGrid), TimeText.Length(minutes), TimeText.Minute(example), TimeText.Minute(example + minutes)],
        };
    }

    private string Share(Quota quota, string? resourceKind)
    {
        var much = quota.Measure == QuotaMeasure.Hours
            ? Counted(quota.Limit, "HourOne", "HourMany")
            : Counted(quota.Limit, "BookingOne", "BookingMany");
        var over = Where(quota.Over, resourceKind);
        string share = quota.Counts == QuotaCounts.Used ? texts[$"QuotaUsed{quota.Per}", much, over] : texts[$"Quota{quota.Per}", much, over];
        if (quota.Counts == QuotaCounts.Coming)
        {
            share = texts["QuotaComing", share];
        }

        return quota.Of == QuotaOf.Group ? texts["QuotaOfGroup", share] : share;
    }

    private string Where(Scope over, string? resourceKind)
    {
        var kind = resourceKind ?? "other";
        return over switch
        {
            Scope.Resource => texts[$"Same_{kind}"],
            Scope.Category => texts[$"Every_{kind}"],
            _ => texts["SameOwner"],
        };
    }

    private string ForWhom(Audience audience)
    {
        var age = audience.MinimumAge;
        string[] traits =
        [
            .. audience.Residents ? [texts["AudienceResident"]] : Array.Empty<string>(),
            .. audience.District ? [texts["AudienceDistrict"]] : Array.Empty<string>(),
            .. audience.Members ? [texts["AudienceMember"]] : Array.Empty<string>(),
            .. audience.Groups ? [texts["AudienceGroup"]] : Array.Empty<string>(),
        ];
        if (traits.Length == 0)
        {
            return age is null ? texts["AudienceEveryone"] : texts["AudienceAge", age];
        }

        var who = texts["AudienceWho", texts.Listed("And", traits)];
        return age is null ? who : texts["AudienceWithAge", who, age];
    }

    private string Introduction(IntroductionRequired introduction)
    {
        var from = InEither(introduction.GiverDa, introduction.GiverEn);
        string first = string.IsNullOrWhiteSpace(from) ? texts["IntroductionFromAnyone"] : texts["IntroductionFrom", from];
        return introduction.ValidMonths switch
        {
            null => first,
            { } months when months % 12 == 0 => texts["IntroductionWithEnd", first, Counted(months / 12, "YearOne", "YearMany")],
            { } months => texts["IntroductionWithEnd", first, Counted(months, "MonthOne", "MonthMany")],
        };
    }

    private IEnumerable<string> When(Approval approval)
    {
        if (approval.LongerThanMinutes is { } longest)
        {
            yield return texts["ApprovalLonger", TimeText.Length(longest)];
        }

        if (approval.MorePeopleThan is { } largest)
        {
            yield return texts["ApprovalLarger", largest];
        }

        if (approval.EndsAfterMinute is { } latest)
        {
            yield return texts[latest > WholeDay ? "ApprovalLaterNextDay" : "ApprovalLater", TimeText.Minute(latest)];
        }

        if (approval.FromOutside)
        {
            yield return texts["ApprovalFromOutside"];
        }
    }

    private string Counted(int number, string one, string many) => number == 1 ? texts[one] : texts[many, number];
}
