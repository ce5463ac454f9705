namespace Booking.Rules.Conditions;

/// <summary>How many people one booking may bring.</summary>
/// <param name="Maximum">1 to 10,000; what the place holds is the limit all the same.</param>
public sealed record GroupSize(int Maximum) : Condition
{
    /// <summary>1 to 10,000.</summary>
    public int Maximum { get; } = Within(Maximum, 1, 10_000, nameof(Maximum));
}

/// <summary>What a limit on one person's bookings counts together.</summary>
public enum Scope
{
    /// <summary>This resource.</summary>
    Resource,

    /// <summary>All that its owner shares.</summary>
    Owner,

    /// <summary>All of its sort in the city, such as all kitchens.</summary>
    Category,
}

/// <summary>The stretch of time a quota is for; a booking belongs to the one in which it starts.</summary>
public enum QuotaPeriod
{
    /// <summary>Monday to Sunday.</summary>
    Week,

    /// <summary>From the first of a month to the next.</summary>
    Month,

    /// <summary>April to September, or October to March.</summary>
    Season,
}

/// <summary>What a quota is counted in.</summary>
public enum QuotaMeasure
{
    /// <summary>A number of bookings.</summary>
    Bookings,

    /// <summary>Hours on the wall clock.</summary>
    Hours,
}

/// <summary>Which bookings a quota counts.</summary>
public enum QuotaCounts
{
    /// <summary>Those that have not ended.</summary>
    Coming,

    /// <summary>Those that have, and those given up too late.</summary>
    Used,

    /// <summary>Both.</summary>
    Both,
}

/// <summary>Whose bookings a quota counts together.</summary>
public enum QuotaOf
{
    /// <summary>All that one person makes, for themselves and for their groups.</summary>
    Person,

    /// <summary>All that is made for a group, by whomever of it. Who books for nobody else has a share of their own, of what they make for themselves.</summary>
    Group,
}

/// <summary>How much one person, or one group, may have in a stretch of time.</summary>
/// <param name="Limit">1 to 1,000, reached by the last booking that is accepted.</param>
/// <param name="Measure">In what.</param>
/// <param name="Per">In which stretch of time.</param>
/// <param name="Over">Of what.</param>
/// <param name="Counts">Which bookings.</param>
/// <param name="Of">Whose.</param>
public sealed record Quota(
    int Limit, QuotaMeasure Measure, QuotaPeriod Per, Scope Over, QuotaCounts Counts, QuotaOf Of = QuotaOf.Person) : Condition
{
    /// <summary>1 to 1,000, reached by the last booking that is accepted.</summary>
    public int Limit { get; } = Within(Limit, 1, 1000, nameof(Limit));

    /// <inheritdoc />
    public override string Slot => $"{Kind}/{Measure}/{Per}/{Over}/{Counts}/{Of}";
}

/// <summary>How many coming bookings one person may have at a time.</summary>
/// <param name="Maximum">1 to 100.</param>
/// <param name="Over">Of what.</param>
public sealed record ConcurrentBookings(int Maximum, Scope Over) : Condition
{
    /// <summary>1 to 100.</summary>
    public int Maximum { get; } = Within(Maximum, 1, 100, nameof(Maximum));

    /// <inheritdoc />
    public override string Slot => $"{Kind}/{Over}";
}

/// <summary>How much time lies between the end of one booking of a person and the start of the next, so that bookings are not chained.</summary>
/// <param name="Minutes">1 to 60 days.</param>
/// <param name="Over">Of what.</param>
public sealed record Spacing(int Minutes, Scope Over) : Condition
{
    /// <summary>1 to 60 days.</summary>
    public int Minutes { get; } = Within(Minutes, 1, 60 * 1440, nameof(Minutes));

    /// <inheritdoc />
    public override string Slot => $"{Kind}/{Over}";
}

/// <summary>Whom a place is for.</summary>
/// <param name="Residents">Those who say that they live in the municipality.</param>
/// <param name="Members">Members of its owner.</param>
/// <param name="MinimumAge">Those who turn this old in the year of the booking, or are older; null for any age. 1 to 120.</param>
/// <param name="Groups">Those who book for a group, such as an association.</param>
/// <param name="District">Those who say that they live in the part of the city in which the place is.</param>
public sealed record Audience(bool Residents, bool Members, int? MinimumAge, bool Groups = false, bool District = false) : Condition
{
    /// <summary>Those who turn this old in the year of the booking, or are older; null for any age.</summary>
    public int? MinimumAge { get; } = MinimumAge is { } age ? Within(age, 1, 120, nameof(MinimumAge)) : null;

