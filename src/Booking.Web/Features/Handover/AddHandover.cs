namespace Booking.Web.Features.Handover;

public static class HandoverFeature
{
    /// <summary>Leaving a place as one would like to find it.</summary>
    public static IServiceCollection AddHandover(this IServiceCollection services) => services
        .AddSingleton<EditChecklist>()
        .AddSingleton<ReadHandover>()
        .AddSingleton<FillInHandover>()
        .AddSingleton<HandoverPictures>()
        .AddSingleton<SayThanks>();
}
