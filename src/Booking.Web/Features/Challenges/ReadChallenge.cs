using Npgsql;

namespace Booking.Web.Features.Challenges;

/// <summary>One challenge, as everyone may see it.</summary>
public sealed class ReadChallenge(NpgsqlDataSource database)
{
    /// <summary>Null when there is no such challenge.</summary>
    /// <param name="reader">Whose support is told apart; null for anyone.</param>
    public async Task<ChallengeRecord?> HandleAsync(Guid id, Guid? reader, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await ChallengeRecord.FindAsync(connection, id, reader, cancellation);
    }
}
