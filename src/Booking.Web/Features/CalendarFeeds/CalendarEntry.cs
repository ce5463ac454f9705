using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>One event, as a calendar shows it.</summary>
/// <param name="Uid">The same over every fetch, move and mail: a calendar that sees another takes it for another event.</param>
/// <param name="Sequence">Rises at each change that a calendar must follow (RFC 5545, section 3.8.7.4).</param>
/// <param name="Stamp">When what the event says was last written; never the time of the fetch.</param>
/// <param name="Period">Whole minutes; includes the start, excludes the end.</param>
/// <param name="Zone">IANA id in which the calendar tells the time.</param>
public sealed record CalendarEntry(
    string Uid, int Sequence, Instant Stamp, Interval Period, string Zone, string Summary,
    string? Location = null, string? Description = null, Uri? Url = null)
{
    /// <summary>The dates on which it comes again; null for an event that does not.</summary>
    public CalendarRecurrence? Recurrence { get; init; }

    /// <summary>Which date of the recurring event with the same UID this is, by what the wall clock was to show; null for none.</summary>
    public LocalDateTime? Occurrence { get; init; }
}

/// <summary>How an event comes again.</summary>
/// <param name="Rule">As RFC 5545, section 3.3.10, writes it, without its end.</param>
/// <param name="Last">When the last of its dates begins.</param>
/// <param name="Without">Dates on which it is not, by what the wall clock would show.</param>
public sealed record CalendarRecurrence(string Rule, Instant Last, IReadOnlyList<LocalDateTime> Without);

/// <summary>What a calendar as a whole is called and looks like.</summary>
/// <param name="Zone">IANA id; described even when there are no events, since a calendar must have one component.</param>
/// <param name="Color">A CSS3 colour name (RFC 7986, section 5.9).</param>
public sealed record CalendarHead(string Name, string Zone, string Color);

public enum InvitationMethod
{
    Request,
    Cancel,
}

/// <summary>Someone named in an invitation.</summary>
public sealed record CalendarParty(string Name, string Email);
