using System.Globalization;
using System.Net;
using System.Text;
using Booking.Testing;
using Booking.Web.Features.ResourceImport;
using Booking.Web.Tests.Features.ResourceSetup;

namespace Booking.Web.Tests.Features.ResourceImport;

public sealed class ImportTests : IAsyncLifetime
{
    private const string Headings = "SLAGS;navn;Adresse;Bydel;Antal personer;Beskrivelse;Det er der;Husregler;Bredde;Længde;Regler;Antal ens;Webadresse;Nøgle\r\n";

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private SetupRoom room = null!;

    public async Task InitializeAsync() => room = await SetupRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task File_OfDanishExcel_IsLookedAtAndThenMadeOnce()
    {
        var district = await room.ValueAsync<string>("select name from district order by name limit 1");
        var file = Windows1252.GetBytes(Headings
            + $"Lokale;Mødelokale 1;Møllevangs Allé 20;{district};12;Et lyst lokale;uden trin, Wi-fi;\"Luk vinduerne.\nTør bordet af.\";56,17;10,18;;;;A1\r\n"
            + $"værksted;Arbejdsborde;Møllevangs Allé 20;{district};2;Seks borde;;;;;ingen;6;borde;\r\n"
            + $"Kantine;Kantinen;Møllevangs Allé 20;{district};mange;;Bowlingbane;;90;;;;Elsewhere;\r\n"
            + $"Lokale;mødelokale 1;møllevangs allé 20;{district};12;Igen;;;;;;;;\r\n");

        var sent = await UploadAsync(file);

        sent.Status.Should().Be(HttpStatusCode.Found);
        var look = await room.Secretary.FollowAsync(sent);
        look.Text.Should().Contain("2 bliver til kladder").And.Contain("1 skal rettes først").And.Contain("1 springes over")
            .And.Contain("De kommer ikke med: Nøgle").And.Contain("Det samme som række 2.");
        var wrong = look.Document.QuerySelector("#wrong + ul")!;
        wrong.TextContent.Should().Contain("Række 4").And.Contain("\"Kantine\" er ikke en slags").And.Contain("Hal eller sal")
            .And.Contain("Antal personer: Skriv et tal mellem 1 og 10000").And.Contain("Beskrivelse: Skriv et par sætninger")
            .And.Contain("\"Bowlingbane\" kender vi ikke").And.Contain("Bredde: Skriv bredden").And.Contain("Webadresse: \"Elsewhere\" kan ikke være en webadresse. Skriv for eksempel elsewhere-2.")
            .And.NotContain("Vælg, hvilken slags");
        (await DraftsAsync()).Should().Be(0, "nothing has happened yet");

        var made = await room.Secretary.SubmitAsync(look);
        await room.Secretary.SubmitAsync(look);

        (await room.Secretary.FollowAsync(made)).Heading.Should().Be("2 kladder er lavet");
        (await DraftsAsync()).Should().Be(2);
        (await room.ValueAsync<string>("select array_to_string(features, ',') || '|' || array_to_string(house_rules_da, ',') || '|' || latitude || '|' || array_to_string(answered, ',') || '|' || unit_use from resource where slug = 'moedelokale-1'"))
            .Should().Be("step-free,wifi|Luk vinduerne.,Tør bordet af.|56.17|what,where,use,there,rules|all");
        (await room.ValueAsync<string>("select unit_use || ' ' || (select count(*) from resource_unit u where u.resource_id = r.id) || ' ' || (select count(*) from rule where resource_id = r.id) from resource r where slug = 'borde'"))
            .Should().Be("anyOne 6 0");
        (await room.ValueAsync<long>("select count(*) from rule where resource_id = (select id from resource where slug = 'moedelokale-1')")).Should().BeGreaterThan(3);
        (await room.ValueAsync<string>("select string_agg(action, ' ') from audit where owner_id = (select id from owner where slug = 'skolen')"))
            .Should().Be("resource.imported resource.imported");
        (await room.Secretary.FillInAsync("/setup/moedelokale-1/publish")).RedirectsTo.Should().Be("/setup/moedelokale-1?said=published");

        var again = await room.Secretary.FollowAsync(await UploadAsync(file));
        again.Text.Should().Contain("3 springes over").And.Contain("Der er intet at lave");
    }

