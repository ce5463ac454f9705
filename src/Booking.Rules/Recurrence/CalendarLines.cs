using System.Text;

namespace Booking.Rules.Recurrence;

/// <summary>One property of a calendar (RFC 5545, section 3.1), unfolded.</summary>
/// <param name="Line">Where it begins in the file, counted from 1.</param>
/// <param name="Name">In upper case.</param>
/// <param name="Parameters">Names in upper case, values without quotes.</param>
/// <param name="Value">As it stands, escapes included.</param>
internal sealed record CalendarProperty(int Line, string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    /// <summary>Null for what is no property.</summary>
    public static CalendarProperty? Parse(int line, string text)
    {
        var parameters = new Dictionary<string, string>();
        var end = text.AsSpan().IndexOfAny(';', ':');
        if (end <= 0)
        {
            return null;
        }

        var name = text[..end].ToUpperInvariant();
        while (text[end] == ';')
        {
            var equals = text.IndexOf('=', end);
            if (equals < 0)
            {
                return null;
            }

            var key = text[(end + 1)..equals].ToUpperInvariant();
            var from = equals + 1;
            end = EndOfValue(text, from);
            if (end < 0)
            {
                return null;
            }

            parameters[key] = text[from..end].Replace("\"", "", StringComparison.Ordinal);
        }

        return new CalendarProperty(line, name, parameters, text[(end + 1)..]);
    }

    // A quoted value may hold what otherwise ends it.
    private static int EndOfValue(string text, int from)
    {
        var quoted = false;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && (text[at] is ';' or ':'))
            {
                return at;
            }
        }

        return -1;
    }
}

/// <summary>Cuts a file into the lines of a calendar, joining those that were folded.</summary>
internal static class CalendarLines
{
    public static IEnumerable<(int Line, string Text)> Of(string file)
    {
        var (number, began) = (0, 0);
        var line = new StringBuilder();
        using var reader = new StringReader(file);
        while (reader.ReadLine() is { } read)
        {
            number++;
            if (line.Length > 0 && read is [' ' or '\t', ..])
            {
                line.Append(read, 1, read.Length - 1);
                continue;
            }

            if (line.Length > 0)
            {
                yield return (began, line.ToString());
            }

            line.Clear().Append(read);
            began = number;
        }

        if (line.Length > 0)
        {
            yield return (began, line.ToString());
        }
    }

    /// <summary>What a text means (RFC 5545, section 3.3.11), on one line.</summary>
    public static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length; at++)
        {
            var character = value[at];
            if (character == '\\' && at + 1 < value.Length)
            {
                character = value[++at] is 'n' or 'N' ? ' ' : value[at];
            }

            text.Append(char.IsControl(character) ? ' ' : character);
        }

        return text.ToString().Trim();
    }

    /// <summary>The beginning of a text, never half a character of it.</summary>
    public static string Beginning(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
