using System.Globalization;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>
/// Makes a draft like something there is: the same answers, the rules that hold, pictures of its own. What it is made of is its own
/// too, and nobody has booked it.
/// </summary>
public sealed class CopyResource(NpgsqlDataSource database, PictureFolder folder, IClock clock)
{
    private const int Attempts = 3;

    private const string ResourceSql = """
        insert into resource (id, slug, owner_id, kind, district, name_da, name_en, description_da, description_en, address, latitude,
            longitude, address_private, features, house_rules_da, house_rules_en, directions_da, directions_en, time_zone, unit_use, capacity,
            lent_by, published, answered)
        select @Copy, @Slug, owner_id, kind, district, @Da, @En, description_da, description_en, address, latitude,
            longitude, address_private, features, house_rules_da, house_rules_en, directions_da, directions_en, time_zone, unit_use, capacity,
            lent_by, false, answered
        from resource where id = @Id
        """;

    private const string UnitSql = """
        insert into unit (id, name, revised_at, label) values (@UnitId, @UnitName, @Now, @Label);

        insert into resource_unit (resource_id, unit_id) values (@Copy, @UnitId);
        """;

    private const string RulesSql = """
        insert into rule (id, kind, parameters, level, resource_id, binding, reason_da, reason_en, set_by, set_at, valid_from, valid_until)
        select gen_random_uuid(), kind, parameters, level, @Copy, binding, reason_da, reason_en, @ActorId, @Now, valid_from, valid_until
        from rule
        where resource_id = @Id and (valid_until is null or valid_until > greatest(@Now, valid_from))
        """;

    private const string PictureSql = """
        insert into resource_picture (resource_id, position, file, alt_da, alt_en) values (@Copy, @Position, @File, @Da, @En)
        """;

    /// <summary>What the copy is called in addresses.</summary>
    public Task<string> HandleAsync(SetupRecord resource, SignedInPerson actor, CancellationToken cancellation) =>
        HandleAsync(Guid.CreateVersion7(), resource, actor, cancellation);

    /// <param name="id">The same for every attempt to make the same copy: it is made once.</param>
    public async Task<string> HandleAsync(Guid id, SetupRecord resource, SignedInPerson actor, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await ResourceSlug.FindAsync(connection, id, cancellation) is { } made)
        {
            return made;
        }

        List<Picture> pictures = [];
        foreach (var picture in resource.Pictures)
        {
            // Those that belong to the pages themselves are nobody's to copy.
            pictures.Add(picture with { File = await folder.CopyAsync(picture.File) ?? picture.File });
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteAsync(connection, id, resource, pictures, actor, cancellation);
            }
            catch (PostgresException taken) when (taken.ConstraintName == "resource_slug_key" && attempt < Attempts)
            {
                // Somebody else took that name between the reading and the writing.
            }
            catch (PostgresException twice) when (twice.ConstraintName == "resource_pkey")
            {
                foreach (var picture in pictures.Except(resource.Pictures))
                {
                    folder.Remove(picture.File);
                }

                return (await ResourceSlug.FindAsync(connection, id, cancellation))!;
            }
        }
    }

    private async Task<string> WriteAsync(
        NpgsqlConnection connection, Guid copy, SetupRecord resource, List<Picture> pictures, SignedInPerson actor, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var name = new LocalText(
            Cut(resource.NameDa, " (kopi)"), resource.NameEn.Length > 0 ? Cut(resource.NameEn, " (copy)") : "");
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await WriteRule.LockAsync(connection, transaction, actor.Id, cancellation);
        var slug = await ResourceSlug.FreeAsync(connection, transaction, name.Da, copy);
        await WriteAsync(connection, transaction, resource, copy, slug, name, resource.IsPool ? (int)resource.Units : 1, actor, now);
        foreach (var (picture, position) in pictures.Select((picture, index) => (picture, index + 1)))
        {
            await connection.ExecuteAsync(
                PictureSql, new { Copy = copy, Position = position, picture.File, picture.Alt.Da, picture.Alt.En }, transaction);
        }

        await SetupAudit.WriteAsync(
            connection, transaction, "resource.copied", copy, resource.OwnerId, new { from = resource.Id, name }, actor, now);
        await transaction.CommitAsync(CancellationToken.None);
        return slug;
    }

    /// <summary>All but the pictures and the log. What it is made of is as many units of its own.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SetupRecord resource, Guid copy, string slug, LocalText name, int units,
        SignedInPerson actor, Instant now)
    {
        await connection.ExecuteAsync(ResourceSql, new { Copy = copy, Slug = slug, name.Da, name.En, resource.Id }, transaction);
        for (var number = 1; number <= units; number++)
        {
            var label = resource.Labels.Length == units ? resource.Labels[number - 1] : "";
            await connection.ExecuteAsync(
                UnitSql,
                new { Copy = copy, UnitId = Guid.CreateVersion7(), UnitName = SaveUse.UnitName(copy, number), Now = now, Label = label },
                transaction);
        }

        await connection.ExecuteAsync(RulesSql, new { Copy = copy, resource.Id, ActorId = actor.Id, Now = now }, transaction);
    }

    private static string Cut(string name, string ending) => string.Create(
        CultureInfo.InvariantCulture, $"{name[..Math.Min(name.Length, WhatForm.LongestName - ending.Length)]}{ending}");
}
