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

    public async Task<MakeOwnerOutcome> HandleAsync(SignedInPerson actor, OwnerForm form, CancellationToken cancellation)
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

        if (understood is null || problems.Count > 0)
        {
            return new MakeOwnerOutcome.Unclear(problems);
        }

        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var made = await InsertAsync(connection, OwnerSlug.Of(understood.NameDa), form.Kind!, parent?.Id, understood, actor.Id, now);
        await transaction.CommitAsync(CancellationToken.None);
        return new MakeOwnerOutcome.Made(made.Slug);
    }

    private const string InsertSql = """
        insert into owner (id, slug, name_da, name_en, kind, email, phone, parent_id)
        values (@Id, @Slug, @NameDa, @NameEn, @Kind, @Email, @Phone, @ParentId)
        on conflict (slug) do nothing
        """;

    /// <summary>In the transaction that is open on the connection. A slug that is taken gets a number.</summary>
    public static async Task<(Guid Id, string Slug)> InsertAsync(
        NpgsqlConnection connection, string slug, string kind, Guid? parentId, OwnerForm.Understood who, Guid actorId, Instant now)
    {
        var id = Guid.CreateVersion7();
        for (var number = 1; ; number++)
        {
            var tried = number == 1 ? slug : $"{slug}-{number}";
            var written = await connection.ExecuteAsync(
                InsertSql, new { Id = id, Slug = tried, who.NameDa, who.NameEn, Kind = kind, who.Email, who.Phone, ParentId = parentId });
            if (written == 1)
            {
                await OwnerAudit.WriteAsync(connection, id, OwnerAudit.OwnerMade, id, null, OwnerAudit.Of(kind, who), actorId, now);
                return (id, tried);
            }
        }
    }
}
