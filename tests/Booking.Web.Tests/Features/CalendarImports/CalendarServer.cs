using System.Net;
using Booking.Web.Features.CalendarImports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Booking.Web.Tests.Features.CalendarImports;

/// <summary>Where a calendar is kept: a server on this machine that answers as the test says.</summary>
public sealed class CalendarServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private CalendarServer(WebApplication server) => (this.server, Fetch) = (server, new FetchCalendar(Limits));

    public Uri Address { get; private set; } = null!;

    public FetchLimits Limits { get; } = new(TimeSpan.FromSeconds(1), 100_000, AllowLocal: true);

    /// <summary>What may fetch from it.</summary>
    public FetchCalendar Fetch { get; }

    /// <summary>What it answers.</summary>
    public RequestDelegate Answer { get; set; } = http =>
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    public List<IHeaderDictionary> Asked { get; } = [];

    public static async Task<CalendarServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new CalendarServer(builder.Build());
        server.server.Run(async http =>
        {
            server.Asked.Add(new HeaderDictionary(http.Request.Headers.ToDictionary()));
            await server.Answer(http);
        });
        await server.server.StartAsync();
        var address = server.server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(new Uri(address), "/private-0123456789/basic.ics");
        return server;
    }

    /// <summary>From now on that calendar, in a version of its own.</summary>
    public void Serve(string calendar, string etag) => Answer = async http =>
    {
        http.Response.Headers.ETag = $"\"{etag}\"";
        if (http.Request.Headers.IfNoneMatch == $"\"{etag}\"")
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = "text/calendar; charset=utf-8";
        await http.Response.WriteAsync(calendar);
    };

    public async ValueTask DisposeAsync()
    {
        Fetch.Dispose();
        await server.DisposeAsync();
    }
}
