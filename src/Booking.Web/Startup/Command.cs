namespace Booking.Web.Startup;

/// <summary>Something else than serving that the command line can ask for, on a migrated database.</summary>
/// <param name="Word">The first word on the command line.</param>
/// <param name="Arguments">What follows it, as the help shows it; empty when nothing does.</param>
/// <param name="Meaning">What it does, for the help.</param>
/// <param name="Run">Gets the services of one scope and the arguments after the word; answers the exit code.</param>
public sealed record Command(string Word, string Arguments, string Meaning, Func<IServiceProvider, string[], Task<int>> Run)
{
    /// <summary>
    /// Arguments to run it with each time the application serves from its own server, so that a first start has something
    /// to show; null for never. It has to see for itself that its work is done already.
    /// </summary>
    public string[]? WhenServingFromOwnServer { get; init; }
}
