using Booking.Testing;

namespace Booking.Web.Tests.Features.RuleEditor;

public sealed class PreviewRuleTests : IAsyncLifetime
{
    private RuleEditorRoom room = null!;

    public async Task InitializeAsync() => room = await RuleEditorRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Preview_CountsWhatTheRuleWouldHaveRefused_AndListsWhatIsToCome()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        await BookedAsync("2026-11-01T16:00Z", hours: 2);
        await BookedAsync("2026-11-02T16:00Z", hours: 5);
        await BookedAsync("2026-11-03T16:00Z", hours: 6, status: "cancelled");
        await BookedAsync("2026-11-04T16:00Z", hours: 6, status: "expired");
        await BookedAsync("2026-06-01T16:00Z", hours: 6);
        var coming = await BookedAsync("2026-12-04T16:00Z", hours: 5, purpose: "Hemmelig fest");
        await BookedAsync("2026-12-05T16:00Z", hours: 5, status: "cancelled");
        await BookedAsync("2026-12-06T16:00Z", hours: 2);
        await RefusedAsync(old, "2026-11-10T12:00Z");
        await RefusedAsync(old, "2026-11-11T12:00Z");
        await RefusedAsync(old, "2026-07-11T12:00Z");

        var page = await PreviewAsync($"/rules/{old}/edit", ("length", "4"), ("length-unit", "hours"));

