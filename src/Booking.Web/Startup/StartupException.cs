namespace Booking.Web.Startup;

/// <summary>Something the person who starts Booking can put right: one sentence that says what is wrong and the way out.</summary>
public sealed class StartupException(string sentence, Exception? cause = null) : Exception(sentence, cause);
