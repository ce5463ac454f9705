using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Series;

/// <summary>Writes the dates of a series that may be had, with a question to the owner for each that is theirs to say yes to.</summary>
public static class SeriesDates
{
    /// <summary>False when some of the time is taken; then the transaction can only be rolled back.</summary>
    public static async Task<bool> TryWriteAsync(
        NpgsqlConnection connection, Guid seriesId, IReadOnlyList<JudgedDate> judged, Guid? personId, Guid? groupId, Guid actorId,
        int people, string purpose, byte[] hash, Instant now)
    {
        var dates = judged.Select(date => (date.Wanted.Resource, New: ToNew(date, now), Question: QuestionOf(date, now))).ToList();
        if (!await TakeDates.TryAsync(
            connection, seriesId, [.. dates.Select(date => date.New)], personId, groupId, actorId, people, purpose, hash, now))
        {
            return false;
        }

        var asked = dates.Where(date => date.Question is not null).ToList();
        if (asked.Count > 0)
        {
            await AskOwner.WriteManyAsync(
                connection, seriesId, [.. asked.Select(date => new AskOwner.AskedDate(date.New.Id, date.Resource, date.New.Period, date.Question!))], actorId, now);
        }

        return true;
    }

    private static OwnerQuestion? QuestionOf(JudgedDate date, Instant now) => date.Decision is NeedsApproval asks
        ? OwnerQuestion.ToApprove(asks.Reasons, asks.Holds, "", date.Wanted.Period!.Value, now)
        : null;

    private static NewDate ToNew(JudgedDate date, Instant now)
    {
        var (resource, period, asks) = (date.Wanted.Resource, date.Wanted.Period!.Value, date.Decision as NeedsApproval);
        var terms = resource.Terms;
        return new NewDate(
            Guid.CreateVersion7(), BookingReference.New(), date.Wanted.Start, resource.Id, resource.ChosenUnit, period, terms.Buffer.Around(period),
            asks is { Holds: false } ? [] : date.Units,
            asks is null ? null : AnswerTime.Of(period, now),
            asks is null ? Reminders.FirstDue(period, now) : null,
            asks is null ? ReleaseRule.DueAt(period, terms.CheckInGraceMinutes) : null,
            asks is null ? ReconfirmationPlan.Of(period.Start, now, terms.Reconfirmation, terms.Zone) : null);
    }
}
