using Booking.Web.Startup;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Booking.Web.Http;

/// <summary>
/// The address people reach Booking at, for links that leave it: in mails, calendars and QR codes. Never taken from a
/// request, whose Host header anybody may choose.
/// </summary>
public sealed class PublicUrl
{
    public const string Setting = "Booking:PublicUrl";

    private readonly Lazy<Uri> root;

    /// <summary>As configured; in Development otherwise the first address that the server listens on.</summary>
    /// <exception cref="StartupException">It is missing where it is needed, or it is no address of a web site.</exception>
    public PublicUrl(IConfiguration configuration, IHostEnvironment environment, IServer server)
    {
        var configured = configuration[Setting];
        if (!string.IsNullOrWhiteSpace(configured))
        {
            root = new Lazy<Uri>(Read(configured));
        }
        else if (environment.IsDevelopment())
        {
            // Later, when it listens.
            root = new Lazy<Uri>(() => ListeningAt(server));
        }
        else
        {
            throw new StartupException(
                $"{Setting} is not set, and links in mails need it: set it to the address people use, for example https://booking.example.dk.");
        }
    }

    /// <param name="path">From the root, with or without a slash in front; may carry a query.</param>
    public Uri Of(string path) => new(root.Value, path.TrimStart('/'));

    private static Uri Read(string configured) =>
        Uri.TryCreate(configured, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)
        && address.Query.Length == 0 && address.Fragment.Length == 0
            ? WithSlash(address)
            : throw new StartupException($"{Setting} is not the address of a web site: write it as https://booking.example.dk.");

    private static Uri ListeningAt(IServer server)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost";
        // "Every address of this machine" is nothing a browser can open.
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return WithSlash(new UriBuilder(binding.Scheme, host, binding.Port).Uri);
    }

    private static Uri WithSlash(Uri address) =>
        address.AbsolutePath.EndsWith('/') ? address : new Uri($"{address.AbsoluteUri}/");
}

public static class PublicUrlRegistration
{
    public static IServiceCollection AddPublicUrl(this IServiceCollection services) => services.AddSingleton<PublicUrl>();
}
