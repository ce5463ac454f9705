using System.Security.Cryptography;
using System.Text;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <param name="Take">The dates to book; those of the series that are not among them are kept as left out.</param>
public sealed record PlaceSeriesRequest(SeriesWish Wish, IReadOnlyList<TakenDate> Take, SignedInPerson Person)
{
    /// <summary>The id it is to have; new unless somebody has been told one.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();
}

public abstract record PlaceSeriesOutcome
{
    /// <param name="Again">The request had been carried out before; nothing was written this time.</param>
    public sealed record Placed(Guid Id, bool Again) : PlaceSeriesOutcome;

    /// <summary>Something speaks against the series as a whole.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : PlaceSeriesOutcome;

    /// <summary>Some of the dates cannot be had any longer: nothing was written.</summary>
    /// <param name="Dates">Those, as they are named in the series.</param>
    public sealed record Changed(IReadOnlyList<LocalDateTime> Dates) : PlaceSeriesOutcome;

    /// <summary>No date was chosen.</summary>
    public sealed record Nothing : PlaceSeriesOutcome;

    /// <summary>The key belongs to another request of this person.</summary>
    public sealed record KeyUsed : PlaceSeriesOutcome;

    /// <summary>The person is not in the group: there is none, or they have left it.</summary>
    public sealed record NotInGroup : PlaceSeriesOutcome;

    /// <summary>The person deleted their profile while this request was on its way.</summary>
    public sealed record PersonGone : PlaceSeriesOutcome;
}

/// <summary>
/// From the dates somebody has chosen to bookings under one series, all of them or none: what was lost to others meanwhile is said, and
/// the person chooses again.
/// </summary>
public sealed class PlaceSeries(NpgsqlDataSource database, Catalogue catalogue, RefusalSentences sentences, IClock clock)
{
    private const string EarlierSql = """
        select id, request_hash from series where person_id = @PersonId and idempotency_key = @Key
        """;

    private const string InsertSql = """
        insert into series (id, person_id, community_id, resource_id, rule, starts, minutes, people, purpose, idempotency_key, request_hash, created_at)
        values (@Id, @PersonId, @Group, @ResourceId, @Rule, @Time, @Minutes, @People, @Purpose, @Key, @Hash, @Now);
        insert into audit (at, actor_id, action, subject, detail)
        values (@Now, @PersonId, 'series.placed', @Id, jsonb_build_object('rule', @Rule, 'dates', @Dates, 'skipped', @Skipped));
        """;

    private sealed record Earlier(Guid Id, byte[] RequestHash);

    public async Task<PlaceSeriesOutcome> HandleAsync(PlaceSeriesRequest request, CancellationToken cancellation)
    {
        var (wish, person, now) = (request.Wish, request.Person, clock.GetCurrentInstant());
        if (wish.Against is { Count: > 0 } against)
        {
            return new PlaceSeriesOutcome.Refused(against);
        }

        var all = PreviewSeries.DatesOf(wish);
        if (ChosenDates.Of(all, request.Take, await catalogue.ReadAsync(cancellation)) is not { Count: > 0 } wanted)
        {
            return new PlaceSeriesOutcome.Nothing();
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (wish.Group is { } group)
        {
            await GroupMembers.LockAsync(connection, group);
            if (!await GroupMembers.IsBookerAsync(connection, group, person.Id, cancellation))
            {
                return new PlaceSeriesOutcome.NotInGroup();
            }
        }

        await ReadPersonFacts.LockAsync(connection, person.Id);
        if (await connection.QuerySingleOrDefaultAsync<Earlier?>(EarlierSql, new { PersonId = person.Id, wish.Key }) is { } earlier)
        {
            return earlier.RequestHash.AsSpan().SequenceEqual(HashOf(request))
                ? new PlaceSeriesOutcome.Placed(earlier.Id, Again: true)
                : new PlaceSeriesOutcome.KeyUsed();
        }

        var (judged, skipped) = await ChosenDates.JudgeAsync(connection, wish, all, wanted, new Booker(person.Id, wish.Group), sentences, now, cancellation);
        if (judged.Where(date => !date.MayBeHad).Select(date => date.Wanted.Start).ToList() is { Count: > 0 } changed)
        {
            return new PlaceSeriesOutcome.Changed(changed);
        }

        try
        {
            return await WriteAsync(connection, transaction, request, judged, skipped, now)
                ?? new PlaceSeriesOutcome.Changed([.. wanted.Select(date => date.Start)]);
        }
        catch (PostgresException gone) when (gone.ConstraintName is "series_person_id_fkey" or "booking_person_id_fkey")
        {
            return new PlaceSeriesOutcome.PersonGone();
        }
    }

    private async Task<PlaceSeriesOutcome?> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, PlaceSeriesRequest request, IReadOnlyList<JudgedDate> judged,
        IReadOnlyList<SkippedDate> skipped, Instant now)
    {
        var (wish, person, id) = (request.Wish, request.Person, request.Id);
        await connection.ExecuteAsync(InsertSql, new
        {
            Id = id,
            PersonId = person.Id,
            wish.Group,
            ResourceId = wish.Resource.Id,
            Rule = wish.Rule.Text,
            wish.Time,
            wish.Minutes,
            wish.People,
            wish.Purpose,
            wish.Key,
            Hash = HashOf(request),
            Now = now,
            Dates = judged.Count,
            Skipped = skipped.Count,
        });
        if (!await SeriesDates.TryWriteAsync(
            connection, id, judged, person.Id, wish.Group, person.Id, wish.People, wish.Purpose, HashOf(request), now))
        {
            return null;
        }

        if (skipped.Count > 0)
        {
            await SkippedDate.WriteAsync(connection, id, skipped, now);
            await AwaitedDates.JoinAsync(
                connection, id, new Booker(person.Id, wish.Group), wish.Resource,
                new SeriesPart(default, wish.Resource.Id, wish.Time, wish.Minutes, wish.People, wish.Purpose), skipped, now);
        }

        var places = await catalogue.ReadAsync(connection, CancellationToken.None);
        if (wish.Resource.Terms.Renewal is not null)
        {
            await KeptTime.WriteAsync(connection, id, places, now);
        }

        await SeriesMails.WriteAsync(connection, places, id, MailKind.SeriesPlaced, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new PlaceSeriesOutcome.Placed(id, Again: false);
    }

    private static byte[] HashOf(PlaceSeriesRequest request) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
        '\n',
        [
            request.Wish.Resource.Id, request.Wish.Rule.WholeText, request.Wish.Rule.First, request.Wish.Time, request.Wish.Minutes, request.Wish.People,
            request.Wish.Purpose, request.Wish.Group, PlaceBooking.HashOfChoice(request.Wish.Resource),
            .. request.Take.Select(date => $"{date.Start} {date.Slug} {date.Period}").Order(StringComparer.Ordinal),
        ])));
}
