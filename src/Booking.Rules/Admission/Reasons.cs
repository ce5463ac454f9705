namespace Booking.Rules.Admission;

/// <summary>Collects reasons. Most of what is asked finds none, and then nothing is allocated: a calendar asks for every cell.</summary>
internal struct Reasons
{
    private List<Refusal>? found;

    public readonly IReadOnlyList<Refusal> Found => found is null ? [] : found;

    public void Add(Refusal reason) => (found ??= []).Add(reason);
}
