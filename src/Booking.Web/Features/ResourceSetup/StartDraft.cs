using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Makes a draft of what somebody wants to share.</summary>
public sealed class StartDraft(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const int Attempts = 3;

    // What the other questions will say stands empty until then; where it is, is where the owner's other things are.
    private const string InsertSql = """
        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, address_private, unit_use, capacity, published, answered)
        values (@Id, @Slug, @OwnerId, @Kind, @District, @Da, @En, '', '', '', @Latitude, @Longitude, @AddressPrivate, 'all', 1, false, '{what}');

        insert into unit (id, name, revised_at) values (@UnitId, @UnitName, @Now);

        insert into resource_unit (resource_id, unit_id) values (@Id, @UnitId);
        """;

    /// <summary>What it is called in addresses.</summary>
    public Task<string> HandleAsync(OwnerCard owner, WhatAnswer answer, SignedInPerson actor, CancellationToken cancellation) =>
        HandleAsync(Guid.CreateVersion7(), owner, answer, actor, cancellation);

    /// <param name="id">The same for every attempt to make the same one: it is made once.</param>
    public async Task<string> HandleAsync(Guid id, OwnerCard owner, WhatAnswer answer, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var district = snapshot.All.FirstOrDefault(resource => resource.Owner.Id == owner.Id)?.District ?? snapshot.Districts[0];
        var now = clock.GetCurrentInstant();
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var slug = await ResourceSlug.FreeAsync(connection, transaction, answer.Name.Da, id);
            try
            {
                await connection.ExecuteAsync(
                    InsertSql,
                    new
                    {
                        Id = id, Slug = slug, OwnerId = owner.Id, answer.Kind, District = district.Slug, answer.Name.Da, answer.Name.En,
                        district.Latitude, district.Longitude, AddressPrivate = owner.Kind == OwnerCard.Citizen, UnitId = Guid.CreateVersion7(), UnitName = SaveUse.UnitName(id, 1), Now = now,
                    },
                    transaction);
            }
            catch (PostgresException taken) when (taken.ConstraintName == "resource_slug_key" && attempt < Attempts)
            {
                // Somebody else took that name between the reading and the writing.
                continue;
            }
            catch (PostgresException made) when (made.ConstraintName == "resource_pkey")
            {
                await transaction.RollbackAsync(CancellationToken.None);
                return (await ResourceSlug.FindAsync(connection, id, cancellation))!;
            }

            await SetupAudit.WriteAsync(
                connection, transaction, "resource.drafted", id, owner.Id, new { answer.Kind, name = answer.Name }, actor, now);
            await transaction.CommitAsync(CancellationToken.None);
            return slug;
        }
    }
}
