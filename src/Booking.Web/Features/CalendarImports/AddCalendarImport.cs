using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.CalendarImports;

public enum AddCalendarOutcome
{
    Added,
    NameMissing,
    AddressWrong,
    EmailWrong,
    /// <summary>It is read for this place already.</summary>
    Known,
    TooMany,
}

/// <summary>A calendar to be read, understood.</summary>
/// <param name="OwnerEmail">Whose it is; may be empty.</param>
public sealed record CalendarDraft(string Name, CalendarAddress Address, string OwnerEmail);

/// <summary>Begins to read a calendar for a place, and reads it at once.</summary>
public sealed class AddCalendarImport(NpgsqlDataSource database, ReadCalendarImport read, FetchLimits limits, IClock clock)
{
    public const int MostAPlace = 5;

    private const string LockSql = "select id from resource where id = @Id for no key update";

    private const string IsThereSql = "select exists (select from calendar_import where id = @id)";

    private const string CountSql = "select count(*) from calendar_import where resource_id = @Id";

    private const string InsertSql = """
        with added as (
            insert into calendar_import (id, resource_id, address, name, owner_email, created_at, created_by, due_at)
            values (@Id, @ResourceId, @Address, @Name, @OwnerEmail, @Now, @By, @Now)
            on conflict (resource_id, address) do nothing
            returning id
        ), audited as (
            insert into audit (at, actor_id, owner_id, action, subject, detail)
            select @Now, @By, @OwnerId, 'calendar-import.added', id, jsonb_build_object('host', @Host) from added
        )
        select count(*) from added
        """;

    /// <summary>What was understood of what was typed; null when something was not, which the outcome says.</summary>
    public CalendarDraft? Parse(CalendarForm form, out AddCalendarOutcome outcome)
    {
        var name = TypedText.Read(form.Name).Replace('\n', ' ');
        var email = form.OwnerEmail?.Trim() ?? "";
        var address = CalendarAddress.Parse(form.Address, limits);
        outcome = name.Length is 0 or > CalendarForm.LongestName ? AddCalendarOutcome.NameMissing
            : address is null ? AddCalendarOutcome.AddressWrong
            : email.Length > CalendarForm.LongestEmail || (email.Length > 0 && !email.Contains('@')) ? AddCalendarOutcome.EmailWrong
            : AddCalendarOutcome.Added;
        return outcome == AddCalendarOutcome.Added ? new CalendarDraft(name, address!, email) : null;
    }

    public Task<AddCalendarOutcome> HandleAsync(CatalogueResource resource, CalendarForm form, SignedInPerson actor, CancellationToken cancellation) =>
        Parse(form, out var outcome) is { } draft
            ? HandleAsync(Guid.CreateVersion7(), resource, draft, actor, cancellation)
            : Task.FromResult(outcome);

    /// <param name="id">The same for every attempt to add the same: it is added once.</param>
    public async Task<AddCalendarOutcome> HandleAsync(
        Guid id, CatalogueResource resource, CalendarDraft draft, SignedInPerson actor, CancellationToken cancellation)
    {
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.ExecuteAsync(LockSql, new { resource.Id });
            if (await connection.ExecuteScalarAsync<bool>(IsThereSql, new { id }))
            {
                return AddCalendarOutcome.Added;
            }

            if (await connection.ExecuteScalarAsync<long>(CountSql, new { resource.Id }) >= MostAPlace)
            {
                return AddCalendarOutcome.TooMany;
            }

            if (await connection.ExecuteScalarAsync<long>(InsertSql, new
            {
                Id = id, ResourceId = resource.Id, Address = draft.Address.Uri.AbsoluteUri, draft.Name, draft.OwnerEmail,
                Now = clock.GetCurrentInstant(), By = actor.Id, OwnerId = resource.Owner.Id, draft.Address.Uri.Host,
            }) == 0)
            {
                return AddCalendarOutcome.Known;
            }

            await transaction.CommitAsync(CancellationToken.None);
        }

        await read.HandleAsync(id, cancellation);
        return AddCalendarOutcome.Added;
    }
}
