using System.Net;
using Booking.Testing;
using Booking.Web.Features.Handover;
using Booking.Web.Features.Profile;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using SkiaSharp;

namespace Booking.Web.Tests.Features.Handover;

/// <summary>Handing over through the pages, what is broken, and who is told.</summary>
public sealed class HandoverPagesTests : IAsyncLifetime
{
    private static readonly LocalDateTime Friday = new(2026, 11, 27, 17, 0);

    private readonly DirectoryInfo pictures = Directory.CreateTempSubdirectory("booking-handover-");
    private BookingApplication application = null!;
    private Browser booker = null!;
    private Browser next = null!;
    private Browser caretaker = null!;
    private string page = null!;
    private string nextPage = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync(new Dictionary<string, string?> { [PictureFolder.Setting] = pictures.FullName });
        await new TestResource { Name = "Køkkenet", Slug = "koekkenet" }.InsertAsync(application.Database.DataSource);
        booker = await application.SignInAsync("bente@example.dk");
        page = await BookAsync(booker, "17:00", "21:00", "Bente Bager");
        next = await application.SignInAsync("nanna@example.dk");
        nextPage = await BookAsync(next, "21:00", "23:00", "Nanna");
        caretaker = await application.SignInAsync("pedel@example.dk");
        await ExecuteAsync("insert into owner_role (owner_id, person_id, role) select o.id, p.id, 'caretaker' from owner o, person p where p.email = 'pedel@example.dk'");
        application.Clock.Reset(Friday.InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Copenhagen"]).ToInstant());
    }

    public async Task DisposeAsync()
    {
        await application.DisposeAsync();
        pictures.Delete(recursive: true);
    }

