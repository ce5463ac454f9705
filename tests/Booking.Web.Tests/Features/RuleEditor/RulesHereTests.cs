using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;

namespace Booking.Web.Tests.Features.RuleEditor;

/// <summary>The rules of a place, sets to begin with, and rules that are dropped.</summary>
public sealed class RulesHereTests : IAsyncLifetime
{
    private RuleEditorRoom room = null!;

    public async Task InitializeAsync() => room = await RuleEditorRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Index_NamesWhatOneMaySetRulesFor()
    {
        var page = await room.Caretaker.GetAsync("/rules");

        page.Document.QuerySelectorAll("main .rule-places a").Select(link => link.GetAttribute("href"))
            .Should().Equal("/rules/of/owner/beboerhuset", "/rules/of/resource/koekkenet");
        (await (await room.AdministratorAsync()).GetAsync("/rules")).Document.QuerySelectorAll("main .rule-places a").Select(link => link.GetAttribute("href"))
            .Should().Equal("/rules/of/municipality/aarhus", "/rules/of/district/gellerup", "/rules/of/owner/beboerhuset", "/rules/of/resource/koekkenet");
        page.Document.QuerySelector("header a[href='/owners']")!.GetAttribute("aria-current").Should().Be("page");
    }

    [Fact]
    public async Task Of_ShowsWhereEachRuleComesFromAndWhatCanBeDoneWithIt()
    {
        await room.ExecuteAsync("delete from rule where kind in ('Horizon', 'LeadTime')");
        var everywhere = await new TestRule(new Horizon(60)) { ReasonDa = "For alle" }.InsertAsync(room.Application.Database.DataSource);
        var binding = await new TestRule(new LeadTime(60)) { Binding = true, District = "gellerup" }.InsertAsync(room.Application.Database.DataSource);
        var owner = await new TestRule(new GroupSize(12)) { Owner = "beboerhuset" }.InsertAsync(room.Application.Database.DataSource);

        var page = await room.Caretaker.GetAsync("/rules/of/resource/koekkenet");

        page.Heading.Should().Be("Regler for Køkkenet i Gellerup");
        Links(everywhere.Id).Should().Equal($"/rules/new?level=resource&key=koekkenet&kind=Horizon&like={everywhere.Id}", $"/rules/{everywhere.Id}");
        Links(binding.Id).Should().Equal($"/rules/{binding.Id}");
        Links(owner.Id).Should().Equal(
            $"/rules/{owner.Id}/edit", $"/rules/{owner.Id}/drop", $"/rules/new?level=resource&key=koekkenet&kind=GroupSize&like={owner.Id}", $"/rules/{owner.Id}");
        page.Text.Should().Contain("Sat af Aarhus Kommune").And.Contain("Sat af Gellerup").And.Contain("For alle").And.Contain("Bindende");
        page.Document.QuerySelectorAll(".kind-list a").Select(link => link.GetAttribute("href"))
            .Should().Contain("/rules/new?level=resource&key=koekkenet&kind=Quota")
            .And.Contain("/rules/new?level=resource&key=koekkenet&kind=ClosedDates")
            .And.NotContain("/rules/new?level=resource&key=koekkenet&kind=LeadTime", "it is binding above")
            .And.NotContain("/rules/new?level=resource&key=koekkenet&kind=MaximumDuration", "it is set here");

        var own = await room.Caretaker.GetAsync($"/rules/new?level=resource&key=koekkenet&kind=Horizon&like={everywhere.Id}");
        own.Document.QuerySelector("#days")!.GetAttribute("value").Should().Be("60");
        own.Document.QuerySelector("#reason-da")!.TextContent.Should().BeEmpty();

        IEnumerable<string?> Links(Guid id) => page.Document.QuerySelectorAll($"#rule-{id} a").Select(link => link.GetAttribute("href"));
    }

