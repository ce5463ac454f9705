namespace Booking.Web.Features.Messages;

public static class MessagesFeature
{
    /// <summary>What a booker and those who look after the place write to each other.</summary>
    public static IServiceCollection AddMessages(this IServiceCollection services) => services
        .AddSingleton<ReadMessages>()
        .AddSingleton<WriteMessage>();
}
