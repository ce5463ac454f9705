using System.ComponentModel;
using Booking.Web.Features.Groups;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Booking.Web.Features.Api;

/// <summary>The groups of the person whose token it is.</summary>
[ApiController, Authorize(Access.SignedIn), IgnoreAntiforgeryToken, Route("/api/v1/groups"), Tags("Bookings")]
public sealed class GroupsApi(NpgsqlDataSource database) : ControllerBase
{
    [HttpGet(Name = "listGroups")]
    [EndpointSummary("List the groups one can book for")]
    [EndpointDescription("By name. Groups are made, and people invited to them, on the pages of this site.")]
    [ProducesResponseType<IReadOnlyList<GroupAnswer>>(Status200OK, ApiContent.Json)]
    public async Task<IActionResult> List(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var groups = await GroupMembers.OfAsync(connection, SignedInPerson.From(User)!.Id, cancellation);
        return Ok(groups.Select(group => new GroupAnswer(group.Id, group.Name)).ToList());
    }
}

/// <summary>People who book together.</summary>
public sealed record GroupAnswer([property: Description("Send it as group to book for it.")] Guid Id, string Name);
