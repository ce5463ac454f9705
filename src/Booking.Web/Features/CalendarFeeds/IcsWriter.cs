using System.Collections.Concurrent;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;

namespace Booking.Web.Features.CalendarFeeds;

/// <summary>Writes iCalendar (RFC 5545) for feeds, downloads and invitations; the only file that knows Ical.Net.</summary>
public static class IcsWriter
{
    public const string ContentType = "text/calendar; charset=utf-8";

    private const string Producer = "-//Aarhus//Booking//DA";
    private const int LongestLine = 75;

    // Earlier than any booking there can be, so that the zones read the same however old the oldest event is.
    private static readonly DateTime ZonesKnownFrom = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private static readonly ConcurrentDictionary<string, string> ZoneTexts = new(StringComparer.Ordinal);

    /// <summary>
    /// A calendar to subscribe to. It has no METHOD, so that no client takes it for an invitation, and its bytes follow from
    /// the arguments alone, so that two fetches are the same.
    /// </summary>
    public static byte[] Feed(CalendarHead head, IEnumerable<CalendarEntry> entries)
    {
        var calendar = Empty();
        // Each name twice: RFC 7986 is the standard, the X- names are what Google and Outlook read.
        calendar.AddProperty("NAME", Plain(head.Name));
        calendar.AddProperty("X-WR-CALNAME", Plain(head.Name));
        calendar.AddProperty("X-WR-TIMEZONE", head.Zone);
        var refresh = new CalendarProperty("REFRESH-INTERVAL", "PT1H");
        refresh.AddParameter("VALUE", "DURATION");
        calendar.AddProperty(refresh);
        calendar.AddProperty("X-PUBLISHED-TTL", "PT1H");
        calendar.AddProperty("COLOR", head.Color);

        var zones = new SortedSet<string>(StringComparer.Ordinal) { head.Zone };
        foreach (var entry in entries)
        {
            calendar.Events.Add(Event(entry));
            zones.Add(entry.Zone);
        }
        return Encoding.UTF8.GetBytes(Write(calendar, zones));
    }

    /// <summary>One event in a file, to be opened in a calendar.</summary>
    public static byte[] Download(CalendarEntry entry)
    {
        var calendar = Empty();
        calendar.Events.Add(Event(entry));
        return Encoding.UTF8.GetBytes(Write(calendar, [entry.Zone]));
    }

    /// <summary>
    /// The calendar part of a mail (RFC 6047). The attendee made the booking and has accepted it by that; nobody reads the
    /// organiser's mailbox, so no answer is asked for.
    /// </summary>
    public static string Invitation(InvitationMethod method, CalendarEntry entry, CalendarParty organizer, CalendarParty attendee) =>
        Invitation(method, [entry], organizer, attendee);

    /// <summary>The same for a recurring event and those of its dates that differ, or for several of its dates.</summary>
    /// <param name="entries">With one UID and in one zone; at least one.</param>
    public static string Invitation(InvitationMethod method, IReadOnlyList<CalendarEntry> entries, CalendarParty organizer, CalendarParty attendee)
    {
        var calendar = Empty();
        calendar.Method = method == InvitationMethod.Cancel ? "CANCEL" : "REQUEST";
        foreach (var entry in entries)
        {
            calendar.Events.Add(Invited(method, entry, organizer, attendee));
        }

        return Write(calendar, entries.Select(entry => entry.Zone).Distinct());
    }

    private static CalendarEvent Invited(InvitationMethod method, CalendarEntry entry, CalendarParty organizer, CalendarParty attendee)
    {
        var item = Event(entry);
        item.Status = method == InvitationMethod.Cancel ? "CANCELLED" : "CONFIRMED";
        item.Organizer = new Organizer(Address(organizer)) { CommonName = ParameterText(organizer.Name) };
        item.Attendees.Add(new Attendee(Address(attendee))
        {
            CommonName = ParameterText(attendee.Name.Length > 0 ? attendee.Name : attendee.Email),
            Type = "INDIVIDUAL",
            Role = "REQ-PARTICIPANT",
            ParticipationStatus = "ACCEPTED",
            Rsvp = false,
        });
        return item;
    }

    private static Calendar Empty() => new() { ProductId = Producer };

