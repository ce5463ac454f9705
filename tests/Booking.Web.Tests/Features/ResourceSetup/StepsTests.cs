using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>The questions one by one: answered, left, come back to, mended; and by those who may not.</summary>
public sealed class StepsTests : IAsyncLifetime
{
    private SetupRoom room = null!;

    public async Task InitializeAsync() => room = await SetupRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Index_OfSomeoneWithoutAnOwner_SaysWhatToDo()
    {
        var page = await (await room.Application.SignInAsync("beboer@example.dk")).GetAsync("/setup");

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Text.Should().Contain("bed den, der står for stedet");
        page.Document.QuerySelector("a[href='/setup/new']").Should().BeNull();
    }

    [Fact]
    public async Task New_WithoutAnswers_NamesEachFieldAndKeepsWhatWasTyped()
    {
        var page = await room.Secretary.FillInAsync("/setup/new", new Dictionary<string, string?> { ["nameEn"] = "The school kitchen" });

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")).Should().Equal("#kind-kitchen", "#nameDa");
        page.Document.QuerySelector("#nameDa")!.GetAttribute("aria-invalid").Should().Be("true");
        page.Document.QuerySelector("#nameEn")!.GetAttribute("value").Should().Be("The school kitchen");
        (await room.ValueAsync<long>("select count(*) from resource")).Should().Be(1);
    }

    [Fact]
    public async Task Draft_IsSavedAtEachStep_AndTakenUpWhereItWasLeft()
    {
        var started = await room.Secretary.FillInAsync("/setup/new", new Dictionary<string, string?> { ["kind"] = "kitchen", ["nameDa"] = "Ågårdens Køkken" });
        started.RedirectsTo.Should().Be("/setup/aagaardens-koekken/where");
        (await room.Secretary.GetAsync("/setup")).Text.Should().Contain("Ågårdens Køkken").And.Contain("Kladde");

        var where = await room.Secretary.GetAsync(started.RedirectsTo!);
        where.Text.Should().Contain("Trin 2 af 7");
        var next = await room.Secretary.SubmitAsync(where, new Dictionary<string, string?> { ["address"] = "Vejen 1", ["district"] = "gellerup", ["latitude"] = "56,17", ["longitude"] = "10,18" });
        next.RedirectsTo.Should().Be("/setup/aagaardens-koekken/use");

        var back = await room.Secretary.GetAsync("/setup/aagaardens-koekken/where");
        back.Document.QuerySelector("#address")!.GetAttribute("value").Should().Be("Vejen 1");
        back.Document.QuerySelector("#latitude")!.GetAttribute("value").Should().Be("56,17");
        var overview = await room.Secretary.GetAsync("/setup/aagaardens-koekken");
        overview.Document.QuerySelector("main .button-primary")!.GetAttribute("href").Should().Be("/setup/aagaardens-koekken/use");
        (await room.Secretary.GetAsync("/resources/aagaardens-koekken")).Status.Should().Be(HttpStatusCode.NotFound);

        var early = await room.Secretary.FillInAsync("/setup/aagaardens-koekken/publish");
        early.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        early.Document.QuerySelectorAll("#missing a").Select(link => link.GetAttribute("href"))
            .Should().Equal("/setup/aagaardens-koekken/use", "/setup/aagaardens-koekken/there", "/setup/aagaardens-koekken/rules");
        (await room.ValueAsync<string>("select string_agg(action, ' ' order by id) from audit where owner_id = (select id from owner where slug = 'skolen')"))
            .Should().Be("resource.drafted resource.changed");
    }

