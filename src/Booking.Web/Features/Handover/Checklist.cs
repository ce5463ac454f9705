using Booking.Web.Features.Resources;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Handover;

/// <summary>A line of an owner's list.</summary>
/// <param name="Kind">One of <see cref="ItemKind"/>.</param>
public sealed record HandoverItem(Guid Id, string Kind, string TextDa, string TextEn)
{
    public const int LongestText = 120;

    public LocalText Text => new(TextDa, TextEn);
}

/// <summary>What a line asks for. The values are stored: rename none.</summary>
public static class ItemKind
{
    /// <summary>Whether it has been done.</summary>
    public const string Check = "check";

    /// <summary>A number, such as the mileage.</summary>
    public const string Number = "number";
}

/// <summary>What whoever has used a place goes through before they leave.</summary>
public static class Checklist
{
    private const string Sql = "select id, kind, text_da, text_en from handover_item where resource_id = @resourceId order by number";

    public static async Task<IReadOnlyList<HandoverItem>> OfAsync(NpgsqlConnection connection, Guid resourceId, CancellationToken cancellation) =>
        (await connection.QueryAsync<HandoverItem>(new CommandDefinition(Sql, new { resourceId }, cancellationToken: cancellation))).AsList();
}
