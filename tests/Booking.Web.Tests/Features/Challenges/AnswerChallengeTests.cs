using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Challenges;

public sealed class AnswerChallengeTests : ChallengeStory
{
    [Fact]
    public async Task Answer_ThatKeepsTheRule_IsPublicAndReachesThoseWhoAsked()
    {
        var id = await ChallengedAsync();
        await SupportAsync("ali@example.dk");
        var caretaker = await CaretakerAsync();

        var page = await caretaker.FollowAsync(await AnswerAsync(caretaker, id, "keep", "Der er kø hver søndag."));

        page.Heading.Should().Be("Højst 4 timer ad gangen");
        var others = await Application.NewBrowser().GetAsync(RuleAddress);
        others.Text.Should().ContainAll("Svar: Reglen bliver", "Beboerhuset svarede 25. november.", "Der er kø hver søndag.", "Én støtter udfordringen.");
        others.Text.Should().NotContain("pedel");
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().Equal("ali@example.dk", "bente@example.dk");
        (await QueryAsync<string>("select detail ->> 'answer' from audit where action = 'challenge.answered'")).Should().Be("keep");
        (await QueryAsync<string>("select p.email from challenge c join person p on p.id = c.answered_by")).Should().Be("pedel@example.dk");
    }

    [Fact]
    public async Task Answer_InTheReadersLanguage_SaysWhetherTheyAskedOrSupported()
    {
        var id = await ChallengedAsync();
        await SupportAsync("ali@example.dk");
        await ExecuteAsync("update person set language = 'en' where email = 'ali@example.dk'");

        await AnswerAsync(await CaretakerAsync(), id, "keep");

        var mails = await MailsAsync(MailKind.ChallengeAnswered);
        mails["bente@example.dk"].Should().Match<ChallengeMail>(mail => mail.Own && mail.RuleSays == "Højst 4 timer ad gangen" && mail.Answer == "keep");
        mails["ali@example.dk"].Should().Match<ChallengeMail>(mail => !mail.Own && mail.RuleSays == "At most 4 hours at a time");
    }

    [Theory]
    [InlineData("by answering one")]
    [InlineData("by its owner")]
    public async Task Dropping_ARuleThatSeveralHaveChallenged_AnswersThemAll(string how)
    {
        var first = await ChallengedAsync();
        await ChallengedAsync("ali@example.dk");
        var hidden = await ChallengedAsync("sur@example.dk");
        await ExecuteAsync("update challenge set hidden_at = created_at, hidden_reason = 'Groft', remind_at = null where id = @hidden", new { hidden });
        var caretaker = await CaretakerAsync();

        if (how == "by its owner")
        {
            (await caretaker.GetAsync($"{RuleAddress}/drop")).Text.Should().Contain("2 udfordringer venter på svar");
            await caretaker.FillInAsync($"{RuleAddress}/drop", new Dictionary<string, string?> { ["reason"] = "Den er ikke nødvendig." });
        }
        else
        {
            await AnswerAsync(caretaker, first, "drop", "Den er ikke nødvendig.");
        }

        (await QueryAsync<string>("select string_agg(distinct answer || ': ' || answer_reason, ', ') from challenge where hidden_at is null"))
            .Should().Be("drop: Den er ikke nødvendig.");
        (await QueryAsync<long>("select count(*) from challenge where answered_at is not null")).Should().Be(2);
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().Equal("ali@example.dk", "bente@example.dk");
        (await caretaker.GetAsync("/challenges")).Text.Should().NotContain(Prevents);
    }

    [Fact]
    public async Task Answer_ThatDropsTheRule_EndsItAtOnce()
    {
        var id = await ChallengedAsync();

        await AnswerAsync(await CaretakerAsync(), id, "drop", "Den er ikke nødvendig.");

        var page = await Application.NewBrowser().GetAsync(RuleAddress);
        page.Text.Should().ContainAll("Reglen gælder ikke længere.", "Svar: Reglen er væk", "Den er ikke nødvendig.");
        (await Application.NewBrowser().GetAsync($"/resources/{Kitchen.Slug}")).Text.Should().NotContain("Højst 4 timer ad gangen");
        (await QueryAsync<string>("select detail ->> 'challenge' from audit where action = 'rule.ended' and subject = @Id", new { Rule.Id })).Should().Be(id.ToString());
    }

