using System.Net;
using System.Text.Json.Nodes;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Owners;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

/// <summary>A program that says who has been shown how and who is a member, and one whose person is told what they have.</summary>
public sealed class IntroductionsTests : IAsyncLifetime
{
    private const string House = "/api/v1/owners/beboerhuset";

    private BookingApplication application = null!;
    private TestResource cutter = null!;
    private TestResource hut = null!;
    private TestResource elsewhere = null!;
    private ApiClient introducer = null!;
    private ApiClient other = null!;
    private ApiClient bente = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        var source = application.Database.DataSource;
        cutter = await new TestResource { Slug = "laserskaereren", Name = "Laserskæreren", Rules = [new IntroductionRequired(12, "Ole", "Ole")] }.InsertAsync(source);
        hut = await new TestResource { Slug = "hytten", Name = "Hytten", Published = false, Rules = [new Audience(Residents: false, Members: true, MinimumAge: null)] }
            .InsertAsync(source);
        elsewhere = await new TestResource { Owner = "anden" }.InsertAsync(source);
        introducer = await ApiClient.ForNewAsync(application, "Pedel", "beboerhuset", OwnerRole.Introducer);
        other = await ApiClient.ForNewAsync(application, "Anden", "anden", OwnerRole.Introducer);
        bente = await ApiClient.ForAsync(application, await TestPerson.InsertAsync(source, "Bente"));
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Give_LetsThemBook_AndIsToldAndWrittenOnce()
    {
        (await BookAsync()).Refusals.Should().Contain("NotIntroduced");

        var given = await GiveAsync(cutter.Slug);

        given.Status.Should().Be(HttpStatusCode.OK, given.Text);
        Said(given.Json, "name", "email", "resource", "givenOn", "givenBy", "lastDay", "isLongerElsewhere", "isOver")
            .Should().Equal("Bente", bente.Person.Email, cutter.Slug, "2026-11-25", "Pedel", "2027-11-25", "false", "false");
        (await GiveAsync(cutter.Slug)).Text.Should().Be(given.Text, "the same twice in a day changes nothing");
        (await CountAsync("introduction"), await CountAsync("outbox where kind = 'introduction-given'"), await CountAsync("audit where action = 'introduction.given'"))
            .Should().Be((1, 1, 1));
        (await BookAsync()).Status.Should().Be(HttpStatusCode.Created);
        (await PageAsync()).Should().Contain("Laserskæreren").And.Contain(bente.Person.Email);
        (await introducer.GetAsync(AddressOf(given))).Text.Should().Be(given.Text);

        var renewed = await GiveAsync(cutter.Slug, lastDay: "2026-12-24");
        Said(renewed.Json, "id", "lastDay").Should().Equal((string)given.Json["id"]!, "2026-12-24");
        var all = await GiveAsync(null);
        Said(all.Json, "resource", "lastDay").Should().Equal(null, "2027-11-25");
        var listed = (await introducer.GetAsync($"{House}/introductions")).Json;
        listed["introductions"]!["items"]!.AsArray().Select(one => (string?)one!["resource"]).Should().BeEquivalentTo(cutter.Slug, null);
        ((int)listed["introductions"]!["total"]!, listed["introductions"]!["next"]).Should().Be((2, null));
        listed["places"]!.AsArray().Select(place => string.Join(' ', Said(place!, "slug", "name", "asksIntroduction", "isForMembers")))
            .Should().BeEquivalentTo("laserskaereren Laserskæreren true false", "hytten Hytten false true");
    }

    [Fact]
    public async Task Give_ToAnAddressNobodyKnows_CountsWhenTheySignIn()
    {
        var given = await introducer.PostAsync($"{House}/introductions", new { email = "  Ny@Example.dk ", resource = hut.Slug });

        Said(given.Json, "name", "email", "resource").Should().Equal("", "ny@example.dk", hut.Slug);
        (await CountAsync("outbox where kind = 'introduction-given' and recipient = 'ny@example.dk'")).Should().Be(1);
    }

