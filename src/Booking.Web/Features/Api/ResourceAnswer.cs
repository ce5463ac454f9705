using System.ComponentModel;
using System.Globalization;
using Booking.Rules.Availability;
using Booking.Web.Features.Resources;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Api;

/// <summary>A resource among others. Texts are in the language of the request.</summary>
public class ResourceAnswer
{
    public ResourceAnswer(CatalogueResource resource)
    {
        Slug = resource.Slug;
        Name = resource.Name.ToString();
        Kind = resource.Kind;
        District = resource.District.Slug;
        Capacity = resource.Terms.Capacity;
        Address = resource.IsAddressPrivate ? null : resource.Address;
        Latitude = resource.Latitude;
        Longitude = resource.Longitude;
        Features = resource.Features;
        TimeZone = resource.Terms.Zone.Id;
        Url = $"/resources/{resource.Slug}";
    }

    [Description("Its name in addresses and requests.")]
    public string Slug { get; init; }

    public string Name { get; init; }

    [Description("kitchen, hall, room, workshop, garden, vehicle, tool or other.")]
    public string Kind { get; init; }

    [Description("The district's name in requests, as in near.")]
    public string District { get; init; }

    [Description("How many people one booking may bring.")]
    public int Capacity { get; init; }

    [Description("Null where only those who have booked are told; latitude and longitude are then the middle of the district.")]
    public string? Address { get; init; }

    public double Latitude { get; init; }

    public double Longitude { get; init; }

    [Description("Access and equipment, such as step-free or projector.")]
    public IReadOnlyList<string> Features { get; init; }

    [Description("Where it stands, in time (IANA name): its opening hours, days and lengths are meant there.")]
    public string TimeZone { get; init; }

    [Description("Its page for people, on this site.")]
    public string Url { get; init; }
}

/// <param name="Id">To ask for it.</param>
/// <param name="Name">What people call it.</param>
public sealed record UnitAnswer(Guid Id, string Name);

/// <param name="Next">Send it as cursor to get the next page; null when this is the last.</param>
public sealed record ResourcePageAnswer(IReadOnlyList<ResourceAnswer> Items, string? Next);

/// <summary>A resource with everything a person needs to know to book it.</summary>
public sealed class ResourceDetailsAnswer : ResourceAnswer
{
    public ResourceDetailsAnswer(CatalogueResource resource) : base(resource)
    {
        Description = resource.Description.ToString();
        Directions = resource.Directions.ToString();
        HouseRules = [.. resource.HouseRules.Select(rule => rule.ToString())];
        Owner = new OwnerAnswer(resource.Owner.Name.ToString(), resource.Owner.Email, resource.Owner.Phone);
        Units = resource.OffersChoice ? [.. resource.Units.Zip(resource.UnitLabels, (id, name) => new UnitAnswer(id, name))] : [];
        Terms = TermsAnswer.Of(resource);
        OpeningHours = [.. resource.Terms.OpeningHours.OrderBy(span => span.Day).ThenBy(span => span.OpensMinute).Select(OpeningHoursAnswer.Of)];
        Closures = [.. resource.Terms.Closures.OrderBy(closure => closure.From).Select(ClosureAnswer.Of)];
    }

    public string Description { get; init; }

    public string Directions { get; init; }

    [Description("What a person accepts by booking.")]
    public IReadOnlyList<string> HouseRules { get; init; }

    public OwnerAnswer Owner { get; init; }

    [Description("Several alike of which a booking may ask for a certain one; empty where there is nothing to choose.")]
    public IReadOnlyList<UnitAnswer> Units { get; init; }

    public TermsAnswer Terms { get; init; }

    [Description("The hours of a usual week, by weekday and opening.")]
    public IReadOnlyList<OpeningHoursAnswer> OpeningHours { get; init; }

    [Description("Days on which it is closed whatever its hours say. Public holidays are not listed here; see closedOnPublicHolidays.")]
    public IReadOnlyList<ClosureAnswer> Closures { get; init; }
}

/// <summary>Who decides over a resource, and whom to ask about it.</summary>
public sealed record OwnerAnswer(string Name, string Email, string Phone);

/// <summary>The conditions of booking. Lengths are minutes on the clock on the wall: a day is 1440 also when the clock changes.</summary>
public sealed record TermsAnswer
{
    [Description("The shortest booking.")]
    public required int MinimumMinutes { get; init; }

