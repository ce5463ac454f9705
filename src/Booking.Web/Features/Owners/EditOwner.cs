using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Owners;

public abstract record EditOwnerOutcome
{
    public sealed record Edited : EditOwnerOutcome;

    /// <summary>There is no such owner, or it is not this person's to edit.</summary>
    public sealed record NotFound : EditOwnerOutcome;

    /// <param name="Problems">A text key for each field.</param>
    public sealed record Unclear(IReadOnlyDictionary<string, string> Problems) : EditOwnerOutcome;
}

/// <summary>Changes an owner's name and contact.</summary>
public sealed class EditOwner(NpgsqlDataSource database, IClock clock)
{
    private const string BeforeSql = "select kind, name_da, name_en, email, phone from owner where id = @ownerId for no key update";

    private const string UpdateSql = """
        update owner set name_da = @NameDa, name_en = @NameEn, email = @Email, phone = @Phone where id = @Id
        """;

    public async Task<EditOwnerOutcome> HandleAsync(SignedInPerson actor, Guid ownerId, OwnerForm form, CancellationToken cancellation)
    {
        if (form.Parse(out var problems) is not { } after)
        {
            return new EditOwnerOutcome.Unclear(problems);
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.QuerySingleOrDefaultAsync<Row>(BeforeSql, new { ownerId }) is not { } row
            || !await OwnerAccess.HasAsync(connection, actor, OwnerRight.SetUp, ownerId, cancellation))
        {
            return new EditOwnerOutcome.NotFound();
        }

        var before = new OwnerForm.Understood(row.NameDa, row.NameEn, row.Email, row.Phone);
        if (before != after)
        {
            await connection.ExecuteAsync(UpdateSql, new { Id = ownerId, after.NameDa, after.NameEn, after.Email, after.Phone });
            await OwnerAudit.WriteAsync(
                connection, ownerId, OwnerAudit.OwnerChanged, ownerId, OwnerAudit.Of(row.Kind, before), OwnerAudit.Of(row.Kind, after), actor.Id, clock.GetCurrentInstant());
            await transaction.CommitAsync(CancellationToken.None);
        }

        return new EditOwnerOutcome.Edited();
    }

    private sealed record Row(string Kind, string NameDa, string NameEn, string Email, string Phone);
}
