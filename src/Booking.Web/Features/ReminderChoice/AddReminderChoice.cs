namespace Booking.Web.Features.ReminderChoice;

public static class ReminderChoiceFeature
{
    /// <summary>The way out of reminders.</summary>
    public static IServiceCollection AddReminderChoice(this IServiceCollection services) => services.AddSingleton<TurnOffReminders>();
}
