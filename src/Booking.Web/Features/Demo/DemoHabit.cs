using Booking.Rules.Availability;
using NodaTime;

namespace Booking.Web.Features.Demo;

/// <summary>How people use a kind of resource: for how long, from when, and how many they are.</summary>
/// <param name="Lengths">In minutes; the common ones stand more than once.</param>
/// <param name="Weekday">First and last usual hour of starting, Monday to Friday.</param>
/// <param name="Weekend">The same for Saturday and Sunday.</param>
/// <param name="Company">The share of the capacity that comes, from and to.</param>
public sealed record DemoHabit(
    IReadOnlyList<int> Lengths, (int First, int Last) Weekday, (int First, int Last) Weekend, (double From, double To) Company)
{
    private const int Day = 1440;

    private static readonly DemoHabit Other = new([60, 120, 120, 180], (9, 20), (9, 19), (0.2, 0.8));

    private static readonly DemoHabit Season = new([60 * Day, 90 * Day, 150 * Day], (0, 0), (0, 0), (0.3, 1));

    private static readonly Dictionary<string, DemoHabit> ByKind = new()
    {
        ["kitchen"] = new([120, 180, 180, 240, 240, 300], (10, 18), (10, 17), (0.3, 0.9)),
        ["hall"] = new([60, 60, 90, 120, 180], (15, 21), (9, 18), (0.1, 0.6)),
        ["room"] = new([60, 90, 120, 120, 180], (9, 19), (10, 17), (0.2, 0.9)),
        ["workshop"] = new([60, 120, 120, 180], (12, 20), (10, 16), (0.1, 0.7)),
        ["garden"] = new([120, 180, 240], (10, 18), (9, 16), (0.2, 0.7)),
        ["vehicle"] = new([120, 180, 240, 240, 480, Day, 2 * Day], (7, 18), (8, 16), (0.2, 0.9)),
        ["tool"] = new([60, 120, Day, Day, 2 * Day, 3 * Day], (8, 18), (8, 15), (0.1, 0.6)),
    };

    public static DemoHabit Of(string kind, Terms terms) =>
        terms.MinimumMinutes >= 7 * Day ? Season : ByKind.GetValueOrDefault(kind, Other);

    /// <summary>Minutes after local midnight, on the half hour.</summary>
    public int StartOn(IsoDayOfWeek day, Random random)
    {
        var (first, last) = day >= IsoDayOfWeek.Saturday ? Weekend : Weekday;
        return random.Next(first * 2, (last * 2) + 1) * 30;
    }

    /// <summary>A usual length, held within what the terms allow.</summary>
    public int LengthFor(Terms terms, Random random) => Math.Clamp(
        RoundUp(random.Pick(Lengths), terms.StepMinutes),
        RoundUp(terms.MinimumMinutes, terms.StepMinutes),
        terms.MaximumMinutes / terms.StepMinutes * terms.StepMinutes);

    /// <summary>How many come; a big place is seldom full.</summary>
    public int CompanyFor(Terms terms, Random random)
    {
        const int bigGroup = 60;
        var share = Company.From + (random.NextDouble() * (Company.To - Company.From));
        return Math.Clamp((int)Math.Round(Math.Min(terms.Capacity, bigGroup) * share), 1, terms.Capacity);
    }

    private static int RoundUp(int minutes, int step) => (minutes + step - 1) / step * step;
}
