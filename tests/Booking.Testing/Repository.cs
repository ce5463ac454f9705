using Booking.Web.Startup;

namespace Booking.Testing;

/// <summary>Where this clone is.</summary>
public static class Repository
{
    public static string Root { get; } = DataFolder.RepositoryRoot(AppContext.BaseDirectory);
}
