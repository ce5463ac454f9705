using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.GivingBack;

/// <summary>What somebody wants to give back, as typed.</summary>
public sealed class GiveBackForm
{
    public const string Keep = "keep";
    public const string Middle = "middle";

    /// <summary>"keep" when the times are what they keep, "middle" when they are what they give back.</summary>
    public string? How { get; set; }
    public string? Date { get; set; }
    public string? From { get; set; }
    public string? ToDate { get; set; }
    public string? To { get; set; }
    /// <summary>The sequence of the booking that the page showed.</summary>
    public int Seen { get; set; }
    /// <summary>They have been shown what becomes of it, and want it.</summary>
    public bool Sure { get; set; }

    public static GiveBackForm For(BookingRecord booking, CatalogueResource resource)
    {
        var times = BookForm.For(resource, booking.Period, people: null);
        return new GiveBackForm
        {
            How = Keep, Date = times.Date, From = times.From, ToDate = times.ToDate, To = times.To, Seen = booking.Sequence,
        };
    }

    /// <summary>What was understood; null with a text key for each field when something was not.</summary>
    public PartWish? Parse(BookingRecord booking, CatalogueResource resource, out Dictionary<string, string> problems)
    {
        problems = [];
        if (How is not (Keep or Middle))
        {
            problems[nameof(How)] = "HowUnclear";
        }

        var times = new BookForm { Date = Date, From = From, ToDate = ToDate, To = To };
        var period = times.ParsePeriod(resource, problems);
        return problems.Count == 0 && period is { } known ? new PartWish(AsHad(known, booking.Period, resource.Terms.Zone), How == Middle) : null;
    }

    // A time that the autumn clock shows twice is the one they have, where they have one of the two.
    private static Interval AsHad(Interval typed, Interval had, DateTimeZone zone)
    {
        var start = Same(typed.Start, had.Start) ? had.Start : typed.Start;
        var end = Same(typed.End, had.End) ? had.End : typed.End;
        return start < end ? new Interval(start, end) : typed;

        bool Same(Instant one, Instant other) => one.InZone(zone).LocalDateTime == other.InZone(zone).LocalDateTime;
    }
}
