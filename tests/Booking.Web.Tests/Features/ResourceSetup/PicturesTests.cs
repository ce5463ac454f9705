using System.Buffers.Binary;
using System.Net;
using System.Text;
using Booking.Testing;
using SkiaSharp;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>Pictures as people send them: turned, with the place they were taken, too large, or no pictures at all.</summary>
public sealed class PicturesTests : IAsyncLifetime
{
    private SetupRoom room = null!;
    private string slug = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        slug = await room.DraftAsync();
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Upload_TurnedAndWithItsPlace_IsServedUprightAndWithoutIt()
    {
        var sent = WithExif(Encode(Halves(80, 40), SKEncodedImageFormat.Jpeg), orientation: 6);
        Encoding.Latin1.GetString(sent).Should().Contain("56.1629N");

        (await room.UploadAsync(slug, sent, "To farver")).RedirectsTo.Should().Be($"/setup/{slug}/pictures#pictures");

        var address = (await room.Secretary.GetAsync($"/setup/{slug}/pictures")).Document.QuerySelector("img[alt='To farver']")!.GetAttribute("src")!;
        address.Should().MatchRegex("^/pictures/[0-9a-f]{32}\\.jpg$");
        using var answer = await room.Application.NewBrowser().Http.GetAsync(new Uri(address, UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.Should().Be("image/jpeg");
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.CacheControl!.ToString().Should().Contain("max-age=31536000").And.Contain("public");
        var served = await answer.Content.ReadAsByteArrayAsync();
        Encoding.Latin1.GetString(served).Should().NotContain("Exif").And.NotContain("56.1629N");
        using var picture = SKBitmap.Decode(served);
        (picture.Width, picture.Height).Should().Be((40, 80));
        picture.GetPixel(20, 10).Red.Should().BeGreaterThan(200, "what was to the left is at the top");
        picture.GetPixel(20, 70).Blue.Should().BeGreaterThan(200);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png)]
    [InlineData(SKEncodedImageFormat.Webp)]
    public async Task Upload_OfAnotherSortAndLarge_IsMadeSmaller(SKEncodedImageFormat format)
    {
        (await room.UploadAsync(slug, Encode(Halves(3200, 1000), format), name: "noget.exe")).Status.Should().Be(HttpStatusCode.Found);

        using var picture = SKBitmap.Decode(await ServedAsync());
        (picture.Width, picture.Height).Should().Be((1600, 500));
    }

    [Fact]
    public async Task Describe_SaysAnewWhatAPictureShows()
    {
        await room.UploadAsync(slug, Encode(Halves(80, 40), SKEncodedImageFormat.Png), "Et bord");
        var address = (await room.Secretary.GetAsync($"/setup/{slug}/pictures")).Document.QuerySelector(".setup-pictures a")!.GetAttribute("href")!;

        (await room.Secretary.FillInAsync(address, new Dictionary<string, string?> { ["altDa"] = " " }, "#describe")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await room.Secretary.FillInAsync(address, new Dictionary<string, string?> { ["altDa"] = "Et langt bord", ["altEn"] = "A long table" }, "#describe"))
            .RedirectsTo.Should().Be($"/setup/{slug}/pictures#pictures");

        (await room.ValueAsync<string>("select alt_da || '/' || alt_en from resource_picture")).Should().Be("Et langt bord/A long table");
    }

    [Fact]
    public async Task Delete_OfADraft_TakesItsPicturesAndUnits_AndIsForNothingThatWasShared()
    {
        await room.UploadAsync(slug, Encode(Halves(80, 40), SKEncodedImageFormat.Png), "Et bord");
        var shared = await room.PublishedAsync("Salen", "hall");
        var units = await room.ValueAsync<long>("select count(*) from unit");

        (await room.Secretary.GetAsync($"/setup/{shared}/delete")).Status.Should().Be(HttpStatusCode.NotFound);
        var question = await room.Secretary.GetAsync($"/setup/{slug}/delete");
        await room.ExecuteAsync("update resource set published = true, first_published_at = now() where slug = @slug", new { slug });
        (await room.Secretary.SubmitAsync(question)).Status.Should().Be(HttpStatusCode.NotFound);
        await room.ExecuteAsync("update resource set published = false, first_published_at = null where slug = @slug", new { slug });
        (await room.Secretary.SubmitAsync(question)).RedirectsTo.Should().Be("/setup");

        (await room.ValueAsync<long>("select count(*) from resource where slug = @slug", new { slug })).Should().Be(0);
        (await room.ValueAsync<long>("select count(*) from unit")).Should().Be(units - 1);
        room.PictureFiles.Should().BeEmpty();
        (await room.ValueAsync<string>("select detail ->> 'before' from audit where action = 'resource.deleted'")).Should().Be("Skolekøkkenet");
    }

    [Fact]
    public async Task Upload_OfWhatIsNoPicture_IsRefusedWithWhatToDo_AndKeepsTheAlt()
    {
        byte[][] wrong = [Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), [0xFF, 0xD8, 0xFF, 0xE0, 0, 0], [.. Encode(Halves(80, 40), SKEncodedImageFormat.Png).Take(60)]];
        foreach (var file in wrong)
        {
            var page = await room.UploadAsync(slug, file, "Et bord");
            page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
            page.Document.QuerySelector("#file-error")!.TextContent.Should().Contain("JPEG, PNG eller WebP");
            page.Document.QuerySelector("#altDa")!.GetAttribute("value").Should().Be("Et bord");
        }

        room.PictureFiles.Should().BeEmpty();
    }

