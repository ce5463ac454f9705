using Booking.Web.Features.Resources;
using Booking.Web.Startup;

namespace Booking.Web.Features.Rules;

/// <summary>Reads every rule before the first request: with one that this version does not know, it does not start.</summary>
public sealed class KnowEveryRule(Catalogue catalogue) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await catalogue.ReadAsync(cancellationToken);
        }
        catch (UnknownRuleKindException unknown)
        {
            throw new StartupException(
                $"The database has a rule of the kind \"{unknown.Kind}\", which this version of Booking does not know: "
                + "start the version that wrote it, or end that rule (set valid_until in the table rule).",
                unknown);
        }
        catch (UnreadableRuleException unreadable)
        {
            throw new StartupException(
                $"The database has a rule of the kind \"{unreadable.Kind}\" that this version of Booking cannot read: "
                + "start the version that wrote it, or end that rule (set valid_until in the table rule).",
                unreadable);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
