using System.Globalization;
using Booking.Rules;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Bookings;

/// <summary>The booking form as typed, kept as typed until it is understood.</summary>
public sealed class BookForm
{
    public const int LongestPurpose = 500;
    public const int LongestName = 100;
    public const int LongestEmail = 254;
    private const int LongestKey = 64;

    public string? Date { get; set; }
    public string? From { get; set; }
    /// <summary>The day of return, for what is lent by the day; else the end is on the same day or the next.</summary>
    public string? ToDate { get; set; }
    public string? To { get; set; }
    public string? People { get; set; }
    public string? Purpose { get; set; }
    public string? Name { get; set; }
    public string? Email { get; set; }
    public bool AcceptRules { get; set; }
    /// <summary>The id of the group that books; blank when the person does.</summary>
    public string? Group { get; set; }
    /// <summary>The id of the one of several alike that is wanted; blank for any that is free.</summary>
    public string? Unit { get; set; }
    /// <summary>Whom the person books for, by name; blank when for themselves.</summary>
    public string? ForName { get; set; }
    /// <summary>The address of that person; blank when they have none.</summary>
    public string? ForEmail { get; set; }
    /// <summary>The refusal that this form has met, if any; what is booked after all is counted as found.</summary>
    public Guid? Attempt { get; set; }
    /// <summary>Why the owner should make an exception; blank when nobody asks for one.</summary>
    public string? Why { get; set; }
    /// <summary>The same for every attempt to send this form, so that sending it twice makes one booking.</summary>
    public string? Key { get; set; }

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public static BookForm For(CatalogueResource resource, Interval? period, string? people)
    {
        var form = new BookForm { People = people, Key = NewKey() };
        if (period is { } known)
        {
            form.Fill(resource, known);
        }

        return form;
    }

    public void Fill(CatalogueResource resource, Interval period)
    {
        var zone = resource.Terms.Zone;
        var (start, end) = (period.Start.InZone(zone).LocalDateTime, period.End.InZone(zone).LocalDateTime);
        var lastDay = resource.IsWholeDays ? end.Date.PlusDays(-1) : end.Date;
        (Date, From) = (LocalDatePattern.Iso.Format(start.Date), TimePattern.Format(start.TimeOfDay));
        (ToDate, To) = (LocalDatePattern.Iso.Format(lastDay), TimePattern.Format(end.TimeOfDay));
    }

    /// <summary>What was understood; null with a text key for each field when something was not.</summary>
    /// <param name="asStranger">Nobody is signed in, so the form asks for a name and an address too.</param>
    public Understood? Parse(CatalogueResource resource, bool asStranger, bool nameKnown, out Dictionary<string, string> problems)
    {
        problems = [];
        var period = ParsePeriod(resource, problems);

        if (!int.TryParse(People?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var people) || people is < 1 or > 100_000)
        {
            problems[nameof(People)] = "PeopleUnclear";
        }

        if (Purpose is { Length: > LongestPurpose })
        {
            problems[nameof(Purpose)] = "PurposeTooLong";
        }

        var name = Name?.Trim() ?? "";
        if (!nameKnown && name.Length is 0 or > LongestName)
        {
            problems[nameof(Name)] = name.Length == 0 ? "NameMissing" : "NameTooLong";
        }

        var email = EmailAddress.Read(Email);
        if (asStranger && email is null)
        {
            problems[nameof(Email)] = "EmailUnclear";
        }

        if (resource.AsksConsent && !AcceptRules)
        {
            problems[nameof(AcceptRules)] = "RulesNotAccepted";
        }

        var group = Guid.TryParse(Group, out var id) ? id : (Guid?)null;
        if (group is null && !string.IsNullOrWhiteSpace(Group))
        {
            problems[nameof(Group)] = "GroupUnknown";
        }

        if (!string.IsNullOrWhiteSpace(Unit) && (!Guid.TryParse(Unit, out var unit) || resource.Only(unit) is null))
        {
            problems[nameof(Unit)] = "UnitUnknown";
        }

        var whom = asStranger ? null : ReadFor(group, problems);

        if (Key is null or { Length: 0 or > LongestKey })
        {
            Key = NewKey();
        }

        return problems.Count == 0 ? new Understood(period!.Value, people, Purpose?.Trim() ?? "", name, email ?? "", Key, group, whom) : null;
    }

