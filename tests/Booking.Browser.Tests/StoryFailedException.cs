namespace Booking.Browser.Tests;

/// <summary>What went wrong in a story, with what was to be seen meanwhile.</summary>
public sealed class StoryFailedException(Exception cause, IEnumerable<string> complaints, IEnumerable<string> screens) : Exception(
    string.Join(Environment.NewLine, [cause.Message, .. complaints.Select(complaint => $"- {complaint}"), .. screens]), cause);
