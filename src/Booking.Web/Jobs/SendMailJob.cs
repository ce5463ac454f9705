using Booking.Web.Mail;
using Hangfire;

namespace Booking.Web.Jobs;

/// <summary>One at a time on each server: a mail server that keeps us waiting takes one worker, never all of them.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class SendMailJob(SendMail sendMail) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!await turn.WaitAsync(TimeSpan.Zero, cancellation))
        {
            return;
        }

        try
        {
            await sendMail.HandleAsync(cancellation);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
