namespace Booking.Web.Features.Messages;

/// <summary>Texts of the messages about a booking.</summary>
public sealed class MessagesTexts;
