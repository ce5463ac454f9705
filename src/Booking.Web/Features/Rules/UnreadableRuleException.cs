namespace Booking.Web.Features.Rules;

/// <summary>The parameters of a rule are not those of its kind, or make no sense.</summary>
public sealed class UnreadableRuleException(string kind, Exception cause)
    : Exception($"The parameters of a rule of the kind '{kind}' cannot be read: {cause.Message}", cause)
{
    public string Kind { get; } = kind;
}
