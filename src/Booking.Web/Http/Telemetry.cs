using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Booking.Web.Http;

public static class Telemetry
{
    private const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // Their addresses carry a secret, and a trace shows addresses.
    private static readonly string[] SecretPaths = ["/calendar", "/reminders", "/sign-in/link"];

    /// <summary>
    /// Traces and metrics to the collector named by OTEL_EXPORTER_OTLP_ENDPOINT; none without it. In production the log is one
    /// JSON object a line.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
        {
            builder.Logging.ClearProviders().AddJsonConsole();
        }

        if (string.IsNullOrWhiteSpace(builder.Configuration[EndpointSetting]))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("booking"))
            .WithTracing(tracing => tracing
                .AddAspNetCoreInstrumentation(options => options.Filter = http =>
                    !Array.Exists(SecretPaths, path => http.Request.Path.StartsWithSegments(path)))
                .AddNpgsql()
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddNpgsqlInstrumentation()
                .AddOtlpExporter());
    }
}
