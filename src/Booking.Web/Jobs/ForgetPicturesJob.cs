using Booking.Web.Features.Handover;
using Hangfire;

namespace Booking.Web.Jobs;

[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class ForgetPicturesJob(HandoverPictures pictures)
{
    public Task RunAsync(CancellationToken cancellation) => pictures.ForgetAsync(cancellation);
}
