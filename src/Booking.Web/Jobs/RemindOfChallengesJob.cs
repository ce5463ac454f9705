using Booking.Web.Features.Challenges;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class RemindOfChallengesJob(EachDue eachDue, RemindOfChallenge remind)
{
    private const string DueSql = "select id from challenge where remind_at <= @now order by remind_at";

    public Task RunAsync(CancellationToken cancellation) => eachDue.RunAsync("challenge reminder", DueSql, remind.HandleAsync, cancellation);
}
