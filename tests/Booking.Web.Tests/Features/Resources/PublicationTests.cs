using System.Net;
using Booking.Testing;
using NodaTime;

namespace Booking.Web.Tests.Features.Resources;

/// <summary>What is shared for a time only is there for that time.</summary>
public sealed class PublicationTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Resource_SharedForATime_IsThereFromTheFirstMomentUntilTheLast()
    {
        var begin = application.Clock.GetCurrentInstant();
        var place = await new TestResource
        {
            Name = "Det tomme hus", PublishFrom = begin + Duration.FromHours(1), PublishUntil = begin + Duration.FromDays(60),
        }.InsertAsync(application.Database.DataSource);
        var anyone = application.NewBrowser();
        var address = $"/resources/{place.Slug}";

        (await anyone.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        (await anyone.GetAsync("/resources?what=tomme")).Text.Should().NotContain("Det tomme hus");

        application.Clock.AdvanceHours(1);
        (await anyone.GetAsync(address)).Heading.Should().Be("Det tomme hus");
        (await anyone.GetAsync("/resources?what=tomme")).Text.Should().Contain("Det tomme hus");
        (await anyone.GetAsync($"{address}/week/2027-W04")).Text.Should().Contain("Ikke til låns");

        application.Clock.AdvanceDays(60);
        (await anyone.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
    }
}