    /// <summary>Whether it is for anyone at all.</summary>
    public bool IsEveryone => this is { Residents: false, Members: false, MinimumAge: null, Groups: false, District: false };
}

/// <summary>Who books has been shown how, and it has not been too long since.</summary>
/// <param name="ValidMonths">How long one counts, 1 to 120; null for ever.</param>
/// <param name="GiverDa">Who gives it, in Danish, as it follows after "fra"; may be blank.</param>
/// <param name="GiverEn">The same in English.</param>
public sealed record IntroductionRequired(int? ValidMonths, string GiverDa, string GiverEn) : Condition
{
    /// <summary>How long one counts, 1 to 120 months; null for ever.</summary>
    public int? ValidMonths { get; } = ValidMonths is { } months ? Within(months, 1, 120, nameof(ValidMonths)) : null;
}

/// <summary>What becomes of a booking by somebody who has failed to come too often.</summary>
public enum AfterNoShows
{
    /// <summary>It is refused, until enough of the times have fallen away.</summary>
    Refuse,

    /// <summary>The owner says yes or no to it first.</summary>
    AskOwner,
}

/// <summary>How often somebody may have failed to come to what they had booked of the same owner, within six months, before it matters.</summary>
/// <param name="Maximum">0 to 20: so often it does not matter.</param>
/// <param name="Then">What becomes of a booking by somebody who has failed to more often.</param>
public sealed record NoShowLimit(int Maximum, AfterNoShows Then) : Condition
{
    /// <summary>0 to 20: so often it does not matter.</summary>
    public int Maximum { get; } = Within(Maximum, 0, 20, nameof(Maximum));
}

/// <summary>When the owner says yes or no before a booking counts. Any one that fits is enough.</summary>
/// <param name="Always">Every booking.</param>
/// <param name="LongerThanMinutes">A longer one, on the wall clock.</param>
/// <param name="MorePeopleThan">A larger one.</param>
/// <param name="EndsAfterMinute">One that ends later in the day, in minutes after the local midnight of its start.</param>
/// <param name="FromOutside">One by somebody who has not said that they live in the municipality.</param>
/// <param name="Holds">Whether its time is held until the answer; else others may book it meanwhile, and a yes counts if it is still free.</param>
/// <exception cref="ArgumentException">None is given.</exception>
public sealed record Approval(
    bool Always, int? LongerThanMinutes, int? MorePeopleThan, int? EndsAfterMinute, bool FromOutside, bool Holds = true) : Condition
{
    /// <summary>Every booking.</summary>
    public bool Always { get; } = Always || FromOutside || (LongerThanMinutes ?? MorePeopleThan ?? EndsAfterMinute) is not null
        ? Always
        : throw new ArgumentException("Say when.", nameof(Always));

    /// <summary>A longer one, on the wall clock; up to a year.</summary>
    public int? LongerThanMinutes { get; } = LongerThanMinutes is { } minutes ? Within(minutes, 1, 366 * 1440, nameof(LongerThanMinutes)) : null;

    /// <summary>A larger one; up to 10,000.</summary>
    public int? MorePeopleThan { get; } = MorePeopleThan is { } people ? Within(people, 1, 10_000, nameof(MorePeopleThan)) : null;

    /// <summary>One that ends later in the day, up to midnight at the end of the next.</summary>
    public int? EndsAfterMinute { get; } = EndsAfterMinute is { } minute ? Within(minute, 0, 2880, nameof(EndsAfterMinute)) : null;
}

/// <summary>What a person agrees to answer for.</summary>
/// <param name="TextDa">In Danish, as it follows after "Jeg"; never blank.</param>
/// <param name="TextEn">In English.</param>
/// <exception cref="ArgumentException">The text is blank.</exception>
public sealed record Responsibility(string TextDa, string TextEn) : Condition
{
    /// <summary>In Danish; never blank.</summary>
    public string TextDa { get; } = !string.IsNullOrWhiteSpace(TextDa)
        ? TextDa
        : throw new ArgumentException("Say for what.", nameof(TextDa));

    /// <summary>In English; the Danish text stands in where none was given.</summary>
    public string TextEn { get; } = string.IsNullOrWhiteSpace(TextEn) ? TextDa : TextEn;
}