    [Fact]
    public async Task Answer_ThatDropsARuleYetToCome_LetsItNeverHold()
    {
        var coming = await new TestRule(new GroupSize(4)) { Resource = Kitchen.Id, From = Application.Clock.GetCurrentInstant() + Duration.FromDays(30) }
            .InsertAsync(Application.Database.DataSource);
        var id = await ChallengedAsync(rule: coming.Id);

        (await AnswerAsync(await CaretakerAsync(), id, "drop")).Status.Should().Be(HttpStatusCode.Found);

        Application.Clock.Advance(Duration.FromDays(31));
        (await Application.NewBrowser().GetAsync($"/rules/{coming.Id}")).Text.Should().Contain("Den nåede aldrig at gælde.");
    }

    [Fact]
    public async Task Answer_ThatChangesTheRule_LeadsToTheEditorAndIsGivenWithTheNewRule()
    {
        var id = await ChallengedAsync();
        var caretaker = await CaretakerAsync();

        var on = await AnswerAsync(caretaker, id, "change", "Om søndagen er der plads.");

        on.RedirectsTo.Should().Be($"{RuleAddress}/edit?challenge={id}");
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().NotContain("Om søndagen er der plads.", "it is no answer yet");
        (await caretaker.GetAsync($"/challenges/{id}/answer")).Document.QuerySelector("textarea")!.TextContent.Should().Contain("Om søndagen er der plads.");

        var newer = await ReplacedAsync();
        (await ChangedAsync(id, newer, null)).Should().Be(AnswerOutcome.Answered);

        var page = await Application.NewBrowser().GetAsync(RuleAddress);
        page.Text.Should().ContainAll("Svar: Reglen er ændret", "Om søndagen er der plads.");
        page.Document.QuerySelector($".challenge a[href='/rules/{newer}']").Should().NotBeNull();
        (await Application.NewBrowser().GetAsync($"/rules/{newer}")).Text.Should().Contain("Reglen blev ændret, fordi nogen udfordrede den.");
        (await MailsAsync(MailKind.ChallengeAnswered))["bente@example.dk"].NewRuleId.Should().Be(newer);
    }

    [Fact]
    public async Task Answer_WithANewRule_CommitsWithItsTransactionOnly()
    {
        var id = await ChallengedAsync();
        var newer = await ReplacedAsync();

        (await ChangedAsync(id, newer, "Derfor.", commit: false)).Should().Be(AnswerOutcome.Answered);

        (await CountAsync("challenge where answered_at is null")).Should().Be(1);
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().BeEmpty();
    }

    [Fact]
    public async Task Answer_WithANewRule_NeedsAReasonAndTheRight()
    {
        var id = await ChallengedAsync();
        var newer = await ReplacedAsync();

        (await ChangedAsync(id, newer, null)).Should().Be(AnswerOutcome.ReasonMissing);
        (await ChangedAsync(id, newer, "Derfor.", by: await TestPerson.InsertAsync(Application.Database.DataSource, "Fremmed"))).Should().Be(AnswerOutcome.NotTheirs);
        (await ChangedAsync(Guid.NewGuid(), newer, "Derfor.")).Should().Be(AnswerOutcome.NotFound);
        (await ChangedAsync(id, newer, "Derfor.")).Should().Be(AnswerOutcome.Answered);
        (await ChangedAsync(id, newer, "Derfor.")).Should().Be(AnswerOutcome.AlreadyAnswered);
    }