    [Theory]
    [InlineData("{}", "email")]
    [InlineData("""{"email":" "}""", "email")]
    [InlineData("""{"email":"bente"}""", "email")]
    [InlineData("""{"email":"bente@example.dk","resource":"elsewhere"}""", "resource")]
    [InlineData("""{"email":"bente@example.dk","resource":"the id"}""", "resource")]
    [InlineData("""{"email":"bente@example.dk","resource":""}""", "resource")]
    [InlineData("""{"email":"bente@example.dk","lastDay":"i morgen"}""", "lastDay")]
    [InlineData("""{"email":"bente@example.dk","lastDay":"2026-11-24"}""", "lastDay")]
    [InlineData("""{"email":"bente@example.dk","until":"2026-12-24"}""", "until")]
    [InlineData("""{"email":"bente","resource":"ingen","lastDay":"9999-12-31"}""", "email resource lastDay")]
    public async Task Give_WithWhatCannotBeMeant_NamesEachFieldAndGivesNothing(string json, string fields)
    {
        var before = await CountAsync("person");
        json = json.Replace("elsewhere", elsewhere.Slug, StringComparison.Ordinal).Replace("the id", cutter.Id.ToString(), StringComparison.Ordinal);

        var answer = await introducer.SendAsync(HttpMethod.Post, $"{House}/introductions", json);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().BeEquivalentTo(fields.Split(' '));
        (await CountAsync("introduction"), await CountAsync("person")).Should().Be((0, before));
    }

    [Fact]
    public async Task TakeBack_AsksForAReason_KeepsItInTheAudit_AndCountsNoLonger()
    {
        var address = AddressOf(await GiveAsync(cutter.Slug));

        var silent = await introducer.DeleteAsync(address);
        ((string)silent.Json["errors"]!["reason"]![0]!).Should().Be("Skriv hvorfor.");
        (await introducer.DeleteAsync(address, new { reason = "  " })).Errors.Should().Equal("reason");
        var wordy = await introducer.DeleteAsync(address, new { reason = new string('x', EndReason.Longest + 1) });
        ((string)wordy.Json["errors"]!["reason"]![0]!).Should().Be("Skriv højst 500 tegn.");
        (await introducer.DeleteAsync(address, new { reason = 5 })).Errors.Should().Equal("reason");
        (await other.DeleteAsync(address, new { reason = "Nej" })).Code.Should().Be("UnknownIntroduction");
        (await other.GetAsync(address)).Code.Should().Be("UnknownIntroduction");
        (await bente.DeleteAsync(address, new { reason = "Nej" })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await CountAsync("introduction"), await CountAsync("audit where action = 'introduction.taken-back'")).Should().Be((1, 0));

        (await introducer.DeleteAsync(address, new { reason = " Skar i metal " })).Status.Should().Be(HttpStatusCode.NoContent);

        (await QueryAsync<string>("select detail ->> 'reason' from audit where action = 'introduction.taken-back'")).Should().Equal("Skar i metal");
        (await introducer.DeleteAsync(address, new { reason = "Igen" })).Code.Should().Be("UnknownIntroduction");
        (await BookAsync()).Refusals.Should().Contain("NotIntroduced");
        (await PageAsync()).Should().NotContain(bente.Person.Email);
    }

    [Fact]
    public async Task Members_AreAddedOnceAndRemovedWithAReason()
    {
        var before = await CountAsync("person");
        (await introducer.PostAsync($"{House}/members", new { })).Errors.Should().Equal("email");
        (await introducer.PostAsync($"{House}/members", new { email = "bente@" })).Errors.Should().Equal("email");
        (await CountAsync("membership"), await CountAsync("person")).Should().Be((0, before));

        var added = await introducer.PostAsync($"{House}/members", new { email = bente.Person.Email });
        added.Status.Should().Be(HttpStatusCode.OK, added.Text);
        (await introducer.PostAsync($"{House}/members", new { email = bente.Person.Email })).Text.Should().Be(added.Text);
        Said(added.Json, "id", "name", "email", "since").Should().Equal(bente.Person.Id.ToString(), "Bente", bente.Person.Email, "2026-11-25");
        (await CountAsync("outbox where kind = 'membership-given'"), await CountAsync("audit where action = 'membership.given'")).Should().Be((1, 1));
        var listed = (await introducer.GetAsync($"{House}/members")).Json;
        listed["items"]!.AsArray().Should().ContainSingle().Which!.ToJsonString().Should().Be(added.Json.ToJsonString());
        (await PageAsync()).Should().Contain(bente.Person.Email);

        var address = $"{House}/members/{bente.Person.Id}";
        (await introducer.DeleteAsync(address)).Errors.Should().Equal("reason");
        (await introducer.DeleteAsync(address, new { reason = new string('x', EndReason.Longest + 1) })).Errors.Should().Equal("reason");
        (await introducer.DeleteAsync($"{House}/members/{other.Person.Id}", new { reason = "Nej" })).Code.Should().Be("UnknownMember");
        (await CountAsync("membership"), await CountAsync("audit where action = 'membership.ended'")).Should().Be((1, 0));
        (await introducer.DeleteAsync(address, new { reason = "Flyttet" })).Status.Should().Be(HttpStatusCode.NoContent);
        (await QueryAsync<string>("select detail ->> 'reason' from audit where action = 'membership.ended'")).Should().Equal("Flyttet");
        (await introducer.DeleteAsync(address, new { reason = "Flyttet" })).Code.Should().Be("UnknownMember");
    }

