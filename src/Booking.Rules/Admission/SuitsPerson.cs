using Booking.Rules.Availability;

namespace Booking.Rules.Admission;

/// <summary>
/// What may speak against the person rather than against the period: all that a search through free time leaves to ask. The
/// person's bookings are read once, for any number of periods. What holds of a period holds of every longer one from the same start.
/// </summary>
internal sealed class SuitsPerson
{
    private readonly IsForThem isForThem;
    private readonly IsIntroduced isIntroduced;
    private readonly IsWithinQuotas isWithinQuotas;
    private readonly LeavesRoomForOthers leavesRoomForOthers;
    private readonly CameBefore cameBefore;
    private readonly DateTimeZone zone;
    private readonly bool asksNothing;

    /// <param name="person">Who asks.</param>
    /// <param name="terms">The conditions of the resource.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="replaces">The booking of theirs that counts for nothing, because this one takes its place.</param>
    public SuitsPerson(PersonFacts person, Terms terms, Instant now, Guid? replaces)
    {
        asksNothing = terms.Person is { AskWho: false, CountBookings: false };
        zone = terms.Zone;
        isForThem = new IsForThem(person, terms);
        isIntroduced = new IsIntroduced(person, terms);
        isWithinQuotas = new IsWithinQuotas(person, terms, now, replaces);
        leavesRoomForOthers = new LeavesRoomForOthers(person, terms, now, replaces);
        cameBefore = new CameBefore(person, terms, now);
    }

    public bool Admits(Interval period) => Against(period).Count == 0;

    public IReadOnlyList<Refusal> Against(Interval period)
    {
        if (asksNothing)
        {
            return [];
        }

        var date = WallClock.DateAt(period.Start, zone);
        var against = new Reasons();
        isForThem.Check(date, ref against);
        isIntroduced.Check(period, ref against);
        isWithinQuotas.Check(period, date, ref against);
        leavesRoomForOthers.Check(period, ref against);
        cameBefore.Check(ref against);
        return against.Found;
    }
}