    [Fact]
    public async Task Answer_ToARuleThatHasBeenChangedMeanwhile_PointsToTheNewOne()
    {
        var id = await ChallengedAsync();
        var newer = await ReplacedAsync();
        var caretaker = await CaretakerAsync();

        var form = await caretaker.GetAsync($"/challenges/{id}/answer");
        form.Document.QuerySelectorAll("input[name=answer]").Select(choice => choice.GetAttribute("value")).Should().Equal("change");
        form.Text.Should().Contain("Reglen er allerede ændret Højst 6 timer ad gangen");

        (await AnswerAsync(caretaker, id, "change")).RedirectsTo.Should().Be($"{RuleAddress}#challenge-{id}");
        (await QueryAsync<Guid>("select new_rule_id from challenge")).Should().Be(newer);
    }

    [Fact]
    public async Task Answer_ThatKeepsARuleThatHasRunOut_IsRefusedAndKept()
    {
        var id = await ChallengedAsync();
        var caretaker = await CaretakerAsync();
        var form = await caretaker.GetAsync($"/challenges/{id}/answer");
        await ExecuteAsync("update rule set valid_until = @now where id = @Id", new { now = Application.Clock.GetCurrentInstant(), Rule.Id });

        var page = await caretaker.SubmitAsync(form, new Dictionary<string, string?> { ["answer"] = "keep", ["reason"] = "Den er god." });

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain("kan ikke beholdes").And.Contain("Den er god.");
        page.Document.QuerySelectorAll("input[name=answer]").Select(choice => choice.GetAttribute("value")).Should().Equal("drop");
    }

    [Theory]
    [InlineData("keep", "", "Den, der spurgte, har krav på en begrundelse.")]
    [InlineData("drop", "  ", "Den, der spurgte, har krav på en begrundelse.")]
    [InlineData("change", "", "Den, der spurgte, har krav på en begrundelse.")]
    [InlineData(null, "Derfor.", "Vælg, hvad du gør med reglen.")]
    [InlineData("noget", "Derfor.", "Vælg, hvad du gør med reglen.")]
    [InlineData(null, "", "Vælg, hvad du gør med reglen.")]
    [InlineData(null, "", "Den, der spurgte, har krav på en begrundelse.")]
    public async Task Answer_ThatLacksSomething_KeepsWhatWasTyped(string? answer, string reason, string problem)
    {
        var id = await ChallengedAsync();

        var page = await (await CaretakerAsync()).FillInAsync(
            $"/challenges/{id}/answer", new Dictionary<string, string?> { ["answer"] = answer, ["reason"] = reason });

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain(problem);
        page.Document.QuerySelector("textarea")!.TextContent.Trim().Should().Be(reason.Trim());
        page.Document.QuerySelectorAll("input[name=answer]:checked").Select(choice => choice.GetAttribute("value"))
            .Should().Equal(answer is null or "noget" ? [] : [answer]);
        (await CountAsync("challenge where answered_at is null")).Should().Be(1);
    }

    [Theory]
    [InlineData(1000, HttpStatusCode.Found)]
    [InlineData(1001, HttpStatusCode.UnprocessableEntity)]
    public async Task Answer_AroundTheLongestReason_IsTakenUpToIt(int length, HttpStatusCode status)
    {
        var id = await ChallengedAsync();

        (await AnswerAsync(await CaretakerAsync(), id, "keep", new string('æ', length))).Status.Should().Be(status);
    }

    [Fact]
    public async Task Answer_ByAnybodyElse_IsForbidden()
    {
        var id = await ChallengedAsync();
        var caretaker = await CaretakerAsync();
        var form = await caretaker.GetAsync($"/challenges/{id}/answer");
        var elsewhere = await new TestResource { Owner = "anden" }.InsertAsync(Application.Database.DataSource);
        var stranger = await CaretakerAsync("fremmed@example.dk", elsewhere.Owner);

        (await stranger.GetAsync($"/challenges/{id}/answer")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await stranger.GetAsync(RuleAddress)).Document.QuerySelector("a[href$='/answer']").Should().BeNull();
        (await (await Application.SignInAsync("bente@example.dk")).GetAsync($"/challenges/{id}/answer")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await Application.NewBrowser().GetAsync($"/challenges/{id}/answer")).RedirectsTo.Should().Contain("/sign-in");
        await ExecuteAsync("delete from owner_role where person_id = (select id from person where email = 'pedel@example.dk')");
        (await caretaker.SubmitAsync(form, new Dictionary<string, string?> { ["answer"] = "keep", ["reason"] = "Derfor." })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await CountAsync("challenge where answered_at is null")).Should().Be(1);
    }

