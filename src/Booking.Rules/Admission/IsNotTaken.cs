using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

/// <summary>Somebody has the resource, or needs it to set up or clean up, in the period or its own buffers.</summary>
public sealed record SlotTaken : Refusal;

/// <summary>A booking with its buffers meets nothing that is taken.</summary>
internal static class IsNotTaken
{
    public static IEnumerable<Refusal> Check(BookingRequest request, Occupied occupied, Terms terms)
    {
        if (!FreeTime.IsFree(terms, occupied, request.Period))
        {
            yield return new SlotTaken();
        }
    }
}
