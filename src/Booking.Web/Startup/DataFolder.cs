namespace Booking.Web.Startup;

/// <summary>Where everything is kept that a start makes: the built-in database and, without a mail server, the mail.</summary>
/// <param name="Path">An absolute path. The folder need not exist yet.</param>
public sealed record DataFolder(string Path)
{
    public const string Setting = "Booking:DataDirectory";

    /// <summary>As configured, relative to the repository; else <c>.data</c> at the top of it.</summary>
    public static DataFolder Find(IConfiguration configuration, string contentRoot)
    {
        var configured = configuration[Setting];
        return new(System.IO.Path.Combine(RepositoryRoot(contentRoot), string.IsNullOrWhiteSpace(configured) ? ".data" : configured));
    }

    /// <summary>The nearest folder from here upwards that holds the solution; a published application is its own.</summary>
    public static string RepositoryRoot(string contentRoot)
    {
        for (var folder = new DirectoryInfo(contentRoot); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Booking.sln")))
            {
                return folder.FullName;
            }
        }

        return System.IO.Path.GetFullPath(contentRoot);
    }
}
