using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public abstract record MakeOwnerOutcome
{
    public sealed record Made(string Slug) : MakeOwnerOutcome;

    /// <param name="Problems">A text key for each field.</param>
    public sealed record Unclear(IReadOnlyDictionary<string, string> Problems) : MakeOwnerOutcome;
}

/// <summary>An organisation to be made, understood.</summary>
/// <param name="ParentId">What it stands below; null for none.</param>
public sealed record OwnerDraft(string Kind, Guid? ParentId, OwnerForm.Understood Who);

/// <summary>Makes an organisation: the municipality's administrators anywhere, an owner's administrators below it.</summary>
public sealed class MakeOwner(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    public static IReadOnlyList<string> Kinds { get; } = ["institution", "association", "district", "municipality"];

    /// <summary>The organisations under which that person can make one, in Danish alphabetical order.</summary>
    public async Task<IReadOnlyList<OwnerCard>> ParentsAsync(SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var own = await OwnerAccess.OwnersAsync(connection, actor, OwnerRight.SetUp, cancellation);
        return
        [
            .. snapshot.Owners.Where(owner => owner.Kind != OwnerCard.Citizen && (actor.IsAdministrator || own.Contains(owner.Id)))
                .OrderBy(owner => owner.Name.Da, StringComparer.CurrentCulture),
        ];
    }

    /// <summary>What was understood of what was typed; no draft, and a text key for each field, when something was not.</summary>
    public async Task<(OwnerDraft? Draft, IReadOnlyDictionary<string, string> Problems)> ParseAsync(
        SignedInPerson actor, OwnerForm form, CancellationToken cancellation)
    {
        var parents = await ParentsAsync(actor, cancellation);
        var parent = parents.FirstOrDefault(owner => owner.Slug == form.Under);
        var understood = form.Parse(out var problems);
        if (!Kinds.Contains(form.Kind))
        {
            problems[nameof(OwnerForm.Kind)] = "KindMissing";
        }

        if (parent is null && (!actor.IsAdministrator || !string.IsNullOrEmpty(form.Under)))
        {
            problems[nameof(OwnerForm.Under)] = "UnderMissing";
        }

        return (understood is null || problems.Count > 0 ? null : new OwnerDraft(form.Kind!, parent?.Id, understood), problems);
    }

    public async Task<MakeOwnerOutcome> HandleAsync(SignedInPerson actor, OwnerForm form, CancellationToken cancellation) =>
        await ParseAsync(actor, form, cancellation) switch
        {
            ({ } draft, _) => new MakeOwnerOutcome.Made(await HandleAsync(Guid.CreateVersion7(), actor, draft, cancellation)),
            (_, var problems) => new MakeOwnerOutcome.Unclear(problems),
        };

    /// <summary>Answers its slug.</summary>
    /// <param name="id">The same for every attempt to make the same: it is made once.</param>
    public async Task<string> HandleAsync(Guid id, SignedInPerson actor, OwnerDraft draft, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var slug = await InsertAsync(
            connection, id, OwnerSlug.Of(draft.Who.NameDa), draft.Kind, draft.ParentId, draft.Who, actor.Id, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return slug;
    }

    private const string InsertSql = """
        insert into owner (id, slug, name_da, name_en, kind, email, phone, parent_id)
        values (@Id, @Slug, @NameDa, @NameEn, @Kind, @Email, @Phone, @ParentId)
        on conflict do nothing
        """;

    private const string FindSql = "select slug from owner where id = @id";

    /// <summary>In the transaction that is open on the connection. A slug that is taken gets a number; what is there by that id stays as it is.</summary>
    public static async Task<string> InsertAsync(
        NpgsqlConnection connection, Guid id, string slug, string kind, Guid? parentId, OwnerForm.Understood who, Guid actorId, Instant now)
    {
        for (var number = 1; ; number++)
        {
            var tried = number == 1 ? slug : $"{slug}-{number}";
            if (await connection.ExecuteAsync(
                InsertSql, new { Id = id, Slug = tried, who.NameDa, who.NameEn, Kind = kind, who.Email, who.Phone, ParentId = parentId }) == 1)
            {
                await OwnerAudit.WriteAsync(connection, id, OwnerAudit.OwnerMade, id, null, OwnerAudit.Of(kind, who), actorId, now);
                return tried;
            }

            if (await connection.ExecuteScalarAsync<string?>(FindSql, new { id }) is { } made)
            {
                return made;
            }
        }
    }
}
