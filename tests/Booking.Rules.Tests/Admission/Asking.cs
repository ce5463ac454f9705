using Booking.Rules.Availability;
using static Booking.Rules.Tests.Given;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

/// <summary>Somebody asks for a free kitchen, a day before unless said otherwise.</summary>
internal static class Asking
{
    public static IReadOnlyList<Refusal> Refusals(
        Terms terms, string start, string end, PersonFacts? person = null, string? now = null, int people = 4, Guid? replaces = null) =>
        Decide(terms, start, end, person, now, people, replaces) is Refused refused ? refused.Reasons : [];

    public static Decision Decide(
        Terms terms, string start, string end, PersonFacts? person = null, string? now = null, int people = 4, Guid? replaces = null) =>
        Admission.Decide(
            new BookingRequest(From(start, end), people, replaces),
            new Facts(Occupied.Nothing(), person ?? PersonFacts.Stranger),
            terms,
            now is null ? At(start) - Duration.FromDays(1) : At(now));

    /// <summary>By the names of the reasons; null for none.</summary>
    public static void ShouldBe(this IReadOnlyList<Refusal> refusals, params string?[] codes) =>
        refusals.Select(refusal => refusal.Code).Should().Equal(codes.OfType<string>());
}