    private static CalendarEvent Event(CalendarEntry entry)
    {
        var (start, end) = Times(entry);
        var item = new CalendarEvent
        {
            Uid = entry.Uid,
            Sequence = entry.Sequence,
            DtStamp = Utc(entry.Stamp),
            Start = start,
            End = end,
            Summary = Plain(entry.Summary),
            Location = entry.Location is null ? null : Plain(entry.Location),
            Description = entry.Description is null ? null : Plain(entry.Description),
            Url = entry.Url,
            Status = "CONFIRMED",
            Transparency = "OPAQUE",
        };
        if (entry.Recurrence is { } recurrence)
        {
            // UNTIL is in UTC where the start has a zone (RFC 5545, section 3.3.10), the dates left out are in that zone.
            item.RecurrenceRule = new RecurrenceRule(recurrence.Rule) { Until = Utc(recurrence.Last) };
            foreach (var date in recurrence.Without)
            {
                item.ExceptionDates.Add(Local(date, entry.Zone));
            }
        }

        if (entry.Occurrence is { } occurrence)
        {
            item.RecurrenceIdentifier = new RecurrenceIdentifier(Local(occurrence, entry.Zone), RecurrenceRange.ThisInstance);
        }

        return item;
    }

    private static CalDateTime Local(LocalDateTime wall, string zone) => new(wall.ToDateTimeUnspecified(), zone);

    private static (CalDateTime Start, CalDateTime End) Times(CalendarEntry entry)
    {
        var zone = DateTimeZoneProviders.Tzdb[entry.Zone];
        var (start, end) = (entry.Period.Start.InZone(zone), entry.Period.End.InZone(zone));
        // A wall time that occurs twice means the first one (RFC 5545, section 3.3.5): the second has no name but its UTC.
        return Named(start) && Named(end)
            ? (Local(start), Local(end))
            : (Utc(entry.Period.Start), Utc(entry.Period.End));
    }

    private static bool Named(ZonedDateTime time) => time.Zone.MapLocal(time.LocalDateTime).First() == time;

    private static CalDateTime Local(ZonedDateTime time) => new(time.ToDateTimeUnspecified(), time.Zone.Id);

    private static CalDateTime Utc(Instant instant)
    {
        var utc = instant.ToDateTimeUtc();
        return new CalDateTime(new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc), "UTC");
    }

    /// <summary>As a URI (RFC 6068): an address may hold what a URI may not.</summary>
    private static string Address(CalendarParty party)
    {
        var at = party.Email.LastIndexOf('@');
        return $"mailto:{Uri.EscapeDataString(party.Email[..at]).Replace("%2B", "+", StringComparison.Ordinal)}{party.Email[at..]}";
    }

    /// <summary>Line breaks stay and are escaped later; other control characters may not stand in a calendar at all.</summary>
    private static string Plain(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        return lines.Any(c => c != '\n' && char.IsControl(c)) ? string.Concat(lines.Where(c => c == '\n' || !char.IsControl(c))) : lines;
    }

    /// <summary>A parameter has no way to escape: a line break or a quotation mark would begin a line of somebody else's.</summary>
    private static string ParameterText(string text) =>
        string.Concat(text.Where(c => !char.IsControl(c)).Select(c => c == '"' ? '\'' : c));

    private static string Write(Calendar calendar, IEnumerable<string> zones)
    {
        var written = new CalendarSerializer().SerializeToString(calendar)
            ?? throw new InvalidOperationException("The calendar could not be written.");
        var firstComponent = written.IndexOf("BEGIN:VEVENT", StringComparison.Ordinal);
        if (firstComponent < 0)
        {
            firstComponent = written.LastIndexOf("END:VCALENDAR", StringComparison.Ordinal);
        }

        var zoneTexts = string.Concat(zones.Select(zone => ZoneTexts.GetOrAdd(zone, ZoneText)));
        return Fold(written.Insert(firstComponent, zoneTexts));
    }

    private static string ZoneText(string zone)
    {
        var calendar = Empty();
        calendar.TimeZones.Add(VTimeZone.FromDateTimeZone(zone, ZonesKnownFrom, false));
        var written = new CalendarSerializer().SerializeToString(calendar)!;
        const string last = "END:VTIMEZONE\r\n";
        var start = written.IndexOf("BEGIN:VTIMEZONE", StringComparison.Ordinal);
        return written[start..(written.LastIndexOf(last, StringComparison.Ordinal) + last.Length)];
    }

    /// <summary>At most 75 octets a line (RFC 5545, section 3.1). Ical.Net counts UTF-16 units and cuts through emoji.</summary>
    private static string Fold(string written)
    {
        var folded = new StringBuilder(written.Length + 64);
        var octets = 0;
        Span<char> units = stackalloc char[2];
        foreach (var rune in written.Replace("\r\n ", "", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value is '\r' or '\n')
            {
                octets = 0;
            }
            else if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                folded.Append("\r\n ");
                octets = 1 + rune.Utf8SequenceLength;
            }
            else
            {
                octets += rune.Utf8SequenceLength;
            }
            folded.Append(units[..rune.EncodeToUtf16(units)]);
        }
        return folded.ToString();
    }
}
