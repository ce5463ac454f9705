using Booking.Web.Database;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Npgsql;

namespace Booking.Web.Jobs;

public static class JobsFeature
{
    /// <summary>Set to false, nothing runs on its own: for tests, and for a server that only answers requests.</summary>
    public const string EnabledSetting = "Booking:Jobs:Enabled";

    private const int Workers = 3;

    /// <summary>What happens by the clock.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<EachDue>();
        services.AddSingleton<ReadSchedules>();
        services.AddSingleton<SendMailJob>();
        services.AddSingleton<RemindJob>();
        services.AddSingleton<ReleaseJob>();
        services.AddSingleton<AskToReconfirmJob>();
        services.AddSingleton<ReleaseUnansweredJob>();
        services.AddSingleton<FollowUnusedJob>();
        services.AddSingleton<FollowEndsJob>();
        services.AddSingleton<ExpireHoldsJob>();
        services.AddSingleton<OfferFreedTimeJob>();
        services.AddSingleton<CancelForWithdrawalJob>();
        services.AddSingleton<RemindOwnersJob>();
        services.AddSingleton<RemindOfChallengesJob>();
        services.AddSingleton<ExtendOwnUseJob>();
        services.AddSingleton<ReadCalendarsJob>();
        services.AddSingleton<AskAboutOwnUseJob>();
        services.AddSingleton<ReleaseOwnTimeJob>();
        services.AddSingleton<AskLockJob>();
        services.AddSingleton<RemindOfEndingCodesJob>();
        services.AddSingleton<ForgetPicturesJob>();
        services.AddSingleton<SendFreeNowJob>();
        services.AddSingleton<TidyUpJob>();
        if (!IsEnabled(configuration))
        {
            return services;
        }

        // Registered, not told to Hangfire's own configuration, which all applications in a process share.
        services.AddSingleton<JobStorage>(_ => Storage(ConnectionString(configuration)));
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = Workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            server.ShutdownTimeout = TimeSpan.FromSeconds(10);
        });
        return services.AddHostedService<RegisterSchedules>();
    }

    /// <summary>The page that shows how they go.</summary>
    public static void MapJobs(this WebApplication app)
    {
        if (!IsEnabled(app.Configuration))
        {
            return;
        }

        app.MapHangfireDashboard("/admin/jobs", new DashboardOptions
        {
            Authorization = [new AdministratorsOnly()],
            DashboardTitle = "Booking",
            DisplayStorageConnectionString = false,
        })
            .RequireAuthorization(Access.Administrator)
            .WithMetadata(new InlineContent());
    }

    /// <summary>Whether this server runs them.</summary>
    public static bool IsEnabled(IConfiguration configuration) => configuration.GetValue(EnabledSetting, true);

    private static PostgreSqlStorage Storage(string connectionString)
    {
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = "hangfire",
            QueuePollInterval = TimeSpan.FromSeconds(1),
            // A job that runs longer than half an hour would otherwise be started a second time beside the first.
            UseSlidingInvisibilityTimeout = true,
            // The lock of a server that was killed stands in the way for so long. Ours are held for moments only.
            DistributedLockTimeout = TimeSpan.FromMinutes(1),
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }

    // Of its own and plain: Hangfire cannot read its rows through a data source that gives out NodaTime's types.
    private static string ConnectionString(IConfiguration configuration) =>
        new NpgsqlConnectionStringBuilder(configuration.GetConnectionString(DatabaseRegistration.ConnectionName))
        {
            ApplicationName = "booking jobs",
            MaxPoolSize = Workers + 7,
            MinPoolSize = 0,
        }.ConnectionString;
}