    [Fact]
    public async Task OtherOwners_AreNotThere()
    {
        await GiveAsync(cutter.Slug);
        await introducer.PostAsync($"{House}/members", new { email = bente.Person.Email });

        foreach (var stranger in new[] { other, bente })
        {
            (await stranger.GetAsync($"{House}/introductions")).Status.Should().Be(HttpStatusCode.NotFound);
            (await stranger.GetAsync($"{House}/members")).Status.Should().Be(HttpStatusCode.NotFound);
            (await stranger.PostAsync($"{House}/introductions/search", new { what = "b" })).Status.Should().Be(HttpStatusCode.NotFound);
            (await stranger.PostAsync($"{House}/introductions", new { email = "x@example.dk" })).Status.Should().Be(HttpStatusCode.NotFound);
            (await stranger.PostAsync($"{House}/members", new { email = "x@example.dk" })).Status.Should().Be(HttpStatusCode.NotFound);
            (await stranger.DeleteAsync($"{House}/members/{bente.Person.Id}", new { reason = "Nej" })).Status.Should().Be(HttpStatusCode.NotFound);
        }

        (await introducer.GetAsync("/api/v1/owners/ingen/introductions")).Status.Should().Be(HttpStatusCode.NotFound);
        (await CountAsync("introduction"), await CountAsync("membership"), await CountAsync("person where email = 'x@example.dk'")).Should().Be((1, 1, 0));
    }

    [Fact]
    public async Task Lists_BeyondAPage_GoOn_AndAreSearched()
    {
        await ExecuteAsync("""
            insert into person (id, email, name, verified_at, created_at, revised_at)
            select gen_random_uuid(), 'person-' || n || '@example.dk', case when n = 7 then 'Åse Ørsted' else 'Person ' || n end, @Then, @Then, @Then
            from generate_series(1, 51) n;
            insert into introduction (id, person_id, owner_id, given_at)
            select gen_random_uuid(), p.id, o.id, @Then from person p, owner o where p.email like 'person-%' and o.slug = 'beboerhuset';
            insert into membership (owner_id, person_id, since)
            select o.id, p.id, @Then from person p, owner o where p.email like 'person-%' and o.slug = 'beboerhuset'
            """);

        foreach (var (address, list) in new (string, Func<JsonNode, JsonNode>)[]
                 {
                     ($"{House}/introductions", read => read["introductions"]!), ($"{House}/members", read => read),
                 })
        {
            var first = list((await introducer.GetAsync(address)).Json);
            (first["items"]!.AsArray().Count, (int)first["total"]!, (int)first["next"]!).Should().Be((50, 51, 2), address);
            var second = list((await introducer.GetAsync($"{address}?cursor={first["next"]}")).Json);
            (second["items"]!.AsArray().Count, second["next"]).Should().Be((1, null), address);
            foreach (var odd in new[] { "0", "-1", "x", "10001", "99999999999" })
            {
                (await introducer.GetAsync($"{address}?cursor={odd}")).Errors.Should().Equal(["cursor"], $"{address} {odd}");
            }
        }

        var found = (await introducer.PostAsync($"{House}/introductions/search", new { what = "åse ø" })).Json;
        (Items(found, "introductions"), Items(found, "members")).Should().Be((1, 1));
        Said(found["members"]!["items"]![0]!, "name").Should().Equal("Åse Ørsted");
        var many = (await introducer.PostAsync($"{House}/introductions/search", new { what = "person" })).Json;
        (Items(many, "introductions"), (int)many["introductions"]!["total"]!, many["introductions"]!["next"]).Should().Be((50, 51, null));
        (await introducer.PostAsync($"{House}/introductions/search", new { what = new string('x', ReadOwner.LongestSearch + 1) })).Errors.Should().Equal("what");
        (await introducer.PostAsync($"{House}/introductions/search", new { })).Errors.Should().Equal("what");
    }