    [Fact]
    public async Task Handover_WithSomethingBroken_ReachesTheOwnerAndTheNext()
    {
        await caretaker.FillInAsync("/handover/koekkenet", form: "form[action$='/usual']");
        await caretaker.FillInAsync("/handover/koekkenet", Fields(("textDa", "Kilometertal"), ("kind", "number")), "#add");
        var form = await booker.GetAsync($"{page}/handover");
        var number = form.Document.QuerySelector("input[inputmode=numeric]")!.GetAttribute("name")!;
        var tick = form.Document.QuerySelector("input[name=Done]")!.GetAttribute("value")!;
        var sent = await SendAsync(booker, page, [("Done", tick), (number, "12.345"), ("What", "Ovnen virker ikke"), ("Details", "Den venstre.")], Jpeg());
        sent.RedirectsTo.Should().Be($"{page}/handover#done");

        var seen = await caretaker.GetAsync($"{page}/handover");
        seen.Text.Should().ContainAll("Ryddet op og gjort rent: ja", "Affaldet er taget med ud: nej", "Kilometertal: 12345");
        var picture = seen.Document.QuerySelector("main img")!.GetAttribute("src")!;
        (await booker.GetAsync(picture)).Response.Content.Headers.ContentType!.MediaType.Should().Be("image/jpeg");
        (await caretaker.GetAsync(picture)).Status.Should().Be(HttpStatusCode.OK);
        (await next.GetAsync(picture)).Status.Should().Be(HttpStatusCode.NotFound);
        (await next.GetAsync($"{nextPage}/handover/pictures/{picture.Split('/')[^1]}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await booker.GetAsync($"/pictures/{picture.Split('/')[^1]}")).Status.Should().Be(HttpStatusCode.NotFound, "it is no public picture");

        (await MailsAsync("case-opened")).Should().ContainSingle().Which.Should().Match<QueuedMail>(
            mail => mail.Recipient == "pedel@example.dk" && mail.Content.Contains("Den venstre.") && !mail.Content.Contains("Bente"));
        (await next.GetAsync(nextPage)).Text.Should().Contain("Ovnen virker ikke (meldt i dag)").And.NotContain("Bente").And.NotContain("venstre");
        var listed = (await caretaker.GetAsync("/cases")).Document.QuerySelector("main .booking-name")!;
        var address = listed.GetAttribute("href")!;
        (await next.GetAsync(address)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await caretaker.FillInAsync(address, Fields(("note", "")), "form:has(#note)")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        await caretaker.FillInAsync(address, Fields(("note", "Brug den højre ovn")), "form:has(#note)");
        (await next.GetAsync(nextPage)).Text.Should().Contain("Brug den højre ovn").And.NotContain("Ovnen virker ikke");

        await caretaker.FillInAsync(address, Fields(("text", "Den er lavet.")), "form:has(#text)");
        (await next.GetAsync(nextPage)).Text.Should().NotContain("Brug den højre ovn");
        (await MailsAsync("case-closed")).Should().ContainSingle().Which.Should().Match<QueuedMail>(
            mail => mail.Recipient == "bente@example.dk" && mail.Content.Contains("Den er lavet."));
        (await caretaker.GetAsync(address)).Text.Should().Contain("Den er lavet.");
    }

    [Fact]
    public async Task Handover_ThatIsUnclear_SaysWhat_AndWhatIsSentTwiceIsOneCase()
    {
        await caretaker.FillInAsync("/handover/koekkenet", Fields(("textDa", "Kilometertal"), ("kind", "number")), "#add");
        var number = (await booker.GetAsync($"{page}/handover")).Document.QuerySelector("input[inputmode=numeric]")!.GetAttribute("name")!;

        var again = await SendAsync(booker, page, [(number, "langt"), ("Details", "Noget med ovnen")], [1, 2, 3]);

        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Document.QuerySelectorAll("[role=alert] a").Select(link => link.TextContent).Should()
            .Equal("Skriv et helt tal", "Skriv kort, hvad der er i stykker", "Vælg billeder i JPEG, PNG eller WebP");
        again.Document.QuerySelector("#Details")!.TextContent.Should().Be("Noget med ovnen");
        (await SendAsync(next, page, [("What", "Hærværk")])).Status.Should().Be(HttpStatusCode.NotFound, "it is not theirs to hand over");

        await SendAsync(booker, page, [("What", "Ovnen"), ("Key", "a")]);
        await SendAsync(booker, page, [("What", "Ovnen"), ("Key", "a")]);
        (await MailsAsync("case-opened")).Should().ContainSingle();
        application.Clock.Advance(NodaTime.Duration.FromHours(28));
        await SendAsync(booker, page, [("What", "Gulvet"), ("Key", "b")]);
        (await MailsAsync("case-opened")).Should().ContainSingle("it is over for a day");
    }

    [Fact]
    public async Task Thanks_AreSentOnce_WithoutNames()
    {
        application.Clock.Advance(NodaTime.Duration.FromHours(5));
        await SendAsync(next, nextPage, []);
        var form = await next.GetAsync($"{nextPage}/handover");
        foreach (var towards in new[] { "owner", "before", "before", "owner" })
        {
            var pressed = await next.SubmitAsync(form, form: $"form:has([value='{towards}'])");
            pressed.RedirectsTo.Should().Be($"{nextPage}/handover#thanks");
        }

        (await next.GetAsync($"{nextPage}/handover")).Document.QuerySelectorAll("form[action$='/thanks']").Should().BeEmpty();
        var mails = await MailsAsync("thanks");
        mails.Select(mail => mail.Recipient).Should().BeEquivalentTo("pedel@example.dk", "bente@example.dk");
        mails.Should().OnlyContain(mail => !mail.Content.Contains("Nanna") && !mail.Content.Contains("nanna@"));
        (await booker.GetAsync($"{page}/handover")).Text.Should().NotContain("dem, der var her før", "nobody was");
    }

    [Fact]
    public async Task DeletedPerson_LeavesWhatIsBroken_AndNeitherTheirWordsNorTheirPictures()
    {
        await SendAsync(booker, page, [("What", "Ovnen virker ikke"), ("Details", "Ring til mig på 12345678")], Jpeg());
        PictureFiles.Should().ContainSingle();
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            var bente = await connection.QuerySingleAsync<Guid>("select id from person where email = 'bente@example.dk'");
            var export = await new ExportPerson(application.Database.DataSource).HandleAsync(bente);
            export.ReportedCases.Should().ContainSingle().Which.What.Should().Be("Ovnen virker ikke");
            export.Handovers.Should().ContainSingle();
            application.Clock.Advance(NodaTime.Duration.FromHours(4));
            (await new DeletePerson(application.Database.DataSource, application.Clock).HandleAsync(bente)).Should().BeTrue();
        }

        (await caretaker.GetAsync($"{page}/handover")).Document.QuerySelector("main img").Should().BeNull("nobody sees it from that moment");
        await new ForgetPicturesJob(application.Services.GetRequiredService<HandoverPictures>()).RunAsync(default);

        PictureFiles.Should().BeEmpty();
        (await next.GetAsync(nextPage)).Text.Should().Contain("Ovnen virker ikke");
        (await MailsAsync("case-opened")).Should().BeEmpty();
        await using var last = await application.Database.DataSource.OpenConnectionAsync();
        (await last.ExecuteScalarAsync<long>("select count(*) from broken_case as t where t::text like '%12345678%'")).Should().Be(0);
    }

    [Fact]
    public async Task AYearLater_WhatWasHandedOverIsForgotten_ButNotWhatIsStillBroken()
    {
        await SendAsync(booker, page, [("What", "Ovnen virker ikke"), ("Key", "a")], Jpeg());
        await SendAsync(booker, page, [("What", "Lampen er gået"), ("Key", "b")]);
        await ExecuteAsync("update broken_case set closed_at = opened_at, answer = 'Skiftet' where what like 'Lampen%'");
        application.Clock.Advance(NodaTime.Duration.FromDays(366));

        await new TidyUpJob(application.Database.DataSource, application.Clock).RunAsync(default);
        await new ForgetPicturesJob(application.Services.GetRequiredService<HandoverPictures>()).RunAsync(default);

        PictureFiles.Should().BeEmpty();
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.QueryAsync<string>("select what from broken_case")).Should().Equal("Ovnen virker ikke");
        (await connection.ExecuteScalarAsync<long>("select count(*) from handover")).Should().Be(0);
    }

    private IEnumerable<string> PictureFiles => pictures.EnumerateFiles("*.jpg", SearchOption.AllDirectories).Select(file => file.Name);

    private static Dictionary<string, string?> Fields(params (string Name, string Value)[] fields) =>
        fields.ToDictionary(field => field.Name, field => (string?)field.Value);

    private static async Task<string> BookAsync(Browser person, string from, string until, string name)
    {
        var booked = await person.FollowAsync(await person.FillInAsync(
            $"/resources/koekkenet/book?start=2026-11-27T{from}&end=2026-11-27T{until}",
            new Dictionary<string, string?> { ["People"] = "4", ["Purpose"] = "Fest", ["Name"] = name }));
        return booked.Response.RequestMessage!.RequestUri!.AbsolutePath;
    }

    private static async Task<Page> SendAsync(Browser person, string page, (string Name, string Value)[] fields, byte[]? picture = null)
    {
        var form = await person.GetAsync("/profile");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(form.Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
        };
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        if (picture is not null)
        {
            content.Add(new ByteArrayContent(picture), "Pictures", "billede.jpg");
        }

        return await Page.ReadAsync(await person.Http.PostAsync(new Uri($"{page}/handover", UriKind.Relative), content));
    }

    private static byte[] Jpeg()
    {
        using var bitmap = new SKBitmap(40, 30);
        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 80);
        return data.ToArray();
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql);
    }

    private async Task<IReadOnlyList<QueuedMail>> MailsAsync(string kind)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<QueuedMail>(
            "select id, kind, recipient, language, content::text as content, message_id, created_at from outbox where kind = @kind", new { kind })).AsList();
    }
}
