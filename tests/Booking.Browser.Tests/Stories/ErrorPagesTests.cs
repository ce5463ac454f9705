using Booking.Web.Features.Errors;
using Booking.Web.Features.Profile;
using Dapper;

namespace Booking.Browser.Tests.Stories;

/// <summary>When something is not there, not allowed, too old or broken, a page says so and what to do next.</summary>
public sealed class ErrorPagesTests
{
    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Page_ThatIsNotThere(Way way) => Site.TellAsync(async site =>
    {
        var visitor = await site.VisitAsync(way);
        visitor.Expects(404);
        (await visitor.GoAsync("/resources/findes-ikke")).Should().Be(404);
        await visitor.MeetsAsync<ErrorTexts>("NotFoundTitle");
        await visitor.LooksRightAsync();
        await visitor.FollowAsync<ErrorTexts>("FindSomething");
        await visitor.MeetsAsync<Web.Features.Resources.ResourcesTexts>("SearchHeading");
    });

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Page_ForOthers(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        resident.Expects(403);
        (await resident.GoAsync("/today")).Should().Be(403);
        await resident.MeetsAsync<ErrorTexts>("ForbiddenTitle");
        await resident.LooksRightAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Form_ThatIsTooOld(Way way) => Site.TellAsync(async site =>
    {
        var resident = await site.VisitAsync(way);
        await resident.SignInAsync(DemoData.Resident);
        await resident.GoAsync("/profile");
        await resident.Page.Context.ClearCookiesAsync(new() { NameRegex = new("Form$") });
        resident.Expects(400);
        await resident.PressAsync<ProfileTexts>("Save");
        await resident.MeetsAsync<ErrorTexts>("StaleFormTitle");
        await resident.LooksRightAsync();
    });

    [SkippableTheory, MemberData(nameof(Way.Languages), MemberType = typeof(Way))]
    public Task Server_ThatFails(Way way) => Site.TellAsync(async site =>
    {
        var visitor = await site.VisitAsync(way);
        await using (var connection = await site.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("alter table occupancy rename to lost");
        }

        visitor.Expects(500);
        (await visitor.GoAsync($"/resources/{DemoData.Kitchen}")).Should().Be(500);
        await visitor.MeetsAsync<ErrorTexts>("FaultTitle");
        await visitor.ReadsAsync<ErrorTexts>("TraceId");
        await visitor.LooksRightAsync();
    });
}
