using System.Net;
using Booking.Testing;
using Booking.Web.Mail;

namespace Booking.Web.Tests.Features.Challenges;

public sealed class HideChallengeTests : ChallengeStory
{
    [Fact]
    public async Task Hide_ByAnAdministrator_LeavesTheReasonAndNoText()
    {
        await ChallengeAsync(await NamedAsync("bente@example.dk", "Bente Holm"), "Naboen Jens larmer.", "Smid Jens ud.", showName: true);
        var id = await QueryAsync<Guid>("select id from challenge");
        var administrator = await AdministratorAsync();

        var page = await administrator.FollowAsync(await HideAsync(administrator, id, "Den nævner en privatperson."));

        page.Status.Should().Be(HttpStatusCode.OK);
        foreach (var browser in new[] { administrator, Application.NewBrowser(), await Application.SignInAsync("bente@example.dk") })
        {
            var seen = await browser.GetAsync(RuleAddress);
            seen.Text.Should().Contain("Udfordringen er skjult. Hvorfor: Den nævner en privatperson.");
            seen.Text.Should().NotContain("Jens").And.NotContain("Bente Holm");
            seen.Document.QuerySelector("form[action$='/support']").Should().BeNull();
        }

        (await QueryAsync<string>("select detail ->> 'reason' from audit where action = 'challenge.hidden'")).Should().Be("Den nævner en privatperson.");
        (await RecipientsAsync(MailKind.ChallengeHidden)).Should().Equal("bente@example.dk");
    }

    [Fact]
    public async Task Hide_AnOpenOne_LetsItWaitForNoAnswer()
    {
        var id = await ChallengedAsync();
        var caretaker = await CaretakerAsync();
        await HideAsync(await AdministratorAsync(), id);

        (await caretaker.GetAsync("/challenges")).Text.Should().Contain("Ingen venter på svar");
        (await caretaker.GetAsync($"/challenges/{id}/answer")).Status.Should().Be(HttpStatusCode.NotFound);
        (await CountAsync("challenge where remind_at is not null")).Should().Be(0);
        await ChallengedAsync();
        (await CountAsync("challenge")).Should().Be(2, "it can be said in other words");
    }

    [Fact]
    public async Task Hide_AnAnsweredOne_KeepsTheAnswer()
    {
        var id = await ChallengedAsync();
        await AnswerAsync(await CaretakerAsync(), id, "keep", "Der er kø.");
        await HideAsync(await AdministratorAsync(), id);

        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Udfordringen er skjult.").And.Contain("Der er kø.").And.NotContain(Prevents);
    }

    [Theory]
    [InlineData("", "Skriv, hvorfor udfordringen skal skjules.")]
    [InlineData("  ", "Skriv, hvorfor udfordringen skal skjules.")]
    public async Task Hide_WithoutAReason_IsRefused(string reason, string problem)
    {
        var id = await ChallengedAsync();

        var page = await HideAsync(await AdministratorAsync(), id, reason);

        page.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        page.Text.Should().Contain(problem);
        (await CountAsync("challenge where hidden_at is null")).Should().Be(1);
    }

    [Fact]
    public async Task Hide_Twice_KeepsTheFirstReason()
    {
        var id = await ChallengedAsync();
        var administrator = await AdministratorAsync();
        var form = await administrator.GetAsync($"/challenges/{id}/hide");

        await administrator.SubmitAsync(form, new Dictionary<string, string?> { ["reason"] = "Den første." });
        (await administrator.SubmitAsync(form, new Dictionary<string, string?> { ["reason"] = "Den anden." })).Status.Should().Be(HttpStatusCode.Found);

        (await QueryAsync<string>("select hidden_reason from challenge")).Should().Be("Den første.");
        (await CountAsync("audit where action = 'challenge.hidden'")).Should().Be(1);
    }

    [Fact]
    public async Task Hide_ByAnybodyElse_IsForbidden()
    {
        var id = await ChallengedAsync();

        (await (await CaretakerAsync()).GetAsync($"/challenges/{id}/hide")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await (await Application.SignInAsync("ali@example.dk")).GetAsync($"/challenges/{id}/hide")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await Application.NewBrowser().GetAsync($"/challenges/{id}/hide")).RedirectsTo.Should().Contain("/sign-in");
        (await (await AdministratorAsync()).GetAsync($"/challenges/{Guid.NewGuid()}/hide")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static Task<Page> HideAsync(Browser browser, Guid id, string reason = "Den nævner en privatperson.") =>
        browser.FillInAsync($"/challenges/{id}/hide", new Dictionary<string, string?> { ["reason"] = reason });
}
