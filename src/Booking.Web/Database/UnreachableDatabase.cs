using System.Net.Sockets;
using Booking.Web.Startup;
using Npgsql;

namespace Booking.Web.Database;

/// <summary>Opens the first connection, and says in one sentence why that did not work.</summary>
public static class UnreachableDatabase
{
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellation)
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or ArgumentException or TimeoutException)
        {
            if (connection is not null)
                await connection.DisposeAsync();
            throw new StartupException(Sentence(connectionString, exception), exception);
        }
    }

    private const string Setting = $"ConnectionStrings__{DatabaseRegistration.ConnectionName}";
    private const string OrOwnServer = "or leave that out and Booking starts a server of its own";

    private static string Sentence(string connectionString, Exception exception)
    {
        if (exception is ArgumentException)
            return $"The connection string in {Setting} cannot be read ({exception.Message.TrimEnd('.')}): "
                + "write it as Host=...;Database=...;Username=...;Password=....";

        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var server = $"the PostgreSQL server at {given.Host}:{given.Port}";
        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"There is no database \"{given.Database}\" on {server}: create it (create database {given.Database}) or change {Setting}.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"The user \"{given.Username}\" is not let in by {server}: correct the name or the password in {Setting}.",
            PostgresException refusal =>
                $"The database \"{given.Database}\" on {server} refuses connections ({refusal.MessageText}): wait until it accepts them, or change {Setting}.",
            _ =>
                $"There is no answer from {server} ({Reason(exception)}): start it, correct {Setting}, {OrOwnServer}."
        };
    }

    private static string Reason(Exception exception) => (exception.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "connection refused",
        SocketException { SocketErrorCode: SocketError.HostNotFound } => "no machine has that name",
        TimeoutException => "it took too long",
        var other => other.Message
    }).TrimEnd('.');
}
