namespace Booking.Web.Features.Bookings;

public static class BookingsFeature
{
    /// <summary>From a slot to a booking, and to its end.</summary>
    public static IServiceCollection AddBookings(this IServiceCollection services) => services
        .AddSingleton<PlaceBooking>()
        .AddSingleton<HoldForStranger>()
        .AddSingleton<NamePerson>()
        .AddSingleton<MoveBooking>()
        .AddSingleton<CancelBooking>()
        .AddSingleton<CheckInBooking>()
        .AddSingleton<ReleaseBooking>()
        .AddSingleton<AskToReconfirm>()
        .AddSingleton<ReconfirmBooking>()
        .AddSingleton<ReleaseUnanswered>()
        .AddSingleton<ConfirmHold>()
        .AddSingleton<ExpireHold>()
        .AddSingleton<SendReminder>()
        .AddSingleton<FindAlternatives>()
        .AddSingleton<ListBookings>()
        .AddSingleton<ReadBooking>()
        .AddSingleton<RefusalSentences>();
}
