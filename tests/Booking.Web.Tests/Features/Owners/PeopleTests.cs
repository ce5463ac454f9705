using System.Net;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>Roles changed, taken and given up; and what is kept of it.</summary>
public sealed class PeopleTests : OwnerRoom
{
    private const string Other = "anden@example.dk";

    [Fact]
    public async Task Change_WritesBeforeAndAfter()
    {
        await OtherAsync("caretaker");

        (await ChangeAsync(Other, "approver")).RedirectsTo.Should().EndWith("done=changed");

        (await RolesAsync(Other)).Should().Be("approver");
        (await LogAsync()).Should().Equal("""role.changed ["caretaker"] → ["approver"]""");
        var log = (await Administrator.GetAsync($"{School}/log")).Text;
        log.Should().Contain("ændrede roller (anden@example.dk)").And.Contain("pedel → godkender");
    }

    [Fact]
    public async Task LastAdministrator_IsNeitherRemovedNorLeaves()
    {
        var own = $"{School}/people/{await PersonAsync(Leader)}";

        (await Administrator.FillInAsync(own, new Dictionary<string, string?> { ["role"] = "caretaker" }, "#roles-form")).Text
            .Should().Contain("Det er den eneste administrator");
        (await Administrator.GetAsync($"{School}/leave")).Text.Should().Contain("Inviter en anden, før du stopper");
        (await Handler<LeaveOwner>().HandleAsync(await SignedInAsync(Leader), SchoolId, null, default)).Should().Be(LeaveOutcome.LastAdministrator);

        (await RolesAsync(Leader)).Should().Be("administrator");
    }

    [Fact]
    public async Task HandOver_MakesAnotherAdministrator_AndLeaves()
    {
        await OtherAsync("caretaker");

        var left = await Administrator.FillInAsync(
            $"{School}/leave", new Dictionary<string, string?> { ["successor"] = (await PersonAsync(Other)).ToString() });

        left.RedirectsTo.Should().Be("/owners");
        (await RolesAsync(Other)).Should().Be("administrator caretaker");
        (await RolesAsync(Leader)).Should().BeEmpty();
        (await Administrator.GetAsync($"{School}/people")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task TwoLastAdministrators_WhoLeaveAtOnce_LeaveOne()
    {
        await OtherAsync("administrator");
        var (leader, other) = (await SignedInAsync(Leader), await SignedInAsync(Other));

        var outcomes = await Task.WhenAll(
            Handler<LeaveOwner>().HandleAsync(leader, SchoolId, null, default), Handler<LeaveOwner>().HandleAsync(other, SchoolId, null, default));

        outcomes.Should().BeEquivalentTo([LeaveOutcome.Left, LeaveOutcome.LastAdministrator]);
        (await ValueAsync<long>("select count(*) from owner_role where role = 'administrator'")).Should().Be(1);
    }

    [Fact]
    public async Task TwoAdministrators_WhoRemoveEachOtherAtOnce_LeaveOne()
    {
        await OtherAsync("administrator");
        var (leader, other) = (await SignedInAsync(Leader), await SignedInAsync(Other));

        var outcomes = await Task.WhenAll(
            Handler<ChangeRoles>().HandleAsync(leader, SchoolId, other.Id, [], default),
            Handler<ChangeRoles>().HandleAsync(other, SchoolId, leader.Id, [], default));

        outcomes.Should().BeEquivalentTo([ChangeRolesOutcome.Changed, ChangeRolesOutcome.NotFound]);
    }

    [Fact]
    public async Task Delete_OfTheLastAdministrator_AsksToHandOverFirst()
    {
        (await Administrator.GetAsync("/profile/delete")).Text.Should().Contain("Giv det videre, før du sletter dig selv");
        (await Handler<Booking.Web.Features.Profile.DeletePerson>().HandleAsync(await PersonAsync(Leader))).Should().BeFalse();
        (await RolesAsync(Leader)).Should().Be("administrator");

        await OtherAsync("administrator");
        (await Administrator.FillInAsync("/profile/delete")).RedirectsTo.Should().Be("/");

        var other = await Application.SignInAsync(Other);
        (await other.GetAsync($"{School}/log")).Text.Should().Contain("slettet person");
    }

    [Fact]
    public async Task TwoLastAdministrators_WhoAreDeletedAtOnce_LeaveOne()
    {
        await OtherAsync("administrator");
        var delete = Handler<Booking.Web.Features.Profile.DeletePerson>();

        var deleted = await Task.WhenAll(delete.HandleAsync(await PersonAsync(Leader)), delete.HandleAsync(await PersonAsync(Other)));

        deleted.Should().BeEquivalentTo([true, false]);
    }

    [Fact]
    public async Task Citizen_SharesOnce_AndGoesWithTheirOwner()
    {
        var browser = await Application.SignInAsync("bente@example.dk");
        var name = new Dictionary<string, string?> { ["nameDa"] = "Bente fra hjørnet" };

        var shares = await browser.FillInAsync("/owners/share", name);
        (await browser.GetAsync("/owners/share")).RedirectsTo.Should().Be(shares.RedirectsTo);
        shares.RedirectsTo.Should().Be("/setup/new");
        (await browser.FollowAsync(shares)).Status.Should().Be(System.Net.HttpStatusCode.OK);
        var own = $"/owners/{await ValueAsync<string>("select slug from owner where kind = 'citizen'")}";
        own.Should().StartWith("/owners/nabo-").And.NotContain("bente");
        var page = await browser.GetAsync(own);
        page.Text.Should().Contain("Bente fra hjørnet").And.Contain("bente@example.dk");
        page.Document.QuerySelector("main a[href='/setup']").Should().NotBeNull();
        (await Application.NewBrowser().GetAsync(own)).Text.Should().NotContain("@example.dk");
        (await browser.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative))).Should().Contain("\"role\": \"administrator\"");

        (await browser.FillInAsync("/profile/delete")).RedirectsTo.Should().Be("/");
        (await ValueAsync<long>("select count(*) from owner where kind = 'citizen'")).Should().Be(0);
        (await ValueAsync<long>("select count(*) from audit where detail::text ilike '%bente%'")).Should().Be(0);
    }

