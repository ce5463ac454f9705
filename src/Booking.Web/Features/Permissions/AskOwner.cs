using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>Puts a question about a booking to its owner: the question, its audit row and the mails, in the transaction of the booking.</summary>
public sealed class AskOwner(RuleSentences sentences)
{
    public const int LongestWhy = 1000;

    /// <summary>How many exceptions one person may be waiting for: each holds time that others cannot have meanwhile.</summary>
    public const int MostOpen = 3;

    private const string OpenSql = """
        select count(*)::int
        from booking b
        join permission m on m.booking_id = b.id and m.kind = 'exception'
        where b.person_id = @PersonId and b.status = 'held' and b.hold_expires_at > @Now
        """;

    private const string AskSql = """
        with asked as (
            insert into permission (id, booking_id, kind, why, against, asked_at, answer_by, remind_at, holds)
            values (@Id, @BookingId, @Kind, @Why, @Against::jsonb, @Now, @AnswerBy, @RemindAt, @Holds)
            returning booking_id, against
        )
        insert into audit (at, actor_id, action, subject, owner_id, detail)
        select @Now, @PersonId, 'permission.asked', booking_id,
               (select r.owner_id from booking b join resource r on r.id = b.resource_id where b.id = booking_id),
               jsonb_build_object('kind', @Kind, 'against', against) from asked
        """;

    private const string AskManySql = """
        insert into permission (id, booking_id, kind, why, against, asked_at, answer_by, remind_at, holds)
        select id, booking_id, 'approval', '', against::jsonb, @now, answer_by, remind_at, holds
        from unnest(@Ids, @Bookings, @Against, @AnswerBys, @RemindAts, @Holds) as q (id, booking_id, against, answer_by, remind_at, holds);
        insert into audit (at, actor_id, action, subject, detail)
        select @now, @actorId, 'permission.asked', booking_id, jsonb_build_object('kind', 'approval', 'series', @seriesId, 'against', against::jsonb)
        from unnest(@Bookings, @Against) as q (booking_id, against);
        """;

    /// <summary>One date of a series that its owner says yes or no to.</summary>
    public sealed record AskedDate(Guid BookingId, CatalogueResource Resource, Interval Period, OwnerQuestion Question);

    /// <summary>
    /// The dates of a series, each a question of its own: a yes to some of them and a no to others is what owners need to say, and they
    /// answer several at once. The mails are the series' own, and only the first question of each place is reminded of.
    /// </summary>
    public static async Task WriteManyAsync(
        NpgsqlConnection connection, Guid seriesId, IReadOnlyList<AskedDate> dates, Guid actorId, Instant now)
    {
        var reminding = dates.DistinctBy(date => date.Resource.Id).Select(date => date.BookingId).ToHashSet();
        await using var command = new NpgsqlCommand(AskManySql, connection)
        {
            Parameters =
            {
                new("Ids", dates.Select(date => date.Question.Id).ToArray()),
                new("Bookings", dates.Select(date => date.BookingId).ToArray()),
                new("Against", dates.Select(date => Objection.Write(date.Question.Against)).ToArray()),
                new("AnswerBys", dates.Select(date => date.Question.AnswerBy).ToArray()),
                new("RemindAts", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.TimestampTz)
                {
                    Value = dates.Select(date => reminding.Contains(date.BookingId) ? AnswerTime.ReminderOf(date.Question.AnswerBy, now) : null).ToArray(),
                },
                new("Holds", dates.Select(date => date.Question.Holds).ToArray()),
                new("actorId", actorId),
                new("seriesId", seriesId),
                new("now", now),
            },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    /// <summary>Whether a person waits for as many exceptions as one may. Counted under the lock on the person.</summary>
    public static async Task<bool> HasTooManyOpenAsync(NpgsqlConnection connection, Guid personId, Instant now) =>
        await connection.ExecuteScalarAsync<int>(OpenSql, new { PersonId = personId, Now = now }) >= MostOpen;

    /// <param name="booking">Waits until the answer is due, in the transaction that is open on the connection.</param>
    public async Task WriteAsync(
        NpgsqlConnection connection, OwnerQuestion permission, BookingRecord booking, CatalogueResource resource, Instant now)
    {
        await connection.ExecuteAsync(AskSql, new
        {
            permission.Id,
            BookingId = booking.Id,
            booking.PersonId,
            Kind = permission.Kind.ToString().ToLowerInvariant(),
            permission.Why,
            Against = Objection.Write(permission.Against),
            Now = now,
            permission.AnswerBy,
            permission.Holds,
            RemindAt = AnswerTime.ReminderOf(permission.AnswerBy, now),
        });

        var rules = permission.Against
            .Select(objection => resource.Rules.FirstOrDefault(rule => rule.Rule.Id == objection.Rule))
            .OfType<CatalogueRule>().Distinct().ToList();
        var mail = new PermissionMails(sentences, resource, booking, permission.Id, permission.Kind, permission.Why, rules, permission.AnswerBy, permission.Holds);
        List<OutboxMail> mails = [mail.ToPerson(MailKind.PermissionAsked, "", [], now)];
        foreach (var contact in await Answerers.OfAsync(connection, resource, CancellationToken.None))
        {
            mails.Add(mail.ToOwner(MailKind.PermissionToAnswer, contact, now));
        }

        await connection.ExecuteAsync(OutboxMail.InsertSql, mails);
    }
}
