using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Booking.Web.Tests.Features.DoorCodes;

/// <summary>
/// A lock system on this machine, written after what the owner's page says of it: it checks the signature, gives each booking a code for
/// its time, and takes it back.
/// </summary>
public sealed class LockServer : IAsyncDisposable
{
    private readonly WebApplication server;

    private LockServer(WebApplication server) => this.server = server;

    public Uri Address { get; private set; } = null!;

    public string Key { get; set; } = "";

    /// <summary>What it answers instead, when it is out of order; 0 when it works.</summary>
    public int Broken { get; set; }

    /// <summary>What was asked and well signed.</summary>
    public List<JsonNode> Asked { get; } = [];

    /// <summary>The codes that open now, by booking.</summary>
    public Dictionary<Guid, (string Code, string From, string Until)> Opens { get; } = [];

    public static async Task<LockServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new LockServer(builder.Build());
        server.server.Run(server.AnswerAsync);
        await server.server.StartAsync();
        var address = server.server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = new Uri(new Uri(address), "/hooks/4f1d");
        return server;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var signed = Encoding.UTF8.GetBytes($"{http.Request.Headers["Booking-Timestamp"]}.{body}");
        var signature = "v1=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.ASCII.GetBytes(Key), signed)).ToLowerInvariant();
        if (http.Request.Headers["Booking-Signature"] != signature)
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        if (Broken != 0)
        {
            http.Response.StatusCode = Broken;
            http.Response.Headers.Location = "/elsewhere";
            await http.Response.WriteAsync(Broken == 200 ? "{\"code\": 17}" : "{\"code\":\"6666\"}");
            return;
        }

        var question = JsonNode.Parse(body)!;
        Asked.Add(question);
        var booking = (Guid)question["booking"]!;
        if ((string?)question["action"] == "withdraw")
        {
            Opens.Remove(booking);
            return;
        }

        var (from, until) = ((string)question["from"]!, (string)question["until"]!);
        if (!Opens.TryGetValue(booking, out var known) || (known.From, known.Until) != (from, until))
        {
            Opens[booking] = ($"{100_000 + Asked.Count}", from, until);
        }

        await http.Response.WriteAsJsonAsync(new { code = Opens[booking].Code });
    }
}
