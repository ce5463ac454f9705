using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>Halls of halves, things that come together, and several alike with names: set up in the form, seen by those who book.</summary>
public sealed class UnitsTests : IAsyncLifetime
{
    private SetupRoom room = null!;

    public async Task InitializeAsync() => room = await SetupRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task AWholeOfTwoHalves_TakesBoth_SaysSo_AndListsWhatWasBookedOfBoth()
    {
        var (a, b, hall) = (await PublishedAsync("Hal A"), await PublishedAsync("Hal B"), await PublishedAsync("Hele hallen"));
        await BookAsync(a, "2026-12-01T10:00", "2026-12-01T12:00");
        await BookAsync(hall, "2026-12-01T11:00", "2026-12-01T13:00");
        await BookAsync(hall, "2026-12-02T17:00", "2026-12-02T19:00");

        var asked = await UseAsync(hall, ("units", "parts"), ("madeOf", await IdAsync(a)), ("madeOf", await IdAsync(b)));
        asked.Document.QuerySelectorAll("#touched li").Should().HaveCount(2, "they meet on Tuesday; Wednesday is nobody else's");
        asked.Text.Should().Contain("Hal A");
        (await UnitsAsync(hall)).Should().Be(1, "nothing has happened yet");
        await UseAsync(hall, ("units", "parts"), ("madeOf", await IdAsync(a)), ("madeOf", await IdAsync(b)), ("seen", "true"));

        (await UnitsAsync(hall)).Should().Be(3);
        (await StatusesAsync()).Should().Be("confirmed confirmed confirmed");
        (await TakenAsync(b, "2026-12-01T12:30")).Should().BeTrue("the hall's booking has this half too");
        (await TakenAsync(a, "2026-12-02T18:00")).Should().BeTrue();
        (await TakenAsync(a, "2026-12-01T12:30")).Should().BeFalse("there it meets another, which stays as it was");

        var anna = await room.Application.SignInAsync("anna@example.dk");
        var page = await anna.GetAsync($"/resources/{hall}/week/2026-W49");
        page.Document.QuerySelector("#shared")!.TextContent.Should().Contain("Hele hallen er optaget, når Hal A er booket");
        (await anna.GetAsync($"/resources/{a}/week/2026-W49")).Document.QuerySelector("#week")!.TextContent.Should().Contain("Optaget: Hele hallen er booket");
        (await BookPageAsync(anna, a, "2026-12-02T17:00", "2026-12-02T18:00")).Document.QuerySelector("[data-refusal=SlotTaken]").Should().NotBeNull();

        await UseAsync(hall, ("units", "one"), ("seen", "true"));
        (await UnitsAsync(hall)).Should().Be(1);
        (await TakenAsync(a, "2026-12-02T18:00")).Should().BeTrue("what is booked keeps what it has");
        (await anna.GetAsync($"/resources/{hall}")).Document.QuerySelector("#shared").Should().BeNull();
    }

    [Fact]
    public async Task AHallThatIsSplit_HasDraftsOfItsParts_AndItsBookingsHaveAllOfThem()
    {
        var hall = await PublishedAsync("Hallen");
        await BookAsync(hall, "2026-12-01T10:00", "2026-12-01T12:00");
        var wrong = await room.Secretary.FillInAsync($"/setup/{hall}/split", new Dictionary<string, string?> { ["parts"] = "Kun en" });
        wrong.Status.Should().Be(HttpStatusCode.UnprocessableEntity);

        var done = await room.Secretary.FillInAsync($"/setup/{hall}/split", new Dictionary<string, string?> { ["parts"] = "Nordhallen\nSydhallen" });

        done.RedirectsTo.Should().Be($"/setup/{hall}?said=split");
        (await room.Secretary.GetAsync("/setup/nordhallen")).Text.Should().Contain("Kladde");
        (await UnitsAsync(hall)).Should().Be(3);
        (await TakenAsync("nordhallen", "2026-12-01T11:00")).Should().BeTrue();
        (await TakenAsync("sydhallen", "2026-12-01T11:00")).Should().BeTrue();
        (await room.ValueAsync<long>("select count(*) from rule where resource_id = (select id from resource where slug = 'nordhallen')")).Should().BePositive();

        // A part of a part, and nothing of what it is itself a part of.
        var form = await room.Secretary.GetAsync("/setup/nordhallen/use");
        form.Document.QuerySelector($"[name=madeOf][value='{await IdAsync(hall)}']").Should().BeNull();
        await room.Secretary.FillInAsync("/setup/nordhallen/split", new Dictionary<string, string?> { ["parts"] = "Vest\nØst" });
        (await UnitsAsync("nordhallen")).Should().Be(3);
        (await UnitsAsync(hall)).Should().Be(5, "what is made of it has its new parts too");
        (await TakenAsync("oest", "2026-12-01T11:00")).Should().BeTrue();
    }

