using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Calendars;

namespace Booking.Web.Features.Bookings;

/// <summary>Says a refusal to a person: what stopped the booking, and what to do next. In the language of the request.</summary>
public sealed class RefusalSentences(IStringLocalizer<RefusalTexts> texts, IClock clock)
{
    private const int ExampleMinute = 10 * 60;
    private const int WholeDay = 24 * 60;

    public string Of(Refusal refusal, CatalogueResource resource) => refusal switch
    {
        TooManyDates(var most, var last) => texts[nameof(TooManyDates), most, Day(last, resource)],
        DatesOverlap(var first, var next) => texts[nameof(DatesOverlap), Day(first, resource), Day(next, resource)],
        SkippedByClock(var date) => texts[nameof(SkippedByClock), Day(date, resource)],
        TooSoon(var lead, var earliest) => texts[nameof(TooSoon), TimeText.Length(lead), Moment(earliest, resource)],
        TooFarAhead { HorizonDays: 0 } => texts["TooFarAheadSameDay"],
        TooFarAhead(var days, var latest) => texts[nameof(TooFarAhead), TimeText.Length(days * WholeDay), Day(latest, resource)],
        OutsideOpeningHours { HoursThatDay: [], Date: var date } => texts["NoOpeningHours", resource.Name, Day(date, resource)],
        OutsideOpeningHours(var date, var hours) =>
            texts[nameof(OutsideOpeningHours), resource.Name, Hours(hours), Day(date, resource)],
        OutsidePickUp { TimesThatDay: [], Date: var date } => texts["NoPickUp", resource.Name, Day(date, resource)],
        OutsidePickUp(var date, var times) => texts[nameof(OutsidePickUp), resource.Name, Hours(times), Day(date, resource)],
        OutsideReturn { TimesThatDay: [], Date: var date } => texts["NoReturn", resource.Name, Day(date, resource)],
        OutsideReturn(var date, var times) => texts[nameof(OutsideReturn), resource.Name, Hours(times), Day(date, resource)],
        ClosedThatDay(var date, var da, var en) =>
            texts[nameof(ClosedThatDay), resource.Name, Day(date, resource), new LocalText(da, en).ToString().TrimEnd('.', ' ')],
        NotSharedThen(var from, var until) => NotShared(from, until, resource),
        TooShort(var minutes) => texts[nameof(TooShort), TimeText.Length(minutes)],
        TooLong(var minutes) => texts[nameof(TooLong), TimeText.Length(minutes)],
        OffGrid { StepMinutes: WholeDay } => texts["OffGridWholeDays"],
        OffGrid(var step) => OffTheGrid(step),
        TooManyPeople(var capacity) => texts[nameof(TooManyPeople), capacity],
        OddLength(var step) => texts[nameof(OddLength), TimeText.Length(step), TimeText.Length(step * 2)],
        ResidentsOnly { IsUnknown: true } => texts["ResidentsOnlyUnknown"],
        DistrictOnly(var unknown) => texts[unknown ? "DistrictOnlyUnknown" : nameof(DistrictOnly), resource.District.Name],
        MembersOnly => texts[nameof(MembersOnly), resource.Owner.Name],
        TooYoung(var age, var unknown) => texts[unknown ? "TooYoungUnknown" : nameof(TooYoung), age],
        QuotaUsed used => Quota(used, resource),
        TooManyComing(var most, var over) => texts[nameof(TooManyComing), most == 1 ? texts["OneComing"] : texts["SomeComing", most], Over(over, resource)],
        TooCloseToOwn(var minutes, var other) => texts[nameof(TooCloseToOwn), TimeText.Length(minutes), Moment(other.Start, resource)],
        NotComeTooOften(var times, var next, var from) => texts[
            next == from ? nameof(NotComeTooOften) : "NotComeTooOftenYet",
            times == 1 ? texts["OneTime"] : texts["SomeTimes", times], resource.Owner.Name, Day(next, resource), Day(from, resource)],
        NotIntroduced(var da, var en, var ran) =>
            texts[ran ? "IntroductionRanOut" : nameof(NotIntroduced), da.Length > 0 ? new LocalText(da, en) : resource.Owner.Name],
        SlotTaken { Rule: not null } => texts["SlotKept"],
        NoSeries or InThePast or TooFewPeople or SlotTaken or MustSignIn or ResidentsOnly or GroupsOnly or ChangeAsksOwner => texts[refusal.Code],
        _ => throw new NotSupportedException($"There is no sentence for {refusal.Code}."),
    };

    private string NotShared(LocalDate? from, LocalDate? until, CatalogueResource resource) => (from, until) switch
    {
        ({ } first, { } last) => texts["NotSharedBetween", resource.Name, Day(first, resource), Day(last, resource)],
        ({ } first, null) => texts["NotSharedYet", resource.Name, Day(first, resource)],
        (null, { } last) => texts["NotSharedAfter", resource.Name, Day(last, resource)],
        _ => throw new NotSupportedException("Nobody is refused for a time without limits."),
    };

    private string Quota(QuotaUsed refusal, CatalogueResource resource)
    {
        var (quota, used) = (refusal.Quota, refusal.Used);
        var whose = refusal.ByGroup ? "Group" : "";
        var when = quota.Per == QuotaPeriod.Week
            ? texts["InWeek", WeekYearRules.Iso.GetWeekOfWeekYear(refusal.From)]
            : texts["InDays", Day(refusal.From, resource), Day(refusal.Until, resource)];
        return quota.Measure == QuotaMeasure.Bookings
            ? texts[$"QuotaBookings{whose}", Bookings(quota.Limit), Over(quota.Over, resource), when, used]
            : texts[$"QuotaHours{whose}", quota.Limit == 1 ? texts["OneHour"] : texts["SomeHours", quota.Limit], Over(quota.Over, resource), when, TimeText.Length(used)];
    }

    private string Bookings(int count) => count == 1 ? texts["OneBooking"] : texts["SomeBookings", count];

    private string Over(Scope over, CatalogueResource resource) => over switch
    {
        Scope.Resource => texts["OverResource"],
        Scope.Owner => texts["OverOwner", resource.Owner.Name],
        _ => texts["OverCategory"],
    };

    private string OffTheGrid(int step)
    {
        var example = (ExampleMinute + step - 1) / step * step;
        return texts[nameof(OffGrid), TimeText.Length(step), TimeText.Minute(example), TimeText.Minute(example + step)];
    }

    private string Day(LocalDate date, CatalogueResource resource) =>
        TimeText.LongDay(date, clock.GetCurrentInstant().InZone(resource.Terms.Zone).Year);

    private string Moment(Instant moment, CatalogueResource resource)
    {
        var wall = moment.InZone(resource.Terms.Zone);
        return texts["DayAndTime", Day(wall.Date, resource), TimeText.Time(wall.TimeOfDay)];
    }

    private string Hours(IReadOnlyList<WeeklySpan> hours) =>
        texts["At", string.Join(
            $" {texts["And"]} ", hours.Select(span => $"{TimeText.Minute(span.OpensMinute)}–{TimeText.Minute(span.ClosesMinute)}"))];
}
