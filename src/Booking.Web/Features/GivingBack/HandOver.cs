using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.GivingBack;

public abstract record HandOverOutcome
{
    /// <summary>Also when it was sent twice.</summary>
    public sealed record HandedOver : HandOverOutcome;

    public sealed record NotFound : HandOverOutcome;

    /// <summary>It is one person's alone: the rules were asked about them.</summary>
    public sealed record NotOfAGroup : HandOverOutcome;

    /// <summary>They do not book for the group, or no longer.</summary>
    public sealed record NotInGroup : HandOverOutcome;

    /// <summary>It has begun, is in use, waits, or was ended.</summary>
    public sealed record TooLate : HandOverOutcome;

    /// <summary>What the rules say against the one who was to have it.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : HandOverOutcome;
}

/// <summary>
/// Hands a group's coming booking to another of those who book for it, at once: it is the group's, and who has got it can hand it back.
/// What the rules ask of a person is asked of the new one; its time is not judged again.
/// </summary>
public sealed class HandOver(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string BookersSql = """
        select m.person_id, p.name, m.organiser
        from community_booker m
        join person p on p.id = m.person_id
        where m.community_id = @GroupId
        order by p.name collate "da-x-icu", p.id
        """;

    private const string WhoSql = "select id, email, name, language from person where id = @id";

    // The key becomes nobody's: the new person may have used the same.
    private const string HandOverSql = """
        with handed as (
            update booking
            set person_id = @To, idempotency_key = 'handed over ' || id || ' ' || sequence, sequence = sequence + 1
            where id = @Id and status = 'confirmed' and sequence = @Sequence and community_id = @GroupId and person_id is not distinct from @From
              and checked_in_at is null and lower(period) > @Now
            returning id, resource_id, community_id
        ), revised_people as (
            update person set revised_at = greatest(revised_at, @Now) where id in (@From, @To) and exists (select from handed)
        ), revised_group as (
            update community set revised_at = greatest(revised_at, @Now) where id in (select community_id from handed)
        ), audited as (
            insert into audit (at, actor_id, action, subject, owner_id)
            select @Now, @ActorId, 'booking.handed-over', id, (select owner_id from resource where id = handed.resource_id) from handed
        )
        select count(*) from handed
        """;

    private sealed record Who(Guid Id, string Email, string Name, string Language);

    /// <summary>Those of the group who could have it, by name; empty where it is of none.</summary>
    public async Task<IReadOnlyList<GroupMember>> OthersAsync(BookingRecord booking, CancellationToken cancellation)
    {
        if (booking.GroupId is not { } group)
        {
            return [];
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var bookers = await connection.QueryAsync<GroupMember>(new CommandDefinition(BookersSql, new { GroupId = group }, cancellationToken: cancellation));
        return [.. bookers.Where(booker => booker.PersonId != booking.PersonId)];
    }

    /// <summary>Whether there is anything to hand over.</summary>
    public static bool IsOpen(BookingRecord booking, Instant now) =>
        booking is { Status: BookingStatus.Confirmed, CheckedInAt: null } && now < booking.Period.Start;

    public async Task<HandOverOutcome> HandleAsync(Guid id, Guid to, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await BookingRecord.FindAsync(connection, id, cancellation) is not { } seen
            || !await seen.IsTheirsAsync(connection, actor.Id, cancellation))
        {
            return new HandOverOutcome.NotFound();
        }

        if (seen.GroupId is not { } group)
        {
            return new HandOverOutcome.NotOfAGroup();
        }

        var resource = (await catalogue.ReadAsync(connection, cancellation)).Get(seen.ResourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // From here on nobody leaves the group, and two who hand it over come one after the other.
        await GroupMembers.LockAsync(connection, group);
        if (!await GroupMembers.IsBookerAsync(connection, group, actor.Id, cancellation))
        {
            return new HandOverOutcome.NotFound();
        }

        if (!await GroupMembers.IsBookerAsync(connection, group, to, cancellation))
        {
            return new HandOverOutcome.NotInGroup();
        }

        var booking = (await BookingRecord.FindAsync(connection, id, cancellation))!;
        if (booking.GroupId != group || !IsOpen(booking, now))
        {
            return new HandOverOutcome.TooLate();
        }

        if (booking.PersonId == to)
        {
            return new HandOverOutcome.HandedOver();
        }

        var person = ReadPersonFacts.AreNeeded(resource.Terms)
            ? await ReadPersonFacts.LockedAsync(connection, transaction, new Booker(to, group), resource, booking.Period.Start, now, cancellation)
            : new PersonFacts { IsKnown = true };
        if (Admission.AgainstPerson(new BookingRequest(booking.Period, booking.People, Replaces: id), person, resource.Terms, now) is { Count: > 0 } reasons)
        {
            return new HandOverOutcome.Refused(reasons);
        }

        var written = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            HandOverSql,
            new { booking.Id, To = to, From = booking.PersonId, GroupId = group, booking.Sequence, Now = now, ActorId = actor.Id },
            transaction));
        if (written == 0)
        {
            return new HandOverOutcome.TooLate();
        }

        var who = await connection.QuerySingleAsync<Who>(new CommandDefinition(WhoSql, new { id = to }, transaction, cancellationToken: cancellation));
        await OutboxMail.InsertAsync(connection, [.. Mails(resource, booking, who, now)], cancellation);
        await transaction.CommitAsync(CancellationToken.None);
        return new HandOverOutcome.HandedOver();
    }

    // The calendar of who had it lets it go; that of who has got it takes it up, under the same UID.
    private static IEnumerable<OutboxMail> Mails(CatalogueResource resource, BookingRecord booking, Who to, Instant now)
    {
        var after = booking with { Sequence = booking.Sequence + 1 };
        if (booking.IsReachable)
        {
            yield return OutboxMail.About(
                BookingMails.Of(resource, after, booking.PersonLanguage, reason: null) with { Other = to.Name },
                MailKind.BookingHandedOver, booking.PersonEmail, booking.PersonLanguage, now);
        }

        var theirs = after with { PersonId = to.Id, PersonName = to.Name, PersonEmail = to.Email, PersonLanguage = to.Language };
        yield return OutboxMail.About(
            BookingMails.Of(resource, theirs, to.Language, reason: null) with { Other = booking.PersonName },
            MailKind.BookingTakenOver, to.Email, to.Language, now);
    }
}