    [Fact]
    public async Task Citizen_WhoSharesTwiceAtOnce_IsOneOwner()
    {
        await Application.SignInAsync("bente@example.dk");
        var person = await SignedInAsync("bente@example.dk");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Handler<ShareOwn>().HandleAsync(person, new OwnerForm { NameDa = "Bente" }, default)));

        (await ValueAsync<long>("select count(*) from owner where kind = 'citizen'")).Should().Be(1);
    }

    [Fact]
    public async Task Administrator_MakesAnOwnerBelow_AndEditsIt()
    {
        var made = await Administrator.FillInAsync("/owners/new", new Dictionary<string, string?>
        {
            ["nameDa"] = "Ældreklubben Æblet", ["kind"] = "association", ["under"] = "skolen", ["email"] = "aeblet@example.dk",
        });

        made.RedirectsTo.Should().Be("/owners/aeldreklubben-aeblet/people");
        (await Administrator.GetAsync(made.RedirectsTo!)).Status.Should().Be(HttpStatusCode.OK);
        (await Administrator.FillInAsync(
            "/owners/aeldreklubben-aeblet/edit", new Dictionary<string, string?> { ["phone"] = "12 34 56 78" })).RedirectsTo.Should().Be("/owners/aeldreklubben-aeblet");
        (await Administrator.GetAsync("/owners/aeldreklubben-aeblet/log")).Text.Should().Contain("Telefon: 12 34 56 78");
        (await Application.NewBrowser().GetAsync("/owners/aeldreklubben-aeblet")).Text.Should().Contain("12 34 56 78").And.Contain("hører under Skolen");

        var elsewhere = await Administrator.FillInAsync("/owners/new", new Dictionary<string, string?>
        {
            ["nameDa"] = "Uden rod", ["kind"] = "association", ["under"] = "", ["email"] = "rod@example.dk",
        });
        elsewhere.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Log_IsReadPageByPage()
    {
        await ExecuteAsync(
            "insert into audit (at, action, subject, owner_id) select @Start + n * interval '1 second', 'thing.' || n, gen_random_uuid(), @SchoolId from generate_series(1, 120) n",
            new { BookingApplication.Start, SchoolId });

        List<string> read = [];
        for (var address = $"{School}/log"; address is not null;)
        {
            var page = await Administrator.GetAsync(address);
            read.AddRange(page.Document.QuerySelectorAll(".log > li > p:first-of-type").Select(line => line.TextContent));
            address = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        read.Should().HaveCount(120).And.OnlyHaveUniqueItems();
        read[0].Should().Contain("thing.120");
    }

    private async Task OtherAsync(string role)
    {
        await Application.SignInAsync(Other);
        await GiveAsync(Other, role);
    }

    private async Task<Page> ChangeAsync(string email, string role)
    {
        var page = await Administrator.GetAsync($"{School}/people/{await PersonAsync(email)}");
        return await Administrator.SubmitAsync(page, new Dictionary<string, string?> { ["role"] = role }, "#roles-form");
    }

    private async Task<SignedInPerson> SignedInAsync(string email) =>
        new(await PersonAsync(email), email, "", "da", IsAdministrator: false, Roles: "");
}
