using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Introductions;
using Booking.Web.Features.Resources;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.Introductions;

public sealed class ValidityTests : BookingHandlers
{
    private static readonly Instant Given = Instant.FromUtc(2026, 1, 31, 10, 0);

    [Fact]
    public void Validity_WherePlacesAskForNone_HasOnlyItsOwnEnd()
    {
        Validity.Of(Given, null, [], Start).Should().Be(new Validity(null, LongerElsewhere: false, IsOver: false));
        Validity.Of(Given, Instant.FromUtc(2026, 12, 31, 23, 0), [], Start)
            .Should().Be(new Validity(new LocalDate(2026, 12, 31), LongerElsewhere: false, IsOver: false));
    }

    [Fact]
    public async Task Validity_OverPlacesWithDifferentRules_IsTheShortestAndSaysThatOthersAreLonger()
    {
        var month = await PlaceAsync(1);
        var year = await PlaceAsync(12);
        var ever = await PlaceAsync(null);

        Validity.Of(Given, null, [month], Start).Should().Be(new Validity(new LocalDate(2026, 2, 28), LongerElsewhere: false, IsOver: true));
        Validity.Of(Given, null, [ever], Start).Should().Be(new Validity(null, LongerElsewhere: false, IsOver: false));
        Validity.Of(Given, null, [month, year], Start).Should().Be(new Validity(new LocalDate(2026, 2, 28), LongerElsewhere: true, IsOver: false));
        Validity.Of(Given, null, [year, ever], Start).Should().Be(new Validity(new LocalDate(2027, 1, 31), LongerElsewhere: true, IsOver: false));
    }

    [Fact]
    public async Task Validity_OnTheLastDay_IsNotOver_AndAtMidnightItIs()
    {
        var year = await PlaceAsync(12);
        var midnight = Instant.FromUtc(2027, 1, 31, 23, 0);

        Validity.Of(Given, null, [year], midnight - Duration.Epsilon).IsOver.Should().BeFalse();
        Validity.Of(Given, null, [year], midnight).IsOver.Should().BeTrue();
    }

    private Task<CatalogueResource> PlaceAsync(int? months) => ResourceAsync(new TestResource { Rules = [new IntroductionRequired(months, "", "")] });
}