    [Fact]
    public async Task Answer_ToTheMunicipalitysRule_IsForAdministrators()
    {
        var rule = await new TestRule(new Horizon(90)).InsertAsync(Application.Database.DataSource);
        var id = await ChallengedAsync(rule: rule.Id);

        (await (await CaretakerAsync()).GetAsync($"/challenges/{id}/answer")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await AnswerAsync(await AdministratorAsync(), id, "keep")).Status.Should().Be(HttpStatusCode.Found);
        (await Application.NewBrowser().GetAsync($"/rules/{rule.Id}")).Text.Should().Contain("Aarhus Kommune svarede");
    }

    [Fact]
    public async Task Answer_ByTwoAtOnce_IsTheFirstOnes()
    {
        var id = await ChallengedAsync();
        var (one, other) = (await CaretakerAsync(), await CaretakerAsync("anden-pedel@example.dk"));
        var forms = new[] { (one, await one.GetAsync($"/challenges/{id}/answer"), "keep"), (other, await other.GetAsync($"/challenges/{id}/answer"), "drop") };

        var answers = await Task.WhenAll(forms.Select(form =>
            form.Item1.SubmitAsync(form.Item2, new Dictionary<string, string?> { ["answer"] = form.Item3, ["reason"] = $"Derfor {form.Item3}." })));

        answers.Select(answer => answer.Status).Should().BeEquivalentTo([HttpStatusCode.Found, HttpStatusCode.Conflict]);
        answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Text.Should().Contain("Udfordringen er allerede besvaret.");
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().Equal("bente@example.dk");
        var given = await QueryAsync<string>("select answer from challenge");
        (await QueryAsync<bool>("select valid_until is not null from rule where id = @Id", new { Rule.Id })).Should().Be(given == "drop");
        (await one.GetAsync($"/challenges/{id}/answer")).RedirectsTo.Should().Be($"{RuleAddress}#challenge-{id}");
    }

    private async Task SupportAsync(string email) =>
        await (await Application.SignInAsync(email)).FillInAsync(RuleAddress, form: "form[action$='/support']");

    /// <summary>The rule has been changed to six hours.</summary>
    private async Task<Guid> ReplacedAsync()
    {
        var now = Application.Clock.GetCurrentInstant();
        var newer = await new TestRule(new MaximumDuration(360)) { Resource = Kitchen.Id, From = now }.InsertAsync(Application.Database.DataSource);
        await ExecuteAsync(
            "update rule set valid_until = @now where id = @Old; update rule set replaces = @Old where id = @New",
            new { now, Old = Rule.Id, New = newer.Id });
        return newer.Id;
    }

    private async Task<AnswerOutcome> ChangedAsync(Guid id, Guid newRule, string? reason, SignedInPerson? by = null, bool commit = true)
    {
        by ??= await (await TestPerson.InsertAsync(Application.Database.DataSource, "Leder")).MakeCaretakerAsync(Application.Database.DataSource, Kitchen.Owner);
        var snapshot = await Application.Services.GetRequiredService<Catalogue>().ReadAsync(default);
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var outcome = await Application.Services.GetRequiredService<AnswerChallenge>().ChangedAsync(connection, id, newRule, reason, by, snapshot, default);
        await (commit ? transaction.CommitAsync() : transaction.RollbackAsync());
        return outcome;
    }

    private async Task<Dictionary<string, ChallengeMail>> MailsAsync(string kind)
    {
        await using var connection = await Application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<(string Recipient, string Content)>("select recipient, content from outbox where kind = @kind", new { kind }))
            .ToDictionary(mail => mail.Recipient, mail => MailJson.Read<ChallengeMail>(mail.Content));
    }
}
