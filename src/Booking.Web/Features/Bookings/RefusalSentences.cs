using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Booking.Web.Features.Bookings;

/// <summary>Says a refusal to a person: what stopped the booking, and what to do next. In the language of the request.</summary>
public sealed class RefusalSentences(IStringLocalizer<RefusalTexts> texts, IClock clock)
{
    private const int ExampleMinute = 10 * 60;
    private const int WholeDay = 24 * 60;

    public string Of(Refusal refusal, CatalogueResource resource) => refusal switch
    {
        TooSoon(var lead, var earliest) => texts[nameof(TooSoon), TimeText.Length(lead), Moment(earliest, resource)],
        TooFarAhead { HorizonDays: 0 } => texts["TooFarAheadSameDay"],
        TooFarAhead(var days, var latest) => texts[nameof(TooFarAhead), TimeText.Length(days * WholeDay), Day(latest, resource)],
        OutsideOpeningHours { HoursThatDay: [], Date: var date } => texts["NoOpeningHours", resource.Name, Day(date, resource)],
        OutsideOpeningHours(var date, var hours) =>
            texts[nameof(OutsideOpeningHours), resource.Name, Hours(hours), Day(date, resource)],
        ClosedThatDay(var date, var da, var en) =>
            texts[nameof(ClosedThatDay), resource.Name, Day(date, resource), new LocalText(da, en).ToString().TrimEnd('.', ' ')],
        TooShort(var minutes) => texts[nameof(TooShort), TimeText.Length(minutes)],
        TooLong(var minutes) => texts[nameof(TooLong), TimeText.Length(minutes)],
        OffGrid { StepMinutes: WholeDay } => texts["OffGridWholeDays"],
        OffGrid(var step) => OffTheGrid(step),
        TooManyPeople(var capacity) => texts[nameof(TooManyPeople), capacity],
        InThePast or TooFewPeople or SlotTaken => texts[refusal.Code],
        _ => throw new NotSupportedException($"There is no sentence for {refusal.Code}."),
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
