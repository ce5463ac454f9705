namespace Booking.Web.Features.RuleStatistics;

/// <summary>The texts of the figures about rules.</summary>
public sealed class RuleStatisticsTexts;
