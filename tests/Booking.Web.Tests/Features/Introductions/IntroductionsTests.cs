using System.Net;
using System.Text.Json;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Mail;
using Dapper;

namespace Booking.Web.Tests.Features.Introductions;

/// <summary>Who has been shown how and who is a member: said by those who look after a place, over HTTP.</summary>
public sealed class IntroductionsTests : IAsyncLifetime
{
    private const string Caretaker = "pedel@example.dk";
    private const string Bente = "bente@example.dk";

    private BookingApplication application = null!;
    private TestResource cutter = null!;
    private TestResource hut = null!;
    private TestResource elsewhere = null!;
    private Browser caretaker = null!;
    private string address = "";

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        cutter = await new TestResource { Name = "Laserskæreren", Rules = [new IntroductionRequired(12, "Ole", "Ole")] }.InsertAsync(application.Database.DataSource);
        hut = await new TestResource { Name = "Hytten", Rules = [new Audience(Residents: false, Members: true, MinimumAge: null)] }
            .InsertAsync(application.Database.DataSource);
        elsewhere = await new TestResource { Name = "En andens sal", Owner = "anden" }.InsertAsync(application.Database.DataSource);
        caretaker = await application.SignInAsync(Caretaker);
        await LooksAfterAsync(Caretaker, "beboerhuset");
        address = $"/introductions/of/{await OwnerAsync("beboerhuset")}";
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Give_ToSomeoneWhoWasRefused_LetsThemBook_AndIsToldAndAudited()
    {
        var bente = await application.SignInAsync(Bente);
        (await BookAsync(bente, cutter, 10)).Text.Should().Contain("Du skal have en introduktion");

        var given = await GiveAsync(Bente, cutter.Id);
        var page = await caretaker.FollowAsync(given);

        given.RedirectsTo.Should().Be($"{address}?done=given");
        page.Text.Should().Contain("Introduktionen er givet").And.Contain(Bente).And.Contain("Laserskæreren")
            .And.Contain("torsdag 25. november 2027", "the rule lets it count for a year");
        (await BookAsync(bente, cutter, 10)).Status.Should().Be(HttpStatusCode.Found);
        var mail = await MailAsync(MailKind.IntroductionGiven);
        mail.Places.Should().Equal(new WelcomeMail.Place(cutter.Slug, "Laserskæreren"));
        mail.LastDay.Should().Be(new LocalDate(2027, 11, 25));
        (await QueryAsync<string>("""
            select p.email from audit a join person p on p.id = a.actor_id join introduction i on i.id = a.subject where a.action = 'introduction.given'
            """)).Should().Equal(Caretaker);
    }

    [Fact]
    public async Task Give_ForAllTheOwnerHas_OpensEveryPlaceOfIt()
    {
        var bente = await application.SignInAsync(Bente);

        await GiveAsync(Bente, place: null);

        (await BookAsync(bente, cutter, 10)).Status.Should().Be(HttpStatusCode.Found);
        (await caretaker.GetAsync(address)).Text.Should().Contain("Alt hos Beboerhuset");
        (await MailAsync(MailKind.IntroductionGiven)).Should().BeEquivalentTo(new { Only = (string?)null, LastDay = new LocalDate(2027, 11, 25) });
    }

