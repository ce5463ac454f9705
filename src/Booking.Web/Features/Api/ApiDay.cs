using Booking.Web.Features.Shared;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Api;

/// <summary>Days as programs get them where the pages too say no more than the day: ISO 8601, in Aarhus.</summary>
public static class ApiDay
{
    public static string Of(Instant moment) => Of(moment.InZone(HomeZone.Zone).Date);

    public static string? Of(Instant? moment) => moment is { } some ? Of(some) : null;

    public static string Of(LocalDate day) => LocalDatePattern.Iso.Format(day);

    public static string? Of(LocalDate? day) => day is { } some ? Of(some) : null;
}
