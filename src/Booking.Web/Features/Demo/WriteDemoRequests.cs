using Booking.Rules.Lifecycle;
using Booking.Web.Features.Permissions;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>Writes what waits for an owner's yes or no, beside the bookings that wait for it; no mail.</summary>
public static class WriteDemoRequests
{
    private const string Sql = """
        with asked as (
            insert into permission (id, booking_id, kind, why, against, asked_at, answer_by, remind_at, holds)
            select @Id, @BookingId, @Kind, @Why, jsonb_build_array(jsonb_build_object('code', @Code, 'rule', rule.id)), @At, @AnswerBy, @RemindAt, @Holds
            from rule
            join resource r on r.id = @ResourceId
            where rule.kind = @Rule and (rule.resource_id = r.id or rule.owner_id = r.owner_id)
            order by rule.resource_id nulls last
            limit 1
            returning booking_id, kind, against
        )
        insert into audit (at, actor_id, action, subject, detail)
        select @At, @PersonId, 'permission.asked', booking_id, jsonb_build_object('kind', kind, 'against', against) from asked
        """;

    public static async Task HandleAsync(NpgsqlConnection connection, IEnumerable<DemoBooking> bookings, Instant now)
    {
        foreach (var booking in bookings)
        {
            if (booking is not { Request: { } request, HoldExpiresAt: { } answerBy })
            {
                continue;
            }

            var reminder = AnswerTime.ReminderOf(answerBy, booking.CreatedAt);
            await connection.ExecuteAsync(Sql, new
            {
                Id = Guid.CreateVersion7(booking.CreatedAt.ToDateTimeOffset()), BookingId = booking.Id, booking.ResourceId, booking.PersonId,
                Kind = Enum.Parse<PermissionKind>(request.Kind, ignoreCase: true).ToString().ToLowerInvariant(), request.Why, request.Code, request.Rule,
                At = booking.CreatedAt, AnswerBy = answerBy, RemindAt = reminder > now ? reminder : null, request.Holds,
            });
        }
    }
}
