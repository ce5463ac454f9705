using Booking.Web.Features.SignIn;

namespace Booking.Web.Features.Permissions;

/// <summary>What became of one of several; <paramref name="Request"/> as it stands now, null where it is not this person's to answer.</summary>
public sealed record SeveralAnswered(Guid Id, AnswerOutcome Outcome, OwnersRequest? Request);

/// <summary>One answer to several questions, each in a transaction of its own: what keeps one from being answered leaves the others alone.</summary>
public sealed class AnswerSeveral(AnswerRequest answer, ReadRequest read)
{
    /// <summary>Key of the text that says why one answer does not do for all of these; null when it does.</summary>
    public static string? WhyNot(RequestList queue, IReadOnlyList<Guid> ids, bool yes, string reason) => reason.Length switch
    {
        _ when ids.Count == 0 => "NoneChosen",
        > AnswerRequest.LongestAnswer => "AnswerTooLong",
        0 when !yes => "AnswerMissingNo",
        0 when queue.Waiting.Any(one => one.Permission.Kind == PermissionKind.Exception && ids.Contains(one.Permission.Id)) => "AnswerMissingYes",
        _ => null,
    };

    /// <summary>In the order of the queue: of two that want the same time, the first gets it.</summary>
    public Task<IReadOnlyList<SeveralAnswered>> HandleAsync(
        RequestList queue, IReadOnlyList<Guid> ids, SignedInPerson actor, bool yes, string reason, CancellationToken cancellation) =>
        HandleAsync(queue.Waiting.Select(one => one.Permission.Id).Where(ids.Contains).Concat(ids), actor, yes, reason, cancellation);

    /// <param name="ids">In the order in which they are answered.</param>
    public async Task<IReadOnlyList<SeveralAnswered>> HandleAsync(
        IEnumerable<Guid> ids, SignedInPerson actor, bool yes, string reason, CancellationToken cancellation)
    {
        List<SeveralAnswered> answered = [];
        foreach (var id in ids.Distinct().Take(ListRequests.Most))
        {
            var outcome = await answer.HandleAsync(id, actor, yes, reason, cancellation);
            answered.Add(new SeveralAnswered(id, outcome, await read.HandleAsync(id, actor, cancellation)));
        }

        return answered;
    }
}