    [Fact]
    public async Task Start_WhereThereIsLittle_AddsWhatIsChosenAndLeavesTheRest()
    {
        await room.ExecuteAsync("delete from rule where kind <> 'Horizon'");
        (await room.Caretaker.GetAsync("/rules/of/resource/koekkenet")).Document.QuerySelector("a[href='/rules/of/resource/koekkenet/start']").Should().NotBeNull();
        var page = await room.Caretaker.GetAsync("/rules/of/resource/koekkenet/start");
        page.Text.Should().Contain("Fælleskøkken").And.Contain("Gryder og stole larmer mere, end man tror");
        page.Document.QuerySelector("#rule-Horizon").Should().BeNull("it is set");

        var nothing = await room.Caretaker.SubmitAsync(page, new Dictionary<string, string?> { ["rule"] = null });
        nothing.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        nothing.Text.Should().Contain("Vælg mindst én regel");

        var added = await room.Caretaker.SubmitAsync(page);
        added.RedirectsTo.Should().Be("/rules/of/resource/koekkenet");
        var offered = page.Document.QuerySelectorAll("input[name=rule]").Length;
        (await room.ValueAsync<long>("select count(*) from rule where reason_da <> 'Ferie'")).Should().Be(offered);
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'Horizon'")).Should().Be(1);
        (await room.ValueAsync<long>("select count(*) from audit where action = 'rule.set'")).Should().Be(offered);

        await room.Caretaker.SubmitAsync(page);
        (await room.ValueAsync<long>("select count(*) from rule where reason_da <> 'Ferie'")).Should().Be(offered, "they are all set already");
    }

    [Fact]
    public async Task Start_ThatContradictsWhatThereIs_IsRefusedWithBothNamed()
    {
        await room.ExecuteAsync("delete from rule where kind <> 'MaximumDuration'");
        await room.ExecuteAsync("update rule set parameters = '{\"minutes\": 30}'");

        var page = await room.Caretaker.FillInAsync("/rules/of/resource/koekkenet/start");

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#obstacles")!.TextContent.Should().Contain("Højst 30 minutter").And.Contain("Mindst 1 time");
        (await room.ValueAsync<long>("select count(*) from rule")).Should().Be(1);
    }

    [Fact]
    public async Task Drop_EndsTheRuleForAReasonThatIsKept_AndCanBeUndone()
    {
        var old = await room.RuleOfAsync("Horizon");
        var without = await room.Caretaker.FillInAsync($"/rules/{old}/drop", new Dictionary<string, string?> { ["reason"] = " " });
        without.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        without.Text.Should().Contain("Skriv, hvorfor reglen ikke skal gælde mere");

        var dropped = await room.Caretaker.FillInAsync($"/rules/{old}/drop", new Dictionary<string, string?> { ["reason"] = "Den hjalp ingen" });

        dropped.RedirectsTo.Should().Be($"/rules/of/resource/koekkenet?dropped={old}");
        (await room.ValueAsync<bool>("select valid_until is not null from rule where id = @old", new { old })).Should().BeTrue();
        (await room.ValueAsync<string>("select detail->>'reason' from audit where action = 'rule.dropped' and subject = @old", new { old }))
            .Should().Be("Den hjalp ingen");
        (await room.Caretaker.GetAsync($"/rules/{old}/drop")).RedirectsTo.Should().Be($"/rules/{old}");

        var page = await room.Caretaker.FollowAsync(dropped);
        page.Text.Should().Contain("Reglen er fjernet: Du kan booke op til 365 dage frem");
        var again = await room.Caretaker.SubmitAsync(page);

        again.RedirectsTo.Should().Contain("?saved=");
        (await room.ValueAsync<string>("select concat_ws('|', parameters->>'days', reason_da, reason_en) from rule where kind = 'Horizon' and valid_until is null"))
            .Should().Be("365|Ferie|Holiday");
        (await room.Caretaker.SubmitAsync(page)).Status.Should().NotBe(HttpStatusCode.InternalServerError);
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'Horizon' and valid_until is null")).Should().Be(1);
    }

