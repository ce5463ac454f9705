using System.ComponentModel;
using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Series;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>One date that could be booked, or why not.</summary>
/// <param name="Date">Its name in the series: what the wall clock shows at its start.</param>
/// <param name="Free">Whether it can be had.</param>
/// <param name="AsksOwner">Whether the owner says yes or no to it first.</param>
/// <param name="Refusals">Why it cannot be had; none when it can.</param>
/// <param name="Instead">What could be had in its place; null where nothing could.</param>
public sealed record SeriesDatePreview(
    string Date, OffsetDateTime? Start, OffsetDateTime? End, bool Free, bool AsksOwner, IReadOnlyList<RefusalAnswer> Refusals, AlternativeAnswer? Instead)
{
    public static SeriesDatePreview Of(PreviewedDate date, Problems problems)
    {
        var wanted = date.Judged.Wanted;
        return new(
            TakenDate.Write(date.Start), ApiTime.In(wanted.Resource.Terms.Zone, wanted.Period?.Start), ApiTime.In(wanted.Resource.Terms.Zone, wanted.Period?.End),
            date.Judged.MayBeHad, date.Judged.Decision is NeedsApproval, [.. date.Judged.Reasons.Select(reason => problems.Answer(reason, wanted.Resource))],
            date.Instead is { } instead ? AlternativeAnswer.Of(instead) : null);
    }
}

/// <summary>What would become of a date.</summary>
/// <param name="Changes">Whether it would change; else it stays as it is.</param>
/// <param name="Refusals">Why it cannot change; none when it would, when it has been changed by itself, or when it waits for its owner.</param>
public sealed record ChangedDateAnswer(string Date, Guid Booking, bool Changes, IReadOnlyList<RefusalAnswer> Refusals);

/// <param name="AsShown">Send it with the same change to make it.</param>
public sealed record SeriesChangePreview(IReadOnlyList<ChangedDateAnswer> Dates, string AsShown);

/// <summary>Bookings that belong together, date by date.</summary>
public sealed record SeriesAnswer(
    Guid Id,
    [property: Description("The slug of the resource of the last dates.")] string Resource,
    [property: Description("What recurs (RFC 5545, section 3.3.10), without its end.")] string Rule,
    [property: Description("When the last dates begin on the wall clock, as 19:00.")] string FromTime,
    int Minutes,
    int People,
    string Purpose,
    [property: Description("The id of the group it is for; null when it is its person's alone.")] Guid? Group,
    [property: Description("Rises at each change that calendars must follow.")] int Sequence,
    [property: Description("In order.")] IReadOnlyList<SeriesDateAnswer> Dates,
    [property: Description("When the coming dates are given on because nobody has come three times in a row; null when that is not so. POST coming keeps them.")]
    OffsetDateTime? AnswerBy,
    [property: Description("How it may go on; null where it may not now.")] RenewalAnswer? Renewal)
{
    public static SeriesAnswer Of(ReadableSeries found, Instant now)
    {
        var (series, part, zone) = (found.Series, found.Parts[^1], found.Resource.Terms.Zone);
        return new(
            series.Id, found.Resource.Slug, series.Rule, NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH':'mm").Format(part.Starts), part.Minutes,
            part.People, part.Purpose, series.GroupId, series.Sequence, [.. found.Lines.Select(line => SeriesDateAnswer.Of(line, found))],
            ApiTime.In(zone, found.ReleaseAt), new SeriesPage(found, now).Renewal is { IsPossible: true } renewal ? RenewalAnswer.Of(renewal) : null);
    }
}

/// <summary>A date of a series: its booking, or why there is none.</summary>
public sealed record SeriesDateAnswer(
    [property: Description("Its name: what the wall clock was to show at its start. It keeps it when it is moved.")] string Date,
    [property: Description("The newest booking of that date; null where there never was one.")] BookingAnswer? Booking,
    [property: Description("Whether it is another than the series says.")] bool ChangedAlone,
    [property: Description("Why it was not booked; none where it was, or was left out.")] IReadOnlyList<RefusalAnswer> Refusals,
    [property: Description("Its place in line, an id of /api/v1/waitlist; null where it does not wait.")] Guid? Waiting,
    [property: Description("An offer of that date that waits for a yes or no; null for none.")] Guid? Offer)
{
    public static SeriesDateAnswer Of(SeriesLine line, ReadableSeries found) => new(
        TakenDate.Write(line.Occurrence),
        line.Booking is { } booking ? BookingAnswer.Of(booking, found.Places.Get(booking.ResourceId)) : null, line.IsActive && line.IsChangedAlone,
        line.Booking is null ? [.. line.Skipped!.Reasons.Select(reason => new RefusalAnswer(reason.Code, reason.Text.ToString()))] : [],
        line.Awaited?.EntryId, line.Awaited?.OfferId);
}

public sealed record RenewalAnswer(
    [property: Description("The first date that would follow, as 2026-12-24.")] string Next,
    [property: Description("How many more dates it may have by now.")] int Room,
    [property: Description("The last day that may be booked by now.")] string Furthest,
    [property: Description("Until then nobody else can book the time after it; null where it is not kept.")] OffsetDateTime? KeptUntil)
{
    public static RenewalAnswer Of(Renewal renewal) => new(
        Iso(renewal.Next), renewal.Room, Iso(renewal.Furthest), ApiTime.In(renewal.Resource.Terms.Zone, renewal.KeptUntil));

    private static string Iso(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);
}
