namespace Booking.Web.Features.ResourceImport;

/// <summary>What stands in a file, cell by cell.</summary>
/// <param name="Rows">Those in which something is written, without the headings.</param>
public sealed record ImportTable(IReadOnlyList<string> Headings, IReadOnlyList<ImportRow> Rows);

/// <param name="Number">As the spreadsheet counts: the headings are row 1.</param>
/// <param name="Cells">As many as were written; some may be missing at the end.</param>
public sealed record ImportRow(int Number, IReadOnlyList<string> Cells);

/// <summary>Why something cannot be used.</summary>
/// <param name="Text">Key of the text that says it.</param>
/// <param name="Values">What it speaks of.</param>
public sealed record ImportProblem(string Text, params object[] Values);