    [Fact]
    public async Task Restore_OfARuleWithALastDay_KeepsIt()
    {
        var old = await room.RuleOfAsync("Horizon");
        await room.ExecuteAsync("update rule set valid_until = '2027-06-30 22:00Z' where id = @old", new { old });
        var page = await room.Caretaker.FollowAsync(
            await room.Caretaker.FillInAsync($"/rules/{old}/drop", new Dictionary<string, string?> { ["reason"] = "x" }));

        await room.Caretaker.SubmitAsync(page);

        (await room.ValueAsync<string>("select (valid_until at time zone 'utc')::text from rule where kind = 'Horizon' and id <> @old", new { old }))
            .Should().Be("2027-06-30 22:00:00");
    }

    [Fact]
    public async Task QuietHours_WhereItIsNeverOpenInThem_AreNotShownToThoseWhoBook()
    {
        var hours = await room.RuleOfAsync("OpeningHours");
        await room.SetAsync(new QuietHours(22 * 60, 31 * 60));
        await room.ExecuteAsync(
            """update rule set parameters = '{"week": [{"day": 1, "opensMinute": 480, "closesMinute": 1320}], "seasons": []}' where id = @hours""", new { hours });

        (await room.Caretaker.GetAsync("/resources/koekkenet")).Text.Should().NotContain("Hold lyden nede");
        (await room.Caretaker.GetAsync("/rules/of/resource/koekkenet")).Text.Should().Contain("Hold lyden nede").And.Contain("Her er aldrig åbent på den tid");

        await room.ExecuteAsync(
            """update rule set parameters = '{"week": [{"day": 1, "opensMinute": 480, "closesMinute": 1350}], "seasons": []}' where id = @hours""", new { hours });
        (await room.Caretaker.GetAsync("/resources/koekkenet")).Text.Should().Contain("Hold lyden nede");
        (await room.Caretaker.GetAsync("/rules/of/resource/koekkenet")).Text.Should().NotContain("Her er aldrig åbent på den tid");
    }

    [Fact]
    public async Task Restore_AfterAWhile_IsNoLongerOffered()
    {
        var old = await room.RuleOfAsync("Horizon");
        var page = await room.Caretaker.FollowAsync(
            await room.Caretaker.FillInAsync($"/rules/{old}/drop", new Dictionary<string, string?> { ["reason"] = "x" }));
        room.Application.Clock.AdvanceMinutes(61);

        (await room.Caretaker.SubmitAsync(page)).RedirectsTo.Should().Be($"/rules/{old}");
        (await room.Caretaker.GetAsync($"/rules/of/resource/koekkenet?dropped={old}")).Text.Should().NotContain("Reglen er fjernet");
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'Horizon' and valid_until is null")).Should().Be(0);
    }

    [Fact]
    public async Task Drop_OfARuleToCome_LetsTheOldOneGoOn()
    {
        var old = await room.RuleOfAsync("Horizon");
        await room.Caretaker.FillInAsync(
            $"/rules/{old}/edit", new Dictionary<string, string?> { ["days"] = "10", ["start-date"] = "2027-01-01", ["act"] = "save" });
        var coming = await room.ValueAsync<Guid>("select id from rule where replaces = @old", new { old });

        await room.Caretaker.FillInAsync($"/rules/{coming}/drop", new Dictionary<string, string?> { ["reason"] = "Alligevel ikke" });

        (await room.ValueAsync<bool>("select valid_until is null from rule where id = @old", new { old })).Should().BeTrue();
        (await room.ValueAsync<bool>("select valid_until = valid_from from rule where id = @coming", new { coming })).Should().BeTrue();
    }

    [Fact]
    public async Task ResourcePage_LeadsItsCaretakerToItsRules()
    {
        (await room.Caretaker.GetAsync("/resources/koekkenet")).Document.QuerySelector("main a[href='/rules/of/resource/koekkenet']").Should().NotBeNull();
        (await room.Application.NewBrowser().GetAsync("/resources/koekkenet")).Document.QuerySelector("main a[href='/rules/of/resource/koekkenet']").Should().BeNull();
    }
}
