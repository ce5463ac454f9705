using System.Globalization;
using Booking.Web.Features.Shared;
using Microsoft.AspNetCore.Http.Extensions;

namespace Booking.Web.Features.Resources;

/// <summary>A result as its card shows it.</summary>
public sealed record ResourceCard(SearchHit Hit, SearchRequest Request)
{
    /// <summary>What else there is to say of the offer; null when nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The form with the offered period in it; null when there is nothing to offer.</summary>
    public string? BookAddress => Hit.Offer is { } offer
        ? BookAddresses.Of(Hit.Resource, offer, Request.People)
        : null;
}

/// <summary>Addresses of the booking form, filled in.</summary>
public static class BookAddresses
{
    public static string Of(CatalogueResource resource, NodaTime.Interval period, int? people = null, Guid? group = null)
    {
        var query = new QueryBuilder
        {
            { "start", TimeText.WallTime(period.Start, resource.Terms.Zone) },
            { "end", TimeText.WallTime(period.End, resource.Terms.Zone) },
        };
        if (people is { } number)
        {
            query.Add("people", number.ToString(CultureInfo.InvariantCulture));
        }

        if (group is { } id)
        {
            query.Add("group", id.ToString());
        }

        return $"/resources/{resource.Slug}/book{query}";
    }
}
