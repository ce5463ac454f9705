using Booking.Rules.Conditions;
using Booking.Rules.Lifecycle;

namespace Booking.Rules.Tests.Lifecycle;

public sealed class SeriesEndTests
{
    private static readonly DateTimeZone Copenhagen = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
    private static readonly LocalDate Last = new(2027, 4, 6);

    [Theory]
    [InlineData(7, "2027-03-31T00:00")]
    [InlineData(10, "2027-03-28T00:00")]
    [InlineData(30, "2027-03-08T00:00")]
    public void KeptUntil_IsTheEndOfTheDay_SoManyBeforeTheLast_AlsoOverTheSpringChange(int days, string until) =>
        Local(SeriesEnd.KeptUntil(Last, new RenewalPriority(days), Copenhagen)).Should().Be(until);

    [Theory]
    [InlineData(null, "2027-03-09T09:00")]
    [InlineData(7, "2027-03-02T09:00")]
    [InlineData(30, "2027-02-07T09:00")]
    public void TellAt_IsAMorning_FourWeeksBeforeTheTimeIsGivenUpOrTheLastDate(int? days, string at) =>
        Local(SeriesEnd.TellAt(Last, days is { } kept ? new RenewalPriority(kept) : null, Copenhagen)).Should().Be(at);

    private static string Local(Instant moment) =>
        NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Format(moment.InZone(Copenhagen).LocalDateTime);
}
