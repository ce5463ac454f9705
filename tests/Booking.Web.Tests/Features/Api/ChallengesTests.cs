using System.Net;
using System.Text.Json.Nodes;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Challenges;
using Booking.Web.Mail;
using Booking.Web.Tests.Features.Challenges;

namespace Booking.Web.Tests.Features.Api;

/// <summary>Programs that ask why a rule has to be so, support those who do, answer, and moderate.</summary>
public sealed class ChallengesTests : ChallengeStory
{
    private ApiClient bente = null!;
    private ApiClient ali = null!;

    private string Asking => $"/api/v1/rules/{Rule.Id}/challenges";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await NamedAsync("bente@example.dk", "Bente Holm");
        bente = await ProgramAsync("bente@example.dk");
        ali = await ProgramAsync("ali@example.dk");
    }

    [Fact]
    public async Task Ask_UnderAKey_MakesOneThatStandsOnTheRulesPageWithoutAName()
    {
        await CaretakerAsync();
        var (body, key) = (new { prevents = Prevents, better = Better }, Guid.NewGuid().ToString());

        var made = await bente.MakeAsync(Asking, body, key);

        made.Status.Should().Be(HttpStatusCode.Created, made.Text);
        made.Response.Headers.Location!.ToString().Should().Be(AddressOf(made.Json));
        (await bente.MakeAsync(Asking, body, key)).Text.Should().Be(made.Text, "it is made once");
        (await bente.MakeAsync(Asking, body)).Text.Should().Be(made.Text, "it says the same");
        (await bente.MakeAsync(Asking, body with { better = "Otte timer." }, key)).Code.Should().Be("KeyUsed");
        var another = await bente.MakeAsync(Asking, body with { better = "Otte timer." });
        (another.Status, another.Code).Should().Be((HttpStatusCode.Conflict, "AlreadyChallenged"));
        (await CountAsync("challenge")).Should().Be(1);
        (await CountAsync("audit where action = 'challenge.made'")).Should().Be(1);
        (await RecipientsAsync(MailKind.ChallengeMade)).Should().Equal("pedel@example.dk");
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Udfordring fra en borger").And.Contain(Prevents).And.NotContain("Bente");
        Said(made.Json, "askedOn", "answerBy", "prevents", "better", "isOwn", "isOverdue", "mayAnswer")
            .Should().Equal("2026-11-25", "2026-12-09", Prevents, Better, "true", "false", "false");
        (await ApiClient.ForNobody(Application).GetAsync(AddressOf(made.Json))).Text.Should().Be((await ali.GetAsync(AddressOf(made.Json))).Text, "all can read it");
        var seen = (await ali.GetAsync(Asking)).Json.AsArray().Should().ContainSingle().Subject!;
        seen.ToJsonString().Should().NotContain("Bente").And.NotContain("bente@").And.NotContain(bente.Person.Id.ToString());
        Said(seen, "id", "isOwn", "answer").Should().Equal((string)made.Json["id"]!, "false", null);
    }

    [Fact]
    public async Task Ask_WithTheName_ShowsItUntilItIsHidden()
    {
        var made = await bente.MakeAsync(Asking, new { prevents = Prevents, better = Better, showName = true });

        Said((await ali.GetAsync(AddressOf(made.Json))).Json, "name").Should().Equal("Bente Holm");
        await (await AdministratorProgramAsync()).PostAsync($"{AddressOf(made.Json)}/hiding", new { reason = "Uhøfligt." });
        (await ali.GetAsync(AddressOf(made.Json))).Text.Should().NotContain("Bente").And.NotContain(Prevents);
    }

    [Theory]
    [InlineData("{}", "prevents better")]
    [InlineData("""{"prevents":" \n","better":"Bedre."}""", "prevents")]
    [InlineData("""{"prevents":"Alt.","better":""}""", "better")]
    [InlineData("""{"prevents":"Alt.","better":7,"showName":"ja"}""", "better")]
    [InlineData("""{"prevents":"Alt.","better":"Bedre.","showName":"ja"}""", "showName")]
    [InlineData("""{"prevents":"Alt.","better":"Bedre.","name":"Bente"}""", "name")]
    public async Task Ask_WithWhatCannotBeMeant_NamesTheFieldAndMakesNothing(string json, string fields)
    {
        var answer = await bente.SendAsync(HttpMethod.Post, Asking, json, ("Idempotency-Key", "x"));

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().BeEquivalentTo(fields.Split(' '));
        (await CountAsync("challenge")).Should().Be(0);
    }

    [Fact]
    public async Task Ask_TooLong_WithoutAKeyOrOfNoRule_MakesNothing()
    {
        var body = new { prevents = Prevents, better = Better };
        var tooLong = await bente.MakeAsync(Asking, body with { better = new string('å', ChallengeForm.LongestText + 1) });
        ((string)tooLong.Json["errors"]!["better"]![0]!).Should().Be("Skriv højst 1000 tegn.");
        (await bente.PostAsync(Asking, body)).Errors.Should().Equal("Idempotency-Key");
        (await bente.MakeAsync($"/api/v1/rules/{Guid.NewGuid()}/challenges", body)).Code.Should().Be("UnknownRule");
        (await bente.GetAsync($"/api/v1/rules/{Guid.NewGuid()}/challenges")).Code.Should().Be("UnknownRule");
        (await ApiClient.ForNobody(Application).MakeAsync(Asking, body)).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await CountAsync("challenge")).Should().Be(0);
        (await bente.MakeAsync(Asking, body with { better = new string('å', ChallengeForm.LongestText) })).Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Ask_OnceItIsAnsweredAndTheRuleIsGone_AnswersTheSameKeyAndNobodyElse()
    {
        var (body, key) = (new { prevents = Prevents, better = Better }, Guid.NewGuid().ToString());
        var made = await bente.MakeAsync(Asking, body, key);
        var caretaker = await CaretakerProgramAsync();
        await caretaker.PostAsync($"{AddressOf(made.Json)}/answer", new { choice = "keep", reason = "Der er kø." });

        var again = await bente.MakeAsync(Asking, body, key);
        Said(again.Json, "id", "answer", "reason").Should().Equal((string)made.Json["id"]!, "keep", "Der er kø.");
        await ExecuteAsync("update rule set valid_until = @now where id = @Id", new { now = Application.Clock.GetCurrentInstant(), Rule.Id });
        (await bente.MakeAsync(Asking, body, key)).Text.Should().Be(again.Text);
        var late = await ali.MakeAsync(Asking, body);
        (late.Status, late.Code).Should().Be((HttpStatusCode.Conflict, "RuleEnded"));
        (await CountAsync("challenge")).Should().Be(1);
    }

    [Fact]
    public async Task Ask_MoreThanFiveADay_WaitsUntilTheNext()
    {
        var rules = new List<TestRule>();
        for (var days = 90; days <= 90 + ChallengeRule.MostADay; days++)
        {
            rules.Add(await new TestRule(new Horizon(days)) { Until = BookingApplication.Start + Duration.FromDays(60) }.InsertAsync(Application.Database.DataSource));
        }

        var answers = new List<ApiAnswer>();
        foreach (var rule in rules)
        {
            answers.Add(await bente.MakeAsync($"/api/v1/rules/{rule.Id}/challenges", new { prevents = Prevents, better = Better }));
        }

        answers.SkipLast(1).Should().OnlyContain(answer => answer.Status == HttpStatusCode.Created);
        (answers[^1].Status, answers[^1].Code).Should().Be((HttpStatusCode.TooManyRequests, "TooManyChallenges"));
        (await CountAsync("challenge")).Should().Be(ChallengeRule.MostADay);
    }

    [Fact]
    public async Task Support_CountsOnceAndCanBeTakenBack_UntilItIsAnswered()
    {
        var address = await AskedAsync();

        Said((await ali.PutAsync($"{address}/support")).Json, "supporters", "isSupported", "isOwn").Should().Equal("1", "true", "false");
        Said((await ali.PutAsync($"{address}/support")).Json, "supporters", "isSupported").Should().Equal("1", "true");
        Said((await bente.GetAsync(address)).Json, "supporters", "isSupported", "isOwn").Should().Equal("1", "false", "true");
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Én støtter udfordringen.");
        var own = await bente.PutAsync($"{address}/support");
        (own.Status, own.Code).Should().Be((HttpStatusCode.Conflict, "OwnChallenge"));
        (await CountAsync("challenge_support")).Should().Be(1);
        Said((await ali.DeleteAsync($"{address}/support")).Json, "supporters", "isSupported").Should().Equal("0", "false");
        (await ali.DeleteAsync($"{address}/support")).Status.Should().Be(HttpStatusCode.OK);
        (await ali.PutAsync($"/api/v1/challenges/{Guid.NewGuid()}/support")).Code.Should().Be("UnknownChallenge");

        await ali.PutAsync($"{address}/support");
        await (await CaretakerProgramAsync()).PostAsync($"{address}/answer", new { choice = "keep", reason = "Der er kø." });
        var late = await (await ProgramAsync("carl@example.dk")).PutAsync($"{address}/support");
        (late.Status, late.Code).Should().Be((HttpStatusCode.Conflict, "ChallengeAnswered"));
        (await ali.DeleteAsync($"{address}/support")).Code.Should().Be("ChallengeAnswered");
        (await CountAsync("challenge_support")).Should().Be(1);
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().Equal("ali@example.dk", "bente@example.dk");
    }

    [Fact]
    public async Task RuleOfADraft_IsThereForThoseWhoStandBehindItOnly()
    {
        var draft = await new TestResource { Published = false }.InsertAsync(Application.Database.DataSource);
        var rule = await new TestRule(new GroupSize(12)) { Resource = draft.Id }.InsertAsync(Application.Database.DataSource);
        var caretaker = await CaretakerProgramAsync();
        var asking = $"/api/v1/rules/{rule.Id}/challenges";
        var address = AddressOf((await caretaker.MakeAsync(asking, new { prevents = Prevents, better = Better })).Json);

        (await caretaker.GetAsync(asking)).Json.AsArray().Should().ContainSingle();
        (await ali.GetAsync(asking)).Code.Should().Be("UnknownRule");
        (await ApiClient.ForNobody(Application).GetAsync(asking)).Code.Should().Be("UnknownRule");
        (await ali.MakeAsync(asking, new { prevents = Prevents, better = Better })).Code.Should().Be("UnknownRule");
        (await ali.GetAsync(address)).Code.Should().Be("UnknownChallenge");
        (await ali.PutAsync($"{address}/support")).Code.Should().Be("UnknownChallenge");
        (await ali.PostAsync($"{address}/answer", new { choice = "keep", reason = "Nej." })).Code.Should().Be("UnknownChallenge");
        (await CountAsync("challenge"), await CountAsync("challenge_support"), await CountAsync("challenge where answered_at is not null")).Should().Be((1, 0, 0));
    }

    [Fact]
    public async Task Answer_ThatKeepsTheRule_IsGivenOnceByThoseWhoStandBehindIt()
    {
        var address = await AskedAsync();
        var caretaker = await CaretakerProgramAsync();
        await new TestResource { Owner = "anden" }.InsertAsync(Application.Database.DataSource);
        var elsewhere = await CaretakerProgramAsync("fremmed@example.dk", "anden");

        var waiting = (await caretaker.GetAsync("/api/v1/challenges")).Json;
        waiting["others"]!.AsArray().Should().BeEmpty();
        var one = waiting["own"]!.AsArray().Should().ContainSingle().Subject!;
        Said(one, "where", "prevents", "supporters", "answerBy", "isOverdue").Should().Equal("Køkkenet i Gellerup", Prevents, "0", "2026-12-09", "false");
        Said(one["rule"]!, "text", "reason").Should().Equal("Højst 4 timer ad gangen", Rule.ReasonDa);
        waiting.ToJsonString().Should().NotContain("Bente").And.NotContain("bente@");
        (await elsewhere.GetAsync("/api/v1/challenges")).Json["own"]!.AsArray().Should().BeEmpty();
        (await ali.GetAsync("/api/v1/challenges")).Status.Should().Be(HttpStatusCode.Forbidden);
        var about = (await caretaker.GetAsync($"{address}/answer")).Json;
        Said(about["choices"]!).Should().Equal("keep", "change", "drop");
        Said(about, "changedTo", "notedReason").Should().Equal(null, null);
        Said((await caretaker.GetAsync(address)).Json, "mayAnswer").Should().Equal("true");

        (await caretaker.PostAsync($"{address}/answer", new { })).Errors.Should().Equal("choice");
        (await caretaker.PostAsync($"{address}/answer", new { choice = "nej", reason = "Nej." })).Errors.Should().Equal("choice");
        var silent = await caretaker.PostAsync($"{address}/answer", new { choice = "keep", reason = " \n" });
        ((string)silent.Json["errors"]!["reason"]![0]!).Should().StartWith("Skriv, hvorfor.");
        (await caretaker.PostAsync($"{address}/answer", new { choice = "drop" })).Errors.Should().Equal("reason");
        var wordy = await caretaker.PostAsync($"{address}/answer", new { choice = "keep", reason = new string('x', AnswerChallenge.LongestReason + 1) });
        ((string)wordy.Json["errors"]!["reason"]![0]!).Should().Be("Skriv højst 1000 tegn.");
        foreach (var other in new[] { elsewhere, ali, bente })
        {
            (await other.GetAsync($"{address}/answer")).Status.Should().Be(HttpStatusCode.Forbidden);
            (await other.PostAsync($"{address}/answer", new { choice = "drop", reason = "Derfor." })).Code.Should().Be("Forbidden");
        }

        (await caretaker.PostAsync($"/api/v1/challenges/{Guid.NewGuid()}/answer", new { choice = "keep", reason = "Nej." })).Code.Should().Be("UnknownChallenge");
        (await CountAsync("challenge where answered_at is not null or answer_reason is not null")).Should().Be(0);
        (await CountAsync("rule where valid_until is not null")).Should().Be(0);

        var answered = await caretaker.PostAsync($"{address}/answer", new { choice = "keep", reason = "Der er kø hver søndag." });
        answered.Status.Should().Be(HttpStatusCode.OK, answered.Text);
        Said(answered.Json, "answer", "reason", "answeredBy", "answeredOn", "answerBy", "mayAnswer")
            .Should().Equal("keep", "Der er kø hver søndag.", "Beboerhuset", "2026-11-25", null, "false");
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().ContainAll("Svar: Reglen bliver", "Der er kø hver søndag.");
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().Equal("bente@example.dk");
        (await QueryAsync<string>("select p.email from audit a join person p on p.id = a.actor_id where a.action = 'challenge.answered'")).Should().Be("pedel@example.dk");
        var again = await caretaker.PostAsync($"{address}/answer", new { choice = "drop", reason = "Eller alligevel." });
        (again.Status, again.Code).Should().Be((HttpStatusCode.Conflict, "ChallengeAnswered"));
        (await caretaker.GetAsync($"{address}/answer")).Code.Should().Be("ChallengeAnswered");
        (await CountAsync("rule where valid_until is not null")).Should().Be(0);
        (await caretaker.GetAsync("/api/v1/challenges")).Json["own"]!.AsArray().Should().BeEmpty();
    }

    [Fact]
    public async Task Answer_ThatDropsTheRule_EndsItAndAnswersWhateverWaits()
    {
        var address = await AskedAsync();
        await ali.MakeAsync(Asking, new { prevents = "Noget andet.", better = Better });

        var answered = await (await CaretakerProgramAsync()).PostAsync($"{address}/answer", new { choice = "drop", reason = "Den er ikke nødvendig." });

        Said(answered.Json, "answer", "newRule").Should().Equal("drop", null);
        (await ali.GetAsync(Asking)).Json.AsArray().Select(one => (string?)one!["answer"]).Should().Equal("drop", "drop");
        (await QueryAsync<bool>("select valid_until is not null from rule where id = @Id", new { Rule.Id })).Should().BeTrue();
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Svar: Reglen er væk");
    }

    [Fact]
    public async Task Answer_ThatChangesTheRule_IsGivenWithTheReasonThatWasNoted_WhenTheRuleIsChanged()
    {
        // The kitchen has one of the kind already, beside which none can be set.
        await ExecuteAsync("delete from rule where resource_id = @Kitchen and kind = 'MaximumDuration' and id <> @Rule", new { Kitchen = Kitchen.Id, Rule = Rule.Id });
        var address = await AskedAsync();
        var caretaker = await CaretakerProgramAsync();
        var noted = await caretaker.PostAsync($"{address}/answer", new { choice = "change", reason = "Vi prøver." });

        var changed = await caretaker.PutAsync(noted.Response.Headers.Location!.ToString(), new
        {
            kind = "MaximumDuration", parameters = new { minutes = 360 }, reasonDa = "Seks timer er nok.", challenge = (string)noted.Json["id"]!,
        });

        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        Said((await bente.GetAsync(address)).Json, "answer", "reason", "newRule").Should().Equal("change", "Vi prøver.", (string)changed.Json["id"]!);
        (await RecipientsAsync(MailKind.ChallengeAnswered)).Should().Equal("bente@example.dk");
    }

    [Fact]
    public async Task Answer_ThatChangesTheRule_IsNotedUntilTheRuleIsChanged()
    {
        var address = await AskedAsync();
        var caretaker = await CaretakerProgramAsync();

        var noted = await caretaker.PostAsync($"{address}/answer", new { choice = "change", reason = "Vi prøver." });

        noted.Status.Should().Be(HttpStatusCode.Accepted, noted.Text);
        noted.Response.Headers.Location!.ToString().Should().Be($"/api/v1/rules/{Rule.Id}");
        Said(noted.Json, "answer", "reason").Should().Equal(null, null);
        Said((await caretaker.GetAsync($"{address}/answer")).Json, "notedReason").Should().Equal("Vi prøver.");
        (await ali.GetAsync(address)).Text.Should().NotContain("Vi prøver.");

        var newer = await ReplacedAsync();
        var about = (await caretaker.GetAsync($"{address}/answer")).Json;
        Said(about["choices"]!).Should().Equal("change");
        Said(about, "changedTo").Should().Equal("Højst 6 timer ad gangen");
        var kept = await caretaker.PostAsync($"{address}/answer", new { choice = "keep", reason = "Den bliver." });
        (kept.Status, kept.Code).Should().Be((HttpStatusCode.Conflict, "AnswerNotOffered"));
        (await CountAsync("challenge where answered_at is not null")).Should().Be(0);
        Said((await caretaker.PostAsync($"{address}/answer", new { choice = "change", reason = "Seks timer." })).Json, "answer", "reason", "newRule")
            .Should().Equal("change", "Seks timer.", newer.ToString());
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Svar: Reglen er ændret");
    }

    [Fact]
    public async Task Answer_AboutARuleThatRanOut_CanOnlySayThatItIsGone()
    {
        var address = await AskedAsync();
        await ExecuteAsync("update rule set valid_until = @now where id = @Id", new { now = Application.Clock.GetCurrentInstant(), Rule.Id });
        var caretaker = await CaretakerProgramAsync();

        Said((await caretaker.GetAsync($"{address}/answer")).Json["choices"]!).Should().Equal("drop");
        foreach (var choice in new[] { "keep", "change" })
        {
            (await caretaker.PostAsync($"{address}/answer", new { choice, reason = "Derfor." })).Code.Should().Be("AnswerNotOffered", choice);
        }

        (await CountAsync("challenge where answer_reason is not null")).Should().Be(0, "there is no new rule to go on to");
        (await caretaker.PostAsync($"{address}/answer", new { choice = "drop", reason = "Den er væk." })).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Waiting_ForAnAdministrator_IsTheCitysAndThenTheOwners()
    {
        var city = await new TestRule(new Horizon(90)).InsertAsync(Application.Database.DataSource);
        var owners = await AskedAsync();
        var own = AddressOf((await bente.MakeAsync($"/api/v1/rules/{city.Id}/challenges", new { prevents = Prevents, better = Better })).Json);
        var caretaker = await CaretakerProgramAsync();
        Application.Clock.Advance(Duration.FromDays(15));

        var waiting = (await (await AdministratorProgramAsync()).GetAsync("/api/v1/challenges")).Json;

        waiting["own"]!.AsArray().Select(one => AddressOf(one!)).Should().Equal(own);
        waiting["others"]!.AsArray().Select(one => AddressOf(one!)).Should().Equal(owners);
        Said(waiting["own"]![0]!, "isOverdue").Should().Equal("true");
        (await caretaker.PostAsync($"{own}/answer", new { choice = "keep", reason = "Nej." })).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Hide_ByAnAdministrator_LeavesTheReasonAndNoText()
    {
        var address = await AskedAsync();
        await ali.PutAsync($"{address}/support");
        var caretaker = await CaretakerProgramAsync();
        var moderator = await AdministratorProgramAsync();

        (await moderator.PostAsync($"{address}/hiding", new { })).Errors.Should().Equal("reason");
        var silent = await moderator.PostAsync($"{address}/hiding", new { reason = " " });
        ((string)silent.Json["errors"]!["reason"]![0]!).Should().Be("Skriv, hvorfor udfordringen skal skjules.");
        var wordy = await moderator.PostAsync($"{address}/hiding", new { reason = new string('x', HideChallenge.LongestReason + 1) });
        ((string)wordy.Json["errors"]!["reason"]![0]!).Should().Be("Skriv højst 500 tegn.");
        (await moderator.PostAsync($"/api/v1/challenges/{Guid.NewGuid()}/hiding", new { reason = "Nej." })).Code.Should().Be("UnknownChallenge");
        (await caretaker.PostAsync($"{address}/hiding", new { reason = "Nej." })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await bente.PostAsync($"{address}/hiding", new { reason = "Nej." })).Status.Should().Be(HttpStatusCode.Forbidden);
        (await CountAsync("challenge where hidden_at is not null")).Should().Be(0);

        var hidden = await moderator.PostAsync($"{address}/hiding", new { reason = "Den nævner en privatperson." });
        Said(hidden.Json, "isHidden", "hiddenReason", "prevents", "better", "supporters", "answerBy")
            .Should().Equal("true", "Den nævner en privatperson.", "", "", "0", null);
        (await moderator.PostAsync($"{address}/hiding", new { reason = "Den anden." })).Text.Should().Be(hidden.Text, "the first reason stays");
        (await CountAsync("audit where action = 'challenge.hidden'")).Should().Be(1);
        (await RecipientsAsync(MailKind.ChallengeHidden)).Should().Equal("bente@example.dk");
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Udfordringen er skjult. Hvorfor: Den nævner en privatperson.");
        (await ali.GetAsync(Asking)).Text.Should().NotContain(Prevents).And.NotContain(Better);
        (await caretaker.GetAsync("/api/v1/challenges")).Json["own"]!.AsArray().Should().BeEmpty();
        (await caretaker.GetAsync($"{address}/answer")).Code.Should().Be("UnknownChallenge");
        (await caretaker.PostAsync($"{address}/answer", new { choice = "keep", reason = "Nej." })).Code.Should().Be("UnknownChallenge");
        (await (await ProgramAsync("carl@example.dk")).PutAsync($"{address}/support")).Code.Should().Be("UnknownChallenge");
        (await CountAsync("challenge_support")).Should().Be(1);
    }

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

    /// <summary>Where Bente's challenge is.</summary>
    private async Task<string> AskedAsync() => AddressOf((await bente.MakeAsync(Asking, new { prevents = Prevents, better = Better })).Json);

    private static string AddressOf(JsonNode challenge) => $"/api/v1/challenges/{challenge["id"]}";

    private static IEnumerable<string?> Said(JsonNode answer, params string[] members) => members.Select(member => answer[member]?.ToString());

    private static IEnumerable<string> Said(JsonNode list) => list.AsArray().Select(one => (string)one!);

    private async Task<ApiClient> ProgramAsync(string email)
    {
        await Application.SignInAsync(email);
        return await ApiClient.ForAsync(Application, email);
    }

    private async Task<ApiClient> CaretakerProgramAsync(string email = "pedel@example.dk", string owner = "beboerhuset")
    {
        await CaretakerAsync(email, owner);
        return await ApiClient.ForAsync(Application, email);
    }

    private async Task<ApiClient> AdministratorProgramAsync()
    {
        await AdministratorAsync();
        return await ApiClient.ForAsync(Application, "admin@example.dk");
    }
}