        page.Document.QuerySelector("#would-refuse")!.TextContent.Should().Contain("afvist 4 af 6 bookinger");
        page.Document.QuerySelector("#old-refused")!.TextContent.Should().Contain("stoppet 2 forsøg");
        page.Document.QuerySelectorAll("#coming a").Select(link => link.GetAttribute("href")).Should().Equal($"/bookings/{coming}");
        page.Text.Should().Contain("De bliver stående, som de er").And.NotContain("Hemmelig fest").And.NotContain("bente@example.dk");
    }

    [Fact]
    public async Task Preview_JudgesAtTheMomentTheBookingWasMade()
    {
        await room.ExecuteAsync("delete from rule where kind in ('Horizon', 'LeadTime')");
        await BookedAsync("2026-11-20T16:00Z", hours: 2, created: "2026-11-20T15:00Z");
        await BookedAsync("2026-11-21T16:00Z", hours: 2, created: "2026-11-01T12:00Z");

        (await PreviewAsync(room.NewAddress("LeadTime"), ("length", "2"), ("length-unit", "hours")))
            .Document.QuerySelector("#would-refuse")!.TextContent.Should().Contain("afvist 1 af 2");
        (await PreviewAsync(room.NewAddress("Horizon"), ("days", "7")))
            .Document.QuerySelector("#would-refuse")!.TextContent.Should().Contain("afvist 1 af 2");
    }

    [Fact]
    public async Task Preview_OfAQuota_CountsThePersonsEarlierBookingsAsTheyStoodThen()
    {
        await BookedAsync("2026-11-16T16:00Z", hours: 2, created: "2026-11-01T12:00Z");
        await BookedAsync("2026-11-17T16:00Z", hours: 2, created: "2026-11-02T12:00Z");
        await BookedAsync("2026-11-18T16:00Z", hours: 2, created: "2026-11-03T12:00Z");
        await BookedAsync("2026-11-18T19:00Z", hours: 2, created: "2026-11-03T12:00Z", person: "ali@example.dk");

        var page = await PreviewAsync(room.NewAddress("Quota"), ("limit", "2"));

        page.Document.QuerySelector("#would-refuse")!.TextContent.Should().Contain("afvist 1 af 4");
    }

    [Fact]
    public async Task Preview_OfAQuotaForGroups_CountsWhatOthersBookedForTheSame()
    {
        await BookedAsync("2026-11-16T16:00Z", hours: 2, created: "2026-11-01T12:00Z");
        await BookedAsync("2026-11-17T16:00Z", hours: 2, created: "2026-11-02T12:00Z", person: "ali@example.dk");
        await BookedAsync("2026-11-18T16:00Z", hours: 2, created: "2026-11-03T12:00Z", person: "carl@example.dk");
        await room.ExecuteAsync("""
            with made as (
                insert into community (id, name, contact_id, created_at, revised_at)
                select gen_random_uuid(), 'Koret', id, now(), now() from person where email = 'bente@example.dk'
                returning id, contact_id
            ), organised as (
                insert into community_member (community_id, person_id, organiser, invited_at, joined_at)
                select id, contact_id, true, now(), now() from made
            )
            update booking set community_id = made.id from made
            """);

        (await PreviewAsync(room.NewAddress("Quota"), ("limit", "2"), ("of", "Group"))).Document.QuerySelector("#would-refuse")!
            .TextContent.Should().Contain("afvist 1 af 3");
        (await PreviewAsync(room.NewAddress("Quota"), ("limit", "1"))).Document.QuerySelector("#would-refuse")!
            .TextContent.Should().Contain("ikke have afvist nogen af de 3");
    }

    [Fact]
    public async Task Preview_OfAnAudience_SaysOfHowManyNothingIsKnown()
    {
        await BookedAsync("2026-11-16T16:00Z", hours: 2);
        await BookedAsync("2026-11-17T16:00Z", hours: 2, person: "ali@example.dk");
        await BookedAsync("2026-11-18T16:00Z", hours: 2, person: "carl@example.dk");
        await room.ExecuteAsync("update person set is_resident = true where email = 'bente@example.dk'");
        await room.ExecuteAsync("update person set is_resident = false where email = 'ali@example.dk'");

        var text = (await PreviewAsync(room.NewAddress("Audience"), ("residents", "true"))).Document.QuerySelector("#would-refuse")!.TextContent;

        text.Should().Contain("afvist 1 af 3").And.Contain("Om 1 ved vi det ikke");
    }

    [Fact]
    public async Task Preview_OfAnApproval_SaysHowManyWouldHaveWaited()
    {
        await BookedAsync("2026-11-16T16:00Z", hours: 2);
        await BookedAsync("2026-11-17T16:00Z", hours: 5);

        (await PreviewAsync(room.NewAddress("Approval"), ("longer", "4"), ("longer-unit", "hours"))).Document.QuerySelector("#would-refuse")!
            .TextContent.Should().Contain("ikke have afvist nogen af de 2").And.Contain("1 ville have skullet vente på ejerens svar");
    }

    [Fact]
    public async Task Preview_OfARuleThatSaysNoToNobody_SaysSo() =>
        (await PreviewAsync(room.NewAddress("CheckInGrace"), ("length", "20"), ("length-unit", "minutes")))
            .Text.Should().Contain("Den slags regel afviser ingen bookinger");

    [Fact]
    public async Task Preview_ForAnOwner_LooksAtAllItsPlacesAndNoOthers()
    {
        var hall = await new TestResource { Slug = "salen", Units = ["sal"] }.InsertAsync(room.Application.Database.DataSource);
        var other = await new TestResource { Owner = "anden", Units = ["anden"] }.InsertAsync(room.Application.Database.DataSource);
        await BookedAsync("2026-11-16T16:00Z", hours: 2);
        await BookedAsync("2026-11-16T16:00Z", hours: 2, resource: hall.Id);
        await BookedAsync("2026-11-16T16:00Z", hours: 2, resource: other.Id);

        (await PreviewAsync("/rules/new?level=owner&key=beboerhuset&kind=GroupSize", ("maximum", "1")))
            .Document.QuerySelector("#would-refuse")!.TextContent.Should().Contain("afvist 2 af 2");
    }

    [Fact]
    public async Task Preview_OfMoreThanFiftyComing_ListsFiftyAndSaysHowManyThereAre()
    {
        for (var day = 1; day <= 55; day++)
        {
            await BookedAsync($"2027-0{1 + (day / 28)}-{(day % 28) + 1:00}T16:00Z", hours: 5);
        }

        var page = await PreviewAsync(room.NewAddress("GroupSize"), ("maximum", "1"));

        page.Document.QuerySelectorAll("#coming a").Should().HaveCount(50);
        page.Text.Should().Contain("de første 50 af 55");
    }

    [Fact]
    public async Task Preview_OfVeryManyPlaces_SaysHowManyWereLookedAt()
    {
        for (var number = 0; number < 101; number++)
        {
            await new TestResource { Units = [$"nr. {number}"] }.InsertAsync(room.Application.Database.DataSource);
        }

        (await PreviewAsync("/rules/new?level=owner&key=beboerhuset&kind=GroupSize", ("maximum", "1")))
            .Text.Should().Contain("Vi har kun set på 100 af 102 steder");
    }

    private Task<Page> PreviewAsync(string address, params (string Name, string Value)[] fields) => room.Caretaker.FillInAsync(
        address,
        fields.Append(("reason-da", "Så alle kan komme til")).Append(("act", "preview")).ToDictionary(field => field.Item1, field => (string?)field.Item2));

    private async Task<Guid> BookedAsync(
        string start, int hours, string status = "confirmed", string? created = null, string purpose = "", string person = "bente@example.dk", Guid? resource = null)
    {
        var id = Guid.CreateVersion7();
        await room.ExecuteAsync(
            """
            insert into person (id, email, name, language, verified_at, created_at, revised_at)
            values (gen_random_uuid(), @person, 'Bente', 'da', '2026-01-01Z', '2026-01-01Z', '2026-01-01Z')
            on conflict (email) do nothing;

            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, ended_at)
            select @id, @id::text, @resource, p.id, tstzrange(@start::timestamptz, @start::timestamptz + @hours * interval '1 hour'), 4, @purpose, @status,
                   @id::text, '', coalesce(@created::timestamptz, @start::timestamptz - interval '10 days'),
                   case when @status <> 'confirmed' then @start::timestamptz - interval '1 day' end
            from person p where p.email = @person
            """,
            new { id, resource = resource ?? room.Kitchen.Id, start, hours, status, created, purpose, person });
        return id;
    }

    private Task RefusedAsync(Guid rule, string at) => room.ExecuteAsync(
        """
        insert into refusal (attempt_id, at, code, rule_id, resource_id, who)
        values (gen_random_uuid(), @at::timestamptz, 'TooLong', @rule, @Id, '')
        """,
        new { rule, at, room.Kitchen.Id });
}