    [Fact]
    public async Task SeveralAlikeWithNames_AreChosenByNameOrTakenAsTheyCome()
    {
        var benches = await PublishedAsync("Borde", "workshop");
        var unclear = await UseAsync(benches, ("units", "pool"), ("count", "3"), ("names", "Bord 1\nBord 2"));
        unclear.Document.QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")).Should().Equal("#names");
        await UseAsync(benches, ("units", "pool"), ("names", "Bord 1\nBord 2"));
        var (anna, bo) = (await room.Application.SignInAsync("anna@example.dk"), await room.Application.SignInAsync("bo@example.dk"));
        await room.ExecuteAsync("update person set name = 'Anna'; delete from rule");
        var second = await room.ValueAsync<Guid>("select id from unit where label = 'Bord 2'");

        var placed = await BookAsync(anna, benches, second);
        (await anna.FollowAsync(placed)).Text.Should().Contain("Bord 2");
        var refused = await BookAsync(bo, benches, second);
        refused.Status.Should().Be(HttpStatusCode.Conflict);
        refused.Document.QuerySelector("#refused button[name=any]").Should().NotBeNull("another one is free");

        (await bo.FollowAsync(await BookAsync(bo, benches, null))).Text.Should().Contain("Bord 1");
        (await BookAsync(anna, benches, null)).Document.QuerySelector("#refused button[name=any]").Should().BeNull();
        (await BookAsync(bo, benches, Guid.NewGuid())).Document.QuerySelectorAll("#problems a").Should().ContainSingle();

        // Who is asked for by name stays that one when others come and go.
        await UseAsync(benches, ("units", "pool"), ("names", "Bord 3\nBord 2"), ("seen", "true"));
        (await room.ValueAsync<Guid>("select id from unit where label = 'Bord 2'")).Should().Be(second);
        (await StatusesAsync()).Should().Be("confirmed confirmed");
    }

    [Fact]
    public async Task WhatComesWithIt_IsTakenToo_AndBothGoOutOfUseWhenThatIsWhatIsBroken()
    {
        var (kitchen, crockery, hall) = (await PublishedAsync("Køkkenet"), await PublishedAsync("Servicet", "tool"), await PublishedAsync("Salen"));
        await UseAsync(kitchen, ("units", "one"), ("comesWith", await IdAsync(crockery)));
        await UseAsync(hall, ("units", "one"), ("comesWith", await IdAsync(crockery)));
        await BookAsync(kitchen, "2026-12-01T10:00", "2026-12-01T12:00");
        await BookAsync(crockery, "2026-12-02T10:00", "2026-12-02T12:00");
        await BookAsync(hall, "2026-12-03T10:00", "2026-12-03T12:00");
        (await TakenAsync(crockery, "2026-12-01T11:00")).Should().BeTrue();
        (await (await room.Application.SignInAsync("anna@example.dk")).GetAsync($"/resources/{crockery}")).Document.QuerySelector("#shared")!.TextContent
            .Should().Contain("Køkkenet: Servicet følger med");

        var unasked = await OutOfUseAsync(crockery, null);
        unasked.Document.QuerySelectorAll("#problems a").Select(link => link.GetAttribute("href")).Should().Equal("#reach-this");
        var only = await OutOfUseAsync(crockery, "this");
        only.Document.QuerySelectorAll("#hit li").Should().HaveCount(1);
        var all = await OutOfUseAsync(crockery, "sharing");
        all.Document.QuerySelectorAll("#hit li").Should().HaveCount(3);
        all.Text.Should().Contain("Køkkenet, Salen");
        await room.Secretary.SubmitAsync(all);
        await room.Secretary.SubmitAsync(all);

        (await StatusesAsync()).Should().Be("cancelled cancelled cancelled");
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'ClosedDates'")).Should().Be(3, "each is closed, once");
        (await room.ValueAsync<long>("select count(*) from withdrawal")).Should().Be(3);
    }

