using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>
/// Makes parts of something that was booked whole until now. Each is a draft with the same answers and rules; what is booked of the
/// whole has all of them from then on.
/// </summary>
public sealed class SplitResource(NpgsqlDataSource database, IClock clock)
{
    private const int Attempts = 3;

    public Task HandleAsync(SetupRecord resource, IReadOnlyList<string> names, SignedInPerson actor, CancellationToken cancellation) =>
        HandleAsync(Guid.CreateVersion7(), resource, names, actor, cancellation);

    /// <param name="id">Of the first part; the same for every attempt to make the same parts: they are made once.</param>
    public async Task HandleAsync(Guid id, SetupRecord resource, IReadOnlyList<string> names, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await WriteAsync(connection, id, resource, names, actor, cancellation);
                return;
            }
            catch (PostgresException taken) when (taken.ConstraintName == "resource_slug_key" && attempt < Attempts)
            {
                // Somebody else took that name between the reading and the writing.
            }
            catch (PostgresException made) when (made.ConstraintName == "resource_pkey")
            {
                return;
            }
        }
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, Guid id, SetupRecord resource, IReadOnlyList<string> names, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ArrangeUnits.LockOwnerAsync(connection, transaction, resource.OwnerId);
        await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation);
        List<Guid> parts = [.. resource.Parts];
        foreach (var (name, part) in names.Select((name, index) => (name, index == 0 ? id : Guid.CreateVersion7())))
        {
            var slug = await ResourceSlug.FreeAsync(connection, transaction, name, part);
            await CopyResource.WriteAsync(connection, transaction, resource, part, slug, new LocalText(name, ""), units: 1, actor, now);
            await SetupAudit.WriteAsync(
                connection, transaction, "resource.split", part, resource.OwnerId, new { of = resource.Id, name }, actor, now);
            parts.Add(part);
        }

        await SaveUse.WriteAsync(connection, transaction, resource, UseAnswer.Of(resource) with { Parts = parts }, now);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
