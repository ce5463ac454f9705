using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Challenges;
using Booking.Web.Mail;
using Dapper;

namespace Booking.Web.Tests.Features.Challenges;

public sealed class ChallengeRuleTests : ChallengeStory
{
    [Fact]
    public async Task Challenge_ByAResident_StandsOnTheRulesPageWithoutTheirName()
    {
        var bente = await NamedAsync("bente@example.dk", "Bente Holm");

        var page = await bente.FollowAsync(await ChallengeAsync(bente));

        page.Text.Should().Contain("Din udfordring").And.Contain(Prevents).And.Contain(Better).And.Contain("Svaret kommer senest 9. december.");
        var others = await Application.NewBrowser().GetAsync(RuleAddress);
        others.Text.Should().Contain("Udfordring fra en borger").And.Contain(Prevents).And.NotContain("Bente").And.NotContain("bente@");
        (await QueryAsync<string>("select action from audit where subject = (select id from challenge)")).Should().Be("challenge.made");
    }

    [Fact]
    public async Task Challenge_WithTheName_ShowsItToEveryone()
    {
        await ChallengeAsync(await NamedAsync("bente@example.dk", "Bente Holm"), showName: true);

        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Udfordring fra Bente Holm").And.NotContain("bente@");
    }

    [Fact]
    public async Task Challenge_OfMarkupAndLines_IsShownAsItWasTyped()
    {
        await ChallengeAsync(await Application.SignInAsync("bente@example.dk"), "<b>Linje et</b>\r\nLinje to");

        var page = await Application.NewBrowser().GetAsync(RuleAddress);

        page.Document.QuerySelector(".challenge .own-words")!.TextContent.Should().Be("<b>Linje et</b>\nLinje to");
    }

    [Fact]
    public async Task Challenge_ByAStranger_LeadsToSignInAndBack()
    {
        var stranger = Application.NewBrowser();

        var page = await stranger.GetAsync($"{RuleAddress}/challenge");

        page.RedirectsTo.Should().Contain("/sign-in").And.Contain(Uri.EscapeDataString($"{RuleAddress}/challenge"));
        (await stranger.SignInAsync("bente@example.dk", $"{RuleAddress}/challenge")).RedirectsTo.Should().Be($"{RuleAddress}/challenge");
    }

    [Fact]
    public async Task Challenge_OfARule_TellsThoseWhoStandBehindItWithoutSayingWhoAsks()
    {
        await CaretakerAsync();
        await CaretakerAsync("anden-pedel@example.dk");
        await CaretakerAsync("fremmed@example.dk", await OwnerOfAnotherAsync());
        await AdministratorAsync();

        await ChallengeAsync(await NamedAsync("bente@example.dk", "Bente Holm"), showName: true);

        (await RecipientsAsync(MailKind.ChallengeMade)).Should().Equal("anden-pedel@example.dk", "pedel@example.dk");
        var content = await QueryAsync<string>("select content from outbox where kind = @kind limit 1", new { kind = MailKind.ChallengeMade });
        content.Should().NotContain("Bente");
        MailJson.Read<ChallengeMail>(content).Should().Match<ChallengeMail>(mail =>
            mail.RuleSays == "Højst 4 timer ad gangen" && mail.Where == "Køkkenet i Gellerup" && mail.Prevents == Prevents && mail.LastDay == new LocalDate(2026, 12, 9));
    }

    [Fact]
    public async Task Challenge_WhenTheOwnerHasNobody_TellsTheAdministrators()
    {
        await AdministratorAsync();

        await ChallengedAsync();

        (await RecipientsAsync(MailKind.ChallengeMade)).Should().Equal("admin@example.dk");
    }

    [Fact]
    public async Task Challenge_OfTheMunicipalitysRule_TellsTheAdministratorsInTheirLanguage()
    {
        var rule = await new TestRule(new Horizon(90)).InsertAsync(Application.Database.DataSource);
        await CaretakerAsync();
        await AdministratorAsync();
        await ExecuteAsync("update person set language = 'en' where is_administrator");

        await ChallengedAsync(rule: rule.Id);

        (await RecipientsAsync(MailKind.ChallengeMade)).Should().Equal("admin@example.dk");
        var mail = MailJson.Read<ChallengeMail>(await QueryAsync<string>("select content from outbox where kind = @kind", new { kind = MailKind.ChallengeMade }));
        (mail.Who, mail.Where, mail.RuleName).Should().Be(("The City of Aarhus", "All places in the city", "How far ahead you can book"));
    }

