using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Admission;

using Booking.Rules.Admission;

public sealed class AdmissionProperties
{
    private static readonly Gen<(Situation Given, BookingRequest Request)> Asked =
        from given in Any.Situation
        from start in Gen.Int[0, 600]
        from length in Gen.Int[0, 300]
        from people in Gen.Int[0, 11]
        let period = new Interval(
            given.Window.Start + Duration.FromMinutes(5 * start), given.Window.Start + Duration.FromMinutes(5 * (start + length)))
        select (given, new BookingRequest(period, people));

    [Fact]
    public void Decide_Twice_ChangesNothing() => Asked.Sample(asked =>
        Codes(Decide(asked.Given, asked.Request)).SequenceEqual(Codes(Decide(asked.Given, asked.Request))), iter: 1000);

    [Fact]
    public void Decide_NamesEachReasonOnce_UnlessDaysAreClosedForDifferentReasons() => Asked.Sample(asked =>
    {
        var codes = Codes(Decide(asked.Given, asked.Request)).Where(code => code != nameof(ClosedThatDay)).ToList();
        return codes.Distinct().Count() == codes.Count;
    }, iter: 1000);

    [Fact]
    public void Decide_WhatIsAccepted_KeepsClearOfWhatIsTaken_AndLiesInOpenTime() => AcceptedPeriod.Sample((given, period) =>
        FreeTime.IsFree(given.Terms, given.Occupied, period)
        && OpenTime.Within(given.Terms, period).SequenceEqual([period]));

    [Fact]
    public void Decide_WhatIsAccepted_IsTakenOnceItIsWritten_ForAsManyAsThereAreUnits() => AcceptedPeriod.Sample((given, period) =>
    {
        var accepted = 0;
        while (Decide(given, new BookingRequest(period, 1)) is Accepted)
        {
            accepted++;
            given = given with { Occupied = Write(given, period) };
        }

        return Codes(Decide(given, new BookingRequest(period, 1))).SequenceEqual([nameof(SlotTaken)])
            && (given.Terms.Use == UnitUse.AnyOne ? accepted <= given.Occupied.ByUnit.Count : accepted == 1);
    });

    private static Gen<(Situation, Interval)> AcceptedPeriod =>
        from given in Any.Situation
        let period = NearestFree.Next(given.Terms, given.Occupied, given.Now, given.Window.End)
        where period is not null
        select (given, period.Value);

    private static Occupied Write(Situation given, Interval period)
    {
        var needed = given.Terms.Buffer.Around(period);
        var units = given.Occupied.ByUnit.Select(unit => unit.ToList()).ToList();
        var free = units.Where(unit => !unit.Any(taken => Intervals.Overlap(taken, needed)));
        foreach (var unit in given.Terms.Use == UnitUse.All ? free.ToList() : free.Take(1).ToList())
        {
            unit.Add(needed);
            unit.Sort((one, other) => one.Start.CompareTo(other.Start));
        }

        return new Occupied(units);
    }

    private static Decision Decide(Situation given, BookingRequest request) =>
        Admission.Decide(request, given.Occupied, given.Terms, given.Now);

    private static IEnumerable<string> Codes(Decision decision) =>
        decision is Refused refused ? refused.Reasons.Select(reason => reason.Code) : [];
}
