namespace Booking.Web.Features.Waitlist;

public static class WaitlistFeature
{
    /// <summary>Waiting for time that is taken, and being offered what comes free.</summary>
    public static IServiceCollection AddWaitlist(this IServiceCollection services) => services
        .AddSingleton<JoinWaitlist>()
        .AddSingleton<LeaveWaitlist>()
        .AddSingleton<ReadWaiting>()
        .AddSingleton<ReadLine>()
        .AddSingleton<OfferFreedTime>()
        .AddSingleton<ExpireOffer>()
        .AddSingleton<AnswerOffer>()
        .AddSingleton<CloseWishes>();
}
