namespace Booking.Web.Features.ResourceSetup;

/// <summary>The questions that are asked of who shares something, each on a page of its own, named as in addresses and in the database.</summary>
public static class SetupStep
{
    public const string What = "what";
    public const string Where = "where";
    public const string Use = "use";
    public const string There = "there";
    public const string Pictures = "pictures";
    public const string Rules = "rules";

    /// <summary>The last page asks nothing new: it shows the whole and publishes it.</summary>
    public const string Publish = "publish";

    /// <summary>In the order in which they are asked.</summary>
    public static readonly IReadOnlyList<string> All = [What, Where, Use, There, Pictures, Rules, Publish];

    /// <summary>From 1.</summary>
    public static int NumberOf(string step) => All.ToList().IndexOf(step) + 1;

    public static string? Before(string step) => NumberOf(step) > 1 ? All[NumberOf(step) - 2] : null;

    public static string After(string step) => All[NumberOf(step)];
}
