namespace Booking.Web.Features.Demo;

/// <summary>Chance that falls the same way in every run: it depends on the names of things alone.</summary>
public static class DemoRandom
{
    public static Random Of(params ReadOnlySpan<string> names)
    {
        // FNV-1a; the hash of .NET's strings differs from process to process.
        var hash = 2166136261u;
        foreach (var letter in string.Join('/', names))
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return new Random((int)(hash & int.MaxValue));
    }

    public static T Pick<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;
}
