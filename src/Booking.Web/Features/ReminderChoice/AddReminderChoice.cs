namespace Booking.Web.Features.ReminderChoice;

public static class ReminderChoiceFeature
{
    /// <summary>The way out of reminders, and back.</summary>
    public static IServiceCollection AddReminderChoice(this IServiceCollection services) => services
        .AddSingleton<TurnOffReminders>()
        .AddSingleton<ReadReminderChoice>();
}
