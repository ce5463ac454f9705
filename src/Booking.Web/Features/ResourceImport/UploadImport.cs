using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.ResourceImport;

/// <summary>Keeps a file that can be read until its drafts are made, a day at most.</summary>
public sealed class UploadImport(NpgsqlDataSource database, Catalogue catalogue, JudgeRows judge, IClock clock)
{
    /// <summary>What is wrong with the whole of it; null when it is kept.</summary>
    /// <param name="id">It is kept under; the same for every attempt to send the same file.</param>
    /// <param name="owner">One that the person may share for.</param>
    public async Task<ImportProblem?> HandleAsync(Guid id, OwnerCard owner, string text, SignedInPerson person, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (table, problem) = ReadTable.Of(text);
        if (table is not null)
        {
            (_, problem) = judge.Of(table, owner, await catalogue.ReadAsync(connection, cancellation), now);
        }

        if (problem is null)
        {
            await KeptImport.KeepAsync(connection, id, owner.Id, text, person, now);
        }

        return problem;
    }
}
