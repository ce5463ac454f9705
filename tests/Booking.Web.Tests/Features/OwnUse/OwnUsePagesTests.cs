using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.OwnUse;

/// <summary>Own use through the pages.</summary>
public sealed class OwnUsePagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser secretary = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        await new TestResource { Slug = "hallen", Name = "Hallen", HorizonDays = 30 }.InsertAsync(application.Database.DataSource);
        secretary = await application.SignInAsync("sanne@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync("insert into owner_role (owner_id, person_id, role) select o.id, p.id, 'caretaker' from owner o, person p");
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    [Fact]
    public async Task Weekly_IsEnteredByTheForm_AndSeenByThoseWhoLookAfterThePlaceAlone()
    {
        var entered = await secretary.FollowAsync(await secretary.FillInAsync("/own-use/hallen", Form("5"), "#add-form"));

        entered.Text.Should().ContainAll("Idræt 7.b", "Hver fredag kl. 08.00–15.00");
        (await secretary.GetAsync("/resources/hallen/week/2026-W48")).Text.Should().Contain("Idræt 7.b");
        (await application.NewBrowser().GetAsync("/resources/hallen/week/2026-W48")).Text.Should().Contain("Optaget").And.NotContain("Idræt");
        (await secretary.GetAsync("/today?date=2026-11-27")).Text.Should().ContainAll("Idræt 7.b", "Egen brug");
    }

    [Fact]
    public async Task Form_WithoutDays_SaysSoAndKeepsWhatWasTyped()
    {
        var again = await secretary.FillInAsync("/own-use/hallen", Form(null), "#add-form");

        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Text.Should().Contain("Vælg mindst én dag");
        again.Document.QuerySelector("#Title")!.GetAttribute("value").Should().Be("Idræt 7.b");
    }

    private static Dictionary<string, string?> Form(string? day) =>
        new() { ["Title"] = "Idræt 7.b", ["Days"] = day, ["From"] = "08:00", ["Until"] = "15:00" };
}