    private async Task<string> PublishedAsync(string name, string kind = "hall") => await room.PublishedAsync(name, kind);

    // With several boxes of one name ticked, which a dictionary of fields cannot say.
    private async Task<Page> UseAsync(string slug, params (string Name, string Value)[] fields)
    {
        var page = await room.Secretary.GetAsync($"/setup/{slug}/use");
        using var content = new FormUrlEncodedContent(
            fields.Append(("people", "24"))
                .Append(("__RequestVerificationToken", page.Document.QuerySelector("main form input[name=__RequestVerificationToken]")!.GetAttribute("value")!))
                .Select(field => new KeyValuePair<string, string>(field.Item1, field.Item2)));
        return await Page.ReadAsync(await room.Secretary.Http.PostAsync(new Uri($"/setup/{slug}/use", UriKind.Relative), content));
    }

    private Task<Page> OutOfUseAsync(string slug, string? reach) => room.Secretary.FillInAsync(
        $"/setup/{slug}/out-of-use",
        new Dictionary<string, string?> { ["how"] = "while", ["from"] = "2026-12-01", ["until"] = "2026-12-04", ["reason"] = "Alt er gået i stykker.", ["reach"] = reach });

    private static Task<Page> BookPageAsync(Browser who, string slug, string start, string end) =>
        who.GetAsync($"/resources/{slug}/book?start={start}&end={end}&people=2");

    private static Task<Page> BookAsync(Browser who, string slug, Guid? unit) => who.FillInAsync(
        $"/resources/{slug}/book?start=2026-12-01T10:00&end=2026-12-01T12:00",
        new Dictionary<string, string?> { ["People"] = "2", ["Unit"] = unit?.ToString() ?? "", ["AcceptRules"] = "true" }, "main form.book-form");

    private async Task<string> IdAsync(string slug) => (await room.ValueAsync<Guid>("select id from resource where slug = @slug", new { slug })).ToString();

    private Task<long> UnitsAsync(string slug) => room.ValueAsync<long>(
        "select count(*) from resource_unit u join resource r on r.id = u.resource_id where r.slug = @slug", new { slug });

    /// <summary>Whether some of its units is taken at that moment on the wall.</summary>
    private Task<bool> TakenAsync(string slug, string wall) => room.ValueAsync<bool>(
        """
        select exists (
            select from occupancy o join resource_unit u using (unit_id) join resource r on r.id = u.resource_id
            where r.slug = @slug and o.period @> (@wall || '+01')::timestamptz)
        """,
        new { slug, wall });

    private Task<string> StatusesAsync() => room.ValueAsync<string>("select string_agg(status, ' ' order by period) from booking");

    private Task BookAsync(string slug, string start, string end) => room.ExecuteAsync(
        """
        with made as (
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, confirmed_at)
            select gen_random_uuid(), @start || @slug, r.id, p.id, tstzrange((@start || '+01')::timestamptz, (@end || '+01')::timestamptz), 2, '', 'confirmed', @start || @slug, '', @Now, @Now
            from resource r, person p where r.slug = @slug and p.email = 'sekretaer@example.dk'
            returning id, resource_id, period
        )
        insert into occupancy (unit_id, period, kind, booking_id)
        select u.unit_id, period, 'booking', made.id from made join resource_unit u using (resource_id)
        """,
        new { slug, start, end, Now = BookingApplication.Start });
}
