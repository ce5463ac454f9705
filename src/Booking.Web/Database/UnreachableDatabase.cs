using System.Net.Sockets;
using Booking.Web.Startup;
using Npgsql;

namespace Booking.Web.Database;

/// <summary>Opens the first connection, and says in one sentence why that did not work.</summary>
public static class UnreachableDatabase
{
    private const string Setting = $"ConnectionStrings__{DatabaseRegistration.ConnectionName}";

    public static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new StartupException(
                $"The connection string in {Setting} cannot be read: write it as Host=...;Database=...;Username=...;Password=...", exception);
        }
    }

    public static async Task<NpgsqlConnection> OpenAsync(NpgsqlConnectionStringBuilder given, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(given.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch (Exception exception) when (exception is NpgsqlException or SocketException or ArgumentException or TimeoutException)
        {
            await connection.DisposeAsync();
            throw new StartupException(Sentence(given, exception), exception);
        }
    }

    private static string Sentence(NpgsqlConnectionStringBuilder given, Exception exception)
    {
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
                $"There is no answer from {server} ({Reason(exception)}): start it, correct {Setting}, "
                + "or leave that out and Booking starts a server of its own."
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
