using Booking.Rules.Conditions;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.RuleEditor;

/// <summary>An application with a kitchen, its caretaker and an administrator, for tests of rules being set.</summary>
public sealed class RuleEditorRoom : IAsyncDisposable
{
    private RuleEditorRoom(BookingApplication application, TestResource kitchen, Browser caretaker)
    {
        Application = application;
        Kitchen = kitchen;
        Caretaker = caretaker;
    }

    public BookingApplication Application { get; }

    /// <summary>Of the owner beboerhuset, in Gellerup.</summary>
    public TestResource Kitchen { get; }

    public Browser Caretaker { get; }

    public static async Task<RuleEditorRoom> OpenAsync(TestResource? kitchen = null)
    {
        var application = await BookingApplication.CreateAsync();
        kitchen = await (kitchen ?? new TestResource { Slug = "koekkenet" }).InsertAsync(application.Database.DataSource);
        var room = new RuleEditorRoom(application, kitchen, await application.SignInAsync("pedel@example.dk"));
        await room.ExecuteAsync("""
            insert into owner_role (owner_id, person_id, role)
            select owner.id, person.id, 'caretaker' from owner, person where owner.slug = 'beboerhuset' and person.email = 'pedel@example.dk'
            """);
        return room;
    }

    public async Task<Browser> AdministratorAsync()
    {
        var browser = await Application.SignInAsync("raadhuset@example.dk");
        await ExecuteAsync("update person set is_administrator = true where email = 'raadhuset@example.dk'");
        return browser;
    }

    public async Task<Guid> SetAsync(Condition condition) =>
        (await new TestRule(condition) { Resource = Kitchen.Id }.InsertAsync(Application.Database.DataSource)).Id;

    public async Task<Guid> RuleOfAsync(string kind) => await ValueAsync<Guid>(
        "select id from rule where resource_id = @Id and kind = @kind and valid_until is null", new { Kitchen.Id, kind });

    public async Task<T> ValueAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public string NewAddress(string kind) => $"/rules/new?level=resource&key={Kitchen.Slug}&kind={kind}";

    public ValueTask DisposeAsync() => Application.DisposeAsync();
}
