using System.Net;
using System.Text.Json;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Permissions;
using Booking.Web.Mail;
using Dapper;

namespace Booking.Web.Tests.Features.Permissions;

/// <summary>Asking and answering through the pages, as browsers without scripts do it.</summary>
public sealed class PermissionPagesTests : IAsyncLifetime
{
    private const string Why = "Vi holder 60-års fødselsdag.";

    private BookingApplication application = null!;
    private TestResource asked = null!;
    private TestResource kitchen = null!;

    private string AskedAddress => $"/resources/{asked.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00";

    private string LongAddress => $"/resources/{kitchen.Slug}/book?start=2026-11-27T15:00&end=2026-11-27T21:00";

    private static Dictionary<string, string?> Fields(params (string Field, string? Value)[] fields) =>
        fields.ToDictionary(one => one.Field, one => one.Value);

    private static Dictionary<string, string?> Bente(params (string Field, string? Value)[] more) =>
        Fields([("People", "12"), ("Purpose", "Fødselsdag"), ("Name", "Bente"), .. more]);

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        asked = await new TestResource { Name = "Salen", Rules = [new Approval(true, null, null, null, false)] }.InsertAsync(application.Database.DataSource);
        kitchen = await new TestResource { Name = "Køkkenet", StepMinutes = 30, MaximumMinutes = 240 }.InsertAsync(application.Database.DataSource);
        await new TestResource { Name = "Skolen", Owner = "skolen" }.InsertAsync(application.Database.DataSource);
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    private async Task<Browser> CaretakerAsync(string email = "pedel@example.dk", string owner = "beboerhuset")
    {
        var browser = await application.SignInAsync(email);
        await ExecuteAsync(
            "insert into owner_role (owner_id, person_id, role) select o.id, p.id, unnest(array['caretaker', 'approver']) from owner o, person p where o.slug = @owner and p.email = @email",
            new { owner, email });
        await ExecuteAsync("update person set name = split_part(email, '@', 1) where email = @email", new { email });
        return browser;
    }