    [Description("The longest booking.")]
    public required int MaximumMinutes { get; init; }

    [Description("Bookings start and end at multiples of this after local midnight.")]
    public required int StepMinutes { get; init; }

    [Description("How long before its start a booking must be made.")]
    public required int LeadMinutes { get; init; }

    [Description("How many days ahead a booking may start.")]
    public required int HorizonDays { get; init; }

    [Description("Time before every booking in which nobody else has the resource.")]
    public required int SetUpMinutes { get; init; }

    [Description("Time after every booking in which nobody else has the resource.")]
    public required int CleanUpMinutes { get; init; }

    public required bool ClosedOnPublicHolidays { get; init; }

    [Description("When it can be fetched: bookings start then, both edges included. Empty where they start at any open time.")]
    public required IReadOnlyList<OpeningHoursAnswer> PickUp { get; init; }

    [Description("When it can be brought back: bookings end then, both edges included. Empty where they end at any open time.")]
    public required IReadOnlyList<OpeningHoursAnswer> Return { get; init; }

    [Description("A booking that nobody has checked in to so long after its start is given to others; null for never.")]
    public required int? ReleaseAfterMinutes { get; init; }

    [Description("How long before the start its person is asked whether they still come; null for never. Who books later is not asked.")]
    public required int? ReconfirmAskMinutes { get; init; }

    [Description("How long before the start they answer at the latest, or the time is given to others; null where nobody is asked.")]
    public required int? ReconfirmAnswerMinutes { get; init; }

    public static TermsAnswer Of(CatalogueResource resource) => new()
    {
        MinimumMinutes = resource.Terms.MinimumMinutes,
        MaximumMinutes = resource.Terms.MaximumMinutes,
        StepMinutes = resource.Terms.StepMinutes,
        LeadMinutes = resource.Terms.LeadMinutes,
        HorizonDays = resource.Terms.HorizonDays,
        SetUpMinutes = (int)resource.Terms.Buffer.Before.TotalMinutes,
        CleanUpMinutes = (int)resource.Terms.Buffer.After.TotalMinutes,
        ClosedOnPublicHolidays = resource.Terms.ClosedOnPublicHolidays,
        PickUp = Times(resource.Terms.Handover?.PickUp),
        Return = Times(resource.Terms.Handover?.Return),
        ReleaseAfterMinutes = resource.Terms.CheckInGraceMinutes,
        ReconfirmAskMinutes = resource.Terms.Reconfirmation?.AskMinutes,
        ReconfirmAnswerMinutes = resource.Terms.Reconfirmation?.AnswerMinutes,
    };

    private static IReadOnlyList<OpeningHoursAnswer> Times(IReadOnlyList<WeeklySpan>? week) =>
        [.. (week ?? []).OrderBy(span => span.Day).ThenBy(span => span.OpensMinute).Select(OpeningHoursAnswer.Of)];
}

public sealed record OpeningHoursAnswer(
    [property: Description("1 for Monday to 7 for Sunday.")] int Weekday,
    string Opens,
    [property: Description("Counted from midnight at the start of the weekday: 26:00 is two o'clock the next morning.")] string Closes)
{
    public static OpeningHoursAnswer Of(WeeklySpan span) => new((int)span.Day, Clock(span.OpensMinute), Clock(span.ClosesMinute));

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}

public sealed record ClosureAnswer(
    [property: Description("The first closed day.")] string From,
    [property: Description("The last closed day, itself closed.")] string Until,
    string Reason)
{
    public static ClosureAnswer Of(Closure closure) => new(
        LocalDatePattern.Iso.Format(closure.From), LocalDatePattern.Iso.Format(closure.Until),
        new LocalText(closure.ReasonDa, closure.ReasonEn).ToString());
}

/// <summary>Includes the start, excludes the end. In the time of the resource.</summary>
public sealed record PeriodAnswer(OffsetDateTime Start, OffsetDateTime End)
{
    public static PeriodAnswer Of(Interval period, DateTimeZone zone) =>
        new(ApiTime.In(zone, period.Start), ApiTime.In(zone, period.End));
}

/// <summary>When a resource can be booked by whoever asks.</summary>
public sealed record AvailabilityAnswer(
    [property: Description("Any period within one of these can be booked if it follows the resource's terms. They may overlap where there are several of a kind.")]
    IReadOnlyList<PeriodAnswer> Free);
