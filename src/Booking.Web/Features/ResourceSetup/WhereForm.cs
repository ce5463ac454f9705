using System.Globalization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Where it is: as typed.</summary>
public sealed class WhereForm
{
    public const int LongestAddress = 200;
    public const int LongestDirections = 1000;

    public string? Address { get; set; }

    public string? District { get; set; }

    /// <summary>Degrees with a comma or a point; empty for the middle of the district.</summary>
    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    /// <summary>Ticked when only those who have booked are told the address.</summary>
    public bool AddressPrivate { get; set; }

    public string? DirectionsDa { get; set; }

    public string? DirectionsEn { get; set; }

    public static WhereForm Of(SetupRecord resource, CatalogueSnapshot catalogue)
    {
        if (!resource.Answered.Contains(SetupStep.Where))
        {
            return new WhereForm { AddressPrivate = resource.AddressPrivate };
        }

        var middle = catalogue.Districts.First(district => district.Slug == resource.District);
        var isMiddle = middle.Latitude.Equals(resource.Latitude) && middle.Longitude.Equals(resource.Longitude);
        return new WhereForm
        {
            Address = resource.Address,
            District = resource.District,
            Latitude = isMiddle ? "" : Degrees(resource.Latitude),
            Longitude = isMiddle ? "" : Degrees(resource.Longitude),
            AddressPrivate = resource.AddressPrivate,
            DirectionsDa = resource.DirectionsDa,
            DirectionsEn = resource.DirectionsEn,
        };
    }

    /// <summary>Null when something is wrong.</summary>
    public WhereAnswer? Parse(CatalogueSnapshot catalogue, SetupProblems problems)
    {
        var address = TypedText.Read(Address).ReplaceLineEndings(" ");
        var directions = new LocalText(TypedText.Read(DirectionsDa), TypedText.Read(DirectionsEn));
        var district = catalogue.Districts.FirstOrDefault(one => one.Slug == District);
        problems.CheckLength("address", address, LongestAddress, "AddressMissing");
        if (district is null)
        {
            problems.Add("district", "DistrictMissing");
        }

        var isPlaced = !string.IsNullOrWhiteSpace(Latitude) || !string.IsNullOrWhiteSpace(Longitude);
        var latitude = isPlaced ? Read("latitude", Latitude, 54, 58, problems) : district?.Latitude ?? 0;
        var longitude = isPlaced ? Read("longitude", Longitude, 7, 16, problems) : district?.Longitude ?? 0;
        problems.CheckLength("directionsDa", directions.Da, LongestDirections);
        problems.CheckLength("directionsEn", directions.En, LongestDirections);
        return problems.IsEmpty ? new WhereAnswer(address, district!.Slug, latitude, longitude, AddressPrivate, directions) : null;
    }

    // Denmark lies well within those degrees; a place in the sea of another country is a slip of the finger.
    private static double Read(string field, string? typed, double least, double most, SetupProblems problems)
    {
        if (double.TryParse((typed ?? "").Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees)
            && degrees >= least && degrees <= most)
        {
            return degrees;
        }

        problems.Add(field, field == "latitude" ? "LatitudeUnclear" : "LongitudeUnclear");
        return 0;
    }

    private static string Degrees(double degrees) => degrees.ToString("0.######", TimeText.CultureOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName));
}

/// <summary>The same as it was understood.</summary>
public sealed record WhereAnswer(string Address, string District, double Latitude, double Longitude, bool AddressPrivate, LocalText Directions);
