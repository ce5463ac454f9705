using NodaTime;

namespace Booking.Web.Features.Demo;

/// <summary>A group that comes every week: the badminton of Tuesday evening.</summary>
/// <param name="StartMinute">After local midnight.</param>
public sealed record DemoRegular(IsoDayOfWeek Day, int StartMinute, int Minutes, string Purpose, Guid Person)
{
    private static readonly string[] KindsWithRegulars = ["kitchen", "hall", "room", "workshop"];

    public static IReadOnlyList<DemoRegular> Of(DemoResource resource, IReadOnlyList<Guid> people)
    {
        if (!KindsWithRegulars.Contains(resource.Kind))
        {
            return [];
        }

        var random = DemoRandom.Of(resource.Slug, "regulars");
        return
        [
            .. Enumerable.Range(0, (int)Math.Round(resource.Share * 8)).Select(_ =>
            {
                var day = (IsoDayOfWeek)(1 + random.Next(7));
                return new DemoRegular(
                    day, resource.Habit.StartOn(day, random), resource.Habit.LengthFor(resource.Terms, random),
                    random.Pick(resource.Purposes), random.Pick(people));
            }),
        ];
    }
}
