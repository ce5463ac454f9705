using System.Globalization;

namespace Booking.Web.Features.Shared;

/// <summary>For what is said to someone other than whoever sent the request.</summary>
public static class Speaking
{
    /// <summary>What <paramref name="say"/> answers when texts are in that language, "da" or "en".</summary>
    public static T In<T>(string language, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = TimeText.CultureOf(language);
        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
