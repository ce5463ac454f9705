using Booking.Testing;
using Booking.Web.Features.ResourceSetup;
using Dapper;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>An application with a school, whose secretary may set up what it shares, and a house that is another's.</summary>
public sealed class SetupRoom : IAsyncDisposable
{
    private readonly DirectoryInfo pictures;

    private SetupRoom(BookingApplication application, Browser secretary, DirectoryInfo pictures) =>
        (Application, Secretary, this.pictures) = (application, secretary, pictures);

    public BookingApplication Application { get; }

    /// <summary>Administrator of the school, and of nothing else.</summary>
    public Browser Secretary { get; }

    /// <summary>What another owner shares.</summary>
    public TestResource Elsewhere { get; private set; } = null!;

    public IReadOnlyList<string> PictureFiles => [.. pictures.GetFiles().Select(file => file.Name)];

    public static async Task<SetupRoom> OpenAsync()
    {
        var pictures = Directory.CreateTempSubdirectory("booking-pictures-");
        var application = await BookingApplication.CreateAsync(new Dictionary<string, string?> { [PictureFolder.Setting] = pictures.FullName });
        var room = new SetupRoom(application, await application.SignInAsync("sekretaer@example.dk"), pictures)
        {
            Elsewhere = await new TestResource { Slug = "elsewhere", Owner = "beboerhuset" }.InsertAsync(application.Database.DataSource),
        };
        await room.ExecuteAsync("""
            insert into owner (id, slug, name_da, name_en, kind, email, phone)
            values (gen_random_uuid(), 'skolen', 'Møllevangskolen', 'Møllevang School', 'institution', 'skolen@example.dk', '+45 00 00 00 00');
            insert into owner_role (owner_id, person_id, role)
            select o.id, p.id, 'administrator' from owner o, person p where o.slug = 'skolen' and p.email = 'sekretaer@example.dk'
            """);
        return room;
    }

    /// <summary>Answers every question but the last, the quickest way.</summary>
    public async Task<string> DraftAsync(string name = "Skolekøkkenet", string kind = "kitchen")
    {
        var started = await Secretary.FillInAsync("/setup/new", new Dictionary<string, string?> { ["kind"] = kind, ["nameDa"] = name });
        var slug = started.RedirectsTo!.Split('/')[2];
        await Secretary.FillInAsync($"/setup/{slug}/where", new Dictionary<string, string?> { ["address"] = "Møllevangs Allé 20", ["district"] = "gellerup" });
        await Secretary.FillInAsync($"/setup/{slug}/use", new Dictionary<string, string?> { ["people"] = "24" });
        await Secretary.FillInAsync($"/setup/{slug}/there", new Dictionary<string, string?> { ["descriptionDa"] = "Seks komfurer og et langt bord." });
        await Secretary.FillInAsync($"/setup/{slug}/pictures", form: "#done");
        await Secretary.FillInAsync($"/setup/{slug}/rules", form: "#accept");
        return slug;
    }

    /// <summary>The same, and shared.</summary>
    public async Task<string> PublishedAsync(string name = "Skolekøkkenet", string kind = "kitchen")
    {
        var slug = await DraftAsync(name, kind);
        await Secretary.FillInAsync($"/setup/{slug}/publish");
        return slug;
    }

    public async Task<Page> UploadAsync(string slug, byte[] file, string altDa = "Et bord", string name = "billede.jpg")
    {
        var page = await Secretary.GetAsync($"/setup/{slug}/pictures");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector("#add input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "file", name },
            { new StringContent(altDa), "altDa" },
        };
        return await Page.ReadAsync(await Secretary.Http.PostAsync(new Uri($"/setup/{slug}/pictures", UriKind.Relative), content));
    }

    public async Task<T> ValueAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql, parameters))!;
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        pictures.Delete(recursive: true);
    }
}
