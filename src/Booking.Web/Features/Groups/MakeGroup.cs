using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Groups;

public abstract record MakeGroupOutcome
{
    public sealed record Made(Guid Id) : MakeGroupOutcome;

    /// <param name="Problems">A text key for each field.</param>
    public sealed record Unclear(IReadOnlyDictionary<string, string> Problems) : MakeGroupOutcome;
}

/// <summary>Makes a group; whoever makes it is its first organiser and its contact.</summary>
public sealed class MakeGroup(NpgsqlDataSource database, IClock clock)
{
    public const int LongestName = 100;

    // More than anybody is in, and few enough that nobody fills the lists of others.
    private const int MostGroups = 30;

    private const string Sql = """
        with made as (
            insert into community (id, name, cvr, contact_id, created_at, revised_at)
            select @Id, @Name, @Cvr, @PersonId, @Now, @Now
            where (select count(*) from community_booker where person_id = @PersonId) < @MostGroups
            on conflict (id) do nothing
            returning id
        ), audited as (
            insert into audit (at, actor_id, action, subject) select @Now, @PersonId, 'group.made', id from made
        )
        insert into community_member (community_id, person_id, organiser, invited_at, joined_at)
        select id, @PersonId, true, @Now, @Now from made
        """;

    private const string IsMadeSql = "select exists (select from community where id = @id)";

    /// <param name="problems">A text key for each field that is wrong.</param>
    public static (string Name, string? Cvr) Parse(string? name, string? cvr, out Dictionary<string, string> problems)
    {
        problems = [];
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName)
        {
            problems["name"] = name.Length == 0 ? "NameMissing" : "NameTooLong";
        }

        var number = string.IsNullOrWhiteSpace(cvr) ? null : CvrNumber.Read(cvr);
        if (number is null && !string.IsNullOrWhiteSpace(cvr))
        {
            problems["cvr"] = "CvrWrong";
        }

        return (name, number);
    }

    public Task<MakeGroupOutcome> HandleAsync(SignedInPerson person, string? name, string? cvr, CancellationToken cancellation) =>
        HandleAsync(Guid.CreateVersion7(), person, name, cvr, cancellation);

    /// <param name="id">The same for every attempt to make the same: it is made once.</param>
    public async Task<MakeGroupOutcome> HandleAsync(Guid id, SignedInPerson person, string? name, string? cvr, CancellationToken cancellation)
    {
        var (understood, number) = Parse(name, cvr, out var problems);
        if (problems.Count > 0)
        {
            return new MakeGroupOutcome.Unclear(problems);
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        var made = await connection.ExecuteAsync(
            Sql, new { Id = id, Name = understood, Cvr = number, PersonId = person.Id, Now = clock.GetCurrentInstant(), MostGroups });
        return made == 1 || await connection.ExecuteScalarAsync<bool>(IsMadeSql, new { id })
            ? new MakeGroupOutcome.Made(id)
            : new MakeGroupOutcome.Unclear(new Dictionary<string, string> { ["name"] = "TooManyGroups" });
    }
}
