using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Rules;

namespace Booking.Web.Tests.Features.RuleEditor;

public sealed class SaveRuleTests : IAsyncLifetime
{
    private RuleEditorRoom room = null!;

    public async Task InitializeAsync() => room = await RuleEditorRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task New_FilledIn_IsShownWithWhatItWouldDoAndThenSaved()
    {
        var confirm = await room.Caretaker.FillInAsync(room.NewAddress("GroupSize"), Fields(("maximum", "12")));

        confirm.Status.Should().Be(HttpStatusCode.OK);
        confirm.Heading.Should().Be("Sådan bliver reglen");
        confirm.Text.Should().Contain("I kan højst være 12").And.Contain("Der er tolv stole").And.Contain("ingen bookinger at se på");
        (await CountAsync("GroupSize")).Should().Be(0, "it is only being looked at");

        var saved = await room.Caretaker.SubmitAsync(confirm, Save);

        saved.RedirectsTo.Should().StartWith("/rules/of/resource/koekkenet?saved=");
        (await room.Caretaker.FollowAsync(saved)).Text.Should().Contain("Reglen er gemt").And.Contain("I kan højst være 12");
        (await room.ValueAsync<string>("""
            select concat_ws('|', r.parameters->>'maximum', r.reason_da, r.reason_en, p.email, r.level, r.valid_until)
            from rule r join person p on p.id = r.set_by where r.kind = 'GroupSize'
            """)).Should().Be("12|Der er tolv stole||pedel@example.dk|resource");
        (await room.ValueAsync<string>("select action || ' ' || (detail->'to'->>'maximum') from audit where action like 'rule.%'"))
            .Should().Be("rule.set 12");
        (await room.Caretaker.GetAsync($"/resources/{room.Kitchen.Slug}")).Text.Should().Contain("I kan højst være 12");
    }

    [Fact]
    public async Task New_WithoutAReason_IsNotSavedAndNothingTypedIsLost()
    {
        var page = await room.Caretaker.FillInAsync(
            room.NewAddress("GroupSize"), Fields(("maximum", "12"), ("reason-da", "  "), ("reason-en", "Twelve chairs"), ("act", "save")));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain("En regel uden begrundelse kan ikke gemmes");
        page.Document.QuerySelector("#maximum")!.GetAttribute("value").Should().Be("12");
        page.Document.QuerySelector("#reason-en")!.TextContent.Should().Be("Twelve chairs");
        page.Document.QuerySelector("#reason-da")!.GetAttribute("aria-invalid").Should().Be("true");
        page.Document.QuerySelector("#problems a[href='#reason-da']").Should().NotBeNull();
        (await CountAsync("GroupSize")).Should().Be(0);
    }

    [Fact]
    public async Task New_OutsideTheLimits_SaysThemInTheReadersLanguage()
    {
        var page = await room.Caretaker.FillInAsync(room.NewAddress("CheckInGrace"), Fields(("length", "25"), ("length-unit", "hours")));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain("Skriv en længde fra 1 minut til 1 dag.");
        page.Document.QuerySelector("#length")!.GetAttribute("value").Should().Be("25");
        (await room.Caretaker.FillInAsync("/was", new Dictionary<string, string?> { ["language"] = "en" }, "form.language"))
            .Status.Should().Be(HttpStatusCode.Found);
        (await room.Caretaker.FillInAsync(room.NewAddress("CheckInGrace"), Fields(("length", "25"), ("length-unit", "hours"))))
            .Text.Should().Contain("Write a length from 1 minute to 1 day.");
    }

    [Fact]
    public async Task New_WithHtmlInIt_ShowsItAsText()
    {
        var page = await room.Caretaker.FillInAsync(
            room.NewAddress("GroupSize"), Fields(("maximum", "<b>1</b>"), ("reason-da", "</textarea><script>x</script>")));

        page.Document.QuerySelector("main script").Should().BeNull();
        page.Document.QuerySelector("#reason-da")!.TextContent.Should().Be("</textarea><script>x</script>");
        page.Document.QuerySelector("#maximum")!.GetAttribute("value").Should().Be("<b>1</b>");
    }

