using Booking.Web.Mail;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Booking.Web.Startup;

/// <summary>The lines that tell a developer where Booking is and how to get in.</summary>
public static class Welcome
{
    public static void Print(WebApplication app, Action<string> say)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null)
        {
            return;
        }

        say($"Booking is at {address}");
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        say("Sign in as beboer@example.dk (resident), pedel@example.dk (caretaker) or admin@example.dk (administrator).");
        say(app.Configuration["Booking:Smtp:Host"] is { Length: > 0 } host
            ? $"Mail, with the code to sign in, is sent through {host}."
            : $"Mail, with the code to sign in, is not sent: read it at {address}/dev/mail "
                + $"(files in {Path.Combine(app.Services.GetRequiredService<DataFolder>().Path, "mail")}).");
        say("Stop with Ctrl-C.");
    }
}
