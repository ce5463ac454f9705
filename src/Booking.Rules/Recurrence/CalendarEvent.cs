namespace Booking.Rules.Recurrence;

/// <summary>An event as it stands in the file, with what matters to whether a place is taken.</summary>
internal sealed class CalendarEvent(int line)
{
    private const int LongestUid = 255;

    public int Line { get; } = line;

    public string Uid { get; set; } = "";

    public string Title { get; set; } = "";

    public CalendarProperty? Start { get; set; }

    public CalendarProperty? End { get; set; }

    public CalendarProperty? Length { get; set; }

    /// <summary>Which date of its series it changes; null for the series itself and for a single event.</summary>
    public CalendarProperty? Changes { get; set; }

    public List<CalendarProperty> Rules { get; } = [];

    public List<CalendarProperty> Added { get; } = [];

    public List<CalendarProperty> LeftOut { get; } = [];

    public List<(string Address, string Answer)> Guests { get; } = [];

    public bool IsFree { get; private set; }

    /// <summary>Whether it could not be read whole.</summary>
    public bool IsUnread { get; set; }

    /// <param name="owner">The address of whose calendar it is; null where it is not known, then the only guest is taken for them.</param>
    public bool Blocks(string? owner)
    {
        var answer = owner is null
            ? Guests.Count == 1 ? Guests[0].Answer : null
            : Guests.Where(guest => guest.Address.Equals(owner, StringComparison.OrdinalIgnoreCase)).Select(guest => guest.Answer).FirstOrDefault();
        return !IsFree && answer is not ("DECLINED" or "TENTATIVE" or "NEEDS-ACTION");
    }

    public void Take(CalendarProperty property)
    {
        switch (property.Name)
        {
            case "UID":
                Uid = CalendarLines.Beginning(CalendarLines.Unescape(property.Value), LongestUid);
                break;
            case "SUMMARY":
                Title = CalendarLines.Unescape(property.Value);
                break;
            case "DTSTART":
                Start = property;
                break;
            case "DTEND":
                End = property;
                break;
            case "DURATION":
                Length = property;
                break;
            case "RECURRENCE-ID":
                Changes = property;
                break;
            case "RRULE":
                Rules.Add(property);
                break;
            case "RDATE":
                Added.Add(property);
                break;
            case "EXDATE":
                LeftOut.Add(property);
                break;
            case "STATUS":
                IsFree |= property.Value.Trim().ToUpperInvariant() is "CANCELLED" or "TENTATIVE";
                break;
            case "TRANSP":
                IsFree |= property.Value.Trim().Equals("TRANSPARENT", StringComparison.OrdinalIgnoreCase);
                break;
            case "X-MICROSOFT-CDO-BUSYSTATUS":
                IsFree |= property.Value.Trim().ToUpperInvariant() is "FREE" or "TENTATIVE";
                break;
            case "ATTENDEE":
                var address = property.Value.Trim();
                Guests.Add((
                    address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? address[7..] : address,
                    (property.Parameter("PARTSTAT") ?? "NEEDS-ACTION").ToUpperInvariant()));
                break;
        }
    }
}
