using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>A picture and what it shows: as it was sent.</summary>
public sealed class PictureForm
{
    public const int LargestFile = 10 * 1024 * 1024;
    public const int LargestForm = LargestFile + (1024 * 1024);
    public const int LongestAlt = 200;
    public const int MostPictures = 6;

    public IFormFile? File { get; set; }

    public string? AltDa { get; set; }

    public string? AltEn { get; set; }

    /// <summary>What a picture that is there already shows; null when something is wrong.</summary>
    public LocalText? ParseAlt(SetupProblems problems)
    {
        var alt = new LocalText(TypedText.Read(AltDa).ReplaceLineEndings(" "), TypedText.Read(AltEn).ReplaceLineEndings(" "));
        problems.CheckLength("altDa", alt.Da, LongestAlt, "AltMissing");
        problems.CheckLength("altEn", alt.En, LongestAlt);
        return problems.IsEmpty ? alt : null;
    }

    /// <summary>What it shows; null when something is wrong.</summary>
    public LocalText? Parse(SetupProblems problems)
    {
        if (File is null or { Length: 0 })
        {
            problems.Add("file", "FileMissing");
        }
        else if (File.Length > LargestFile)
        {
            problems.Add("file", "FileTooLarge", LargestFile / 1024 / 1024);
        }

        return ParseAlt(problems);
    }
}