    [Fact]
    public async Task Owners_AreThoseOneIntroducesFor_AndAllForTheMunicipality()
    {
        await GiveAsync(cutter.Slug);
        await introducer.PostAsync($"{House}/members", new { email = bente.Person.Email });
        var administrator = await ApiClient.ForNewPersonAsync(application);
        await ExecuteAsync("update person set is_administrator = true where id = @Id", new { administrator.Person.Id });

        var own = (await introducer.GetAsync("/api/v1/introductions/owners")).Json.AsArray().Should().ContainSingle().Subject!;

        Said(own, "slug", "nameDa", "introductions", "members").Should().Equal("beboerhuset", "Beboerhuset", "1", "1");
        (await administrator.GetAsync("/api/v1/introductions/owners")).Json.AsArray().Select(owner => (string)owner!["slug"]!)
            .Should().Contain(["beboerhuset", "anden"]);
        (await bente.GetAsync("/api/v1/introductions/owners")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Own_IsWhatTheProfileShows_AndNobodyElses()
    {
        await GiveAsync(cutter.Slug);
        await GiveAsync(hut.Slug);
        await GiveAsync(null, lastDay: "2026-12-24");
        await introducer.PostAsync($"{House}/members", new { email = bente.Person.Email });

        var own = await bente.GetAsync("/api/v1/introductions/own");

        own.Json["introductions"]!.AsArray().Select(one => string.Join(';', Said(one!, "owner", "ownerName", "resource", "resourceName", "lastDay")))
            .Should().BeEquivalentTo(
                "beboerhuset;Beboerhuset;laserskaereren;Laserskæreren;2027-11-25", "beboerhuset;Beboerhuset;;Hytten;", "beboerhuset;Beboerhuset;;;2026-12-24");
        Said(own.Json["memberships"]!.AsArray().Should().ContainSingle().Subject!, "owner", "ownerName", "since").Should().Equal("beboerhuset", "Beboerhuset", "2026-11-25");
        own.Text.Should().NotContain("Pedel").And.NotContain("@");
        var none = (await other.GetAsync("/api/v1/introductions/own")).Json;
        (none["introductions"]!.AsArray().Count, none["memberships"]!.AsArray().Count).Should().Be((0, 0));
        (await ApiClient.ForNobody(application).GetAsync("/api/v1/introductions/own")).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    private Task<ApiAnswer> GiveAsync(string? resource, string? lastDay = null) =>
        introducer.PostAsync($"{House}/introductions", new { email = bente.Person.Email, resource, lastDay });

    private Task<ApiAnswer> BookAsync() => bente.BookAsync(cutter, "2026-11-27T10:00Z", "2026-11-27T11:00Z");

    private async Task<string> PageAsync()
    {
        var owner = (await QueryAsync<Guid>("select id from owner where slug = 'beboerhuset'")).Single();
        return (await (await application.SignInAsync(introducer.Person.Email)).GetAsync($"/introductions/of/{owner}")).Text;
    }

    private static string AddressOf(ApiAnswer introduction) => $"/api/v1/introductions/{introduction.Json["id"]}";

    private static int Items(JsonNode found, string list) => found[list]!["items"]!.AsArray().Count;

    private static IEnumerable<string?> Said(JsonNode answer, params string[] members) => members.Select(member => answer[member]?.ToString());

    private async Task<int> CountAsync(string table) => (await QueryAsync<int>($"select count(*)::int from {table}")).Single();

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    private async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters ?? new { Then = BookingApplication.Start });
    }
}
