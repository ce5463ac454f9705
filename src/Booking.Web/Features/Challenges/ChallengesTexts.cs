namespace Booking.Web.Features.Challenges;

/// <summary>Names the texts of challenges and their answers.</summary>
public sealed class ChallengesTexts;
