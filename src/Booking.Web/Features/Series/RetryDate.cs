using System.Security.Cryptography;
using Booking.Rules.Admission;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.SignIn;
using Booking.Web.Features.Waitlist;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

public enum RetryOutcome
{
    Booked,
    /// <summary>It still cannot be had; the reasons have been written anew, and it waits in line.</summary>
    Refused,
    /// <summary>It has come free and is held for this person, who has been asked whether they want it.</summary>
    Offered,
    /// <summary>There is no such series, it is not this person's, or the date was not skipped.</summary>
    NotFound,
}

/// <summary>Books a date of a series that was skipped, if it can be had by now.</summary>
public sealed class RetryDate(NpgsqlDataSource database, Catalogue catalogue, RefusalSentences sentences, OfferFreedTime offers, IClock clock)
{
    private const string BookedSql = """
        delete from series_skip where series_id = @seriesId and occurrence = @occurrence;
        update series set sequence = sequence + 1 where id = @seriesId;
        """;

    private const string SetAsideSql = """
        select exists (select from occupancy where kind = 'set_aside' and unit_id = any(@Units) and period && @Period)
        """;

    public async Task<RetryOutcome> HandleAsync(Guid seriesId, LocalDateTime occurrence, SignedInPerson person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await SeriesRecord.FindAsync(connection, seriesId, cancellation) is not { } known
            || !await known.IsTheirsAsync(connection, person.Id, cancellation))
        {
            return RetryOutcome.NotFound;
        }

        var whose = known.WhoseWith(person.Id);
        var places = await catalogue.ReadAsync(connection, cancellation);
        var part = SeriesPart.At(await SeriesPart.OfAsync(connection, known, cancellation), occurrence);
        var resource = places.Get(part.ResourceId);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (known.GroupId is { } group)
        {
            await GroupMembers.LockAsync(connection, group);
        }

        await ReadPersonFacts.LockAsync(connection, whose);
        var series = (await SeriesRecord.LockedAsync(connection, seriesId, cancellation))!;
        if ((await SkippedDate.OfAsync(connection, seriesId, cancellation)).All(date => date.Occurrence != occurrence))
        {
            return RetryOutcome.NotFound;
        }

        if (await AwaitedDates.HasOfferAsync(connection, seriesId, occurrence))
        {
            return RetryOutcome.Offered;
        }

        await TakeDates.LockAsync(connection, resource.Units);
        WantedDate[] wanted = [new(occurrence, resource, SeriesDate.At(occurrence.Date + part.Starts, part.Minutes, resource.Terms.Zone).Period)];
        var who = await PreviewSeries.ReadWhoAsync(connection, [resource], new Booker(whose, series.GroupId), wanted, now, cancellation);
        var taken = await ReadOccupancies.OfAsync(connection, [resource], PreviewSeries.DaysOf(wanted), cancellation);
        var judged = new JudgeDates(who, taken, part.People, now).Next(wanted[0]);
        if (!judged.MayBeHad)
        {
            SkippedDate[] still = [new(occurrence, SkipReason.Of(judged.Reasons, resource, sentences))];
            await SkippedDate.WriteAsync(connection, seriesId, still, now);
            await AwaitedDates.JoinAsync(connection, seriesId, new Booker(whose, series.GroupId), resource, part, still, now);
            var setAside = wanted[0].Period is { } period
                && await connection.ExecuteScalarAsync<bool>(SetAsideSql, new { Units = resource.Units.ToArray(), Period = resource.Terms.Buffer.Around(period) });
            await transaction.CommitAsync(CancellationToken.None);
            await connection.CloseAsync();
            return setAside ? await OfferedOrRefusedAsync(seriesId, occurrence, resource, cancellation) : RetryOutcome.Refused;
        }

        if (!await SeriesDates.TryWriteAsync(
            connection, seriesId, [judged], whose, series.GroupId, person.Id, part.People, part.Purpose, SHA256.HashData(seriesId.ToByteArray()), now))
        {
            return RetryOutcome.Refused;
        }

        await connection.ExecuteAsync(BookedSql, new { seriesId, occurrence });
        await AwaitedDates.LeaveAsync(connection, seriesId, occurrence, occurrence, now);
        await SeriesMails.WriteAsync(connection, places, seriesId, MailKind.SeriesChanged, now);
        await transaction.CommitAsync(CancellationToken.None);
        return RetryOutcome.Booked;
    }

    // It has just come free, and has not been given to those who wait yet, this person among them: that need not wait for the job.
    private async Task<RetryOutcome> OfferedOrRefusedAsync(
        Guid seriesId, LocalDateTime occurrence, CatalogueResource resource, CancellationToken cancellation)
    {
        await offers.HandleAsync(resource.Id, cancellation);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await AwaitedDates.HasOfferAsync(connection, seriesId, occurrence) ? RetryOutcome.Offered : RetryOutcome.Refused;
    }
}
