using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Availability;

public sealed class SlotsProperties
{
    [Fact]
    public void Starting_OffersExactlyWhatAdmissionAccepts() =>
        Gen.Select(Any.Situation, Gen.Int[0, 6]).Sample((given, longer) =>
        {
            var lengths = BruteForce.Lengths(given.Terms).ToList();
            var minutes = lengths[Math.Min(longer, lengths.Count - 1)];
            return Slots.Starting(given.Terms, given.Occupied, given.Window, minutes, given.Now)
                .SequenceEqual(BruteForce.Accepted(given, minutes));
        }, iter: 300);
}
