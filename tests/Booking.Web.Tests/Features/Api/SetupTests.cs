using System.Net;
using System.Text.Json.Nodes;
using Booking.Testing;
using Booking.Web.Tests.Features.ResourceSetup;
using SkiaSharp;

namespace Booking.Web.Tests.Features.Api;

/// <summary>What the pages of setting up do, done by the secretary's program.</summary>
public sealed class SetupTests : IAsyncLifetime
{
    private SetupRoom room = null!;
    private ApiClient program = null!;
    private string slug = null!;
    private string address = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        slug = await room.DraftAsync();
        address = $"/api/v1/setup/{slug}";
        program = await ApiClient.ForAsync(room.Application, "sekretaer@example.dk");
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Copy_IsMadeOnce_IsMadeOfOthers_AndCanBeDeletedWhileItIsADraft()
    {
        var key = Guid.NewGuid().ToString();
        var copy = await program.MakeAsync($"{address}/copies", key: key);
        copy.Status.Should().Be(HttpStatusCode.Created, copy.Text);
        var copied = copy.Response.Headers.Location!.ToString();
        (await program.MakeAsync($"{address}/copies", key: key)).Response.Headers.Location!.ToString().Should().Be(copied);
        ((string)copy.Json["nameDa"]!).Should().Be("Skolekøkkenet (kopi)");
        (await room.Secretary.GetAsync("/setup")).Text.Should().Contain("Skolekøkkenet (kopi)");

        var other = copied.Split('/')[^1];
        (await program.PatchAsync(address, new { madeOf = new[] { "elsewhere" }, comesWith = new[] { slug } })).Errors.Should().BeEquivalentTo("madeOf", "comesWith");
        (await program.PatchAsync(address, new { count = 2, comesWith = new[] { other } })).Errors.Should().Equal("comesWith");
        Texts((await program.PatchAsync(address, new { madeOf = new[] { other } })).Json["madeOf"]).Should().Equal(other);
        (await room.Secretary.GetAsync($"/setup/{slug}/use")).Document.QuerySelectorAll("input[name=madeOf][checked]").Should().HaveCount(1);
        var alone = (await program.PatchAsync(address, new { people = 20, count = 1 })).Json;
        Texts(alone["madeOf"]).Should().Equal([other], "one of what it is made of is no other thing");
        (await program.DeleteAsync(copied)).Code.Should().Be("NoDraft", "something is made of it");
        var with = (await program.PatchAsync(address, new { madeOf = Array.Empty<string>(), comesWith = new[] { other }, lent = "day" })).Json;
        (Texts(with["madeOf"]).Count(), Texts(with["comesWith"]).Single(), (string)with["lent"]!).Should().Be((0, other, "day"));
        var pool = (await program.PatchAsync(address, new { names = new[] { "Nord", "Syd" }, lent = "hour" })).Json;
        ((int)pool["count"]!, Texts(pool["comesWith"]).Count()).Should().Be((2, 0));

        (await program.DeleteAsync(copied)).Status.Should().Be(HttpStatusCode.NoContent);
        (await program.GetAsync(copied)).Code.Should().Be("UnknownSetup");
        (await program.MakeAsync("/api/v1/setup/elsewhere/copies")).Status.Should().Be(HttpStatusCode.NotFound);
        (await program.DeleteAsync("/api/v1/setup/elsewhere")).Status.Should().Be(HttpStatusCode.NotFound);
        (await room.ValueAsync<long>("select count(*) from resource where slug = 'elsewhere'")).Should().Be(1);
    }

