using Booking.Web.Features.Bookings;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Resources;
using Booking.Web.Http;
using Dapper;
using Microsoft.Playwright;
using SkiaSharp;
using static Microsoft.Playwright.Assertions;

namespace Booking.Browser.Tests.Stories;

/// <summary>The ten minutes from "share something" to the neighbour who books it.</summary>
public sealed class ShareSomethingTests
{
    [SkippableTheory, MemberData(nameof(Way.Few), MemberType = typeof(Way))]
    public Task Administrator_SharesARoom_AndANeighbourBooksIt(Way way) => Site.TellAsync(async site =>
    {
        var name = way.Language == LanguageChoice.Danish ? "Skolens lille sal" : "The school's small hall";
        await MakeAdministratorAsync(site);
        var owner = await site.VisitAsync(way);
        await owner.SignInAsync(DemoData.Caretaker);
        await owner.GoByMyPlacesAsync("Setup");
        await owner.LooksRightAsync();
        await owner.FollowAsync<ResourceSetupTexts>("ShareSomething");

        owner.Expects(422);
        await owner.PressAsync<ResourceSetupTexts>("SaveAndGoOn");
        await owner.ReadsAsync<ResourceSetupTexts>("ProblemsHeading");
        await owner.LooksRightAsync();
        if (await owner.Main.Locator("#owner").CountAsync() > 0)
        {
            await owner.Main.Locator("#owner").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        }

        await owner.TapAsync(owner.Main.Locator("label[for=kind-room]"));
        await owner.FillAsync<ResourceSetupTexts>("NameDa", "Skolens lille sal");
        await owner.Main.Locator("#nameEn").FillAsync("The school's small hall");
        await owner.PressAsync<ResourceSetupTexts>("SaveAndGoOn");

        await owner.MeetsAsync<ResourceSetupTexts>("Title_where");
        await owner.LooksRightAsync();
        await owner.FillAsync<ResourceSetupTexts>("AddressLabel", "Møllevangs Allé 20");
        await owner.Main.Locator("#district").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await owner.PressAsync<ResourceSetupTexts>("SaveAndGoOn");

        await owner.MeetsAsync<ResourceSetupTexts>("Title_use");
        await owner.LooksRightAsync();
        await owner.FillAsync<ResourceSetupTexts>("PeopleLabel", "30");
        await owner.PressAsync<ResourceSetupTexts>("SaveAndGoOn");

        await owner.MeetsAsync<ResourceSetupTexts>("Title_there");
        await owner.LooksRightAsync();
        await owner.FillAsync<ResourceSetupTexts>("DescriptionDa", "Trægulv, tredive stole og et klaver.");
        await owner.TapAsync(owner.Main.Locator("label[for=feature-piano]"));
        await owner.Main.Locator("#houseRulesDa").FillAsync("Sæt stolene på plads.\nSluk lyset.");
        await owner.PressAsync<ResourceSetupTexts>("SaveAndGoOn");

        await owner.MeetsAsync<ResourceSetupTexts>("Title_pictures");
        await owner.LooksRightAsync();
        await owner.Main.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "sal.png", MimeType = "image/png", Buffer = Picture() });
        await owner.FillAsync<ResourceSetupTexts>("AltDa", "En lys sal med trægulv");
        await owner.PressAsync<ResourceSetupTexts>("AddPictureButton");
        await owner.ReadsAsync<ResourceSetupTexts>("PicturesHeading");
        await owner.LooksRightAsync();
        await owner.PressAsync<ResourceSetupTexts>("GoOn");

        await owner.MeetsAsync<ResourceSetupTexts>("Title_rules");
        await owner.LooksRightAsync();
        await owner.PressAsync<ResourceSetupTexts>("UseRules");

        await owner.MeetsAsync<ResourceSetupTexts>("Title_publish");
        await owner.LooksRightAsync();
        await owner.FollowAsync<ResourceSetupTexts>("SeePreview");
        await owner.ReadsAsync<ResourcesTexts>("PreviewHeading");
        await owner.LooksRightAsync();
        await owner.FollowAsync<ResourcesTexts>("PreviewBack");
        await owner.PressAsync<ResourceSetupTexts>("PublishButton");
        await owner.ReadsAsync<ResourceSetupTexts>("Said_published");
        await owner.LooksRightAsync();

        var neighbour = await site.VisitAsync(way);
        await neighbour.SignInAsync(DemoData.Resident);
        await neighbour.GoAsync("/resources?what=sal");
        await neighbour.TapAsync(neighbour.LinkNamed(name));
        await neighbour.LooksRightAsync();
        await neighbour.GoAsync($"/resources/skolens-lille-sal/book?start={DemoData.Friday:uuuu-MM-dd}T15:00&end={DemoData.Friday:uuuu-MM-dd}T17:00");
        await neighbour.FillAsync<BookingsTexts>("PeopleLabel", "8");
        await neighbour.TickAsync<BookingsTexts>("AcceptRulesLabel");
        await neighbour.PressAsync<BookingsTexts>("BookButton");
        await neighbour.SeesStateAsync("StateConfirmed");

        await owner.FollowAsync<ResourceSetupTexts>("OutLink");
        await owner.LooksRightAsync();
        await owner.TapAsync(owner.Main.Locator("label[for=how-while]"));
        await owner.Main.Locator("#outFrom").FillAsync("2026-11-26");
        await owner.Main.Locator("#outUntil").FillAsync("2026-11-29");
        await owner.FillAsync<ResourceSetupTexts>("ReasonLabel", "Gulvet bliver lakeret.");
        await owner.PressAsync<ResourceSetupTexts>("OutSee");
        await owner.ReadsAsync<ResourceSetupTexts>("OutHitsOne");
        await owner.LooksRightAsync();
        await owner.PressAsync<ResourceSetupTexts>("OutConfirmAndTell");
        await owner.ReadsAsync<ResourceSetupTexts>("Said_out");
        await site.DoWhatIsDueAsync();
        site.Mail.To(DemoData.Resident).Should().Contain(mail => mail.TextBody!.Contains("Gulvet bliver lakeret.", StringComparison.Ordinal));
    });

    private static async Task MakeAdministratorAsync(Site site)
    {
        await using var connection = await site.Database.DataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into owner_role (owner_id, person_id, role)
            select r.owner_id, p.id, 'administrator' from resource r, person p where r.slug = @Kitchen and p.email = @Caretaker
            on conflict do nothing
            """,
            new { DemoData.Kitchen, DemoData.Caretaker });
    }

    private static byte[] Picture()
    {
        using var picture = new SKBitmap(1200, 675);
        picture.Erase(SKColors.BurlyWood);
        using var data = picture.Encode(SKEncodedImageFormat.Png, 90);
        return data.ToArray();
    }
}
