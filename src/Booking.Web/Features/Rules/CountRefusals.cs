using System.Security.Cryptography;
using Booking.Rules.Admission;
using Booking.Web.Features.Resources;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>
/// Counts which rules stop people, so that rules can be judged by what they do. Nobody is written down: who it was is a hash
/// under a key of the month, which is deleted when the month is over.
/// </summary>
public sealed class CountRefusals(NpgsqlDataSource database, IClock clock)
{
    private const int KeyLength = 32;

    private const string KeySql = """
        insert into refusal_key (month, secret) values (@Month, @Secret) on conflict do nothing
        """;

    private const string CountSql = """
        insert into refusal (attempt_id, at, code, rule_id, resource_id, who)
        select @Attempt, @Now, code, (select id from rule where id = rule_id), @ResourceId, sha256(key.secret || @Who)
        from unnest(@Codes, @Rules) as reason (code, rule_id), refusal_key key
        where key.month = @Month
        """;

    private const string FoundSql = """
        update refusal set found_alternative = true where attempt_id = @attempt and at > @Since and not found_alternative
        """;

    private static readonly Duration Patience = Duration.FromHours(2);

    /// <summary>Counts every reason of one refusal; answers by what the attempt is known if something comes of it after all.</summary>
    /// <param name="who">What tells people apart: the person's id, or the browser's address for a stranger.</param>
    public async Task<Guid> HandleAsync(
        CatalogueResource resource, IReadOnlyList<Refusal> reasons, string who, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var today = now.InUtc().Date;
        var parameters = new
        {
            Attempt = Guid.CreateVersion7(),
            Now = now,
            Month = new LocalDate(today.Year, today.Month, 1),
            ResourceId = resource.Id,
            Who = System.Text.Encoding.UTF8.GetBytes(who),
            Codes = reasons.Select(reason => reason.Code).ToArray(),
            Rules = reasons.Select(reason => reason.Rule).ToArray(),
            Secret = RandomNumberGenerator.GetBytes(KeyLength),
        };
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await CountAsync() == 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(KeySql, parameters, cancellationToken: cancellation));
            await CountAsync();
        }

        return parameters.Attempt;

        Task<int> CountAsync() => connection.ExecuteAsync(new CommandDefinition(CountSql, parameters, cancellationToken: cancellation));
    }

    /// <summary>Whoever met that refusal has booked something else since.</summary>
    public async Task FoundAlternativeAsync(Guid attempt, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            FoundSql, new { attempt, Since = clock.GetCurrentInstant() - Patience }, cancellationToken: cancellation));
    }
}
