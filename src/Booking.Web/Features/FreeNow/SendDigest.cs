using Booking.Rules;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.FreeNow;

/// <summary>Writes one person's morning mail of what has just come free; none where that is nothing of what they want to hear of.</summary>
public sealed class SendDigest(NpgsqlDataSource database, RecentFreeNow recent, IClock clock)
{
    public const int MostTold = 10;

    // Of two servers at it, one finds the day still to be looked at.
    private const string ClaimSql = """
        update free_now_digest d set looked_on = @today
        from person p
        where d.id = @id and p.id = d.person_id and (d.looked_on is null or d.looked_on < @today)
        returning p.id, p.email, p.name, p.language, array_to_string(d.kinds, ' ') as kinds, array_to_string(d.districts, ' ') as districts
        """;

    private sealed record Row(Guid Id, string Email, string Name, string Language, string Kinds, string Districts);

    /// <summary>True when this call wrote a mail. Safe to repeat: once a person and day.</summary>
    public async Task<bool> HandleAsync(Guid id, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var today = WallClock.DateAt(now, HomeZone.Zone);
        var freed = (await recent.ReadAsync(cancellation)).Freed;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<Row?>(new CommandDefinition(ClaimSql, new { id, today }, cancellationToken: cancellation)) is not { } whose)
        {
            return false;
        }

        var choice = new DigestChoice(whose.Kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries), whose.Districts.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        List<FreeNowMail.Time> times = [.. freed.Where(choice.Includes).Take(MostTold).Select(one => TimeOf(one, whose.Language))];
        var told = 0;
        if (times.Count > 0)
        {
            var mail = OutboxMail.About(
                new FreeNowMail(id, whose.Name, today, times), whose.Email, whose.Language, now, $"free-now:{whose.Id}:{today:uuuu-MM-dd}");
            told = await connection.ExecuteAsync(OutboxMail.InsertSql, mail);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return told == 1;
    }

    private static FreeNowMail.Time TimeOf(FreedTime freed, string language) => new(
        freed.Resource.Name.In(language), freed.Resource.District.Name, freed.Period.Start, freed.Period.End, freed.Resource.Terms.Zone.Id,
        BookAddresses.Of(freed.Resource, freed.Period));
}
