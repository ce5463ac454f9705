using System.Net;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Tests.Features.Challenges;

namespace Booking.Web.Tests.Features.Rules;

public sealed class RulePageTests : ChallengeStory
{
    [Fact]
    public async Task Rule_OfAResource_SaysWhatWhyWhoWhereAndSinceWhen()
    {
        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Heading.Should().Be("Højst 4 timer ad gangen");
        page.Text.Should().ContainAll(
            "Længste booking · Køkkenet i Gellerup", "Så kan flere nå at lave mad samme dag.", "Beboerhuset står bag reglen.",
            "Den har gældt siden 3. marts.", "Reglen gælder for Køkkenet i Gellerup.");
        page.Document.QuerySelectorAll("main a").Select(link => link.GetAttribute("href"))
            .Should().Contain($"/resources/{Kitchen.Slug}").And.Contain($"{RuleAddress}/challenge");
    }

    [Fact]
    public async Task Rule_InEnglish_IsInEnglish()
    {
        var browser = Application.NewBrowser();
        await browser.SubmitAsync(await browser.GetAsync(RuleAddress), new Dictionary<string, string?> { ["language"] = "en" }, "form.language");

        var page = await browser.GetAsync(RuleAddress);

        page.Heading.Should().Be("At most 4 hours at a time");
        page.Text.Should().ContainAll("So that more people can cook on the same day.", "It has applied since 3 March.", "Nobody has challenged this rule yet.");
    }

    [Fact]
    public async Task Rule_ThatNobodyHasChallenged_SaysHowTo()
    {
        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Text.Should().Contain("Ingen har udfordret reglen endnu.").And.Contain("Beboerhuset svarer inden 14 dage");
    }

    [Fact]
    public async Task Rule_IsReadAloudInOrder()
    {
        await ChallengedAsync();

        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Document.QuerySelectorAll("main h1, main h2, main h3, main h4").Select(heading => $"{heading.TagName} {heading.TextContent}").Should().Equal(
            "H1 Højst 4 timer ad gangen", "H2 Hvorfor?", "H2 Hvem står bag?", "H2 Hvor gælder reglen?", "H2 Udfordringer",
            "H3 Udfordring fra en borger", "H4 Hvad reglen står i vejen for", "H4 Hvad der ville være bedre");
        page.Document.QuerySelectorAll("main table").Should().BeEmpty();
    }

    [Theory]
    [InlineData("municipality", "Aarhus Kommune står bag reglen.", "Reglen gælder for alle steder i kommunen.")]
    [InlineData("district", "Bydelen Gellerup står bag reglen.", "Reglen gælder for alle steder i Gellerup.")]
    [InlineData("owner", "Beboerhuset står bag reglen.", "Reglen gælder for alt, hvad Beboerhuset deler.")]
    public async Task Rule_OfAWiderLevel_SaysWhoAndWhichPlacesFollowIt(string level, string who, string where)
    {
        var rule = await new TestRule(new GroupSize(12))
        {
            District = level == "district" ? Kitchen.District : null, Owner = level == "owner" ? Kitchen.Owner : null,
        }.InsertAsync(Application.Database.DataSource);

        var page = await Application.NewBrowser().GetAsync($"/rules/{rule.Id}");

        page.Text.Should().ContainAll(who, where, "Et sted kan vælge sin egen regel i stedet.", "Lige nu følger ét sted reglen", "Køkkenet i Gellerup");
    }

    [Fact]
    public async Task Rule_ThatEveryPlaceHasItsOwnInsteadOf_SaysSo()
    {
        var rule = await new TestRule(new MaximumDuration(60)).InsertAsync(Application.Database.DataSource);

        (await Application.NewBrowser().GetAsync($"/rules/{rule.Id}")).Text.Should().Contain("Lige nu følger ingen steder reglen.");
    }

    [Fact]
    public async Task Rule_SetAsideByABindingOne_LeadsToThat()
    {
        var binding = await new TestRule(new MaximumDuration(180)) { Binding = true }.InsertAsync(Application.Database.DataSource);

        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Text.Should().Contain("Lige nu gælder en anden regel i stedet. Højst 3 timer ad gangen");
        page.Document.QuerySelector($"main a[href='/rules/{binding.Id}']").Should().NotBeNull();
        (await Application.NewBrowser().GetAsync($"/rules/{binding.Id}")).Text.Should().Contain("Den er bindende");
    }

