namespace Booking.Web.Startup;

/// <summary>What the command line asks for: a word first, then its arguments; options (--name=value) are configuration.</summary>
public sealed record CommandLine(string Word, string[] Arguments, string[] Options)
{
    public const string Serve = "serve", Migrate = "migrate", Help = "help";

    public static CommandLine Read(string[] args)
    {
        if (args.Any(argument => argument is "--help" or "-h" or "-?" or "/?"))
        {
            return new(Help, [], []);
        }

        if (args is [] || args[0].StartsWith('-'))
        {
            return new(Serve, [], args);
        }

        var options = args.Skip(1).SkipWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToArray();
        return new(args[0], args[1..^options.Length], options);
    }

    public static string HelpFor(IEnumerable<Command> commands)
    {
        var words = commands
            .Select(command => (Usage: $"{command.Word} {command.Arguments}".TrimEnd(), command.Meaning))
            .Prepend((Usage: Migrate, Meaning: "bring the database up to this version, and nothing else"))
            .Append((Usage: "--help", Meaning: "show this"));
        var lines = words.Select(word => $"  {word.Usage,-16} {word.Meaning}");

        return $"""
            Usage: dotnet run --project src/Booking.Web [-- WORD] [--Name=value ...]

              {"(no word)",-16} serve Booking
            {string.Join('\n', lines)}

            Configuration, as --Name=value or as environment variables (Name with __ for each colon):

              ConnectionStrings:Booking  the PostgreSQL to use; without it Booking starts one of its own
              Booking:DataDirectory      where that one keeps its data, and mail is written; .data unless said otherwise
              Urls                       the address to serve at; http://localhost:5080 unless said otherwise
            """;
    }
}
