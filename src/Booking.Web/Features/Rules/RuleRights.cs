using Booking.Rules.Conditions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Rules;

/// <summary>Someone to write to.</summary>
public sealed record Reader(string Email, string Language);

/// <summary>
/// Who stands behind a rule and may change it: administrators for those of the municipality and its districts, an owner's
/// caretakers (and administrators) for those of the owner and its resources.
/// </summary>
public static class RuleRights
{
    public static Task<bool> StandsBehindAsync(
        NpgsqlConnection connection, SignedInPerson person, CatalogueRule rule, CatalogueSnapshot catalogue, CancellationToken cancellation) =>
        OwnerOf(rule, catalogue) is { } owner
            ? CaretakerRights.IsCaretakerAsync(connection, person, owner.Id, cancellation)
            : Task.FromResult(person.IsAdministrator);

    /// <summary>Null for a rule of the municipality or of a district.</summary>
    public static OwnerCard? OwnerOf(CatalogueRule rule, CatalogueSnapshot catalogue) => rule.Rule.Level switch
    {
        RuleLevel.Owner => catalogue.FindOwner(rule.OwnerId!.Value)!,
        RuleLevel.Resource => catalogue.Get(rule.ResourceId!.Value).Owner,
        _ => null,
    };

    /// <summary>Those who answer for a rule. Where an owner has nobody, the administrators do.</summary>
    public static async Task<IReadOnlyList<Reader>> AnswerersAsync(
        NpgsqlConnection connection, CatalogueRule rule, CatalogueSnapshot catalogue, CancellationToken cancellation)
    {
        var readers = await connection.QueryAsync<Reader>(new CommandDefinition(
            AnswerersSql, new { OwnerId = OwnerOf(rule, catalogue)?.Id }, cancellationToken: cancellation));
        return readers.AsList();
    }

    private const string AnswerersSql = """
        with caretaker as (
            select p.id, p.email, p.language
            from owner_role r
            join person p on p.id = r.person_id
            where r.owner_id = @OwnerId and r.role = 'caretaker' and p.verified_at is not null
        )
        select email, language from caretaker
        union all
        select email, language from person
        where is_administrator and verified_at is not null and not exists (select from caretaker)
        order by email
        """;
}
