namespace Booking.Web.Features.ReminderChoice;

/// <summary>Names the texts of the page that turns reminders off.</summary>
public sealed class ReminderChoiceTexts;