    [Theory]
    [InlineData("", Better, "Skriv, hvad reglen står i vejen for.")]
    [InlineData(" \n ", Better, "Skriv, hvad reglen står i vejen for.")]
    [InlineData(Prevents, "", "Skriv, hvad der ville være bedre.")]
    public async Task Challenge_ThatLacksSomething_KeepsWhatWasTyped(string prevents, string better, string problem)
    {
        var page = await ChallengeAsync(await NamedAsync("bente@example.dk", "Bente"), prevents, better, showName: true);

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain(problem);
        page.Document.QuerySelectorAll("textarea").Select(area => area.TextContent.Trim()).Should().Equal(prevents.Trim(), better.Trim());
        page.Document.QuerySelector("#ShowName")!.HasAttribute("checked").Should().BeTrue();
        (await CountAsync("challenge")).Should().Be(0);
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.Found)]
    [InlineData(1001, HttpStatusCode.UnprocessableEntity)]
    public async Task Challenge_AroundTheLongestText_IsTakenUpToIt(int length, HttpStatusCode status) =>
        (await ChallengeAsync(await Application.SignInAsync("bente@example.dk"), new string('å', length))).Status.Should().Be(status);

    [Fact]
    public async Task Challenge_WhileAnotherOfTheirsWaits_IsRefusedAndKept()
    {
        var bente = await Application.SignInAsync("bente@example.dk");
        var form = await bente.GetAsync($"{RuleAddress}/challenge");
        await bente.SubmitAsync(form, Fields());

        var again = await bente.SubmitAsync(form, Fields("Noget helt andet."));

        again.Status.Should().Be(HttpStatusCode.Conflict);
        again.Text.Should().Contain("Du har allerede udfordret reglen").And.Contain("Noget helt andet.");
        (await bente.SubmitAsync(form, Fields())).RedirectsTo.Should().Contain("#challenge-", "it is the same form, sent twice");
        (await bente.GetAsync($"{RuleAddress}/challenge")).RedirectsTo.Should().Contain("#challenge-");
        (await CountAsync("challenge")).Should().Be(1);
    }

    [Fact]
    public async Task Challenge_SentManyTimesAtOnce_IsMadeOnce()
    {
        var bente = await Application.SignInAsync("bente@example.dk");
        var form = await bente.GetAsync($"{RuleAddress}/challenge");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bente.SubmitAsync(form, Fields())));

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Found);
        (await CountAsync("challenge")).Should().Be(1);
    }

    [Fact]
    public async Task Challenge_AfterTheAnswer_CanBeMadeAgain()
    {
        var id = await ChallengedAsync();
        await AnswerAsync(await CaretakerAsync(), id, "keep");

        await ChallengedAsync();

        (await CountAsync("challenge")).Should().Be(2);
    }

    [Fact]
    public async Task Challenge_MoreThanFiveADay_WaitsUntilTheNext()
    {
        var bente = await Application.SignInAsync("bente@example.dk");
        await ExecuteAsync(
            """
            insert into rule (id, kind, parameters, level, reason_da, set_at, valid_from)
            select gen_random_uuid(), 'Horizon', '{"days": 90}', 'municipality', 'Sådan.', '2026-01-01', '2026-01-01' from generate_series(1, 6)
            """);
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        var rules = (await connection.QueryAsync<Guid>("select id from rule where level = 'municipality'")).AsList();
        foreach (var rule in rules.Take(ChallengeRule.MostADay))
        {
            (await ChallengeAsync(bente, rule: rule)).Status.Should().Be(HttpStatusCode.Found);
        }

        var refused = await ChallengeAsync(bente, rule: rules[^1]);

        refused.Status.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Text.Should().Contain("5 regler det seneste døgn").And.Contain(Prevents);
        Application.Clock.AdvanceHours(24);
        (await ChallengeAsync(bente, rule: rules[^1])).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Challenge_OfARuleThatHasRunOut_IsRefusedAndKept()
    {
        var bente = await Application.SignInAsync("bente@example.dk");
        var form = await bente.GetAsync($"{RuleAddress}/challenge");
        await ExecuteAsync("update rule set valid_until = @now where id = @Id", new { now = Application.Clock.GetCurrentInstant(), Rule.Id });

        var refused = await bente.SubmitAsync(form, Fields());

        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Text.Should().Contain("Reglen gælder ikke længere").And.Contain(Prevents);
        (await bente.GetAsync($"{RuleAddress}/challenge")).RedirectsTo.Should().Be(RuleAddress);
        (await CountAsync("challenge")).Should().Be(0);
    }

    [Fact]
    public async Task Challenge_OfNoRule_IsNotFound()
    {
        var bente = await Application.SignInAsync("bente@example.dk");

        (await bente.GetAsync($"/rules/{Guid.NewGuid()}/challenge")).Status.Should().Be(HttpStatusCode.NotFound);
        (await bente.GetAsync("/rules/noget/challenge")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<string> OwnerOfAnotherAsync()
    {
        var elsewhere = await new TestResource { Owner = "anden" }.InsertAsync(Application.Database.DataSource);
        return elsewhere.Owner;
    }
}
