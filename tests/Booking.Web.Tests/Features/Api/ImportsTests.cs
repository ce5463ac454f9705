using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Booking.Web.Tests.Features.ResourceSetup;

namespace Booking.Web.Tests.Features.Api;

public sealed class ImportsTests : IAsyncLifetime
{
    private const string Address = "/api/v1/imports?owner=skolen";

    private SetupRoom room = null!;
    private ApiClient program = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        program = await ApiClient.ForAsync(room.Application, "sekretaer@example.dk");
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task File_IsJudgedRowByRow_AndMadeOnce()
    {
        const string Rows = """
            kind,nameDa,address,district,people,descriptionDa,noget
            room,Mødelokale 1,Møllevangs Allé 20,gellerup,12,Et lyst lokale,x
            room,Kantinen,Møllevangs Allé 20,gellerup,mange,,
            room,mødelokale 1,møllevangs allé 20,gellerup,12,Igen,
            """;
        var key = Guid.NewGuid().ToString();

        var sent = await program.UploadAsync(Address, Csv(Rows), key);
        sent.Status.Should().Be(HttpStatusCode.Created, sent.Text);
        var address = sent.Response.Headers.Location!.ToString();
        (await program.UploadAsync(Address, Csv(Rows), key)).Response.Headers.Location!.ToString().Should().Be(address, "it is kept once");
        (await program.UploadAsync(Address, Csv($"{Rows}\n"), key)).Code.Should().Be("KeyUsed");
        sent.Json["unknown"]!.AsArray().Select(one => (string)one!).Should().Equal("noget");
        var rows = sent.Json["rows"]!.AsArray();
        rows.Select(row => ((int)row!["number"]!, (string?)row["draft"], (int?)row["sameAs"])).Should().Equal((2, "moedelokale-1", null), (3, null, null), (4, null, 2));
        rows[1]!["problems"]!.AsArray().Select(problem => (string)problem!["column"]!).Should().Equal("people", "descriptionDa");
        (await DraftsAsync()).Should().Be(0, "nothing has happened yet");
        var other = await ApiClient.ForNewPersonAsync(room.Application);
        (await other.GetAsync(address)).Status.Should().Be(HttpStatusCode.Forbidden);

        var made = await program.PostAsync($"{address}/drafts");
        made.Json["drafts"]!.AsArray().Select(one => (string)one!).Should().Equal("moedelokale-1");
        (await program.PostAsync($"{address}/drafts")).Text.Should().Be(made.Text, "again makes nothing more");
        ((bool)(await program.GetAsync(address)).Json["isMade"]!).Should().BeTrue();
        (await room.Secretary.GetAsync("/setup")).Text.Should().Contain("Mødelokale 1");
        (await DraftsAsync()).Should().Be(1);

        var again = await program.UploadAsync(Address, Csv(Rows));
        ((string)again.Json["rows"]![0]!["existing"]!).Should().Be("moedelokale-1");
        (await program.PostAsync($"{again.Response.Headers.Location}/drafts")).Code.Should().Be("NothingToMake");
    }

    [Fact]
    public async Task File_ThatCannotBeUsed_OrIsForAnother_IsRefused()
    {
        var missing = await program.UploadAsync(Address, Csv("nameDa,address\nLokale,Vejen 1"));
        missing.Errors.Should().Equal("body");
        ((string)missing.Json["errors"]!["body"]![0]!).Should().Contain("mangler i øverste række: Slags");
        ((string)(await program.UploadAsync(Address, Csv(""))).Json["errors"]!["body"]![0]!).Should().Contain("Vælg en fil");
        (await program.UploadAsync("/api/v1/imports", Csv("x"))).Errors.Should().Equal("owner");
        (await program.UploadAsync("/api/v1/imports?owner=beboerhuset", Csv("x"))).Code.Should().Be("UnknownOwner");
        (await program.UploadAsync(Address, new StringContent("{}", Encoding.UTF8, "application/json"))).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await program.GetAsync($"/api/v1/imports/{Guid.NewGuid()}")).Code.Should().Be("UnknownImport");
    }

    private Task<long> DraftsAsync() => room.ValueAsync<long>("select count(*) from resource r join owner o on o.id = r.owner_id where o.slug = 'skolen'");

    private static StringContent Csv(string text) => new(text, MediaTypeHeaderValue.Parse("text/csv; charset=utf-8"));
}
