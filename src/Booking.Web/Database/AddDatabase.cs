using Dapper;
using Npgsql;

namespace Booking.Web.Database;

public static class DatabaseRegistration
{
    public const string ConnectionName = "Booking";

    /// <summary>The data source that every query uses. Start has put the connection string into the configuration by now.</summary>
    public static IServiceCollection AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        NodaTimeHandlers.Register();
        return services.AddSingleton(_ => BookingDataSource.Create(
            configuration.GetConnectionString(ConnectionName)
            ?? throw new InvalidOperationException("No connection string was found or made.")));
    }
}
