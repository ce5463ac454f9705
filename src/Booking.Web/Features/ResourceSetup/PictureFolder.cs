using System.Text.RegularExpressions;
using Booking.Web.Startup;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Where uploaded pictures are kept: in no folder that is served as it is. A name is drawn at random and never used again.</summary>
public sealed partial class PictureFolder
{
    /// <summary>Relative to the data directory, or a path of its own: servers that share a database share this folder too.</summary>
    public const string Setting = "Booking:PictureDirectory";

    /// <summary>Of the address a picture is asked for by.</summary>
    public const string NamePattern = "^[0-9a-f]{32}\\.jpg$";

    private const string PrivateName = "private";

    private readonly string path;

    public PictureFolder(DataFolder data, IConfiguration configuration)
        : this(Path.Combine(data.Path, configuration[Setting] is { Length: > 0 } configured ? configured : "pictures"))
    {
    }

    private PictureFolder(string path) => this.path = path;

    /// <summary>A folder in this one, for pictures that not everyone who has the name may see: the public address finds none of them.</summary>
    public PictureFolder Private => new(Path.Combine(path, PrivateName));

    /// <summary>What the picture of that id is called.</summary>
    public static string NameOf(Guid id) => $"{id:N}.jpg";

    /// <summary>Its name there.</summary>
    public Task<string> AddAsync(byte[] jpeg) => AddAsync(Guid.NewGuid(), jpeg);

    public async Task<string> AddAsync(Guid id, byte[] jpeg)
    {
        Directory.CreateDirectory(path);
        var file = NameOf(id);
        var unfinished = Path.Combine(path, $"{file}.part");
        await File.WriteAllBytesAsync(unfinished, jpeg);
        File.Move(unfinished, Path.Combine(path, file), overwrite: true);
        return file;
    }

    /// <summary>The same picture under a name of its own; null when it is none of these.</summary>
    public async Task<string?> CopyAsync(string file) => Find(file) is { } found ? await AddAsync(await File.ReadAllBytesAsync(found)) : null;

    /// <summary>Its path; null when there is none of that name.</summary>
    public string? Find(string file) => Name().IsMatch(file) && Path.Combine(path, file) is var found && File.Exists(found) ? found : null;

    public void Remove(string file)
    {
        if (Find(file) is { } found)
        {
            File.Delete(found);
        }
    }

    [GeneratedRegex(NamePattern)]
    private static partial Regex Name();
}
