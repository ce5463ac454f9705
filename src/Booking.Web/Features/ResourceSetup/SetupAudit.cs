using System.Text.Json;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Writes down who changed what about something shared.</summary>
internal static class SetupAudit
{
    private const string Sql = """
        insert into audit (at, actor_id, action, subject, owner_id, detail) values (@Now, @ActorId, @Action, @ResourceId, @OwnerId, @Detail::jsonb)
        """;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <param name="detail">Nothing personal.</param>
    public static Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string action, Guid resourceId, Guid ownerId, object detail,
        SignedInPerson actor, Instant now) =>
        connection.ExecuteAsync(
            Sql,
            new { Now = now, ActorId = actor.Id, Action = action, ResourceId = resourceId, OwnerId = ownerId, Detail = JsonSerializer.Serialize(detail, Options) },
            transaction);
}
