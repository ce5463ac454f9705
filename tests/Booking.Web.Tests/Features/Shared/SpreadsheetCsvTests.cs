using System.Text;
using Booking.Web.Features.ResourceImport;
using Booking.Web.Features.Shared;
using CsCheck;

namespace Booking.Web.Tests.Features.Shared;

public sealed class SpreadsheetCsvTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+45 12 34 56 78", "'+45 12 34 56 78")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("'=1", "''=1")]
    [InlineData("'t Hooft", "'t Hooft")]
    [InlineData("5-6", "5-6")]
    [InlineData("", "")]
    public void Cells_ThatLookLikeFormulas_AreText(string cell, string written)
    {
        var line = Encoding.UTF8.GetString(SpreadsheetCsv.Write([[cell, "x"]])).TrimStart('\uFEFF').TrimEnd('\r', '\n');

        line.Replace("\"", "", StringComparison.Ordinal).Should().Be($"{written};x");
    }

    [Fact]
    public void Cells_ThatGoOutAndComeBack_AreTheSame() =>
        Gen.Char["=+-@'a \n;,\"æ"].Array[0, 8].Select(letters => new string(letters).Trim()).Array[1, 5].Sample(cells =>
        {
            var (text, _) = ReadTable.Decode(SpreadsheetCsv.Write([["H1", "H2", "H3", "H4", "H5", "H6"], [.. cells, "end"]]));
            ReadTable.Of(text!).Table!.Rows.Single().Cells.Should().Equal([.. cells, "end"]);
        });
}
