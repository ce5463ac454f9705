namespace Booking.Web.Database;

public sealed record EmbeddedServerOptions
{
    /// <summary>The folder in which the server's files are: <c>postgres</c>, and beside it its password and its locks.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where <c>pg_ctl</c>, <c>initdb</c> and <c>postgres</c> are looked for first; then on the PATH, then in Debian's folders.</summary>
    public string? BinaryDirectory { get; init; }

    /// <summary>False only for data that may be lost with the machine: a commit is then not waited for, and nothing is vacuumed.</summary>
    public bool Fsync { get; init; } = true;

    public int MaxConnections { get; init; } = 100;
}