    private async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }

    private async Task<T> QueryAsync<T>(string sql)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<T>(sql))!;
    }

    private Task<string> StatusAsync() => QueryAsync<string>("select status from booking");

    private async Task<string> RequestAsync() => $"/requests/{await QueryAsync<Guid>("select id from permission")}";

    private async Task<(Browser Browser, Page Page)> AskAsync()
    {
        var browser = await application.SignInAsync("bente@example.dk");
        var page = await browser.FollowAsync(await browser.FillInAsync(AskedAddress, Bente()));
        return (browser, page);
    }

    [Fact]
    public async Task Book_WhereTheOwnerSaysYesFirst_SaysSoBeforeAndAfter()
    {
        var browser = await application.SignInAsync("bente@example.dk");
        var form = await browser.GetAsync(AskedAddress);
        form.Text.Should().Contain("Ejeren siger ja eller nej, før din booking gælder.");

        var page = await browser.FollowAsync(await browser.SubmitAsync(form, Bente()));

        page.Status.Should().Be(HttpStatusCode.OK);
        page.Text.Should().ContainAll(
            "Venter på ejeren", "Vi har spurgt ejeren", "fredag 27. november kl. 15.00", "Ejeren siger ja eller nej, før din booking gælder", "Ferie",
            "Træk ønsket tilbage");
        page.Document.QuerySelectorAll("form[action$='/confirm']").Should().BeEmpty();
        (await browser.GetAsync("/bookings")).Text.Should().Contain("Venter på ejeren");
        (await browser.GetAsync($"{page.Response.RequestMessage!.RequestUri!.AbsolutePath}/confirm")).RedirectsTo.Should().NotBeNull();
        (await StatusAsync()).Should().Be("held");
    }

    [Fact]
    public async Task Book_WhenNotSignedIn_AsksTheOwnerOnceTheCodeIsTyped()
    {
        var browser = application.NewBrowser();
        await browser.FillInAsync(AskedAddress, Bente(("Email", "bente@example.dk")));
        (await QueryAsync<long>("select count(*) from permission")).Should().Be(0, "nobody has shown who they are");
        var code = (await browser.NewestCodeAsync("bente@example.dk")).Code;

        var page = await browser.FollowAsync(await browser.FillInAsync("/sign-in/code", Fields(("code", code)), "form[action='/sign-in/code']"));

        page.Text.Should().Contain("Vi har spurgt ejeren");
        (await QueryAsync<string>("select string_agg(kind, ' ' order by kind) from outbox where kind <> 'sign-in-code'"))
            .Should().Be($"{MailKind.PermissionAsked} {MailKind.PermissionToAnswer}");
    }

    [Theory]
    [InlineData("approver", false)]
    [InlineData("caretaker", true)]
    public async Task Request_LeadsToTheBooking_OnlyThoseWhoMaySeeIt(string more, bool leads)
    {
        await AskAsync();
        var browser = await application.SignInAsync("svar@example.dk");
        await ExecuteAsync(
            "insert into owner_role (owner_id, person_id, role) select distinct o.id, p.id, role from owner o, person p, unnest(array['approver', @more]) role where o.slug = 'beboerhuset' and p.email = 'svar@example.dk'",
            new { more });

        var request = await browser.GetAsync(await RequestAsync());

        var links = request.Document.QuerySelectorAll("main a[href^='/bookings/']").Select(link => link.GetAttribute("href")!).ToList();
        links.Should().HaveCount(leads ? 2 : 0, "its page and its messages");
        foreach (var link in links)
        {
            (await browser.GetAsync(link)).Status.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Confirm_PostedForAQuestionThatWaits_ConfirmsNothing()
    {
        var (browser, page) = await AskAsync();
        // The form of withdrawing has a token that any other form of theirs would take.
        var cancel = await browser.GetAsync($"{page.Response.RequestMessage!.RequestUri!.AbsolutePath}/cancel");
        var token = cancel.Document.QuerySelector("form[action$='/cancel'] input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);

        var answer = await browser.Http.PostAsync(new Uri($"{page.Response.RequestMessage!.RequestUri!.AbsolutePath}/confirm", UriKind.Relative), content);

        answer.StatusCode.Should().Be(HttpStatusCode.Found);
        (await StatusAsync()).Should().Be("held");
    }

    [Fact]
    public async Task Withdraw_ByThePerson_FreesTheTime()
    {
        var (browser, page) = await AskAsync();

        var withdrawn = await browser.FollowAsync(await browser.FillInAsync($"{page.Response.RequestMessage!.RequestUri!.AbsolutePath}/cancel"));

        withdrawn.Text.Should().Contain("Ønsket er trukket tilbage");
        (await StatusAsync()).Should().Be("cancelled");
        var caretaker = await CaretakerAsync();
        (await caretaker.GetAsync("/requests")).Text.Should().Contain("Ingen venter på svar");
        var late = await caretaker.GetAsync(await RequestAsync());
        late.Text.Should().Contain("Personen har ikke brug for tiden længere");
        late.Document.QuerySelectorAll("main form").Should().BeEmpty();
    }

    [Fact]
    public async Task Refusal_ByARule_OffersToAskForAnException()
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var refused = await browser.FillInAsync(LongAddress, Bente());

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        refused.Document.QuerySelector("details.ask-owner summary")!.TextContent.Should().Be("Bed om en undtagelse");
        refused.Document.QuerySelector("details.ask-owner")!.HasAttribute("open").Should().BeFalse();
        (await browser.GetAsync(LongAddress)).Document.QuerySelector("details.ask-owner").Should().NotBeNull("who follows an old link may ask as well");
    }

    [Theory]
    [InlineData("Date", "2026-11-24", "det er forbi")]
    [InlineData("People", "21", "der er ikke plads")]
    public async Task Refusal_ThatNoOwnerCanSetAside_OffersNoException(string field, string value, string because)
    {
        var browser = await application.SignInAsync("bente@example.dk");
        var fields = Bente();
        fields[field] = value;

        var refused = await browser.FillInAsync(LongAddress, fields);

        refused.Status.Should().Be(HttpStatusCode.UnprocessableEntity, because);
        refused.Document.QuerySelectorAll("details.ask-owner").Should().BeEmpty(because);
        fields["ask"] = "1";
        fields["Why"] = Why;
        (await browser.FillInAsync(LongAddress, fields)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await QueryAsync<long>("select count(*) from booking")).Should().Be(0);
    }

    [Fact]
    public async Task Refusal_ForSomeoneNotSignedIn_LeadsToSignInAndBackToTheSame()
    {
        var stranger = application.NewBrowser();

        var refused = await stranger.FillInAsync(LongAddress, Bente(("Email", "bente@example.dk")));

        refused.Document.QuerySelectorAll("textarea[name=Why]").Should().BeEmpty();
        var link = refused.Document.QuerySelector(".ask-owner a")!.GetAttribute("href")!;
        link.Should().StartWith("/sign-in?returnUrl=").And.NotContain("bente", "addresses say nothing of the person");
        var back = Uri.UnescapeDataString(link["/sign-in?returnUrl=".Length..]);
        await stranger.SignInAsync("bente@example.dk", back);
        var page = await stranger.GetAsync(back);
        page.Document.QuerySelector("details.ask-owner").Should().NotBeNull();
        page.Document.QuerySelector("#People")!.GetAttribute("value").Should().Be("12");
        page.Document.QuerySelector("#From")!.GetAttribute("value").Should().Be("15:00");
    }

    [Theory]
    [InlineData(" ", "Skriv, hvorfor I har brug for en undtagelse")]
    [InlineData(null, "Skriv, hvorfor I har brug for en undtagelse")]
    [InlineData("x", "Skriv højst 1000 tegn")]
    public async Task AskForException_WithoutAUsableReason_KeepsWhatWasTyped(string? why, string problem)
    {
        var browser = await application.SignInAsync("bente@example.dk");

        var again = await browser.FillInAsync(LongAddress, Bente(("ask", "1"), ("Why", why == "x" ? new string('x', 1001) : why)));

        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Text.Should().Contain(problem);
        again.Document.QuerySelector("details.ask-owner")!.HasAttribute("open").Should().BeTrue();
        again.Document.QuerySelector("#Purpose")!.GetAttribute("value").Should().Be("Fødselsdag");
        (await QueryAsync<long>("select count(*) from booking")).Should().Be(0);
    }

    [Fact]
    public async Task AskForException_AnsweredYes_IsABookingWithTheExceptionNoted()
    {
        var bente = await application.SignInAsync("bente@example.dk");
        var refused = await bente.FillInAsync(LongAddress, Bente());
        var page = await bente.FollowAsync(await bente.SubmitAsync(refused, Bente(("ask", "1"), ("Why", Why))));
        page.Text.Should().ContainAll("Vi har spurgt ejeren", "Undtagelse fra", "Højst 4 timer ad gangen", Why);
        var pedel = await CaretakerAsync();

        var list = await pedel.GetAsync("/requests");
        list.Text.Should().ContainAll("Bente", "Køkkenet", "Undtagelse", "Svar senest", Why, "Højst 4 timer ad gangen", "Ferie");
        list.Document.QuerySelector("nav a[href='/requests']")!.GetAttribute("aria-current").Should().Be("page");
        var request = await pedel.GetAsync(await RequestAsync());
        request.Text.Should().ContainAll("Bente", "12", "Fødselsdag", Why, "Højst 4 timer ad gangen", "Ferie", "fredag 27. november kl. 13.00");
        request.Document.QuerySelectorAll("a[href^='/rules/']").Should().ContainSingle();
        var answered = await pedel.FollowAsync(await pedel.SubmitAsync(request, Fields(("say", "yes"), ("reason", "Der kommer ingen efter jer."))));
        answered.Text.Should().ContainAll("pedel sagde ja", "Der kommer ingen efter jer.");
        answered.Document.QuerySelectorAll("main form").Should().BeEmpty();

        (await StatusAsync()).Should().Be("confirmed");
        var booking = await bente.GetAsync(page.Response.RequestMessage!.RequestUri!.AbsolutePath);
        booking.Text.Should().ContainAll("Bekræftet", "Ejeren gjorde en undtagelse", "Undtagelse fra", "Højst 4 timer ad gangen", "Der kommer ingen efter jer.");
    }

    [Fact]
    public async Task Answer_WithNo_NeedsAReasonWhichThePersonReads()
    {
        var (bente, page) = await AskAsync();
        var pedel = await CaretakerAsync();

        var again = await pedel.FillInAsync(await RequestAsync(), Fields(("say", "no"), ("reason", "  ")));
        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Text.Should().Contain("Skriv, hvorfor du siger nej");
        await pedel.SubmitAsync(again, Fields(("say", "no"), ("reason", "Vi maler <b>hele</b> ugen.")));

        (await StatusAsync()).Should().Be("cancelled");
        var told = await bente.GetAsync(page.Response.RequestMessage!.RequestUri!.AbsolutePath);
        told.Text.Should().ContainAll("Aflyst", "Ejeren sagde nej", "Vi maler <b>hele</b> ugen.");
        told.Document.QuerySelectorAll("main b").Should().BeEmpty();
    }

    [Theory]
    [InlineData(null, "for")]
    [InlineData("maybe", "for")]
    public async Task Answer_ThatIsNeitherYesNorNo_ChangesNothing(string? say, string reason)
    {
        await AskAsync();
        var pedel = await CaretakerAsync();

        (await pedel.FillInAsync(await RequestAsync(), Fields(("say", say), ("reason", reason)))).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await pedel.FillInAsync(await RequestAsync(), Fields(("say", "no"), ("reason", new string('x', 1001))))).Status
            .Should().Be(HttpStatusCode.UnprocessableEntity);

        (await StatusAsync()).Should().Be("held");
    }

    [Fact]
    public async Task Answer_AfterSomebodyElses_IsToldWhoAndWhat()
    {
        await AskAsync();
        var (anders, birthe) = (await CaretakerAsync("anders@example.dk"), await CaretakerAsync("birthe@example.dk"));
        var (first, second) = (await anders.GetAsync(await RequestAsync()), await birthe.GetAsync(await RequestAsync()));
        await anders.SubmitAsync(first, Fields(("say", "yes"), ("reason", "Velkommen")));

        var late = await birthe.SubmitAsync(second, Fields(("say", "no"), ("reason", "Nej")));

        late.Status.Should().Be(HttpStatusCode.Conflict);
        late.Text.Should().ContainAll("Dit svar blev ikke gemt", "anders sagde ja", "Velkommen");
        (await StatusAsync()).Should().Be("confirmed");
    }

    [Fact]
    public async Task Answer_AfterTheTimeRanOut_SaysWhatToDo()
    {
        await AskAsync();
        var pedel = await CaretakerAsync();
        var form = await pedel.GetAsync(await RequestAsync());
        application.Clock.Advance(Duration.FromDays(3));

        var late = await pedel.SubmitAsync(form, Fields(("say", "yes"), ("reason", "Ja")));

        late.Status.Should().Be(HttpStatusCode.Conflict);
        late.Text.Should().ContainAll("Dit svar blev ikke gemt", "bed personen om at spørge igen");
    }

    [Fact]
    public async Task Several_AnsweredAtOnce_SayOfEachWhatHappened()
    {
        var open = await new TestResource { Name = "Drivhuset", Rules = [new Approval(true, null, null, null, false, Holds: false)] }
            .InsertAsync(application.Database.DataSource);
        var address = $"/resources/{open.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00";
        var bente = await application.SignInAsync("bente@example.dk");
        var carl = await application.SignInAsync("carl@example.dk");
        var waiting = await bente.FollowAsync(await bente.FillInAsync(address, Bente()));
        waiting.Text.Should().ContainAll("Vi holder ikke tiden imens", "Andre kan tage tiden imens").And.NotContain("Vi holder tiden til dig");
        await carl.FillInAsync(address, Fields(("People", "3"), ("Name", "Carl")));
        await bente.FillInAsync(AskedAddress, Bente());
        var week = $"/resources/{open.Slug}/week/2026-W48";
        (await bente.GetAsync(week)).Document.QuerySelectorAll(".slot-asked").Should().BeEmpty("who else wants it is for the owner");
        var pedel = await CaretakerAsync();
        var slots = (await pedel.GetAsync(week)).Document.QuerySelectorAll(".slot-asked").Select(slot => slot.TextContent).Distinct();
        slots.Should().Equal("2 ønsker");

        var list = await pedel.GetAsync("/requests");
        list.Text.Should().ContainAll("Tiden er ikke holdt", "Tiden er holdt, til du svarer", "Én til vil have samme tid", "Ingen tidligere bookinger", "Svar senest");
        var choices = list.Document.QuerySelectorAll("input[name=ids]").Select(choice => choice.GetAttribute("value")!).ToList();
        choices.Should().HaveCount(3);
        (await PostSeveralAsync(pedel, "yes", "", [])).Text.Should().Contain("Vælg mindst ét ønske");
        var again = await PostSeveralAsync(pedel, "no", " ", choices);
        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Document.QuerySelectorAll("input[name=ids][checked]").Should().HaveCount(3, "what was ticked stays ticked");
        (await PostSeveralAsync(bente, "yes", "", choices)).Status.Should().Be(HttpStatusCode.NotFound);

        var done = await PostSeveralAsync(pedel, "yes", "Velkommen", choices);

        done.Status.Should().Be(HttpStatusCode.OK);
        done.Text.Should().ContainAll("2 af 3 blev besvaret", "Du sagde ja.", "Ikke besvaret: En anden har taget tiden.", "Tiden er optaget.");
        done.Document.QuerySelectorAll("input[name=ids]").Should().ContainSingle();
        var late = await PostSeveralAsync(pedel, "yes", "Velkommen", choices);
        late.Status.Should().Be(HttpStatusCode.Conflict, "nothing more could be answered");
        late.Text.Should().Contain("Ikke besvaret: pedel havde sagt ja.");
        var taken = await pedel.FillInAsync($"/requests/{done.Document.QuerySelector("input[name=ids]")!.GetAttribute("value")}", Fields(("say", "yes"), ("reason", "Ja")));
        taken.Status.Should().Be(HttpStatusCode.Conflict);
        taken.Text.Should().Contain("Dit ja blev ikke gemt: En anden har taget tiden.");
        (await QueryAsync<string>("select string_agg(status, ' ' order by status) from booking")).Should().Be("confirmed confirmed held");
    }

    private static async Task<Page> PostSeveralAsync(Browser browser, string say, string reason, IReadOnlyList<string> ids)
    {
        var token = (await browser.GetAsync("/profile")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("say", say), KeyValuePair.Create("reason", reason),
            .. ids.Select(id => KeyValuePair.Create("ids", id)),
        ]);
        return await Page.ReadAsync(await browser.Http.PostAsync(new Uri("/requests", UriKind.Relative), content));
    }

    [Fact]
    public async Task Requests_ForAnybodyElse_AreClosed()
    {
        var (bente, _) = await AskAsync();
        var address = await RequestAsync();
        var other = await CaretakerAsync("anden@example.dk", "skolen");

        (await application.NewBrowser().GetAsync("/requests")).RedirectsTo.Should().Contain("/sign-in");
        (await bente.GetAsync("/requests")).Status.Should().Be(HttpStatusCode.NotFound);
        (await bente.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        (await bente.GetAsync("/bookings")).Document.QuerySelectorAll("nav a[href='/requests']").Should().BeEmpty();
        (await other.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.GetAsync("/requests")).Text.Should().Contain("Ingen venter på svar");
        (await other.GetAsync($"/requests/{Guid.NewGuid()}")).Status.Should().Be(HttpStatusCode.NotFound);
        var token = (await other.GetAsync("/profile")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(
            [KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("say", "yes"), KeyValuePair.Create("reason", "Ja")]);
        (await other.Http.PostAsync(new Uri(address, UriKind.Relative), content)).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await StatusAsync()).Should().Be("held");
    }

    [Fact]
    public async Task Requests_ForTheOwnersOwnAddress_AreAnsweredByIt()
    {
        await AskAsync();
        (await QueryAsync<string>("select recipient from outbox where kind = 'permission-to-answer'")).Should().Be("beboerhuset@example.dk");
        var owner = await application.SignInAsync("beboerhuset@example.dk");

        (await owner.GetAsync("/requests")).Text.Should().ContainAll("Bente", "Ejeren siger ja eller nej, før din booking gælder", "Ferie");
        await owner.FillInAsync(await RequestAsync(), Fields(("say", "yes")));

        (await StatusAsync()).Should().Be("confirmed");
    }

    [Fact]
    public async Task Requests_ForAnAdministrator_AreAllThereAre()
    {
        await AskAsync();
        var admin = await application.SignInAsync("admin@example.dk");
        await ExecuteAsync("update person set is_administrator = true where email = 'admin@example.dk'");

        (await admin.GetAsync("/requests")).Text.Should().Contain("Bente");
        await admin.FillInAsync(await RequestAsync(), Fields(("say", "yes")));

        (await StatusAsync()).Should().Be("confirmed");
    }

    [Fact]
    public async Task Answer_WithoutTheFormsToken_IsRefused()
    {
        await AskAsync();
        var pedel = await CaretakerAsync();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("say", "yes")]);

        (await pedel.Http.PostAsync(new Uri(await RequestAsync(), UriKind.Relative), content)).StatusCode.Should().Be(HttpStatusCode.BadRequest);

        (await StatusAsync()).Should().Be("held");
    }

    [Fact]
    public async Task Booking_ForTheCaretakerOfAQuestion_LeadsToTheAnswer()
    {
        var (_, page) = await AskAsync();
        var pedel = await CaretakerAsync();
        var address = page.Response.RequestMessage!.RequestUri!.AbsolutePath;

        var booking = await pedel.GetAsync(address);

        booking.Document.QuerySelectorAll($"main a[href='{await RequestAsync()}']").Should().ContainSingle();
        booking.Document.QuerySelectorAll("main a[href$='/cancel']").Should().BeEmpty();
        (await pedel.GetAsync($"{address}/cancel")).RedirectsTo.Should().Be(address);
    }

    [Fact]
    public async Task Delete_OfAPersonWhoHasAsked_LeavesNoneOfTheirWords()
    {
        var browser = await application.SignInAsync("bente@example.dk");
        await browser.FillInAsync(LongAddress, Bente(("ask", "1"), ("Why", Why)));

        await browser.FillInAsync("/profile/delete");

        (await QueryAsync<long>("select count(*) from permission")).Should().Be(0);
        (await QueryAsync<long>("select count(*) from outbox where content::text like '%Bente%' or content::text like '%fødselsdag%'")).Should().Be(0);
        (await QueryAsync<long>("select count(*) from occupancy")).Should().Be(0);
    }

    [Fact]
    public async Task Delete_OfACaretakerWhoHasAnswered_KeepsTheAnswer()
    {
        await AskAsync();
        var pedel = await CaretakerAsync();
        await pedel.FillInAsync(await RequestAsync(), Fields(("say", "yes"), ("reason", "Velkommen")));

        await pedel.FillInAsync("/profile/delete");

        (await QueryAsync<string>("select answer from permission where granted and answered_by is null")).Should().Be("Velkommen");
    }

    [Fact]
    public async Task Export_OfAPersonWhoHasAsked_HoldsTheQuestionAndTheAnswer()
    {
        var bente = await application.SignInAsync("bente@example.dk");
        await bente.FillInAsync(LongAddress, Bente(("ask", "1"), ("Why", Why)));
        await (await CaretakerAsync()).FillInAsync(await RequestAsync(), Fields(("say", "no"), ("reason", "Vi maler")));
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var id = await connection.ExecuteScalarAsync<Guid>("select id from person where email = 'bente@example.dk'");

        var export = await new Web.Features.Profile.ExportPerson(application.Database.DataSource).HandleAsync(id);

        export.Requests.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Kind = "exception", Why, Granted = (bool?)false, Answer = "Vi maler" });
        JsonDocument.Parse(Web.Features.Profile.PersonExportJson.Write(export)).RootElement.GetProperty("requests").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task ABookingOfTwoWeeks_IsOnTheCaretakersPageOnItsLastDay()
    {
        var bente = await application.SignInAsync("bente@example.dk");
        await bente.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-27T15:00&end=2026-11-27T18:00",
            Bente(("ask", "1"), ("Why", Why)));
        await ExecuteAsync("update booking set period = tstzrange('2026-11-27T14:00Z', '2026-12-11T14:00Z')");

        var page = await (await CaretakerAsync()).GetAsync("/today?date=2026-12-11");

        page.Text.Should().Contain("Bente");
    }
}