    [Fact]
    public async Task Edit_EndsTheOldRuleAndPutsTheNewOneInItsPlace()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        var page = await room.Caretaker.GetAsync($"/rules/{old}/edit");
        page.Document.QuerySelector("#length")!.GetAttribute("value").Should().Be("2");
        page.Document.QuerySelector("#length-unit option[selected]")!.GetAttribute("value").Should().Be("days");

        var saved = await SaveAsync(page, ("length", "4"), ("length-unit", "hours"), ("reason-da", "Så alle kan komme til"));

        saved.Status.Should().Be(HttpStatusCode.Found);
        (await room.ValueAsync<string>("""
            select (old.valid_until = new.valid_from and new.replaces = old.id and new.valid_until is null)::text || ' ' || (new.parameters->>'minutes')
            from rule old join rule new on new.replaces = old.id where old.id = @old
            """, new { old })).Should().Be("true 240");
        (await room.ValueAsync<string>("""
            select concat_ws(' ', action, detail->'from'->>'minutes', detail->'to'->>'minutes', detail->>'replaces') from audit where action like 'rule.%'
            """)).Should().Be($"rule.changed 2880 240 {old}");
    }

    public static TheoryData<string> Kinds => new(ConditionJson.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Edit_SavedWithoutAChange_SaysTheSame(string kind)
    {
        var condition = Example(kind);
        await room.ExecuteAsync("delete from rule");
        var old = await room.SetAsync(condition);

        var saved = await SaveAsync(await room.Caretaker.GetAsync($"/rules/{old}/edit"));

        saved.Status.Should().Be(HttpStatusCode.Found, saved.Text);
        var written = await room.ValueAsync<string>("select parameters from rule where replaces = @old", new { old });
        ConditionJson.Write(ConditionJson.Read(kind, written)).Should().Be(ConditionJson.Write(condition));
        (await room.ValueAsync<string>("select reason_da || '|' || reason_en from rule where replaces = @old", new { old })).Should().Be("Ferie|Holiday");
    }

    [Fact]
    public async Task Edit_ByTwoAtOnce_IsWonByOneAndTheOtherKeepsWhatTheyTyped()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        var first = await room.Caretaker.GetAsync($"/rules/{old}/edit");
        var second = await room.Caretaker.GetAsync($"/rules/{old}/edit");
        var confirm = await room.Caretaker.SubmitAsync(second, Fields(("length", "7"), ("length-unit", "hours"), ("reason-da", "Syv er nok")));
        await SaveAsync(first, ("length", "6"), ("length-unit", "hours"));

        var lost = await room.Caretaker.SubmitAsync(confirm, Save);

        lost.Status.Should().Be(HttpStatusCode.Conflict);
        lost.Text.Should().Contain("En anden har ændret eller fjernet reglen imens");
        lost.Document.QuerySelector("#length")!.GetAttribute("value").Should().Be("7");
        lost.Document.QuerySelector("#reason-da")!.TextContent.Should().Be("Syv er nok");
        (await room.ValueAsync<long>("select count(*) from rule where replaces = @old", new { old })).Should().Be(1);
    }

    [Fact]
    public async Task Edit_ByManyInParallel_IsWonByOne()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        var page = await room.Caretaker.GetAsync($"/rules/{old}/edit");

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(hours =>
            room.Caretaker.SubmitAsync(page, Fields(("length", $"{hours}"), ("length-unit", "hours"), ("act", "save")))));

        answers.Count(answer => answer.Status == HttpStatusCode.Found).Should().Be(1);
        answers.Count(answer => answer.Status == HttpStatusCode.Conflict).Should().Be(7);
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'MaximumDuration' and valid_until is null")).Should().Be(1);
    }

    [Fact]
    public async Task Edit_OfARuleThatHasRunOut_LeadsToItsOwnPage()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        await room.ExecuteAsync("update rule set valid_until = '2026-11-01Z' where id = @old", new { old });

        (await room.Caretaker.GetAsync($"/rules/{old}/edit")).RedirectsTo.Should().Be($"/rules/{old}");
    }

    [Fact]
    public async Task New_ThatContradictsAnother_IsRefusedWithBothNamed()
    {
        var old = await room.RuleOfAsync("MinimumDuration");
        await room.ExecuteAsync("update rule set parameters = '{\"minutes\": 300}' where id = @old", new { old });
        var longest = await room.RuleOfAsync("MaximumDuration");

        var page = await SaveAsync(await room.Caretaker.GetAsync($"/rules/{longest}/edit"), ("length", "2"), ("length-unit", "hours"));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#obstacles")!.TextContent.Should().Contain("Højst 2 timer ad gangen").And.Contain("Mindst 5 timer ad gangen");
        page.Document.QuerySelector($"#obstacles a[href='/rules/{old}']").Should().NotBeNull();
        page.Document.QuerySelector("#length")!.GetAttribute("value").Should().Be("2");
        (await room.ValueAsync<long>("select count(*) from rule where replaces = @longest", new { longest })).Should().Be(0);
    }

    [Fact]
    public async Task New_BesideAContradictionOfOthers_IsSaved()
    {
        await room.ExecuteAsync("update rule set parameters = '{\"minutes\": 6000}' where kind = 'MinimumDuration'");

        (await SaveAsync(await room.Caretaker.GetAsync(room.NewAddress("GroupSize")), ("maximum", "12"), ("reason-da", "Stole")))
            .Status.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task New_ForAnOwner_IsCheckedAtEachOfItsPlaces()
    {
        await new TestResource { Slug = "salen", Name = "Salen", MinimumMinutes = 180, Units = ["sal"] }.InsertAsync(room.Application.Database.DataSource);
        await room.ExecuteAsync("delete from rule where kind = 'MaximumDuration'");

        var page = await SaveAsync(
            await room.Caretaker.GetAsync("/rules/new?level=owner&key=beboerhuset&kind=MaximumDuration"),
            ("length", "2"), ("length-unit", "hours"), ("reason-da", "Så alle kan komme til"));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector("#obstacles")!.TextContent.Should().Contain("Det gælder Salen").And.Contain("Mindst 3 timer ad gangen");
    }

    [Fact]
    public async Task New_OfAKindThatIsSet_LeadsToThatRule()
    {
        var set = await room.RuleOfAsync("Horizon");

        var page = await SaveAsync(await room.Caretaker.GetAsync(room.NewAddress("Horizon")), ("days", "10"), ("reason-da", "x"));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector($"#obstacles a[href='/rules/{set}/edit']").Should().NotBeNull();
    }

    [Fact]
    public async Task New_WhereAWiderRuleIsBinding_IsRefused()
    {
        await room.ExecuteAsync("delete from rule where kind = 'Horizon'");
        var binding = await new TestRule(new Horizon(30)) { Binding = true }.InsertAsync(room.Application.Database.DataSource);

        var page = await SaveAsync(await room.Caretaker.GetAsync(room.NewAddress("Horizon")), ("days", "10"), ("reason-da", "x"));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Document.QuerySelector($"#obstacles a[href='/rules/{binding.Id}']").Should().NotBeNull();
    }

    [Fact]
    public async Task Edit_FromADay_LetsTheOldRuleHoldUntilThen()
    {
        var old = await room.RuleOfAsync("Horizon");

        await SaveAsync(
            await room.Caretaker.GetAsync($"/rules/{old}/edit"),
            ("days", "10"), ("start-date", "2027-01-01"), ("end-date", "2027-06-30"));

        (await room.ValueAsync<string>("""
            select concat_ws(' ', old.valid_until at time zone 'utc', new.valid_from at time zone 'utc', new.valid_until at time zone 'utc')
            from rule old join rule new on new.replaces = old.id where old.id = @old
            """, new { old })).Should().Be("2026-12-31 23:00:00 2026-12-31 23:00:00 2027-06-30 22:00:00");
        (await room.Caretaker.GetAsync("/rules/of/resource/koekkenet")).Text
            .Should().Contain("Gælder fra fredag 1. januar 2027").And.Contain("Gælder til og med torsdag 31. december");

        // The one to come is changed to begin later: the old one goes on until then.
        var coming = await room.ValueAsync<Guid>("select id from rule where replaces = @old", new { old });
        (await SaveAsync(await room.Caretaker.GetAsync($"/rules/{coming}/edit"), ("start-date", "2027-02-01"))).Status.Should().Be(HttpStatusCode.Found);
        (await room.ValueAsync<string>("select (valid_until at time zone 'utc')::text from rule where id = @old", new { old }))
            .Should().Be("2027-01-31 23:00:00");
        (await room.ValueAsync<bool>("select valid_until = valid_from from rule where id = @coming", new { coming })).Should().BeTrue();
    }

    [Theory]
    [InlineData("2026-11-24", "", "En regel kan ikke gælde bagud")]
    [InlineData("i morgen", "", "Skriv en dato")]
    [InlineData("2026-12-24", "2026-12-23", "Reglen slutter, før den begynder")]
    public async Task New_WithDatesThatMakeNoSense_SaysSo(string start, string end, string expected)
    {
        var page = await SaveAsync(
            await room.Caretaker.GetAsync(room.NewAddress("GroupSize")),
            ("maximum", "12"), ("reason-da", "x"), ("start-date", start), ("end-date", end));

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain(expected);
    }

    [Fact]
    public async Task Edit_LeavesBookingsAsTheyAre()
    {
        var bente = await room.Application.SignInAsync("bente@example.dk");
        await bente.FillInAsync(
            $"/resources/{room.Kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
            new Dictionary<string, string?> { ["People"] = "12", ["Name"] = "Bente" });
        const string sql = "select (select row_to_json(b)::text from booking b) || (select row_to_json(o)::text from occupancy o)";
        var before = await room.ValueAsync<string>(sql);

        await SaveAsync(await room.Caretaker.GetAsync(room.NewAddress("CheckInGrace")), ("length", "20"), ("length-unit", "minutes"), ("reason-da", "x"));
        var buffer = await room.RuleOfAsync("BufferTime");
        await SaveAsync(await room.Caretaker.GetAsync($"/rules/{buffer}/edit"), ("after", "1"), ("after-unit", "hours"));

        (await room.ValueAsync<string>(sql)).Should().Be(before);
    }

    [Theory]
    [InlineData("OpeningHours", "season-0-from-day")]
    [InlineData("SchoolHolidays", "holiday-3-da")]
    public async Task More_GivesARowAndKeepsWhatWasTyped(string kind, string newField)
    {
        await room.ExecuteAsync("delete from rule");
        var page = await room.Caretaker.GetAsync(room.NewAddress(kind));
        page.Document.GetElementById(newField).Should().BeNull();

        var more = await room.Caretaker.SubmitAsync(page, Fields(("act", "more"), ("reason-da", "Fordi")));

        more.Status.Should().Be(HttpStatusCode.OK);
        more.Document.GetElementById(newField).Should().NotBeNull();
        more.Document.QuerySelector("#reason-da")!.TextContent.Should().Be("Fordi");
        more.Document.QuerySelector("#problems").Should().BeNull();
    }

    [Fact]
    public async Task BackToEdit_KeepsEverything()
    {
        var confirm = await room.Caretaker.FillInAsync(room.NewAddress("GroupSize"), Fields(("maximum", "12")));

        var page = await room.Caretaker.SubmitAsync(confirm, new Dictionary<string, string?> { ["act"] = "edit" });

        page.Document.QuerySelector("#maximum")!.GetAttribute("value").Should().Be("12");
        page.Document.QuerySelector("#reason-da")!.TextContent.Should().Be("Der er tolv stole");
    }

    [Fact]
    public async Task Edit_FromAChallenge_AnswersItWithTheNewRule()
    {
        var old = await room.RuleOfAsync("Horizon");
        var challenge = await ChallengedAsync(old);
        var page = await room.Caretaker.GetAsync($"/rules/{old}/edit?challenge={challenge}");

        var saved = await SaveAsync(page, ("days", "400"), ("reason-da", "Nu kan skolerne også være med"));

        saved.Status.Should().Be(HttpStatusCode.Found, saved.Text);
        (await room.ValueAsync<bool>("""
            select c.answer = 'change' and c.new_rule_id = r.id and c.answered_at is not null
            from challenge c join rule r on r.replaces = c.rule_id where c.id = @challenge
            """, new { challenge })).Should().BeTrue();
    }

    [Fact]
    public async Task Edit_FromAChallengeOfAnotherRule_SavesNothing()
    {
        var old = await room.RuleOfAsync("Horizon");
        var challenge = await ChallengedAsync(await room.RuleOfAsync("LeadTime"));

        var page = await SaveAsync(await room.Caretaker.GetAsync($"/rules/{old}/edit?challenge={challenge}"), ("days", "400"));

        page.Status.Should().Be(HttpStatusCode.Conflict);
        page.Document.QuerySelector("#days")!.GetAttribute("value").Should().Be("400");
        (await room.ValueAsync<long>("select count(*) from rule where replaces is not null")).Should().Be(0);
    }

    private async Task<Guid> ChallengedAsync(Guid rule)
    {
        var id = Guid.CreateVersion7();
        await room.ExecuteAsync(
            """
            insert into challenge (id, rule_id, prevents, better, signed, created_at, answer_due_at)
            values (@id, @rule, 'Vi kan ikke', 'Længere frem', false, '2026-11-20Z', '2026-12-05Z')
            """,
            new { id, rule });
        return id;
    }

    private static IReadOnlyDictionary<string, string?> Save { get; } = new Dictionary<string, string?> { ["act"] = "save" };

    private static Dictionary<string, string?> Fields(params (string Name, string Value)[] fields)
    {
        var all = new Dictionary<string, string?> { ["reason-da"] = "Der er tolv stole", ["act"] = "preview" };
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        return all;
    }

    private Task<Page> SaveAsync(Page page, params (string Name, string Value)[] fields) => room.Caretaker.SubmitAsync(
        page, fields.Append(("act", "save")).ToDictionary(field => field.Item1, field => (string?)field.Item2));

    private Task<long> CountAsync(string kind) => room.ValueAsync<long>("select count(*) from rule where kind = @kind", new { kind });

    private static Condition Example(string kind) => kind switch
    {
        nameof(OpeningHours) => new OpeningHours(
            [
                new(IsoDayOfWeek.Monday, 480, 720), new(IsoDayOfWeek.Monday, 780, 1320), new(IsoDayOfWeek.Friday, 1080, 1560),
                new(IsoDayOfWeek.Sunday, 0, 1440),
            ],
            [new(new AnnualDate(10, 1), new AnnualDate(3, 31), [new(IsoDayOfWeek.Saturday, 600, 900)])]),
        nameof(ClosedDates) => new ClosedDates(new LocalDate(2026, 12, 23), new LocalDate(2027, 1, 3)),
        nameof(PublicHolidays) => new PublicHolidays(false),
        nameof(SchoolHolidays) => new SchoolHolidays(
            [new("Jul", "Christmas", new LocalDate(2026, 12, 23), new LocalDate(2027, 1, 3)), new("Vinter", "", new LocalDate(2027, 2, 13), new LocalDate(2027, 2, 21))]),
        nameof(MinimumDuration) => new MinimumDuration(45),
        nameof(MaximumDuration) => new MaximumDuration(7 * 1440),
        nameof(DurationStep) => new DurationStep(120),
        nameof(StartGrid) => new StartGrid(45),
        nameof(LeadTime) => new LeadTime(0),
        nameof(Horizon) => new Horizon(0),
        nameof(BufferTime) => new BufferTime(0, 90),
        nameof(QuietHours) => new QuietHours(1320, 1860),
        nameof(HandoverTimes) => new HandoverTimes(
            [new(IsoDayOfWeek.Friday, 480, 600), new(IsoDayOfWeek.Saturday, 960, 1080)], [new(IsoDayOfWeek.Sunday, 480, 600)]),
        nameof(CancellationDeadline) => new CancellationDeadline(1440),
        nameof(NoShowLimit) => new NoShowLimit(2, AfterNoShows.AskOwner),
        nameof(CheckInGrace) => new CheckInGrace(20),
        nameof(Reconfirmation) => new Reconfirmation(2880, 1440),
        nameof(SeriesLimit) => new SeriesLimit(40, 300),
        nameof(RenewalPriority) => new RenewalPriority(30),
        nameof(GroupSize) => new GroupSize(12),
        nameof(Quota) => new Quota(2, QuotaMeasure.Hours, QuotaPeriod.Month, Scope.Category, QuotaCounts.Used),
        nameof(ConcurrentBookings) => new ConcurrentBookings(3, Scope.Owner),
        nameof(Spacing) => new Spacing(2880, Scope.Category),
        nameof(Audience) => new Audience(true, false, 18, District: true),
        nameof(IntroductionRequired) => new IntroductionRequired(24, "pedellen & co. »her«", "the caretaker"),
        nameof(Approval) => new Approval(false, 240, 30, 1560, true),
        nameof(Responsibility) => new Responsibility("låser <døren>", "lock the door"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is a new kind: give an example."),
    };
}
