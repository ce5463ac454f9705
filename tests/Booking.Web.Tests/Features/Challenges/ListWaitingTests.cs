using System.Net;
using Booking.Rules.Conditions;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Challenges;

/// <summary>What waits for an answer, as those who stand behind the rules see it.</summary>
public sealed class ListWaitingTests : ChallengeStory
{
    [Fact]
    public async Task Waiting_ForACaretaker_IsTheirsOldestFirstWithTheLateOnesMarked()
    {
        var size = await new TestRule(new GroupSize(12)) { Owner = Kitchen.Owner }.InsertAsync(Application.Database.DataSource);
        var city = await new TestRule(new Horizon(90)).InsertAsync(Application.Database.DataSource);
        var old = await ChallengedAsync();
        await ChallengedAsync(rule: city.Id);
        Application.Clock.Advance(Duration.FromDays(14));
        var recent = await ChallengedAsync("ali@example.dk", size.Id);
        Application.Clock.Advance(Duration.FromDays(1));

        var page = await (await CaretakerAsync()).GetAsync("/challenges");

        page.Document.QuerySelectorAll(".waiting-challenges a").Select(link => link.GetAttribute("href"))
            .Should().Equal($"/challenges/{old}/answer", $"/challenges/{recent}/answer");
        page.Document.QuerySelectorAll(".tag-overdue").Should().ContainSingle();
        page.Text.Should().Contain("Svaret skulle være kommet 9. december.").And.Contain("Svar senest 23. december.");
    }

    [Fact]
    public async Task Waiting_ForAnAdministrator_IsTheCitysFirstAndThenTheOwners()
    {
        var city = await new TestRule(new Horizon(90)).InsertAsync(Application.Database.DataSource);
        var district = await new TestRule(new GroupSize(30)) { District = Kitchen.District }.InsertAsync(Application.Database.DataSource);
        var alone = await new TestResource { Owner = "alene" }.InsertAsync(Application.Database.DataSource);
        var nobodys = await new TestRule(new GroupSize(5)) { Resource = alone.Id }.InsertAsync(Application.Database.DataSource);
        await CaretakerAsync();
        var owners = await ChallengedAsync();
        var own = new List<Guid>();
        foreach (var rule in new[] { city, district, nobodys })
        {
            own.Add(await ChallengedAsync(rule: rule.Id));
        }

        var page = await (await AdministratorAsync()).GetAsync("/challenges");

        page.Document.QuerySelectorAll("main > .waiting-challenges a").Select(link => link.GetAttribute("href"))
            .Should().Equal(own.Select(id => $"/challenges/{id}/answer"));
        page.Document.QuerySelectorAll("section .waiting-challenges a").Select(link => link.GetAttribute("href"))
            .Should().Equal($"/challenges/{owners}/answer");
    }

    [Fact]
    public async Task Waiting_WhenNothingDoes_SaysWhatHappensThen()
    {
        var caretaker = await CaretakerAsync();

        var page = await caretaker.GetAsync("/challenges");

        page.Text.Should().Contain("Du får en mail, når nogen udfordrer en af dine regler.");
        page.Document.QuerySelector("header a[href='/owners']")!.GetAttribute("aria-current").Should().Be("page");
    }

    [Fact]
    public async Task Waiting_OnceAnswered_IsGone()
    {
        var id = await ChallengedAsync();
        var caretaker = await CaretakerAsync();
        await AnswerAsync(caretaker, id, "keep");

        (await caretaker.GetAsync("/challenges")).Text.Should().NotContain("Højst 4 timer ad gangen");
    }

    [Fact]
    public async Task Waiting_ForAnybodyElse_IsForbidden()
    {
        var resident = await Application.SignInAsync("bente@example.dk");

        (await resident.GetAsync("/challenges")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await resident.GetAsync("/")).Document.QuerySelector("header a[href='/challenges']").Should().BeNull();
        (await Application.NewBrowser().GetAsync("/challenges")).RedirectsTo.Should().Contain("/sign-in");
    }
}
