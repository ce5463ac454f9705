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

/// <summary>Begins to read a calendar for a place, and reads it at once.</summary>
public sealed class AddCalendarImport(NpgsqlDataSource database, ReadCalendarImport read, FetchLimits limits, IClock clock)
{
    public const int MostAPlace = 5;

    private const string LockSql = "select id from resource where id = @Id for no key update";

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

    public async Task<AddCalendarOutcome> HandleAsync(CatalogueResource resource, CalendarForm form, SignedInPerson actor, CancellationToken cancellation)
    {
        var name = TypedText.Read(form.Name).Replace('\n', ' ');
        if (name.Length is 0 or > CalendarForm.LongestName)
        {
            return AddCalendarOutcome.NameMissing;
        }

        if (CalendarAddress.Parse(form.Address, limits) is not { } address)
        {
            return AddCalendarOutcome.AddressWrong;
        }

        var email = form.OwnerEmail?.Trim() ?? "";
        if (email.Length > CalendarForm.LongestEmail || (email.Length > 0 && !email.Contains('@')))
        {
            return AddCalendarOutcome.EmailWrong;
        }

        var id = Guid.CreateVersion7();
        await using (var connection = await database.OpenConnectionAsync(cancellation))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await connection.ExecuteAsync(LockSql, new { resource.Id });
            if (await connection.ExecuteScalarAsync<long>(CountSql, new { resource.Id }) >= MostAPlace)
            {
                return AddCalendarOutcome.TooMany;
            }

            if (await connection.ExecuteScalarAsync<long>(InsertSql, new
            {
                Id = id, ResourceId = resource.Id, Address = address.Uri.AbsoluteUri, Name = name, OwnerEmail = email,
                Now = clock.GetCurrentInstant(), By = actor.Id, OwnerId = resource.Owner.Id, address.Uri.Host,
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
