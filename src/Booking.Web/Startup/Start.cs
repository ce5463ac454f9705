using System.Net.Sockets;
using Booking.Web.Database;

namespace Booking.Web.Startup;

/// <summary>From the command line to a running application and back: database first, application next, the reverse at the end.</summary>
public static class Start
{
    private const int Stopped = 130;

    public static async Task<int> RunAsync(
        string[] args, Action<WebApplicationBuilder> addFeatures, Action<WebApplication> mapFeatures, params Command[] commands)
    {
        var line = CommandLine.Read(args);
        var command = commands.SingleOrDefault(command => command.Word == line.Word);
        if (command is null && line.Word is not (CommandLine.Serve or CommandLine.Migrate))
        {
            var (writer, exitCode) = line.Word == CommandLine.Help ? (Console.Out, 0) : (Console.Error, 1);
            await writer.WriteLineAsync(CommandLine.HelpFor(commands));
            return exitCode;
        }

        using var signals = new StopSignals();
        try
        {
            var builder = WebApplication.CreateBuilder(line.Options);
            var hostErrors = new HostErrors(builder.Logging);
            builder.Services.AddSingleton(DataFolder.Find(builder.Configuration, builder.Environment.ContentRootPath));

            await using var database = await DatabaseInUse.FindOrStartAsync(
                builder.Configuration, builder.Environment.ContentRootPath, Console.WriteLine, signals.Token);
            await Migrator.RunAsync(database.ConnectionString, Console.WriteLine, signals.Token);
            if (line.Word == CommandLine.Migrate)
            {
                return 0;
            }

            addFeatures(builder);
            await using var app = builder.Build();
            if (command is not null)
            {
                return await RunAsync(command, app, line.Arguments);
            }

            if (database.IsOwn)
            {
                foreach (var filler in commands.Where(filler => filler.WhenServingFromOwnServer is not null))
                {
                    await RunAsync(filler, app, filler.WhenServingFromOwnServer!);
                }
            }

            mapFeatures(app);
            await ServeAsync(app, hostErrors, signals.Token);
            return 0;
        }
        catch (StartupException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return Stopped;
        }
    }

    private static async Task<int> RunAsync(Command command, WebApplication app, string[] arguments)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await command.Run(scope.ServiceProvider, arguments);
    }

    private static async Task ServeAsync(WebApplication app, HostErrors hostErrors, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception exception) when (AddressFailure(exception) is { } sentence)
        {
            throw new StartupException(sentence, exception);
        }

        hostErrors.Show();
        Welcome.Print(app, Console.WriteLine);
        await app.WaitForShutdownAsync(stop);
    }

    private static string? AddressFailure(Exception exception) => exception switch
    {
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{AddressIn(exception.Message)} is in use by another program: stop that one, or choose another address with --Urls=http://localhost:5081.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "This user may not listen at that address: choose a port above 1023 with --Urls=http://localhost:5081.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            "The address to listen at is not one of this machine: choose another with --Urls=http://localhost:5081.",
        _ => null
    };

    private static string AddressIn(string kestrelMessage) =>
        kestrelMessage.Split(' ').FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal))?.TrimEnd(':') ?? "The address";
}