    [Fact]
    public async Task Upload_OfABomb_IsRefusedByItsSize_BeforeItIsDecoded()
    {
        var page = await room.UploadAsync(slug, Bomb(60_000, 60_000), name: "bombe.png");

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#file-error")!.TextContent.Should().Contain("for mange punkter");
    }

    [Fact]
    public async Task Upload_WithoutAltOrFile_OrTooLarge_SaysSo()
    {
        (await room.UploadAsync(slug, Encode(Halves(8, 4), SKEncodedImageFormat.Png), altDa: "")).Document.QuerySelector("#altDa-error")!.TextContent.Should().Contain("hvad billedet viser");
        (await room.UploadAsync(slug, [])).Document.QuerySelector("#file-error")!.TextContent.Should().Contain("Vælg et billede");
        (await room.UploadAsync(slug, new byte[(10 * 1024 * 1024) + 1])).Document.QuerySelector("#file-error")!.TextContent.Should().Contain("mere end 10 MB");
    }

    [Fact]
    public async Task Pictures_AreOrdered_Removed_AndSixAtMost()
    {
        var small = Encode(Halves(8, 4), SKEncodedImageFormat.Png);
        for (var number = 1; number <= 6; number++)
        {
            await room.UploadAsync(slug, small, $"Nummer {number}");
        }

        var page = await room.Secretary.GetAsync($"/setup/{slug}/pictures");
        page.Document.QuerySelector("#add").Should().BeNull("there are six");
        var second = page.Document.QuerySelectorAll("form[action$='/earlier']")[0].GetAttribute("action");
        await room.Secretary.SubmitAsync(page, form: $"form[action='{second}']");
        (await AltsAsync()).Should().StartWith("Nummer 2,Nummer 1,Nummer 3");

        page = await room.Secretary.GetAsync($"/setup/{slug}/pictures");
        var first = page.Document.QuerySelector("form[action$='/remove']")!.GetAttribute("action");
        await room.Secretary.SubmitAsync(page, form: $"form[action='{first}']");
        (await AltsAsync()).Should().StartWith("Nummer 1,Nummer 3");
        room.PictureFiles.Should().HaveCount(5);

        Task<string> AltsAsync() => room.ValueAsync<string>("select string_agg(alt_da, ',' order by position) from resource_picture");
    }

    [Theory]
    [InlineData("/pictures/..%2Fappsettings.json")]
    [InlineData("/pictures/0123456789abcdef0123456789abcdef.jpg")]
    [InlineData("/pictures/x.jpg")]
    public async Task Picture_ThatThereIsNot_IsNotFound(string address) =>
        (await room.Application.NewBrowser().GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);

    private async Task<byte[]> ServedAsync() =>
        await room.Application.NewBrowser().Http.GetByteArrayAsync(new Uri($"/pictures/{room.PictureFiles.Single()}", UriKind.Relative));

    // Red to the left, blue to the right.
    private static SKBitmap Halves(int width, int height)
    {
        var picture = new SKBitmap(width, height);
        using var canvas = new SKCanvas(picture);
        using var red = new SKPaint { Color = SKColors.Red };
        canvas.Clear(SKColors.Blue);
        canvas.DrawRect(0, 0, width / 2, height, red);
        return picture;
    }

    private static byte[] Encode(SKBitmap picture, SKEncodedImageFormat format)
    {
        using (picture)
        {
            using var data = picture.Encode(format, 90);
            return data.ToArray();
        }
    }

    // An APP1 segment behind the start of the file: the orientation (Exif 2.32, tag 0x0112), and a text as phones leave their place.
    private static byte[] WithExif(byte[] jpeg, byte orientation)
    {
        byte[] tiff =
        [
            .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0, .. "GPS 56.1629N 10.2039E"u8,
        ];
        byte[] body = [.. "Exif\0\0"u8, .. tiff];
        var length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)(body.Length + 2));
        return [jpeg[0], jpeg[1], 0xFF, 0xE1, .. length, .. body, .. jpeg.Skip(2)];
    }

    // A PNG that says it is larger than anything: its first chunk is whole, and has its checksum.
    private static byte[] Bomb(int width, int height)
    {
        var png = Encode(Halves(8, 4), SKEncodedImageFormat.Png);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(png.AsSpan(20), height);
        BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), Crc(png.AsSpan(12, 17)));
        return png;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
