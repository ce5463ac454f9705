using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.Challenges;

public sealed class SupportChallengeTests : ChallengeStory
{
    [Fact]
    public async Task Support_ByAnotherResident_IsCountedAndCanBeWithdrawn()
    {
        var id = await ChallengedAsync();
        var ali = await Application.SignInAsync("ali@example.dk");

        var supported = await ali.FollowAsync(await ali.FillInAsync(RuleAddress, form: $"form[action='/challenges/{id}/support']"));
        supported.Text.Should().Contain("Du støtter udfordringen.").And.Contain("Træk din støtte tilbage");
        (await Application.NewBrowser().GetAsync(RuleAddress)).Text.Should().Contain("Én støtter udfordringen.").And.NotContain("ali@");

        var withdrawn = await ali.FollowAsync(await ali.SubmitAsync(supported, form: $"form[action='/challenges/{id}/withdraw']"));

        withdrawn.Text.Should().NotContain("støtter udfordringen");
        (await CountAsync("challenge_support")).Should().Be(0);
    }

    [Fact]
    public async Task Support_SentManyTimesAtOnce_CountsOnce()
    {
        var id = await ChallengedAsync();
        var ali = await Application.SignInAsync("ali@example.dk");
        var page = await ali.GetAsync(RuleAddress);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ali.SubmitAsync(page, form: $"form[action='/challenges/{id}/support']")));

        answers.Should().OnlyContain(answer => answer.Status == HttpStatusCode.Found);
        (await CountAsync("challenge_support")).Should().Be(1);
    }

    [Fact]
    public async Task Support_OfTheirOwn_IsRefused()
    {
        var id = await ChallengedAsync();
        var ali = await Application.SignInAsync("ali@example.dk");
        var form = await ali.GetAsync(RuleAddress);
        // Whoever signs in as another in the meantime sends a form that is not for them.
        await ExecuteAsync("update challenge set person_id = (select id from person where email = 'ali@example.dk')");

        var page = await ali.SubmitAsync(form, form: $"form[action='/challenges/{id}/support']");

        page.Status.Should().Be(HttpStatusCode.Conflict);
        page.Text.Should().Contain("Det er din egen udfordring.");
        page.Document.QuerySelector("form[action$='/support']").Should().BeNull();
        (await CountAsync("challenge_support")).Should().Be(0);
    }

    [Theory]
    [InlineData("support", 0)]
    [InlineData("withdraw", 1)]
    public async Task Support_OnceItIsAnswered_ChangesNothing(string what, int left)
    {
        var id = await ChallengedAsync();
        var ali = await Application.SignInAsync("ali@example.dk");
        if (what == "withdraw")
        {
            await ali.FillInAsync(RuleAddress, form: "form[action$='/support']");
        }

        var form = await ali.GetAsync(RuleAddress);
        await AnswerAsync(await CaretakerAsync(), id, "keep");

        var page = await ali.SubmitAsync(form, form: $"form[action='/challenges/{id}/{what}']");

        page.Status.Should().Be(HttpStatusCode.Conflict);
        page.Text.Should().Contain("Udfordringen har fået svar").And.Contain("Vi har talt om det.");
        (await CountAsync("challenge_support")).Should().Be(left);
    }

    [Fact]
    public async Task Support_ByAStranger_LeadsToSignInAndBack()
    {
        var id = await ChallengedAsync();
        var stranger = Application.NewBrowser();

        var page = await stranger.GetAsync(RuleAddress);

        page.Document.QuerySelector("form[action$='/support']").Should().BeNull();
        page.Document.QuerySelector(".challenge a[href^='/sign-in']")!.GetAttribute("href").Should()
            .Be($"/sign-in?returnUrl={Uri.EscapeDataString($"{RuleAddress}#challenge-{id}")}");
    }

    [Fact]
    public async Task Support_WithoutTheFormsToken_IsRefused()
    {
        var id = await ChallengedAsync();
        var ali = await Application.SignInAsync("ali@example.dk");

        foreach (var what in new[] { "support", "withdraw", "answer", "hide" })
        {
            var answer = await ali.Http.PostAsync(new Uri($"/challenges/{id}/{what}", UriKind.Relative), null);
            answer.StatusCode.Should().BeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.Forbidden], what);
        }

        (await ali.Http.PostAsync(new Uri($"{RuleAddress}/challenge", UriKind.Relative), null)).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await CountAsync("challenge_support")).Should().Be(0);
    }

    [Fact]
    public async Task Support_OfNone_IsNotFound()
    {
        await ChallengedAsync();
        var ali = await Application.SignInAsync("ali@example.dk");
        var form = await ali.GetAsync(RuleAddress);
        await ExecuteAsync("delete from challenge");

        (await ali.SubmitAsync(form, form: "form[action$='/support']")).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