    [Fact]
    public async Task Draft_WithAllAnswers_IsPublishedWithItsRules_AndCanBeBooked()
    {
        var slug = await room.DraftAsync();
        var preview = await room.Secretary.GetAsync($"/setup/{slug}/preview");
        preview.Text.Should().Contain("Sådan kommer siden til at se ud").And.Contain("Seks komfurer");
        preview.Document.QuerySelectorAll($"main a[href^='/resources/{slug}']").Should().BeEmpty("nothing can be booked from it");

        var published = await room.Secretary.FillInAsync($"/setup/{slug}/publish");

        published.RedirectsTo.Should().Be($"/setup/{slug}?said=published");
        (await room.Secretary.FollowAsync(published)).Text.Should().Contain("Det er delt");
        var anyone = room.Application.NewBrowser();
        (await anyone.GetAsync($"/resources/{slug}")).Text.Should().Contain("Møllevangskolen").And.Contain("Gryder og stole larmer");
        (await anyone.GetAsync($"/resources/{slug}/book")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("where", "address", "", "#address")]
    [InlineData("where", "district", "atlantis", "#district")]
    [InlineData("where", "latitude", "90", "#latitude")]
    [InlineData("use", "people", "mange", "#people")]
    [InlineData("use", "people", "0", "#people")]
    [InlineData("use", "units", "parts", "#units-one")]
    [InlineData("there", "descriptionDa", "", "#descriptionDa")]
    [InlineData("there", "houseRulesEn", "One", "#houseRulesEn")]
    [InlineData("publish", "until", "2020-01-01", "#until")]
    [InlineData("publish", "when", "", "#when-now")]
    [InlineData("publish", "when", "date", "#from")]
    public async Task Step_WithAWrongAnswer_SaysWhichAndSavesNothing(string step, string field, string typed, string problem)
    {
        var slug = await room.DraftAsync();
        var before = await room.ValueAsync<string>("select r::text from resource r where slug = @slug", new { slug });

        var page = await room.Secretary.FillInAsync($"/setup/{slug}/{step}", new Dictionary<string, string?> { [field] = typed });

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")).Should().Contain(problem);
        (await room.ValueAsync<string>("select r::text from resource r where slug = @slug", new { slug })).Should().Be(before);
    }

    [Fact]
    public async Task What_OfADraft_ChangesItsAddress_AndOfSomethingPublishedDoesNot()
    {
        var slug = await room.DraftAsync();
        var renamed = await room.Secretary.FillInAsync($"/setup/{slug}/what", new Dictionary<string, string?> { ["nameDa"] = "Hjemkundskab" });
        renamed.RedirectsTo.Should().Be("/setup/hjemkundskab?said=saved");

        await room.Secretary.FillInAsync("/setup/hjemkundskab/publish");
        await room.Secretary.FillInAsync("/setup/hjemkundskab/what", new Dictionary<string, string?> { ["nameDa"] = "Madkundskab" });
        (await room.Application.NewBrowser().GetAsync("/resources/hjemkundskab")).Heading.Should().Be("Madkundskab");
    }

    [Fact]
    public async Task New_OfANameThatIsTaken_GetsTheNextNumber()
    {
        await room.DraftAsync("Salen");
        (await room.DraftAsync("Salen")).Should().Be("salen-2");
        (await room.DraftAsync("New")).Should().Be("new-2");
    }

    [Fact]
    public async Task Steps_OfAnotherOwner_AreNotThere_AndNoFieldReachesBeyondItsQuestion()
    {
        var slug = await room.DraftAsync();
        foreach (var step in (string[])["", "/what", "/where", "/use", "/there", "/pictures", "/rules", "/publish", "/preview"])
        {
            (await room.Secretary.GetAsync($"/setup/elsewhere{step}")).Status.Should().Be(HttpStatusCode.NotFound, step);
        }

        var what = await room.Secretary.GetAsync($"/setup/{slug}/what");
        what.Document.QuerySelector("main form")!.SetAttribute("action", "/setup/elsewhere/what");
        (await room.Secretary.SubmitAsync(what)).Status.Should().Be(HttpStatusCode.NotFound);

        await room.Secretary.FillInAsync($"/setup/{slug}/what", new Dictionary<string, string?>
        {
            ["owner"] = "beboerhuset", ["ownerId"] = Guid.NewGuid().ToString(), ["published"] = "true", ["slug"] = "andet", ["capacity"] = "9999",
        });
        (await room.ValueAsync<string>("select o.slug || ' ' || r.published || ' ' || r.capacity from resource r join owner o on o.id = r.owner_id where r.slug = @slug", new { slug }))
            .Should().Be("skolen false 24");

        var start = await room.Secretary.FillInAsync("/setup/new", new Dictionary<string, string?> { ["owner"] = "beboerhuset", ["kind"] = "hall", ["nameDa"] = "Salen" });
        (await room.ValueAsync<string>("select o.slug from resource r join owner o on o.id = r.owner_id where r.slug = 'salen'")).Should().Be("skolen");
        start.RedirectsTo.Should().Be("/setup/salen/where");
    }

    [Fact]
    public async Task Use_APoolOfAlike_TakesThatManyBookings_AndFewerListsThoseItTouches()
    {
        var slug = await room.DraftAsync("Arbejdsborde", "workshop");
        await room.Secretary.FillInAsync($"/setup/{slug}/use", new Dictionary<string, string?> { ["people"] = "4", ["units"] = "pool", ["count"] = "3" });
        (await room.ValueAsync<string>("select unit_use || ' ' || (select count(*) from resource_unit u where u.resource_id = r.id) from resource r where slug = @slug", new { slug }))
            .Should().Be("anyOne 3");
        await BookAsync(slug, people: 4);
        await BookAsync(slug, people: 2);

        var asked = await room.Secretary.FillInAsync($"/setup/{slug}/use", new Dictionary<string, string?> { ["people"] = "3", ["units"] = "one" });
        asked.Status.Should().Be(HttpStatusCode.OK);
        asked.Document.QuerySelectorAll("#touched li").Should().HaveCount(2, "one brings too many, and of two units in use one goes");
        (await room.ValueAsync<int>("select capacity from resource where slug = @slug", new { slug })).Should().Be(4);

        (await room.Secretary.SubmitAsync(asked)).RedirectsTo.Should().Be($"/setup/{slug}?said=saved");
        (await room.ValueAsync<string>("select unit_use || ' ' || capacity || ' ' || (select count(*) from resource_unit u where u.resource_id = r.id) from resource r where slug = @slug", new { slug }))
            .Should().Be("all 3 1");
        (await room.ValueAsync<long>("select count(*) from booking b join occupancy o on o.booking_id = b.id where b.status = 'confirmed'")).Should().Be(2, "they stay");
    }

    private Task BookAsync(string slug, int people) => room.ExecuteAsync(
        """
        with made as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, confirmed_at)
            select gen_random_uuid(), 'R-' || @people, r.id, p.id, tstzrange('2026-12-01 10:00+01', '2026-12-01 12:00+01'), @people, '', 'confirmed', 'k' || @people, '', now(), now()
            from resource r, person p where r.slug = @slug and p.email = 'sekretaer@example.dk'
            returning id, resource_id, period
        )
        insert into occupancy (unit_id, period, kind, booking_id)
        select (select u.unit_id from resource_unit u where u.resource_id = made.resource_id
                and not exists (select from occupancy o where o.unit_id = u.unit_id) order by u.unit_id limit 1), period, 'booking', id
        from made
        """,
        new { slug, people });
}
