namespace Booking.Web.Features.ResourceImport;

/// <summary>A file and whom it is for: as it was sent.</summary>
public sealed class ImportForm
{
    /// <summary>The owner's slug.</summary>
    public string? Owner { get; set; }

    public IFormFile? File { get; set; }

    /// <summary>The text of it; or what is wrong, and then there is no text.</summary>
    public async Task<(string? Text, ImportProblem? Problem)> ReadAsync(CancellationToken cancellation)
    {
        using var bytes = new MemoryStream((int)(File?.Length ?? 0));
        await (File?.CopyToAsync(bytes, cancellation) ?? Task.CompletedTask);
        return ReadTable.Decode(bytes.ToArray());
    }
}