    private BookedFor? ReadFor(Guid? group, Dictionary<string, string> problems)
    {
        var name = ForName?.Trim() ?? "";
        if (name.Length == 0 && string.IsNullOrWhiteSpace(ForEmail))
        {
            return null;
        }

        if (name.Length is 0 or > LongestName || group is not null)
        {
            problems[nameof(ForName)] = name.Length == 0 ? "ForNameMissing" : name.Length > LongestName ? "NameTooLong" : "ForNotGroup";
        }

        var email = string.IsNullOrWhiteSpace(ForEmail) ? null : EmailAddress.Read(ForEmail);
        if (email is null && !string.IsNullOrWhiteSpace(ForEmail))
        {
            problems[nameof(ForEmail)] = "EmailUnclear";
        }

        return new BookedFor(name, email);
    }

    /// <summary>The times of day, as the form sends them, at which it can be fetched or brought back on some day of the week.</summary>
    /// <param name="typed">Also what was asked for, so that a no to it shows it.</param>
    public static IReadOnlyList<string> Offered(Terms terms, IReadOnlyList<WeeklySpan> week, string? typed) =>
    [
        .. Enumerable.Range(0, MinutesADay / terms.StepMinutes)
            .Select(step => step * terms.StepMinutes)
            .Where(minute => week.Any(span => span.OpensMinute <= minute && minute <= span.ClosesMinute))
            .Select(minute => TimePattern.Format(LocalTime.FromMinutesSinceMidnight(minute)))
            .Concat(TimePattern.Parse(typed?.Trim() ?? "") is { Success: true, Value: var time } ? [TimePattern.Format(time)] : Array.Empty<string>())
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private const int MinutesADay = 1440;

    /// <summary>What is to be booked: the resource, or the one of several alike that is wanted.</summary>
    public CatalogueResource Wanted(CatalogueResource resource) =>
        Guid.TryParse(Unit, out var unit) ? resource.Only(unit) ?? resource : resource;

    /// <summary>The period alone, also when the rest is not yet filled in.</summary>
    public Interval? ParsePeriod(CatalogueResource resource, Dictionary<string, string> problems)
    {
        var date = ReadDate(Date, nameof(Date), problems);
        var lastDate = resource.IsByTheDay || resource.IsWholeDays ? ReadDate(ToDate, nameof(ToDate), problems) : null;
        if (resource.IsWholeDays)
        {
            return date is { } first && lastDate is { } last ? Between(first.AtMidnight(), last.PlusDays(1).AtMidnight()) : null;
        }

        var from = ReadTime(From, nameof(From), problems);
        var to = ReadTime(To, nameof(To), problems);
        if (problems.Count > 0 || date is null || from is null || to is null)
        {
            return null;
        }

        return Between(
            date.Value + from.Value,
            (lastDate ?? (to > from ? date.Value : date.Value.PlusDays(1))) + to.Value);

        Interval? Between(LocalDateTime start, LocalDateTime end)
        {
            if (WallClock.ToInstant(start, resource.Terms.Zone) is not { } starts)
            {
                problems[nameof(From)] = "StartSkipped";
                return null;
            }

            if (WallClock.ToInstant(end, resource.Terms.Zone) is not { } ends)
            {
                problems[nameof(To)] = "EndSkipped";
                return null;
            }

            if (ends > starts)
            {
                return new Interval(starts, ends);
            }

            problems[resource.IsByTheDay || resource.IsWholeDays ? nameof(ToDate) : nameof(To)] = "EndBeforeStart";
            return null;
        }
    }

    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    private static LocalDate? ReadDate(string? typed, string field, Dictionary<string, string> problems)
    {
        if (LocalDatePattern.Iso.Parse(typed?.Trim() ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2199 } date })
        {
            return date;
        }

        problems[field] = "DateUnclear";
        return null;
    }

    private static LocalTime? ReadTime(string? typed, string field, Dictionary<string, string> problems)
    {
        if (TimePattern.Parse(typed?.Trim() ?? "") is { Success: true, Value: var time })
        {
            return time;
        }

        problems[field] = "TimeUnclear";
        return null;
    }

    /// <summary>The form when all of it makes sense; whether the rules allow it is not yet said.</summary>
    /// <param name="Group">Null for the person alone; whether they are in it is not yet said either.</param>
    /// <param name="For">Whom it is for; null for the person themselves.</param>
    public sealed record Understood(
        Interval Period, int People, string Purpose, string Name, string Email, string Key, Guid? Group, BookedFor? For = null);
}
