using Booking.Web.Features.SignIn;

namespace Booking.Web.Features.Permissions;

/// <summary>What became of one of several; <paramref name="Request"/> as it stands now, null where it is not this person's to answer.</summary>
public sealed record SeveralAnswered(AnswerOutcome Outcome, OwnersRequest? Request);

/// <summary>One answer to several questions, each in a transaction of its own: what keeps one from being answered leaves the others alone.</summary>
public sealed class AnswerSeveral(AnswerRequest answer, ReadRequest read)
{
    /// <param name="ids">In the order in which they are answered: of two that want the same time, the first gets it.</param>
    public async Task<IReadOnlyList<SeveralAnswered>> HandleAsync(
        IEnumerable<Guid> ids, SignedInPerson actor, bool yes, string reason, CancellationToken cancellation)
    {
        List<SeveralAnswered> answered = [];
        foreach (var id in ids.Distinct().Take(ListRequests.Most))
        {
            var outcome = await answer.HandleAsync(id, actor, yes, reason, cancellation);
            answered.Add(new SeveralAnswered(outcome, await read.HandleAsync(id, actor, cancellation)));
        }

        return answered;
    }
}