    [Fact]
    public async Task Template_ComesBackAsADraft_InBothLanguages()
    {
        foreach (var language in (string[])["da", "en"])
        {
            room.Secretary.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            var template = await room.Secretary.Http.GetByteArrayAsync(new Uri("/setup/import/template.csv", UriKind.Relative));
            template.Should().StartWith(Encoding.UTF8.GetPreamble());

            var look = await room.Secretary.FollowAsync(await UploadAsync(template));

            look.Document.QuerySelectorAll("#wrong").Should().BeEmpty(look.Text);
            look.Document.QuerySelectorAll("#good + ul li").Should().HaveCount(1);
            room.Secretary.Http.DefaultRequestHeaders.AcceptLanguage.Clear();
        }
    }

    [Fact]
    public async Task Template_HasNoFormulas() =>
        (await room.Secretary.Http.GetStringAsync(new Uri("/setup/import/template.csv", UriKind.Relative))).TrimStart('\uFEFF')
            .Split(';', '\r', '\n').Should().NotContain(cell => cell.Length > 0 && "=+-@\t".Contains(cell.TrimStart('"')[0]));

    [Theory]
    [InlineData("Navn;Adresse\r\nLokale;Vejen 1", "mangler i øverste række: Slags")]
    [InlineData("Navn;Name\r\nLokale;Vejen 1", "\"Navn\" står der to gange")]
    [InlineData("\0\0", "Det er ikke en CSV-fil")]
    [InlineData("", "Vælg en fil")]
    public async Task File_ThatCannotBeUsed_SaysWhatToDo(string text, string said)
    {
        var page = await UploadAsync(Encoding.UTF8.GetBytes(text));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#problems")!.TextContent.Should().Contain(said);
    }

    [Fact]
    public async Task File_OfAThousandRows_IsMadeInOneGo()
    {
        var district = await room.ValueAsync<string>("select name from district limit 1");
        var look = await room.Secretary.FollowAsync(await UploadAsync(Encoding.UTF8.GetBytes(Headings + string.Concat(Enumerable.Range(1, ReadTable.MostRows)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"Lokale;Lokale {number};Vejen 1;{district};12;Et lokale\r\n"))))));

        await room.Secretary.SubmitAsync(look);

        (await DraftsAsync()).Should().Be(ReadTable.MostRows);
    }

    [Fact]
    public async Task Import_OfSomebodyElse_OrWithoutTheRight_IsNotThere()
    {
        var district = await room.ValueAsync<string>("select name from district limit 1");
        var look = await room.Secretary.FollowAsync(await UploadAsync(Encoding.UTF8.GetBytes($"{Headings}Lokale;Et;Vejen 1;{district};12;Et lokale\r\n")));
        var address = look.Document.QuerySelector("main form")!.GetAttribute("action")!;
        var other = await room.Application.SignInAsync("anden@example.dk");
        await room.ExecuteAsync("insert into owner_role (owner_id, person_id, role) select o.id, p.id, 'administrator' from owner o, person p where o.slug = 'beboerhuset' and p.email = 'anden@example.dk'");
        other = await room.Application.SignInAsync("anden@example.dk");

        (await other.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        await room.ExecuteAsync("update owner_role set owner_id = (select id from owner where slug = 'beboerhuset') where person_id = (select id from person where email = 'sekretaer@example.dk')");
        (await room.Secretary.SubmitAsync(look)).Status.Should().Be(HttpStatusCode.NotFound, "the right is gone since the file was sent");
        (await DraftsAsync()).Should().Be(0);
    }

    private Task<long> DraftsAsync() => room.ValueAsync<long>("select count(*) from resource r join owner o on o.id = r.owner_id where o.slug = 'skolen'");

    private async Task<Page> UploadAsync(byte[] file)
    {
        var page = await room.Secretary.GetAsync("/setup/import?owner=skolen");
        using var content = new MultipartFormDataContent
        {
            { new StringContent(page.Document.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new ByteArrayContent(file), "file", "lokaler.csv" },
        };
        return await Page.ReadAsync(await room.Secretary.Http.PostAsync(new Uri("/setup/import", UriKind.Relative), content));
    }
}
