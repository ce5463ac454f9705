using Booking.Rules.Availability;

namespace Booking.Web.Features.Demo;

/// <summary>What the making of demo bookings needs to know of a resource.</summary>
/// <param name="Units">Ascending, as they are always written.</param>
/// <param name="Share">How much of its open time is usually taken, 0 to 1.</param>
/// <param name="Purposes">What it is booked for.</param>
/// <param name="HasCaretaker">Looked after by the demo's caretaker, whose page of today must not be empty.</param>
public sealed record DemoResource(
    Guid Id, string Slug, string Kind, IReadOnlyList<Guid> Units, Terms Terms, double Share,
    IReadOnlyList<string> Purposes, bool HasCaretaker)
{
    public DemoHabit Habit { get; } = DemoHabit.Of(Kind, Terms);
}
