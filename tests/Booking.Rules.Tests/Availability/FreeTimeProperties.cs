using Booking.Rules.Availability;
using CsCheck;

namespace Booking.Rules.Tests.Availability;

public sealed class FreeTimeProperties
{
    [Fact]
    public void Within_NeverOverlapsWhatIsTaken_BuffersIncluded() => Any.Situation.Sample(given =>
        FreeTime.Choices(given.Terms, given.Occupied, given.Window)
            .SelectMany(choice => choice)
            .All(free => FreeTime.IsFree(given.Terms, given.Occupied, free)), iter: 2000);

    [Fact]
    public void Within_OpenTimeIsFreeTimeAndTakenTime_MinuteByMinute() => Any.Situation.Sample(given =>
    {
        var open = OpenTime.Within(given.Terms, given.Window);
        var free = FreeTime.Within(given.Terms, given.Occupied, given.Window);
        return BruteForce.Minutes(given.Window).All(moment =>
        {
            var minute = new Interval(moment, moment + Duration.FromMinutes(1));
            return minute.End > given.Window.End
                || Intervals.Cover(free, minute) == (Intervals.Cover(open, minute) && FreeTime.IsFree(given.Terms, given.Occupied, minute));
        });
    }, iter: 60);

    [Fact]
    public void Choices_HoldABookingExactlyWhenItIsOpenAndFree() =>
        Gen.Select(Any.Situation, Gen.Int[0, 576], Gen.Int[1, 200]).Sample((given, start, length) =>
        {
            var from = given.Window.Start + Duration.FromMinutes(5 * start);
            var booking = new Interval(from, from + Duration.FromMinutes(5 * length));
            if (booking.End > given.Window.End)
            {
                return true;
            }

            var fits = FreeTime.Choices(given.Terms, given.Occupied, given.Window).Any(choice => Intervals.Cover(choice, booking));
            return fits == (Intervals.Cover(OpenTime.Within(given.Terms, given.Window), booking)
                && FreeTime.IsFree(given.Terms, given.Occupied, booking));
        }, iter: 5000);
}
