using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Booking.Web.Features.Shared;

/// <summary>
/// The one way out to a spreadsheet: semicolons and a byte-order mark, as Danish ones read it, and no cell that one would reckon out
/// as a formula. What begins like one has an apostrophe put before it, which is taken off again when the cell comes back.
/// </summary>
public static class SpreadsheetCsv
{
    private const char Apostrophe = '\'';

    private static readonly char[] BeginsFormula = ['=', '+', '-', '@', '\t', '\r', '\n'];

    public static byte[] Write(IEnumerable<IEnumerable<string>> rows)
    {
        var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = ";" }))
        {
            foreach (var row in rows)
            {
                foreach (var cell in row)
                {
                    csv.WriteField(Protect(cell));
                }

                csv.NextRecord();
            }
        }

        return bytes.ToArray();
    }

    // What begins with an apostrophe before such a character gets one more, or it would come back without its own.
    private static string Protect(string cell) => IsLikeFormula(cell) ? Apostrophe + cell : cell;

    /// <summary>A cell that comes back, as it was before it went out.</summary>
    public static string Unprotect(string cell) => cell.StartsWith(Apostrophe) && IsLikeFormula(cell) ? cell[1..] : cell;

    private static bool IsLikeFormula(string cell) => cell.AsSpan().TrimStart(Apostrophe) is [var first, ..] && BeginsFormula.Contains(first);
}