    [Fact]
    public async Task Rule_ThatWasReplaced_LeadsToTheNewOneAndBack()
    {
        var now = Application.Clock.GetCurrentInstant();
        var newer = await new TestRule(new MaximumDuration(360)) { Resource = Kitchen.Id, From = now }.InsertAsync(Application.Database.DataSource);
        await ExecuteAsync("update rule set valid_until = @now where id = @Id", new { now, Rule.Id });
        await ExecuteAsync("update rule set replaces = @Old where id = @New", new { Old = Rule.Id, New = newer.Id });

        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Text.Should().ContainAll(
            "Reglen gælder ikke længere.", "Reglen blev ændret 25. november. Nu hedder den: Højst 6 timer ad gangen", "Den gjaldt fra 3. marts til 25. november.");
        page.Document.QuerySelector($"main a[href='{RuleAddress}/challenge']").Should().BeNull();
        (await Application.NewBrowser().GetAsync($"/rules/{newer.Id}")).Document.QuerySelector($"main a[href='{RuleAddress}']").Should().NotBeNull();
    }

    [Fact]
    public async Task Rule_YetToCome_SaysFromWhen()
    {
        var rule = await new TestRule(new GroupSize(12)) { Resource = Kitchen.Id, From = Instant.FromUtc(2027, 1, 31, 23, 0) }.InsertAsync(Application.Database.DataSource);

        (await Application.NewBrowser().GetAsync($"/rules/{rule.Id}")).Text.Should().Contain("Den gælder fra 1. februar 2027.");
    }

    [Fact]
    public async Task Rule_ThatCameWithItsPlace_HasHeldSinceItWasWrittenDown()
    {
        await ExecuteAsync("update rule set valid_from = '-infinity' where id = @Id", new { Rule.Id });

        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Den har gældt siden 3. marts.");
    }

    [Fact]
    public async Task Rule_OfOpeningHours_ListsThem()
    {
        var rule = await new TestRule(new OpeningHours([new WeeklySpan(IsoDayOfWeek.Monday, 480, 960), new WeeklySpan(IsoDayOfWeek.Sunday, 600, 840)], []))
        {
            Resource = Kitchen.Id,
        }.InsertAsync(Application.Database.DataSource);

        (await Application.NewBrowser().GetAsync($"/rules/{rule.Id}")).Document.QuerySelectorAll("main > ul > li").Length.Should().BeGreaterThan(1);
    }

    [Fact]
    public async Task Rule_OfAPlaceThatIsNotPublic_IsForItsCaretakersOnly()
    {
        await ExecuteAsync("update resource set published = false where id = @Id", new { Kitchen.Id });

        (await Application.NewBrowser().GetAsync(RuleAddress)).Status.Should().Be(HttpStatusCode.NotFound);
        (await (await Application.SignInAsync("bente@example.dk")).GetAsync($"{RuleAddress}/challenge")).Status.Should().Be(HttpStatusCode.NotFound);
        (await (await CaretakerAsync()).GetAsync(RuleAddress)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/rules/00000000-0000-0000-0000-000000000000")]
    [InlineData("/rules/noget")]
    public async Task Rule_ThatNeverWas_IsNotFound(string address) =>
        (await Application.NewBrowser().GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);

    [Fact]
    public async Task Rule_WithAnAnswerThatIsLate_SaysSoFromTheDayAfter()
    {
        await ChallengedAsync();
        Application.Clock.Reset(Instant.FromUtc(2026, 12, 9, 22, 59));
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Svaret kommer senest 9. december.");
        Application.Clock.AdvanceMinutes(1);

        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Svaret skulle være kommet 9. december.");
    }

    [Fact]
    public async Task Rule_WithSeveralChallenges_ShowsTheNewestFirst()
    {
        await ChallengeAsync(await Application.SignInAsync("bente@example.dk"), "Den første.");
        Application.Clock.AdvanceHours(1);
        await ChallengeAsync(await Application.SignInAsync("ali@example.dk"), "Den anden.");

        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Document.QuerySelectorAll(".challenge").Select(challenge => challenge.QuerySelector(".own-words")!.TextContent).Should().Equal("Den anden.", "Den første.");
    }
}
