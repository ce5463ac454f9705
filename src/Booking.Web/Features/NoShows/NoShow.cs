using Booking.Rules;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Resources;
using NodaTime;

namespace Booking.Web.Features.NoShows;

/// <summary>A booking that nobody came to, and what its person has said to that.</summary>
/// <param name="Contest">Null while they have said nothing.</param>
public sealed record NoShow(Guid BookingId, CatalogueResource Resource, Interval Period, Contest? Contest)
{
    /// <summary>The first day on which it no longer counts.</summary>
    public LocalDate FallsAwayOn => NoShowAge.FallsAwayOn(WallClock.DateAt(Period.Start, Resource.Terms.Zone));

    public bool IsOver(Instant now) => FallsAwayOn <= WallClock.DateAt(now, Resource.Terms.Zone);

    public bool Counts(Instant now) => Contest is null or { Upheld: false } && !IsOver(now);

    /// <summary>Whether its person may say that they were there: once, and while it counts.</summary>
    public bool MayContest(Instant now) => Contest is null && !IsOver(now);
}

/// <summary>That a person says they were there.</summary>
/// <param name="Words">May be empty.</param>
/// <param name="Upheld">What the owner says to it; null while there is no answer.</param>
/// <param name="Answer">Why; empty while there is none.</param>
public sealed record Contest(string Words, Instant ContestedAt, bool? Upheld, string Answer);
