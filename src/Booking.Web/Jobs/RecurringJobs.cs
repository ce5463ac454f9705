using Booking.Web.Features.Shared;
using Hangfire;
using Hangfire.Common;
using Hangfire.Storage;

namespace Booking.Web.Jobs;

/// <summary>Every schedule there is. After downtime a missed run is made up for once; each job then finds all that is due.</summary>
public static class RecurringJobs
{
    private const string EveryFiveSeconds = "*/5 * * * * *";
    private const string EveryMinute = "* * * * *";
    private const string EveryQuarter = "*/15 * * * *";
    private const string EveryHour = "0 * * * *";
    private const string EveryNight = "30 3 * * *";

    // More than once, for what failed: each person is looked at once a day.
    private const string EveryMorning = "0,15,30 8 * * *";

    // Said for every schedule, or the server's own zone would decide. It matters to those of the night and the morning.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById(HomeZone.Id);

    private static readonly (string Name, string Schedule, Job Job)[] All =
    [
        ("send-mail", EveryFiveSeconds, Job.FromExpression<SendMailJob>(job => job.RunAsync(CancellationToken.None))),
        ("remind", EveryMinute, Job.FromExpression<RemindJob>(job => job.RunAsync(CancellationToken.None))),
        ("release", EveryMinute, Job.FromExpression<ReleaseJob>(job => job.RunAsync(CancellationToken.None))),
        ("ask-to-reconfirm", EveryMinute, Job.FromExpression<AskToReconfirmJob>(job => job.RunAsync(CancellationToken.None))),
        ("release-unanswered", EveryMinute, Job.FromExpression<ReleaseUnansweredJob>(job => job.RunAsync(CancellationToken.None))),
        ("follow-unused", EveryQuarter, Job.FromExpression<FollowUnusedJob>(job => job.RunAsync(CancellationToken.None))),
        ("follow-ends", EveryHour, Job.FromExpression<FollowEndsJob>(job => job.RunAsync(CancellationToken.None))),
        ("expire-holds", EveryMinute, Job.FromExpression<ExpireHoldsJob>(job => job.RunAsync(CancellationToken.None))),
        ("offer-freed-time", EveryMinute, Job.FromExpression<OfferFreedTimeJob>(job => job.RunAsync(CancellationToken.None))),
        ("cancel-for-withdrawal", EveryMinute, Job.FromExpression<CancelForWithdrawalJob>(job => job.RunAsync(CancellationToken.None))),
        ("remind-owners", EveryMinute, Job.FromExpression<RemindOwnersJob>(job => job.RunAsync(CancellationToken.None))),
        ("remind-of-challenges", EveryHour, Job.FromExpression<RemindOfChallengesJob>(job => job.RunAsync(CancellationToken.None))),
        ("read-calendars", EveryQuarter, Job.FromExpression<ReadCalendarsJob>(job => job.RunAsync(CancellationToken.None))),
        ("ask-about-own-use", EveryQuarter, Job.FromExpression<AskAboutOwnUseJob>(job => job.RunAsync(CancellationToken.None))),
        ("release-own-use", EveryMinute, Job.FromExpression<ReleaseOwnTimeJob>(job => job.RunAsync(CancellationToken.None))),
        ("extend-own-use", EveryHour, Job.FromExpression<ExtendOwnUseJob>(job => job.RunAsync(CancellationToken.None))),
        ("ask-locks", EveryMinute, Job.FromExpression<AskLockJob>(job => job.RunAsync(CancellationToken.None))),
        ("remind-of-ending-codes", EveryHour, Job.FromExpression<RemindOfEndingCodesJob>(job => job.RunAsync(CancellationToken.None))),
        ("forget-pictures", EveryHour, Job.FromExpression<ForgetPicturesJob>(job => job.RunAsync(CancellationToken.None))),
        ("send-free-now", EveryMorning, Job.FromExpression<SendFreeNowJob>(job => job.RunAsync(CancellationToken.None))),
        ("tidy-up", EveryNight, Job.FromExpression<TidyUpJob>(job => job.RunAsync(CancellationToken.None))),
    ];

    /// <summary>Also forgets the schedules of earlier versions.</summary>
    public static void Register(JobStorage storage)
    {
        var manager = new RecurringJobManager(storage);
        foreach (var (name, schedule, job) in All)
        {
            manager.AddOrUpdate(name, job, schedule, new RecurringJobOptions { TimeZone = Zone });
        }

        using var connection = storage.GetConnection();
        foreach (var known in connection.GetRecurringJobs().Where(known => All.All(job => job.Name != known.Id)))
        {
            manager.RemoveIfExists(known.Id);
        }
    }
}