    [Fact]
    public async Task Give_ToAnAddressNobodyKnows_AnswersTheSame_AndCountsWhenTheySignIn()
    {
        await application.SignInAsync(Bente);

        var known = await GiveAsync(Bente, cutter.Id);
        var unknown = await GiveAsync("  Ny@Example.dk ", cutter.Id);

        unknown.RedirectsTo.Should().Be(known.RedirectsTo);
        (await caretaker.FollowAsync(unknown)).Text.Should().Contain("ny@example.dk").And.Contain("Uden navn endnu");
        (await QueryAsync<string>("select name from person where email = 'ny@example.dk' and verified_at is null")).Should().Equal("");
        (await QueryAsync<string>("select recipient from outbox where kind = 'introduction-given' order by recipient")).Should().Equal(Bente, "ny@example.dk");
        (await BookAsync(await application.SignInAsync("ny@example.dk"), cutter, 10)).Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task SignIn_TheFirstTime_KeepsTheLanguageItIsDoneIn()
    {
        await GiveAsync("new@example.dk", cutter.Id);
        var browser = application.NewBrowser();
        await browser.FillInAsync("/was", new Dictionary<string, string?> { ["language"] = "en" }, "form[action='/language']");

        await browser.SignInAsync("new@example.dk");

        (await QueryAsync<string>("select language from person where email = 'new@example.dk'")).Should().Equal("en");
    }

    [Fact]
    public async Task Give_Again_RenewsIt_ButTheSameTwiceInADayChangesNothing()
    {
        await GiveAsync(Bente, place: null);
        await GiveAsync(Bente, place: null);
        (await QueryAsync<long>("select count(*) from outbox where kind = 'introduction-given'")).Should().Equal(1);

        application.Clock.Advance(Duration.FromDays(1));
        await GiveAsync(Bente, place: null);
        await GiveAsync(Bente, place: null, "2026-12-24");

        (await QueryAsync<Instant>("select given_at from introduction")).Should().Equal(BookingApplication.Start + Duration.FromDays(1));
        (await QueryAsync<Instant>("select expires_at from introduction")).Should().Equal(Instant.FromUtc(2026, 12, 24, 23, 0));
        (await QueryAsync<long>("select count(*) from outbox where kind = 'introduction-given'")).Should().Equal(3);
        (await QueryAsync<long>("select count(*) from audit where action = 'introduction.given'")).Should().Equal(3);
    }

    [Fact]
    public async Task Give_ManyAtOnce_MakesOne()
    {
        var page = await caretaker.GetAsync(address);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => caretaker.SubmitAsync(page, Giving("ny@example.dk", cutter.Id, ""), "#give-form")));

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Found);
        (await QueryAsync<long>("select count(*) from introduction")).Should().Equal(1);
        (await QueryAsync<long>("select count(*) from outbox where kind = 'introduction-given'")).Should().Equal(1);
    }

    [Fact]
    public async Task Give_WithALastDay_CountsThroughIt()
    {
        var bente = await application.SignInAsync(Bente);
        await GiveAsync(Bente, cutter.Id, "2026-11-27");

        (await BookAsync(bente, cutter, 10)).Status.Should().Be(HttpStatusCode.Found);
        (await BookAsync(bente, cutter, 10, day: 28)).Text.Should().Contain("Din introduktion er udløbet");
        application.Clock.Reset(Instant.FromUtc(2026, 11, 27, 23, 0));
        (await caretaker.GetAsync(address)).Text.Should().Contain("Udløb fredag 27. november");
    }

    [Theory]
    [InlineData("email", "", "Skriv en e-mail")]
    [InlineData("email", "bente", "Skriv en e-mail")]
    [InlineData("email", "a@example.dk, b@example.dk", "Skriv en e-mail")]
    [InlineData("resource", "elsewhere", "Vælg et sted på listen")]
    [InlineData("resource", "køkken", "Vælg et sted på listen")]
    [InlineData("until", "i morgen", "Skriv en dato")]
    [InlineData("until", "9999-12-31", "Skriv en dato")]
    [InlineData("until", "2026-11-24", "Vælg i dag eller en senere dag")]
    public async Task Give_WithWhatCannotBeMeant_IsRefusedAndKept(string field, string value, string problem)
    {
        var typed = Giving(Bente, cutter.Id, "2026-11-25");
        typed[field] = value == "elsewhere" ? elsewhere.Id.ToString() : value;

        var page = await caretaker.FillInAsync(address, typed, "#give-form");

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain(problem);
        page.Document.QuerySelector("#until")!.GetAttribute("value").Should().Be(typed["until"]);
        (page.Document.QuerySelector("#email")!.GetAttribute("value") ?? "").Should().Be(typed["email"]);
        (await QueryAsync<long>("select count(*) from introduction")).Should().Equal(0);
    }

    [Fact]
    public async Task TakeBack_AsksForAReason_KeepsItInTheAudit_AndCountsNoLonger()
    {
        var bente = await application.SignInAsync(Bente);
        await GiveAsync(Bente, cutter.Id);
        var introduction = (await QueryAsync<Guid>("select id from introduction")).Single();
        var booked = await BookAsync(bente, cutter, 10);

        var silent = await caretaker.FillInAsync($"/introductions/{introduction}/take-back", new Dictionary<string, string?> { ["reason"] = "  " });
        var wordy = await caretaker.FillInAsync($"/introductions/{introduction}/take-back", new Dictionary<string, string?> { ["reason"] = new string('x', 501) });
        (await QueryAsync<long>("select count(*) from introduction")).Should().Equal(1);
        var taken = await caretaker.FillInAsync($"/introductions/{introduction}/take-back", new Dictionary<string, string?> { ["reason"] = "Skar i metal" });

        (silent.Status, wordy.Status).Should().Be((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity));
        silent.Text.Should().Contain("Skriv hvorfor.");
        wordy.Text.Should().Contain("højst 500 tegn");
        (await caretaker.FollowAsync(taken)).Text.Should().Contain("taget tilbage").And.NotContain(Bente);
        (await QueryAsync<string>("select detail ->> 'reason' from audit where action = 'introduction.taken-back' and subject = @introduction", new { introduction }))
            .Should().Equal("Skar i metal");
        (await BookAsync(bente, cutter, 12)).Text.Should().Contain("Du skal have en introduktion");
        (await bente.FollowAsync(booked)).Status.Should().Be(HttpStatusCode.OK);
        (await QueryAsync<long>("select count(*) from booking where status = 'confirmed'")).Should().Equal(1);
        (await caretaker.GetAsync($"/introductions/{introduction}/take-back")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Members_AreAddedOnceToldAndRemovedWithAReason()
    {
        var bente = await application.SignInAsync(Bente);
        (await BookAsync(bente, hut, 10)).Text.Should().Contain("Stedet er for medlemmer af Beboerhuset");

        var added = await AddAsync(Bente);
        await AddAsync(Bente);
        (await AddAsync("ny@example.dk")).RedirectsTo.Should().Be(added.RedirectsTo).And.Be($"{address}?done=added");

        (await caretaker.FollowAsync(added)).Text.Should().Contain("Medlemmet er tilføjet").And.Contain(Bente).And.Contain("onsdag 25. november");
        (await BookAsync(bente, hut, 10)).Status.Should().Be(HttpStatusCode.Found);
        (await QueryAsync<string>("select recipient from outbox where kind = 'membership-given' order by recipient")).Should().Equal(Bente, "ny@example.dk");
        (await MailAsync(MailKind.MembershipGiven, Bente)).Places.Should().Equal(new WelcomeMail.Place(hut.Slug, "Hytten"));
        (await QueryAsync<string>("""
            select p.email from audit a join person p on p.id = a.subject where action = 'membership.given' order by 1
            """)).Should().Equal(Bente, "ny@example.dk");

        var person = (await QueryAsync<Guid>("select id from person where email = @Bente", new { Bente })).Single();
        var remove = $"{address}/members/{person}/remove";
        (await caretaker.FillInAsync(remove)).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await caretaker.FillInAsync(remove, new Dictionary<string, string?> { ["reason"] = "Flyttet" })).RedirectsTo.Should().Be($"{address}?done=removed");

        (await BookAsync(bente, hut, 12)).Text.Should().Contain("Stedet er for medlemmer");
        (await QueryAsync<string>("select detail ->> 'reason' from audit where action = 'membership.ended' and subject = @person", new { person }))
            .Should().Equal("Flyttet");
        (await caretaker.GetAsync(remove)).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Add_WithoutAnAddress_IsRefusedAndKept()
    {
        var page = await caretaker.FillInAsync(address, new Dictionary<string, string?> { ["memberEmail"] = "bente@" }, "#add-form");

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain("Skriv en e-mail");
        page.Document.QuerySelector("#memberEmail")!.GetAttribute("value").Should().Be("bente@");
    }

    [Fact]
    public async Task Lists_BeyondAPage_ArePagedAndSearched()
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

        var first = await caretaker.GetAsync(address);
        var second = await caretaker.GetAsync($"{address}?page=2");
        var members = await caretaker.GetAsync($"{address}?members=2");
        var found = await caretaker.SubmitAsync(first, new Dictionary<string, string?> { ["what"] = "åse ø" }, "#find-form");

        Rows(first, "introductions").Should().Be(50);
        (Rows(second, "introductions"), Rows(second, "members")).Should().Be((1, 50));
        (Rows(members, "introductions"), Rows(members, "members")).Should().Be((50, 1));
        first.Text.Should().Contain("Side 1 af 2");
        (Rows(found, "introductions"), Rows(found, "members")).Should().Be((1, 1));
        found.Text.Should().Contain("Åse Ørsted");
        (await caretaker.SubmitAsync(first, new Dictionary<string, string?> { ["what"] = "%" }, "#find-form")).Text.Should().Contain("Ingen her passer");
        var many = await caretaker.SubmitAsync(first, new Dictionary<string, string?> { ["what"] = "person" }, "#find-form");
        many.Text.Should().Contain("Der er flere");
        (await caretaker.SubmitAsync(first, new Dictionary<string, string?> { ["what"] = new string('x', 101) }, "#find-form"))
            .Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        foreach (var odd in new[] { "?page=0", "?page=-1", "?page=x", "?page=99999999999", "?page=3", "?done=x" })
        {
            (await caretaker.GetAsync(address + odd)).Status.Should().Be(HttpStatusCode.OK, odd);
        }
    }

    [Fact]
    public async Task Index_LeadsToTheOnlyOwner_AndLetsAnAdministratorChoose()
    {
        var administrator = await application.SignInAsync("admin@example.dk");
        await ExecuteAsync("update person set is_administrator = true where email = 'admin@example.dk'");
        await GiveAsync(Bente, cutter.Id);

        (await caretaker.GetAsync("/introductions")).RedirectsTo.Should().Be(address);
        (await caretaker.GetAsync("/today")).Document.QuerySelector("main a[href='/introductions']").Should().NotBeNull();
        var all = await administrator.GetAsync("/introductions");

        all.Text.Should().Contain("Beboerhuset").And.Contain("Introduktioner: 1. Medlemmer: 0.").And.Contain("Anden");
        (await administrator.GetAsync(address)).Text.Should().Contain(Bente);
        (await administrator.GetAsync($"/introductions/of/{Guid.NewGuid()}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task EveryPath_IsForThoseWhoLookAfterThatOwner()
    {
        await GiveAsync(Bente, cutter.Id);
        await AddAsync(Bente);
        var introduction = (await QueryAsync<Guid>("select id from introduction")).Single();
        var member = (await QueryAsync<Guid>("select person_id from membership")).Single();
        string[] pages = [address, $"/introductions/{introduction}/take-back", $"{address}/members/{member}/remove"];
        var resident = await application.SignInAsync("ali@example.dk");
        var other = await application.SignInAsync("anden@example.dk");
        await LooksAfterAsync("anden@example.dk", "anden");
        var mine = await other.GetAsync($"/introductions/of/{await OwnerAsync("anden")}");

        foreach (var page in pages.Append("/introductions"))
        {
            (await application.NewBrowser().GetAsync(page)).RedirectsTo.Should().StartWith("/sign-in", page);
            (await resident.GetAsync(page)).Status.Should().Be(HttpStatusCode.Forbidden, page);
        }

        foreach (var page in pages)
        {
            (await other.GetAsync(page)).Status.Should().Be(HttpStatusCode.NotFound, page);
            foreach (var act in new[] { "give", "add", "find" })
            {
                mine.Document.QuerySelector("#give-form")!.SetAttribute("action", page);
                var sent = new Dictionary<string, string?>
                {
                    ["act"] = act, ["email"] = "x@example.dk", ["memberEmail"] = "x@example.dk", ["what"] = "b", ["reason"] = "Derfor",
                };
                (await other.SubmitAsync(mine, sent, "#give-form")).Status.Should().Be(HttpStatusCode.NotFound, $"{page} {act}");
            }
        }

        (await QueryAsync<long>("select count(*) from person where email = 'x@example.dk'")).Should().Equal(0);
        (await QueryAsync<Guid>("select id from introduction")).Should().Equal(introduction);
        (await QueryAsync<Guid>("select person_id from membership")).Should().Equal(member);
    }

    [Fact]
    public async Task EveryForm_WithoutItsToken_ChangesNothing()
    {
        await GiveAsync(Bente, cutter.Id);
        await AddAsync(Bente);
        var introduction = (await QueryAsync<Guid>("select id from introduction")).Single();
        var member = (await QueryAsync<Guid>("select person_id from membership")).Single();
        foreach (var (page, form, field) in new[]
                 {
                     (address, "#give-form", "email"), (address, "#add-form", "memberEmail"), (address, "#find-form", "what"),
                     ($"/introductions/{introduction}/take-back", "main form", "reason"), ($"{address}/members/{member}/remove", "main form", "reason"),
                 })
        {
            var answer = await caretaker.FillInAsync(
                page, new Dictionary<string, string?> { [field] = "x@example.dk", ["__RequestVerificationToken"] = null }, form);
            answer.Status.Should().Be(HttpStatusCode.BadRequest, $"{page} {form}");
        }

        (await QueryAsync<long>("select count(*) from introduction")).Should().Equal(1);
        (await QueryAsync<long>("select count(*) from membership")).Should().Equal(1);
    }

    [Fact]
    public async Task Act_WithoutAKnownForm_Is400() =>
        (await caretaker.FillInAsync(address, new Dictionary<string, string?> { ["act"] = "delete" }, "#give-form")).Status.Should().Be(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Profile_SaysWhatOneHas_AndTheExportHasIt_AndDeletionRemovesIt()
    {
        var bente = await application.SignInAsync(Bente);
        (await bente.GetAsync("/profile")).Text.Should().NotContain("Du er introduceret");
        await GiveAsync(Bente, cutter.Id);
        await GiveAsync(Bente, place: null, "2026-12-24");
        await AddAsync(Bente);

        var page = await bente.GetAsync("/profile");
        var export = JsonDocument.Parse(await bente.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative))).RootElement;
        var asRead = page.Text;

        asRead.Should().Contain("Du er introduceret til Laserskæreren (til og med torsdag 25. november 2027)")
            .And.Contain("Du er introduceret til Alt hos Beboerhuset (til og med torsdag 24. december)")
            .And.Contain("Medlem af Beboerhuset siden onsdag 25. november");
        page.Document.QuerySelector($"main a[href='/resources/{cutter.Slug}']").Should().NotBeNull();
        export.GetProperty("introductions").EnumerateArray().Select(one => one.GetProperty("resource").GetString())
            .Should().BeEquivalentTo(cutter.Slug, null);
        export.GetProperty("memberships").EnumerateArray().Should().ContainSingle().Which.GetProperty("owner").GetString().Should().Be("Beboerhuset");

        (await bente.FillInAsync("/profile/delete")).RedirectsTo.Should().Be("/");

        (await QueryAsync<long>("select count(*) from introduction")).Should().Equal(0);
        (await QueryAsync<long>("select count(*) from membership")).Should().Equal(0);
        (await QueryAsync<long>("select count(*) from outbox where recipient = @Bente", new { Bente })).Should().Equal(0);
    }

    [Fact]
    public async Task Deleting_TheOneWhoGaveIt_LeavesTheIntroduction()
    {
        await GiveAsync(Bente, cutter.Id);
        var successor = await application.SignInAsync("ny-pedel@example.dk");
        await LooksAfterAsync("ny-pedel@example.dk", "beboerhuset");

        await caretaker.FillInAsync("/profile/delete");

        (await successor.GetAsync(address)).Text.Should().Contain(Bente);
    }

    [Fact]
    public async Task Pages_InEnglish_AreInEnglish()
    {
        await ExecuteAsync("update person set language = 'en'");

        (await caretaker.GetAsync(address)).Text.Should().Contain("Give an introduction").And.Contain("It is needed for: Laserskæreren.");
    }

    private static Dictionary<string, string?> Giving(string email, Guid? place, string until) =>
        new() { ["email"] = email, ["resource"] = place?.ToString() ?? "", ["until"] = until };

    private Task<Page> GiveAsync(string email, Guid? place, string until = "") => caretaker.FillInAsync(address, Giving(email, place, until), "#give-form");

    private Task<Page> AddAsync(string email) =>
        caretaker.FillInAsync(address, new Dictionary<string, string?> { ["memberEmail"] = email }, "#add-form");

    private static Task<Page> BookAsync(Browser browser, TestResource resource, int hour, int day = 27) => browser.FillInAsync(
        $"/resources/{resource.Slug}/book?start=2026-11-{day}T{hour}:00&end=2026-11-{day}T{hour + 1}:00",
        new Dictionary<string, string?> { ["People"] = "2", ["Name"] = "Bente" });

    private static int Rows(Page page, string table) => page.Document.QuerySelectorAll($"#{table} tbody tr").Length;

    private async Task<WelcomeMail> MailAsync(string kind, string recipient = Bente) => MailJson.Read<WelcomeMail>(
        (await QueryAsync<string>("select content from outbox where kind = @kind and recipient = @recipient", new { kind, recipient })).Single());

    private async Task<Guid> OwnerAsync(string slug) => (await QueryAsync<Guid>("select id from owner where slug = @slug", new { slug })).Single();

    private Task LooksAfterAsync(string email, string owner) => ExecuteAsync(
        """
        insert into owner_role (owner_id, person_id, role)
        select owner.id, person.id, unnest(array['caretaker', 'introducer']) from owner, person where owner.slug = @owner and person.email = @email
        """,
        new { email, owner });

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    private async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters ?? new { Then = BookingApplication.Start });
    }
}
