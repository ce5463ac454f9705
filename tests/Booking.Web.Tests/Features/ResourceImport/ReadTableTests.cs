using System.Text;
using Booking.Web.Features.ResourceImport;

namespace Booking.Web.Tests.Features.ResourceImport;

public sealed class ReadTableTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData(";", "")]
    [InlineData(",", "")]
    [InlineData("\t", "")]
    [InlineData(";", "sep=;\r\n")]
    public void File_IsReadWhateverPartsItsCells(string delimiter, string before)
    {
        var text = before + $"Navn|Bredde|Hvad\r\n\"Lokale {delimiter} 1\"|\"56,17\"|\"Bord\nog \"\"tavle\"\"\"\r\n||\r\n\r\nSal|56,2|'=ja\r\n".Replace("|", delimiter, StringComparison.Ordinal)
            .Replace(delimiter == "," ? "56,2" : "?", "56.2", StringComparison.Ordinal);

        var table = ReadTable.Of(text).Table!;

        table.Headings.Should().Equal("Navn", "Bredde", "Hvad");
        table.Rows.Select(row => row.Number).Should().Equal(2, 5);
        table.Rows[0].Cells.Should().Equal($"Lokale {delimiter} 1", "56,17", "Bord\nog \"tavle\"");
        table.Rows[1].Cells[2].Should().Be("=ja");
    }

    [Fact]
    public void Letters_AreThoseOfUtf8AndOfDanishExcel()
    {
        const string text = "Navn\r\nÅgårdens fælleskøkken – “ét”";

        ReadTable.Decode(Windows1252.GetBytes(text)).Text.Should().Be(text);
        ReadTable.Decode(Encoding.UTF8.GetBytes(text)).Text.Should().Be(text);
        ReadTable.Decode([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)]).Text.Should().Be(text);
    }

    public static TheoryData<string, byte[]> NoText => new()
    {
        { "FileNotText", "Navn\0;x\r\n1;2"u8.ToArray() },
        { "FileNotText", [0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00] },
        { "FileNotText", [0xFF, 0xD8, 0xFF, 0xE0, 0x00, 0x10] },
        { "FileNotText", Encoding.Unicode.GetBytes("Navn;Adresse\r\n") },
        { "FileTooLarge", new byte[ReadTable.LargestFile + 1] },
    };

    [Theory]
    [MemberData(nameof(NoText))]
    public void File_ThatIsNoText_SaysSo(string problem, byte[] file) => ReadTable.Decode(file).Problem!.Text.Should().Be(problem);

    public static TheoryData<string, string> Hostile => new()
    {
        { "FileEmpty", "" },
        { "FileEmpty", "Navn;Adresse\r\n;;\r\n\r\n" },
        { "CellTooLong", "Navn\r\n" + new string('x', 500_000) },
        { "CellTooLong", "Navn\r\n\"" + new string('\n', 500_000) },
        { "TooManyColumns", new string(';', 10_000) + "\r\n1" },
        { "TooManyColumns", "Navn\r\n" + new string(';', 10_000) },
        { "TooManyRows", "Navn\r\n" + string.Concat(Enumerable.Repeat("x\r\n", ReadTable.MostRows + 1)) },
        { "QuotesUneven", "Navn;Adresse\r\n\"Lokale;Vejen 1\r\n" },
        { "QuotesUneven", "Navn;Adresse\r\nLok\"ale;Vejen 1\r\n" },
        { "QuotesUneven", "Navn;Adresse\r\n\"Lokale\" 1;Vejen 1\r\n" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void File_ThatIsHostileOrBroken_CostsItsOwnMessage(string problem, string text) => ReadTable.Of(text).Problem!.Text.Should().Be(problem);

    [Fact]
    public void Rows_AreTakenUpToTheLimit() =>
        ReadTable.Of("Navn\r\n" + string.Concat(Enumerable.Repeat("x\r\n", ReadTable.MostRows))).Table!.Rows.Should().HaveCount(ReadTable.MostRows);
}
