using System.Security.Cryptography;
using System.Text;
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

namespace Booking.Web.Features.Series;

/// <param name="Until">The last date there may be; null with a count.</param>
/// <param name="Count">How many more dates; null with a last date.</param>
/// <param name="Take">The dates to book; those that are not among them are kept as left out.</param>
public sealed record RenewSeriesRequest(Guid SeriesId, LocalDate? Until, int? Count, IReadOnlyList<TakenDate> Take, SignedInPerson Person);

public abstract record RenewSeriesOutcome
{
    /// <param name="Again">Those dates were booked before; nothing was written this time.</param>
    public sealed record Renewed(bool Again) : RenewSeriesOutcome;

    /// <summary>Something speaks against it as a whole.</summary>
    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : RenewSeriesOutcome;

    /// <summary>Some of the dates cannot be had any longer: nothing was written.</summary>
    /// <param name="Dates">Those, as they are named in the series.</param>
    public sealed record Changed(IReadOnlyList<LocalDateTime> Dates) : RenewSeriesOutcome;

    /// <summary>No date was chosen.</summary>
    public sealed record Nothing : RenewSeriesOutcome;

    /// <summary>There is no such series, or it is not this person's.</summary>
    public sealed record NotFound : RenewSeriesOutcome;
}

/// <summary>Books more dates of a series, after its last and in its rhythm, all of those chosen or none.</summary>
public sealed class RenewSeries(NpgsqlDataSource database, Catalogue catalogue, RefusalSentences sentences, IClock clock)
{
    private const string RenewedSql = """
        update series set sequence = sequence + 1 where id = @Id;
        insert into audit (at, actor_id, action, subject, detail)
        values (@Now, @ActorId, 'series.renewed', @Id, jsonb_build_object('dates', @Dates, 'skipped', @Skipped));
        """;

    /// <summary>Null when there is no such series, when it is not this person's, or when there is nothing to go on from.</summary>
    public async Task<Renewal?> FindAsync(Guid id, SignedInPerson person, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await SeriesRecord.FindAsync(connection, id, cancellation) is { } series
            && await series.IsTheirsAsync(connection, person.Id, cancellation)
            ? await ReadAsync(connection, series, await catalogue.ReadAsync(connection, cancellation), clock.GetCurrentInstant(), cancellation)
            : null;
    }

    public async Task<RenewSeriesOutcome> HandleAsync(RenewSeriesRequest request, CancellationToken cancellation)
    {
        var (id, now) = (request.SeriesId, clock.GetCurrentInstant());
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await SeriesRecord.FindAsync(connection, id, cancellation) is not { } known
            || !await known.IsTheirsAsync(connection, request.Person.Id, cancellation))
        {
            return new RenewSeriesOutcome.NotFound();
        }

        var whose = known.WhoseWith(request.Person.Id);
        var places = await catalogue.ReadAsync(connection, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (known.GroupId is { } group)
        {
            await GroupMembers.LockAsync(connection, group);
        }

        await ReadPersonFacts.LockAsync(connection, whose);
        var series = (await SeriesRecord.LockedAsync(connection, id, cancellation))!;
        if (await AreBookedAsync(connection, id, request.Take, cancellation))
        {
            return new RenewSeriesOutcome.Renewed(Again: true);
        }

        if ((await ReadAsync(connection, series, places, now, cancellation))?.WishOf(request.Until, request.Count) is not { } wish)
        {
            return new RenewSeriesOutcome.Nothing();
        }

        if (wish.Against is { Count: > 0 } against)
        {
            return new RenewSeriesOutcome.Refused(against);
        }

        var all = PreviewSeries.DatesOf(wish);
        if (ChosenDates.Of(all, request.Take, places) is not { Count: > 0 } wanted)
        {
            return new RenewSeriesOutcome.Nothing();
        }

        var (judged, skipped) = await ChosenDates.JudgeAsync(connection, wish, all, wanted, new Booker(whose, series.GroupId), sentences, now, cancellation);
        if (judged.Where(date => !date.MayBeHad).Select(date => date.Wanted.Start).ToList() is { Count: > 0 } changed)
        {
            return new RenewSeriesOutcome.Changed(changed);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', wanted.Select(date => $"{id} {date.Start} {date.Resource.Id} {date.Period}"))));
        if (!await SeriesDates.TryWriteAsync(connection, id, judged, whose, series.GroupId, request.Person.Id, wish.People, wish.Purpose, hash, now))
        {
            return new RenewSeriesOutcome.Changed([.. wanted.Select(date => date.Start)]);
        }

        if (skipped.Count > 0)
        {
            await SkippedDate.WriteAsync(connection, id, skipped, now);
            await AwaitedDates.JoinAsync(
                connection, id, new Booker(whose, series.GroupId), wish.Resource,
                new SeriesPart(default, wish.Resource.Id, wish.Time, wish.Minutes, wish.People, wish.Purpose), skipped, now);
        }

        await connection.ExecuteAsync(RenewedSql, new { Id = id, Now = now, ActorId = request.Person.Id, Dates = judged.Count, Skipped = skipped.Count });
        await KeptTime.WriteAsync(connection, id, places, now);
        await SeriesMails.WriteAsync(connection, places, id, MailKind.SeriesRenewed, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new RenewSeriesOutcome.Renewed(Again: false);
    }

    private static async Task<Renewal?> ReadAsync(
        NpgsqlConnection connection, SeriesRecord series, CatalogueSnapshot places, Instant now, CancellationToken cancellation) =>
        Renewal.Of(
            series, await SeriesPart.OfAsync(connection, series, cancellation), await SeriesRecord.BookingsAsync(connection, series.Id, cancellation),
            await SkippedDate.OfAsync(connection, series.Id, cancellation), places, now);

    private static async Task<bool> AreBookedAsync(NpgsqlConnection connection, Guid id, IReadOnlyList<TakenDate> take, CancellationToken cancellation)
    {
        var booked = (await SeriesRecord.BookingsAsync(connection, id, cancellation))
            .Where(booking => booking.Status is BookingStatus.Confirmed or BookingStatus.Held)
            .Select(booking => booking.Occurrence!.Value)
            .ToHashSet();
        return take.Count > 0 && take.All(date => booked.Contains(date.Start));
    }
}
