using Booking.Testing;
using Booking.Web.Features.Owners;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>An application with a school and its administrator, for tests of people coming and going.</summary>
public abstract class OwnerRoom : IAsyncLifetime
{
    protected const string Leader = "leder@example.dk";
    protected const string New = "ny@example.dk";
    protected const string School = "/owners/skolen";

    protected BookingApplication Application { get; private set; } = null!;

    protected Browser Administrator { get; private set; } = null!;

    protected Guid SchoolId { get; private set; }

    public async Task InitializeAsync()
    {
        Application = await BookingApplication.CreateAsync();
        await new TestResource { Owner = "skolen" }.InsertAsync(Application.Database.DataSource);
        SchoolId = await ValueAsync<Guid>("select id from owner where slug = 'skolen'");
        Administrator = await Application.SignInAsync(Leader);
        await GiveAsync(Leader, "administrator");
    }

    public async Task DisposeAsync() => await Application.DisposeAsync();

    protected T Handler<T>() where T : notnull => Application.Services.GetRequiredService<T>();

    protected Task GiveAsync(string email, string role) => ExecuteAsync(
        "insert into owner_role (owner_id, person_id, role) select @SchoolId, id, @role from person where email = @email", new { email, role, SchoolId });

    protected Task<Page> InviteAsync(string email = New, string role = "caretaker") => Administrator.FillInAsync(
        $"{School}/people", new Dictionary<string, string?> { ["email"] = email, ["role"] = role }, "#invite-form");

    protected Task<Guid> InvitationAsync(string email = New) =>
        ValueAsync<Guid>("select id from invitation where email = @email order by id desc limit 1", new { email });

    protected async Task<string> RolesAsync(string email) => await ValueAsync<string?>(
        "select string_agg(r.role, ' ' order by r.role) from owner_role r join person p on p.id = r.person_id where p.email = @email", new { email }) ?? "";

    protected Task<Guid> PersonAsync(string email) => ValueAsync<Guid>("select id from person where email = @email", new { email });

    /// <summary>Everything in the school's log, the oldest first: action, before and after.</summary>
    protected async Task<IReadOnlyList<string>> LogAsync()
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<string>(
            "select concat_ws(' ', action, detail ->> 'before', '→', detail ->> 'after') from audit where owner_id = @SchoolId and action not like 'booking.%' order by id", new { SchoolId })).AsList();
    }

    protected async Task<T> ValueAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    protected async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}