    [Fact]
    public async Task Parts_AreMadeOnce_OfWhatIsWhole()
    {
        (await program.MakeAsync($"{address}/parts", new { parts = new[] { "Kun den ene" } })).Errors.Should().Equal("parts");
        var (parts, key) = (new { parts = new[] { "Den ene ende", "Den anden ende" } }, Guid.NewGuid().ToString());
        var split = await program.MakeAsync($"{address}/parts", parts, key);
        split.Status.Should().Be(HttpStatusCode.Created, split.Text);
        Texts(split.Json["madeOf"]).Should().Equal("den-anden-ende", "den-ene-ende");
        Texts((await program.MakeAsync($"{address}/parts", parts, key)).Json["madeOf"]).Should().HaveCount(2, "they are made once");
        (await program.MakeAsync($"{address}/parts", new { parts = new[] { "A", "B" } }, key)).Code.Should().Be("KeyUsed");
        ((string)(await program.GetAsync("/api/v1/setup/den-ene-ende")).Json["address"]!).Should().Be("Møllevangs Allé 20");
        (await room.Secretary.GetAsync($"/setup/{slug}/use")).Document.QuerySelectorAll("input[name=madeOf][checked]").Should().HaveCount(2);

        await program.PatchAsync("/api/v1/setup/den-ene-ende", new { people = 4 });
        await program.PatchAsync(address, new { madeOf = Array.Empty<string>() });
        await program.PatchAsync("/api/v1/setup/den-ene-ende", new { count = 2 });
        (await program.MakeAsync("/api/v1/setup/den-ene-ende/parts", parts)).Code.Should().Be("SeveralAlike");
        (await program.MakeAsync("/api/v1/setup/elsewhere/parts", parts)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pictures_AreAddedOnce_DescribedMovedAndRemoved()
    {
        var pictures = $"{address}/pictures";
        var key = Guid.NewGuid().ToString();
        var added = await program.UploadAsync(pictures, Form(Picture(SKColors.Red), "Et bord"), key);
        added.Status.Should().Be(HttpStatusCode.Created, added.Text);
        (await program.UploadAsync(pictures, Form(Picture(SKColors.Red), "Et bord"), key)).Json["file"]!.ToString().Should().Be(added.Json["file"]!.ToString());
        (await program.UploadAsync(pictures, Form(Picture(SKColors.Blue), "Et bord"), key)).Code.Should().Be("KeyUsed");
        using (var served = await room.Application.NewBrowser().Http.GetAsync(new Uri(added.Json["address"]!.ToString(), UriKind.Relative)))
        {
            served.Content.Headers.ContentType!.MediaType.Should().Be("image/jpeg");
        }

        (await program.UploadAsync(pictures, Form("ingen"u8.ToArray(), "Et bord"))).Errors.Should().Equal("file");
        (await program.UploadAsync(pictures, Form(null, " "))).Errors.Should().BeEquivalentTo("file", "altDa");
        var second = (string)(await program.UploadAsync(pictures, Form(Picture(SKColors.Blue), "En dør"))).Json["file"]!;
        Alts(await program.PostAsync($"{pictures}/{second}/earlier")).Should().Equal("En dør", "Et bord");
        (await program.PutAsync($"{pictures}/{second}", new { altDa = " " })).Errors.Should().Equal("altDa");
        Alts(await program.PutAsync($"{pictures}/{second}", new { altDa = "En grøn dør", altEn = "A green door" })).Should().Equal("En grøn dør", "Et bord");
        (await room.Secretary.GetAsync($"/setup/{slug}/pictures")).Document.QuerySelectorAll(".setup-pictures img").Select(image => image.GetAttribute("alt"))
            .Should().Equal("En grøn dør", "Et bord");

        Alts(await program.DeleteAsync($"{pictures}/{second}")).Should().Equal("Et bord");
        room.PictureFiles.Should().Equal(added.Json["file"]!.ToString());
        (await program.DeleteAsync($"{pictures}/{second}")).Code.Should().Be("UnknownPicture");
        (await program.UploadAsync("/api/v1/setup/elsewhere/pictures", Form(Picture(SKColors.Red), "Et bord"))).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Shortcuts_AreForResidents_AndMakeOrdinaryRules()
    {
        (await program.GetAsync($"{address}/shortcuts")).Json.AsArray().Should().BeEmpty("a school has none");
        (await program.PutAsync($"{address}/shortcuts/district", new { })).Code.Should().Be("UnknownShortcut");
        await room.ExecuteAsync("update owner set kind = 'citizen' where slug = 'skolen'");

        (await program.PutAsync($"{address}/shortcuts/district", new { reason = " " })).Errors.Should().Equal("reason");
        (await program.PutAsync($"{address}/shortcuts/district", new { reason = "Vi hjælper hinanden på vejen." })).Status.Should().Be(HttpStatusCode.OK);
        var on = (await program.PutAsync($"{address}/shortcuts/members", new { })).Json.AsArray();
        On(on).Should().Equal("district", "members");
        ((string)on[1]!["reasonDa"]!).Should().Be("Vi hjælper hinanden på vejen. Jeg deler med dem, jeg kender og har aftalt det med.");
        (await room.Secretary.GetAsync($"/setup/{slug}/rules")).Document.QuerySelector("#shortcut-members .rule-says")!.TextContent
            .Should().Contain("bor i stedets bydel og er medlem hos ejeren");

        On((await program.DeleteAsync($"{address}/shortcuts/members")).Json).Should().Equal("district");
        On((await program.DeleteAsync($"{address}/shortcuts/members")).Json).Should().Equal(["district"], "again changes nothing");
        (await program.PutAsync("/api/v1/setup/elsewhere/shortcuts/ask", new { })).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(one => (string)one!);

    private static IEnumerable<string> Alts(ApiAnswer answer) => answer.Json.AsArray().Select(picture => (string)picture!["altDa"]!);

    private static IEnumerable<string> On(JsonNode shortcuts) =>
        shortcuts.AsArray().Where(one => (bool)one!["isOn"]!).Select(one => (string)one!["key"]!);

    private static MultipartFormDataContent Form(byte[]? file, string altDa)
    {
        var form = new MultipartFormDataContent { { new StringContent(altDa), "altDa" } };
        if (file is not null)
        {
            form.Add(new ByteArrayContent(file), "file", "billede.png");
        }

        return form;
    }

    private static byte[] Picture(SKColor color)
    {
        using var picture = new SKBitmap(8, 4);
        picture.Erase(color);
        using var data = picture.Encode(SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }
}
