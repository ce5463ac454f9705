using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Booking.Web.Startup;
using Npgsql;

namespace Booking.Web.Database;

/// <summary>
/// A PostgreSQL server of Booking's own, on 127.0.0.1 at a free port, which lives as long as somebody uses it. It runs in
/// a session of its own, so that a Ctrl-C in the terminal reaches the application first and the server last.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private const string User = "booking", Database = "booking";
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly PostgresBinaries binaries;
    private readonly ServerAccount account;
    private readonly EmbeddedServerOptions options;
    private ServerLock? use;

    private EmbeddedServer(string folder, PostgresBinaries binaries, ServerAccount account, EmbeddedServerOptions options)
    {
        this.folder = folder;
        this.binaries = binaries;
        this.account = account;
        this.options = options;
    }

    /// <summary>To the database <c>booking</c>, as the owner of everything on the server.</summary>
    public string ConnectionString { get; private set; } = "";

    private string Cluster => Path.Combine(folder, "postgres");
    private string Log => Path.Combine(Cluster, "server.log");
    private string PasswordFile => Path.Combine(folder, "postgres.password");

    /// <summary>Makes the data folder when there is none, and joins a server that runs in it already.</summary>
    /// <exception cref="StartupException">There is no PostgreSQL, or the data folder is not fit for it.</exception>
    public static async Task<EmbeddedServer> StartAsync(EmbeddedServerOptions options, Action<string> say, CancellationToken cancellation)
    {
        var account = await ServerAccount.ForAsync(options.DataDirectory);
        var found = await PostgresBinaries.FindAsync(options.BinaryDirectory);
        var folder = await ServerFolder.ChooseAsync(options.DataDirectory, account, say);
        var binaries = await found.ForAsync(account, () => ServerFolder.OutsideAsync(options.DataDirectory), say);
        var server = new EmbeddedServer(folder, binaries, account, options);
        try
        {
            using (await ServerLock.ToChangeAsync(folder, cancellation))
            {
                await server.StartOrJoinAsync(say, cancellation);
            }

            return server;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw new StartupException(
                $"The data folder {folder} cannot be used ({exception.Message.TrimEnd('.')}): start Booking as the user who owns it, "
                + $"or choose another with --{DataFolder.Setting}=...",
                exception);
        }
    }

    /// <summary>Stops the server, unless another process uses it too.</summary>
    public async ValueTask DisposeAsync()
    {
        if (use is null)
        {
            return;
        }

        using (await ServerLock.ToChangeAsync(folder, CancellationToken.None))
        {
            use.Dispose();
            use = null;
            if (!ServerLock.IsUsed(folder))
            {
                await StopAsync("fast");
            }
        }
    }

    private async Task StartOrJoinAsync(Action<string> say, CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(Cluster, "PG_VERSION")))
        {
            await CreateAsync(say, cancellation);
        }
        else
        {
            CheckVersion();
        }

        var password = File.Exists(PasswordFile)
            ? await File.ReadAllTextAsync(PasswordFile, cancellation)
            : throw new StartupException(
                $"The password of the database in {folder} is gone: restore {PasswordFile}, or delete {Cluster} to begin with an empty database.");

        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1", Database = Database, Username = User, Password = password,
            SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable
        };
        connection.Port = await RunningPortAsync(connection, say, cancellation) ?? await LaunchAsync(say, cancellation);
        try
        {
            await CreateDatabaseAsync(connection, cancellation);
        }
        catch (NpgsqlException exception)
        {
            throw Broken(exception.Message, exception);
        }
        ConnectionString = connection.ConnectionString;
        use = ServerLock.ToUse(folder);
    }

    private async Task CreateAsync(Action<string> say, CancellationToken cancellation)
    {
        if (Directory.Exists(Cluster) && Directory.EnumerateFileSystemEntries(Cluster).Any())
        {
            throw Broken("it holds files, but is no database");
        }

        say($"Creating the database in {Cluster} (the first time only, about five seconds) ...");
        if (!File.Exists(PasswordFile))
        {
            await WriteSecretAsync(PasswordFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        }

        // Made under another name, so that a start which was interrupted leaves nothing that looks like a database.
        var unfinished = Cluster + ".new";
        var passwordForInitdb = Cluster + ".new.password";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        try
        {
            await WriteSecretAsync(passwordForInitdb, await File.ReadAllTextAsync(PasswordFile, cancellation));
            await account.TakeOverAsync(unfinished);
            await account.TakeOverAsync(passwordForInitdb);

            // PostgreSQL 17 brings a locale of its own, the same on every system.
            string[] locale = binaries.Major >= 17
                ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
                : ["--locale=C.UTF-8"];
            string[] sync = options.Fsync ? [] : ["--no-sync"];
            var made = await account.RunAsync(
                binaries.Initdb,
                [
                    "-D", unfinished, "-U", User, "-A", "scram-sha-256", $"--pwfile={passwordForInitdb}",
                    "--encoding=UTF8", .. locale, "--data-checksums", "--no-instructions", .. sync
                ],
                cancellation: cancellation);
            if (!made.Succeeded)
            {
                throw new StartupException(
                    $"The database could not be created in {Cluster} ({LastLine(made.Errors)}): make room or choose another folder with --{DataFolder.Setting}=...");
            }

            if (Directory.Exists(Cluster))
            {
                Directory.Delete(Cluster);
            }

            Directory.Move(unfinished, Cluster);
        }
        finally
        {
            File.Delete(passwordForInitdb);
        }
    }

    private void CheckVersion()
    {
        var made = File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim();
        if (made != binaries.Major.ToString(CultureInfo.InvariantCulture))
        {
            throw new StartupException(
                $"The database in {Cluster} was made by PostgreSQL {made}, and this is PostgreSQL {binaries.Major} ({binaries.Folder}): "
                + $"install PostgreSQL {made}, or delete that folder to begin with an empty database.");
        }
    }

    /// <summary>The port of the server that an earlier or another process left running in this folder; null when none does.</summary>
    private async Task<int?> RunningPortAsync(NpgsqlConnectionStringBuilder connection, Action<string> say, CancellationToken cancellation)
    {
        var deadline = Stopwatch.StartNew();
        Exception? refused = null;
        while (deadline.Elapsed < RecoveryPatience)
        {
            if (PostmasterFile.Read(Cluster) is not { } running)
            {
                return null;
            }

            if (!running.IsAlive)
            {
                // PostgreSQL does this itself, but not when its old process id belongs to some other program by now.
                File.Delete(PostmasterFile.PathIn(Cluster));
                return null;
            }
            if (running.Port is { } port)
            {
                try
                {
                    // Only our own server knows this password: the server proves it too.
                    await using var attempt = new NpgsqlConnection(Administration(connection, port));
                    await attempt.OpenAsync(cancellation);
                    say("Using the database server that runs already.");
                    return port;
                }
                catch (NpgsqlException exception) when (exception is not PostgresException { SqlState: PostgresErrorCodes.InvalidPassword })
                {
                    refused = exception;
                }
                catch (PostgresException exception)
                {
                    throw Broken("the server that runs in it does not accept its password", exception);
                }
            }
            await Task.Delay(100, cancellation);
        }
        throw Broken("the server that runs in it does not answer", refused);
    }

    private async Task<int> LaunchAsync(Action<string> say, CancellationToken cancellation)
    {
        say($"Starting PostgreSQL {binaries.Version} ...");
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            File.Delete(Log);
            try
            {
                var started = await account.RunAsync(
                    binaries.PgCtl,
                    ["start", "-s", "-w", "-t", "120", "-D", Cluster, "-l", Log, "-o", Settings(port)],
                    // On Windows the server would inherit our end of the pipe, and reading to its end would never end.
                    readOutput: !OperatingSystem.IsWindows(),
                    cancellation);
                if (started.Succeeded)
                {
                    return port;
                }

                await StopAsync("immediate");
                var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log, cancellation) : started.Errors;
                // Somebody may take a free port in the moment before we do.
                if (attempt < 3 && log.Contains("could not bind", StringComparison.Ordinal))
                {
                    continue;
                }

                throw Broken(LastLine(log));
            }
            catch (OperationCanceledException)
            {
                await StopAsync("immediate");
                throw;
            }
        }
    }

    private string Settings(int port)
    {
        List<string> settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=''",
            $"max_connections={options.MaxConnections}", "timezone=UTC", "log_timezone=UTC", "lc_messages=C"
        ];
        if (!options.Fsync)
        {
            settings.AddRange(
                ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"]);
        }

        return string.Join(' ', settings.Select(setting => $"-c {setting}"));
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnectionStringBuilder connection, CancellationToken cancellation)
    {
        await using var administration = new NpgsqlConnection(Administration(connection, connection.Port));
        await administration.OpenAsync(cancellation);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", administration)
        {
            Parameters = { new() { Value = Database } }
        };
        if (await exists.ExecuteScalarAsync(cancellation) is not null)
        {
            return;
        }

        await using var create = new NpgsqlCommand($"create database {Database}", administration);
        await create.ExecuteNonQueryAsync(cancellation);
    }

    private Task<Tool.Outcome> StopAsync(string mode) =>
        account.RunAsync(binaries.PgCtl, ["stop", "-s", "-w", "-t", "60", "-m", mode, "-D", Cluster]);

    private StartupException Broken(string reason, Exception? cause = null) => new(
        $"The database in {Cluster} does not start ({reason.TrimEnd('.')}): restore that folder from a backup, "
        + "or delete it to begin with an empty database.",
        cause);

    private static string Administration(NpgsqlConnectionStringBuilder connection, int port) =>
        new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = "postgres", Port = port, Pooling = false }.ConnectionString;

    private static async Task WriteSecretAsync(string path, string secret)
    {
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, create);
        await writer.WriteAsync(secret);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The last line that says what went wrong; other lines only when there is none such.</summary>
    private static string LastLine(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.LastOrDefault(line => line.Contains("FATAL:") || line.Contains("PANIC:") || line.Contains("error:"))
            ?? lines.LastOrDefault() ?? "no reason given";
    }
}
