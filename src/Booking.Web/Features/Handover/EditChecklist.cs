using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Handover;

/// <summary>Puts lines on a place's list, and takes them off again.</summary>
public sealed class EditChecklist(NpgsqlDataSource database, IClock clock)
{
    public const int MostItems = 12;

    private static readonly (string Kind, string Da, string En)[] OfAnything =
    [
        (ItemKind.Check, "Ryddet op og gjort rent", "Tidied up and cleaned"),
        (ItemKind.Check, "Lyset er slukket, og døre og vinduer er lukket", "The lights are off, and doors and windows are closed"),
        (ItemKind.Check, "Affaldet er taget med ud", "The rubbish has been taken out"),
    ];

    private static readonly (string Kind, string Da, string En)[] OfVehicles =
    [
        (ItemKind.Check, "Tømt og fejet indeni", "Emptied and swept inside"),
        (ItemKind.Check, "Tanket eller sat til opladning", "Refuelled or plugged in"),
        (ItemKind.Number, "Kilometertal", "Mileage"),
    ];

    private const string LockSql = "select id from resource where id = @Id for no key update";

    private const string IsThereSql = "select exists (select from handover_item where id = @id)";

    private const string CountSql = "select count(*)::int from handover_item where resource_id = @Id";

    private const string InsertSql = """
        insert into handover_item (id, resource_id, kind, text_da, text_en) values (@Id, @ResourceId, @Kind, @TextDa, @TextEn)
        """;

    private const string RemoveSql = "delete from handover_item where id = @id and resource_id = @ResourceId";

    public async Task<IReadOnlyList<HandoverItem>> ReadAsync(CatalogueResource resource, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Checklist.OfAsync(connection, resource.Id, cancellation);
    }

    /// <summary>The key of the text that says what is wrong; null when it was added.</summary>
    public Task<string?> AddAsync(
        CatalogueResource resource, string? kind, string? textDa, string? textEn, SignedInPerson actor, CancellationToken cancellation) =>
        AddAsync(Guid.CreateVersion7(), resource, kind, textDa, textEn, actor, cancellation);

    /// <param name="id">The same for every attempt to add the same line: it is added once.</param>
    public async Task<string?> AddAsync(
        Guid id, CatalogueResource resource, string? kind, string? textDa, string? textEn, SignedInPerson actor, CancellationToken cancellation)
    {
        var (da, en) = (TypedText.Read(textDa).Replace('\n', ' '), TypedText.Read(textEn).Replace('\n', ' '));
        if (da.Length == 0)
        {
            return "TextMissing";
        }

        if (da.Length > HandoverItem.LongestText || en.Length > HandoverItem.LongestText)
        {
            return "TextTooLong";
        }

        return await AddAsync(id, resource, [(kind == ItemKind.Number ? ItemKind.Number : ItemKind.Check, da, en)], onlyToNothing: false, actor, cancellation);
    }

    /// <summary>What most ask for at something of that kind; nothing where there is a list already.</summary>
    public Task AddUsualAsync(CatalogueResource resource, SignedInPerson actor, CancellationToken cancellation) =>
        AddAsync(Guid.CreateVersion7(), resource, resource.Kind == "vehicle" ? OfVehicles : OfAnything, onlyToNothing: true, actor, cancellation);

    public async Task RemoveAsync(CatalogueResource resource, Guid id, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteAsync(RemoveSql, new { id, ResourceId = resource.Id }) == 1)
        {
            await AuditAsync(connection, resource, actor);
        }

        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <param name="id">Of the first of them.</param>
    private async Task<string?> AddAsync(
        Guid id, CatalogueResource resource, (string Kind, string Da, string En)[] items, bool onlyToNothing, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(LockSql, new { resource.Id });
        if (await connection.ExecuteScalarAsync<bool>(IsThereSql, new { id }))
        {
            return null;
        }

        var there = await connection.ExecuteScalarAsync<int>(CountSql, new { resource.Id });
        if (there + items.Length > MostItems)
        {
            return "TooMany";
        }

        if (onlyToNothing && there > 0)
        {
            return null;
        }

        foreach (var ((kind, da, en), index) in items.Select((item, index) => (item, index)))
        {
            await connection.ExecuteAsync(
                InsertSql, new { Id = index == 0 ? id : Guid.CreateVersion7(), ResourceId = resource.Id, Kind = kind, TextDa = da, TextEn = en });
        }

        await AuditAsync(connection, resource, actor);
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }

    private Task AuditAsync(NpgsqlConnection connection, CatalogueResource resource, SignedInPerson actor) => OwnerAudit.WriteAsync(
        connection, resource.Owner.Id, "handover.list-changed", resource.Id, before: null, after: resource.Name.Da, actor.Id, clock.GetCurrentInstant());
}
