namespace Booking.Web.Features.Shared;

/// <summary>Text of several lines as people type it.</summary>
public static class TypedText
{
    /// <summary>Without what stands around it; each line break counts once, as it does for a browser that limits the length.</summary>
    public static string Read(string? typed) =>
        string.Concat((typed ?? "").ReplaceLineEndings("\n").Where(character => character == '\n' || !char.IsControl(character))).Trim();
}
