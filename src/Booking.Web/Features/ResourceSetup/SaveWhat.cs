using Booking.Web.Features.SignIn;
using Dapper;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Saves what it is. Until it has been published its address follows its name.</summary>
public sealed class SaveWhat(SaveStep save)
{
    private const string Sql = "update resource set kind = @Kind, name_da = @Da, name_en = @En, slug = @Slug where id = @Id";

    /// <summary>What it is called in addresses from now on.</summary>
    public async Task<string> HandleAsync(SetupRecord resource, WhatAnswer answer, SignedInPerson actor, CancellationToken cancellation)
    {
        var slug = resource.Slug;
        await save.HandleAsync(
            resource, SetupStep.What,
            async (connection, transaction) =>
            {
                // A name that only gets a capital letter keeps its number.
                if (resource.IsDraft && ResourceSlug.Of(answer.Name.Da) != ResourceSlug.Of(resource.NameDa))
                {
                    slug = await ResourceSlug.FreeAsync(connection, transaction, answer.Name.Da, resource.Id);
                }

                await connection.ExecuteAsync(Sql, new { answer.Kind, answer.Name.Da, answer.Name.En, Slug = slug, resource.Id }, transaction);
            },
            new WhatAnswer(resource.Kind, resource.Name), answer, actor, cancellation);
        return slug;
    }
}
