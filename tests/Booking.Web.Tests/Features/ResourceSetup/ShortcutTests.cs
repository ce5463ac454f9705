using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>A resident who shares a trailer rules by one press whom it is for; the neighbours see why.</summary>
public sealed class ShortcutTests : IAsyncLifetime
{
    private SetupRoom room = null!;

    public async Task InitializeAsync()
    {
        room = await SetupRoom.OpenAsync();
        await room.ExecuteAsync("update owner set kind = 'citizen' where slug = 'skolen'");
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Set_MakesAnOrdinaryRuleWithTheReason_ThatOnePressTakesOff()
    {
        var slug = await room.DraftAsync("Skurvognen", "other");
        var page = await room.Secretary.GetAsync($"/setup/{slug}/rules");
        page.Document.QuerySelector("#shortcut-district .form-hint")!.TextContent.Should().Contain("For dig, der bor i stedets bydel");

        var set = await room.Secretary.SubmitAsync(page, new Dictionary<string, string?> { ["reason"] = "Vi hjælper hinanden på vejen." }, "#shortcut-district form");
        set.RedirectsTo.Should().Be($"/setup/{slug}/rules#shortcuts");
        (await RuleAsync(slug, "Audience")).Should().Be("district Vi hjælper hinanden på vejen.");

        // Another choice of the same kind joins the rule, and its reason the other's.
        await room.Secretary.FillInAsync($"/setup/{slug}/rules", form: "#shortcut-members form");
        (await RuleAsync(slug, "Audience")).Should().Be("district members Vi hjælper hinanden på vejen. Jeg deler med dem, jeg kender og har aftalt det med.");
        (await room.Secretary.GetAsync($"/setup/{slug}/rules")).Document.QuerySelector("#shortcut-members .rule-says")!.TextContent
            .Should().Contain("bor i stedets bydel og er medlem hos ejeren");

        await room.Secretary.FillInAsync($"/setup/{slug}/rules", form: "#shortcut-members form");
        (await RuleAsync(slug, "Audience")).Should().Be("district Vi hjælper hinanden på vejen.");
        await room.Secretary.FillInAsync($"/setup/{slug}/rules", form: "#shortcut-district form");
        (await RuleAsync(slug, "Audience")).Should().BeNull();

        await room.Secretary.FillInAsync($"/setup/{slug}/rules", form: "#shortcut-ask form");
        (await RuleAsync(slug, "Approval")).Should().StartWith("always ");
        (await room.Secretary.FillInAsync($"/setup/{slug}/rules", new Dictionary<string, string?> { ["reason"] = " " }, "#shortcut-district form"))
            .Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Set_WhereTheStartingSetHasAnAge_KeepsTheAge()
    {
        var started = await room.Secretary.FillInAsync("/setup/new", new Dictionary<string, string?> { ["kind"] = "vehicle", ["nameDa"] = "Bilen" });
        var slug = started.RedirectsTo!.Split('/')[2];

        await room.Secretary.FillInAsync($"/setup/{slug}/rules", form: "#shortcut-district form");

        (await RuleAsync(slug, "Audience")).Should().StartWith("district 18 Du skal have kørekort.").And.EndWith("mødes vi også på gaden.");
    }

    [Fact]
    public async Task Shortcuts_AreForResidents()
    {
        var slug = await room.DraftAsync();
        var page = await room.Secretary.GetAsync($"/setup/{slug}/rules");
        await room.ExecuteAsync("update owner set kind = 'institution' where slug = 'skolen'");

        (await room.Secretary.GetAsync($"/setup/{slug}/rules")).Document.QuerySelector("#shortcuts").Should().BeNull();
        (await room.Secretary.SubmitAsync(page, form: "#shortcut-ask form")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private Task<string?> RuleAsync(string slug, string kind) => room.ValueAsync<string?>(
        """
        select concat_ws(' ', case when (u.parameters ->> 'district')::boolean then 'district' end, case when (u.parameters ->> 'members')::boolean then 'members' end,
                         case when (u.parameters ->> 'always')::boolean then 'always' end, u.parameters ->> 'minimumAge', u.reason_da)
        from rule u
        join resource r on r.id = u.resource_id
        where r.slug = @slug and u.kind = @kind and u.valid_until is null
        """,
        new { slug, kind });
}
