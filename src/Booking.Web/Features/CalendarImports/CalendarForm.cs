namespace Booking.Web.Features.CalendarImports;

/// <summary>A calendar to be read, as typed.</summary>
public sealed class CalendarForm
{
    public const int LongestName = 120;
    public const int LongestEmail = 254;

    public string? Name { get; set; }
    public string? Address { get; set; }
    /// <summary>Whose calendar it is; may be blank.</summary>
    public string? OwnerEmail { get; set; }
}
