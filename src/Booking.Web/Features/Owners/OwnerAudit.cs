using System.Text.Json;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

/// <summary>Writes what has been changed at an owner into its log, in the transaction that changes it.</summary>
public static class OwnerAudit
{
    public const string RolesChanged = "role.changed";
    public const string OwnerMade = "owner.made";
    public const string OwnerChanged = "owner.changed";
    public const string OwnerMoved = "owner.moved";
    public const string OwnerPaused = "owner.paused";
    public const string OwnerResumed = "owner.resumed";
    public const string InvitationSent = "invitation.sent";
    public const string InvitationSentAgain = "invitation.sent-again";
    public const string InvitationAccepted = "invitation.accepted";
    public const string InvitationDeclined = "invitation.declined";
    public const string InvitationWithdrawn = "invitation.withdrawn";

    public const string BookedOnBehalf = "booking.on-behalf";

    private const string InsertSql = """
        insert into audit (at, actor_id, action, subject, owner_id, detail)
        values (@Now, @ActorId, @Action, @Subject, @OwnerId, jsonb_strip_nulls(jsonb_build_object('before', @Before::jsonb, 'after', @After::jsonb)))
        """;

    /// <param name="actorId">Null for a job or a command.</param>
    /// <param name="subject">Whose role, which invitation, or the owner itself. Names and addresses stand in their own tables only, from where they can be deleted.</param>
    /// <param name="before">How it was; null for what was not there.</param>
    /// <param name="after">How it is; null for what is no more.</param>
    public static Task WriteAsync(
        NpgsqlConnection connection, Guid ownerId, string action, Guid subject, object? before, object? after, Guid? actorId, Instant now) =>
        connection.ExecuteAsync(InsertSql, new
        {
            Now = now, ActorId = actorId, Action = action, Subject = subject, OwnerId = ownerId, Before = Json(before), After = Json(after),
        });

    /// <summary>What the log keeps of who an owner is: of a citizen nothing, because it outlives the person.</summary>
    public static OwnerForm.Understood? Of(string kind, OwnerForm.Understood who) => kind == OwnerCard.Citizen ? null : who;

    private static string? Json(object? value) => value is null ? null : JsonSerializer.Serialize(value, JsonSerializerOptions.Web);
}
