using System.Globalization;
using System.Text;
using Booking.Web.Features.Shared;
using CsvHelper;
using CsvHelper.Configuration;

namespace Booking.Web.Features.ResourceImport;

/// <summary>
/// Reads a file as spreadsheets save it: UTF-8, or Windows-1252 as Danish Excel's plain CSV, parted by semicolons, commas or tabs. A
/// file that is no such thing costs its own message and nothing else.
/// </summary>
public static class ReadTable
{
    public const int LargestFile = 1024 * 1024;

    /// <summary>With what a form has around the file, and with room for a file that is too large to be told so in words.</summary>
    public const int LargestRequest = 4 * LargestFile;

    public const int MostRows = 1000;
    public const int MostColumns = 50;
    public const int LongestCell = 20_000;

    private const char ByteOrderMark = '\uFEFF';

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of it; or what is wrong, and then it is no text.</summary>
    public static (string? Text, ImportProblem? Problem) Decode(byte[] file)
    {
        if (file.Length == 0)
        {
            return (null, new ImportProblem("FileMissing"));
        }

        if (file.Length > LargestFile)
        {
            return (null, new ImportProblem("FileTooLarge", LargestFile / 1024 / 1024));
        }

        var text = ToText(file).TrimStart(ByteOrderMark);
        return text.Any(character => char.IsControl(character) && character is not ('\t' or '\r' or '\n'))
            ? (null, new ImportProblem("FileNotText"))
            : (text, null);
    }

    /// <summary>The cells; or what is wrong with the whole of it.</summary>
    public static (ImportTable? Table, ImportProblem? Problem) Of(string text)
    {
        var content = WithoutSeparatorLine(text, out var said);
        var delimiter = said ?? DelimiterOf(content);
        List<ImportRow> rows = [];
        var bad = false;
        using var parser = new CsvParser(new StringReader(content), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter, IgnoreBlankLines = false, MaxFieldSize = LongestCell, BadDataFound = _ => bad = true,
        });
        for (var number = 1; ; number++)
        {
            try
            {
                if (!parser.Read())
                {
                    break;
                }
            }
            catch (MaxFieldSizeException)
            {
                return (null, new ImportProblem("CellTooLong", number, LongestCell));
            }

            // Bad data is found while the cells are taken apart, so they come first.
            var cells = parser.Record!.Select(cell => SpreadsheetCsv.Unprotect(cell).Trim()).ToList();

            // Where a quotation mark is missing, the cells after it are not those that were meant.
            if (bad || int.IsOddInteger(parser.RawRecord.Count(character => character == '"')))
            {
                return (null, new ImportProblem("QuotesUneven", number));
            }

            if (cells.Count > MostColumns)
            {
                return (null, new ImportProblem("TooManyColumns", MostColumns));
            }

            if (number == 1 || cells.Exists(cell => cell.Length > 0))
            {
                rows.Add(new ImportRow(number, cells));
            }

            if (rows.Count > MostRows + 1)
            {
                return (null, new ImportProblem("TooManyRows", MostRows));
            }
        }

        return rows.Count < 2 ? (null, new ImportProblem("FileEmpty")) : (new ImportTable(rows[0].Cells, rows[1..]), null);
    }

    private static string ToText(byte[] file)
    {
        try
        {
            return Utf8.GetString(file);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(file);
        }
    }

    // "sep=;" on a line of its own tells Excel what parts the cells, and is no row to Excel.
    private static string WithoutSeparatorLine(string text, out string? separator)
    {
        separator = text is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var character, '\r' or '\n', ..] ? character.ToString() : null;
        return separator is null ? text : text[5..].TrimStart('\r', '\n');
    }

    // What parts the headings into most cells. A separator within quotation marks parts nothing.
    private static string DelimiterOf(string text)
    {
        var quoted = false;
        Dictionary<char, int> met = new() { [';'] = 0, [','] = 0, ['\t'] = 0 };
        foreach (var character in text.TrimStart('\r', '\n'))
        {
            if (!quoted && character is '\r' or '\n')
            {
                break;
            }

            quoted ^= character == '"';
            if (!quoted && met.TryGetValue(character, out var times))
            {
                met[character] = times + 1;
            }
        }

        return met.MaxBy(pair => pair.Value).Key.ToString();
    }
}
