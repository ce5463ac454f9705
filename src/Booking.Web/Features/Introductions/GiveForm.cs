using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Introductions;

/// <summary>The form that gives an introduction, as typed.</summary>
public sealed class GiveForm
{
    public string? Email { get; set; }

    /// <summary>The id of one of the owner's resources; blank for all of them.</summary>
    public string? Resource { get; set; }

    /// <summary>The last day it counts, as an ISO date; blank when only the rule says how long.</summary>
    public string? Until { get; set; }

    /// <summary>What was understood; null with a text key for each field when something was not.</summary>
    public Understood? Parse(IReadOnlyList<CatalogueResource> places, Instant now, out Dictionary<string, string> problems)
    {
        problems = [];
        var email = EmailAddress.Read(Email);
        if (email is null)
        {
            problems[nameof(Email)] = "EmailUnclear";
        }

        var place = Guid.TryParse(Resource, out var id) ? places.FirstOrDefault(one => one.Id == id) : null;
        if (place is null && !string.IsNullOrWhiteSpace(Resource))
        {
            problems[nameof(Resource)] = "PlaceUnknown";
        }

        var zone = place?.Terms.Zone ?? HomeZone.Zone;
        Instant? expires = null;
        if (!string.IsNullOrWhiteSpace(Until))
        {
            var day = LocalDatePattern.Iso.Parse(Until.Trim());
            if (!day.Success || day.Value.Year is < 2000 or > 2199)
            {
                problems[nameof(Until)] = "UntilUnclear";
            }
            else if (day.Value < now.InZone(zone).Date)
            {
                problems[nameof(Until)] = "UntilPast";
            }
            else
            {
                expires = zone.AtStartOfDay(day.Value.PlusDays(1)).ToInstant();
            }
        }

        return problems.Count == 0 ? new Understood(email!, place, expires) : null;
    }

    /// <param name="Place">Null for all the owner has.</param>
    public sealed record Understood(string Email, CatalogueResource? Place, Instant? Expires);
}
