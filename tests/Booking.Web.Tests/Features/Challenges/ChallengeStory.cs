using Booking.Rules.Conditions;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Challenges;

/// <summary>A kitchen with a rule that Beboerhuset stands behind, and people who come to its page.</summary>
public abstract class ChallengeStory : IAsyncLifetime
{
    protected const string Prevents = "Vi kan ikke nå at spise sammen.";
    protected const string Better = "Seks timer om søndagen.";

    protected BookingApplication Application { get; private set; } = null!;

    protected TestResource Kitchen { get; private set; } = null!;

    /// <summary>At most four hours at a time.</summary>
    protected TestRule Rule { get; private set; } = null!;

    protected string RuleAddress => $"/rules/{Rule.Id}";

    public virtual async Task InitializeAsync()
    {
        Application = await BookingApplication.CreateAsync();
        Kitchen = await new TestResource { Name = "Køkkenet i Gellerup" }.InsertAsync(Application.Database.DataSource);
        Rule = await new TestRule(new MaximumDuration(240))
        {
            Resource = Kitchen.Id, ReasonDa = "Så kan flere nå at lave mad samme dag.", ReasonEn = "So that more people can cook on the same day.",
            From = Instant.FromUtc(2026, 3, 3, 9, 0),
        }.InsertAsync(Application.Database.DataSource);
    }

    public async Task DisposeAsync() => await Application.DisposeAsync();

    protected async Task<Browser> CaretakerAsync(string email = "pedel@example.dk", string owner = "beboerhuset")
    {
        await Application.SignInAsync(email);
        await ExecuteAsync(
            """
            insert into owner_role (owner_id, person_id, role)
            select owner.id, person.id, 'caretaker' from owner, person where owner.slug = @owner and person.email = @email
            """, new { owner, email });
        return await Application.SignInAsync(email);
    }

    protected async Task<Browser> AdministratorAsync(string email = "admin@example.dk")
    {
        await Application.SignInAsync(email);
        await ExecuteAsync("update person set is_administrator = true where email = @email", new { email });
        return await Application.SignInAsync(email);
    }

    protected async Task<Browser> NamedAsync(string email, string name)
    {
        var browser = await Application.SignInAsync(email);
        await ExecuteAsync("update person set name = @name where email = @email", new { name, email });
        return browser;
    }

    protected Task<Page> ChallengeAsync(Browser browser, string? prevents = Prevents, string? better = Better, bool showName = false, Guid? rule = null) =>
        browser.FillInAsync($"/rules/{rule ?? Rule.Id}/challenge", Fields(prevents, better, showName));

    protected static Dictionary<string, string?> Fields(string? prevents = Prevents, string? better = Better, bool showName = false) => new()
    {
        ["Prevents"] = prevents, ["Better"] = better, ["ShowName"] = showName ? "true" : null,
    };

    /// <summary>The challenge of someone who is not signed in any longer when the test goes on.</summary>
    protected async Task<Guid> ChallengedAsync(string by = "bente@example.dk", Guid? rule = null)
    {
        (await ChallengeAsync(await Application.SignInAsync(by), rule: rule)).RedirectsTo.Should().Contain("#challenge-");
        return await QueryAsync<Guid>("select c.id from challenge c join person p on p.id = c.person_id where p.email = @by order by c.created_at desc, c.id desc limit 1", new { by });
    }

    protected static Task<Page> AnswerAsync(Browser browser, Guid id, string answer, string reason = "Vi har talt om det.") =>
        browser.FillInAsync($"/challenges/{id}/answer", new Dictionary<string, string?> { ["answer"] = answer, ["reason"] = reason });

    protected async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    protected async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    protected Task<int> CountAsync(string table) => QueryAsync<int>($"select count(*)::int from {table}");

    /// <summary>Who has got a mail of a kind, in the order of their addresses.</summary>
    protected async Task<IReadOnlyList<string>> RecipientsAsync(string kind)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<string>("select recipient from outbox where kind = @kind order by recipient", new { kind })).AsList();
    }
}
