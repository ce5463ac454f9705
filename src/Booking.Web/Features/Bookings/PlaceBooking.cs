using System.Security.Cryptography;
using System.Text;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Groups;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Permissions;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Features.Series;
using Booking.Web.Features.SignIn;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Bookings;

/// <param name="IdempotencyKey">The same for every attempt to send the same request; 1 to 200 characters.</param>
/// <param name="Why">Why the owner should set aside what rules say against it; null to take no for an answer.</param>
/// <param name="GroupId">The group it is booked for; null when it is for the person alone.</param>
/// <param name="For">Whom the person books for; null for themselves.</param>
public sealed record PlaceBookingRequest(
    CatalogueResource Resource, Interval Period, int People, string Purpose, SignedInPerson Person, string IdempotencyKey, string? Why = null,
    Guid? GroupId = null, BookedFor? For = null)
{
    /// <summary>Whom the rules about people are asked of.</summary>
    public Booker Booker => new(Person.Id, GroupId);
}

public abstract record PlaceBookingOutcome
{
    /// <param name="Again">The request had been carried out before; nothing was written this time.</param>
    /// <param name="Reconfirm">When they are asked whether they still come; null for never, and where it was carried out before.</param>
    public sealed record Placed(Guid Id, string Reference, bool Again, ReconfirmationPlan? Reconfirm = null) : PlaceBookingOutcome;

    public sealed record Refused(IReadOnlyList<Refusal> Reasons) : PlaceBookingOutcome;

    /// <summary>The owner says yes or no first, and has been asked: it waits until the answer is due, and holds the time if the owner will have it so.</summary>
    /// <param name="Again">The request had been carried out before; nothing was written this time.</param>
    public sealed record Asked(Guid Id, string Reference, Instant AnswerBy, bool Again) : PlaceBookingOutcome;

    /// <summary>The person waits already for an answer about that time.</summary>
    public sealed record AlreadyAsked(Guid Id) : PlaceBookingOutcome;

    /// <summary>The person waits for as many exceptions as one may at a time.</summary>
    public sealed record TooManyAsked : PlaceBookingOutcome;

    /// <summary>The person has made as many coming bookings for others as one may at a time.</summary>
    public sealed record TooManyForOthers : PlaceBookingOutcome;

    /// <summary>
    /// A rule about whom it is for says no. Which, only they themselves are told: what they have booked is no business of whoever books
    /// for them.
    /// </summary>
    public sealed record NotForThem : PlaceBookingOutcome;

    /// <summary>The key belongs to another request of this person.</summary>
    public sealed record KeyUsed : PlaceBookingOutcome;

    /// <summary>The person is not in the group: there is none, or they have left it.</summary>
    public sealed record NotInGroup : PlaceBookingOutcome;

    /// <summary>The person deleted their profile while this request was on its way: nobody is signed in any longer.</summary>
    public sealed record PersonGone : PlaceBookingOutcome;
}

/// <summary>
/// From a request to a confirmed booking, its occupancies and its invitation; or to the time held while the owner is asked; or to
/// the reasons why not.
/// </summary>
public sealed class PlaceBooking(NpgsqlDataSource database, AskOwner ask, IClock clock)
{
    // Two of a million bookings share a new reference about once in thirty thousand times; then another is drawn.
    private const int Draws = 3;

    public async Task<PlaceBookingOutcome> HandleAsync(PlaceBookingRequest request, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var terms = request.Resource.Terms;
        // In one's own address one books for oneself, whatever the name.
        request = request.For?.Email == request.Person.Email ? request with { For = null } : request;
        await using var connection = await database.OpenConnectionAsync(cancellation);
        for (var draw = 1; ; draw++)
        {
            // What the person's other bookings decide is read and written under a lock of theirs, and a question is written with
            // its hold; else one round trip is enough. Nobody leaves a group while something is booked for it.
            var locks = ReadPersonFacts.AreNeeded(terms) || request.Why is not null || request.GroupId is not null || request.For is not null;
            await using var transaction = locks || terms.Approval is not null ? await connection.BeginTransactionAsync(cancellation) : null;
            var group = request.GroupId is { } id ? await NameOfAsync(connection, id, request.Person.Id, cancellation) : "";
            if (group is null)
            {
                await RollbackAsync(transaction);
                return await FindEarlierAsync(connection, request) ?? new PlaceBookingOutcome.NotInGroup();
            }

            var (recipient, byStaff) = (Recipient.Of(request.Person), false);
            if (request.For is { } whom)
            {
                await OnBehalf.LockAsync(connection, request.Person.Id);
                byStaff = await OwnerAccess.HasAsync(connection, request.Person, OwnerRight.LookAfter, request.Resource.Owner.Id, cancellation);
                if (await FindEarlierAsync(connection, request) is { } earlier)
                {
                    return earlier;
                }

                if (!byStaff && await OnBehalf.HasTooManyAsync(connection, request.Person.Id, now))
                {
                    return new PlaceBookingOutcome.TooManyForOthers();
                }

                recipient = await OnBehalf.RecipientAsync(connection, request.Person, whom, now);
            }

            var person = locks && recipient.Id is { } recipientId
                ? await ReadPersonFacts.LockedAsync(
                    connection, transaction!, new Booker(recipientId, request.GroupId), request.Resource, request.Period.Start, now, cancellation)
                : new PersonFacts { IsKnown = true };
            var byNeighbour = request.For is not null && !byStaff;
            person = byNeighbour ? OnBehalf.AsOthersKnowThem(person) : person;

            // Whether the time is free is left to the write itself: what was read before it might no longer be so.
            var decision = Admission.Decide(
                new BookingRequest(request.Period, request.People),
                new Facts(Occupied.Nothing(request.Resource.Units.Count), person), terms, now);
            if (byNeighbour && decision is NeedsApproval asks && asks.Reasons.Any(reason => reason.Cause == ApprovalCause.NotComeBefore))
            {
                return new PlaceBookingOutcome.NotForThem();
            }

            if (byNeighbour && decision is Refused)
            {
                var anyone = Admission.Decide(
                    new BookingRequest(request.Period, request.People),
                    new Facts(Occupied.Nothing(request.Resource.Units.Count), new PersonFacts { IsKnown = true }), terms, now);
                if (anyone is not Refused)
                {
                    return new PlaceBookingOutcome.NotForThem();
                }

                decision = anyone;
            }

            var question = QuestionOf(request, decision, now);
            if (await WhyNotAsync(connection, recipient.Id, byNeighbour, decision, question, now) is { } no)
            {
                await RollbackAsync(transaction);
                // A repeated request gets its first answer, also when a rule would refuse it by now.
                return await FindEarlierAsync(connection, request) ?? no;
            }

            var booking = ToBooking(request, recipient.Id, question, now);
            var record = ToRecord(booking, recipient, request, group);
            var invitation = question is null ? Invitation(request, record, now) : null;
            try
            {
                if (await TakeTime.TryAsync(connection, booking, request.Resource.Units, terms, invitation, now))
                {
                    if (request.For is not null)
                    {
                        await OnBehalf.WriteAsync(connection, booking, request.Resource.Owner.Id, request.Person.Id, request.For, byStaff, now);
                    }

                    if (question is not null)
                    {
                        await ask.WriteAsync(connection, question, record, request.Resource, now);
                    }

                    await CommitAsync(transaction);
                    return question is null
                        ? new PlaceBookingOutcome.Placed(booking.Id, booking.Reference, Again: false, booking.Reconfirm)
                        : new PlaceBookingOutcome.Asked(booking.Id, booking.Reference, question.AnswerBy, Again: false);
                }

                await RollbackAsync(transaction);
                return await FindEarlierAsync(connection, request)
                    ?? await FindAskedAsync(connection, booking, byNeighbour, now)
                    ?? new PlaceBookingOutcome.Refused([await KeptTime.WhyTakenAsync(connection, request.Resource, request.Period)]);
            }
            catch (PostgresException gone) when (gone.ConstraintName == "booking_person_id_fkey")
            {
                return new PlaceBookingOutcome.PersonGone();
            }
            catch (PostgresException taken) when (taken.ConstraintName == "booking_reference_key" && draw < Draws)
            {
            }
        }
    }

    /// <summary>What the owner is asked; null where nobody is.</summary>
    private static OwnerQuestion? QuestionOf(PlaceBookingRequest request, Decision decision, Instant now) => decision switch
    {
        NeedsApproval asks => OwnerQuestion.ToApprove(asks.Reasons, asks.Holds, request.Why ?? "", request.Period, now),
        Refused refused when request.Why is { } why && ExceptionRequest.IsPossible(
            new BookingRequest(request.Period, request.People), refused.Reasons, request.Resource.Premises) =>
            OwnerQuestion.ToExcept(refused.Reasons, why, request.Period, now),
        _ => null,
    };

    private static async Task<PlaceBookingOutcome?> WhyNotAsync(
        NpgsqlConnection connection, Guid? personId, bool byNeighbour, Decision decision, OwnerQuestion? question, Instant now) => (decision, question) switch
    {
        (Refused refused, null) => new PlaceBookingOutcome.Refused(refused.Reasons),
        (_, { Kind: PermissionKind.Exception }) when personId is { } id && await AskOwner.HasTooManyOpenAsync(connection, id, now) =>
            byNeighbour ? new PlaceBookingOutcome.NotForThem() : new PlaceBookingOutcome.TooManyAsked(),
        _ => null,
    };

    /// <summary>Of a group that the person is in, and stays in for the rest of the transaction; else null.</summary>
    private static async Task<string?> NameOfAsync(NpgsqlConnection connection, Guid groupId, Guid personId, CancellationToken cancellation)
    {
        await GroupMembers.LockAsync(connection, groupId);
        return (await GroupMembers.OfAsync(connection, personId, cancellation)).FirstOrDefault(own => own.Id == groupId)?.Name;
    }

    private static Task CommitAsync(NpgsqlTransaction? transaction) => transaction?.CommitAsync(CancellationToken.None) ?? Task.CompletedTask;

    private static Task RollbackAsync(NpgsqlTransaction? transaction) => transaction?.RollbackAsync(CancellationToken.None) ?? Task.CompletedTask;

    private static NewBooking ToBooking(PlaceBookingRequest request, Guid? personId, OwnerQuestion? question, Instant now) =>
        new(Guid.CreateVersion7(), BookingReference.New(), request.Resource.Id, personId, request.Period, request.People,
            request.Purpose, KeyOf(request), HashOf(request), question?.AnswerBy,
            RemindAt: question is null ? Reminders.FirstDue(request.Period, now) : null,
            ReleaseAt: question is null ? ReleaseRule.DueAt(request.Period, request.Resource.Terms.CheckInGraceMinutes) : null,
            Reconfirm: question is null ? PlanOf(request, now) : null,
            GroupId: request.GroupId, Holds: question is not { Holds: false },
            UnitId: request.Resource.ChosenUnit, HelperId: request.For is null ? null : request.Person.Id);

    private static string KeyOf(PlaceBookingRequest request) =>
        request.For is null ? request.IdempotencyKey : OnBehalf.KeyOf(request.Person, request.IdempotencyKey);

    private static ReconfirmationPlan? PlanOf(PlaceBookingRequest request, Instant now) =>
        ReconfirmationPlan.Of(request.Period.Start, now, request.Resource.Terms.Reconfirmation, request.Resource.Terms.Zone);

    private static BookingRecord ToRecord(NewBooking booking, Recipient recipient, PlaceBookingRequest request, string group) => new()
    {
        Id = booking.Id,
        Reference = booking.Reference,
        PersonId = recipient.Id,
        PersonName = recipient.Name,
        PersonEmail = recipient.Email,
        PersonLanguage = recipient.Language,
        IsOnBehalf = request.For is not null,
        HelperId = booking.HelperId,
        HelperName = request.For is null ? "" : request.Person.Name,
        GroupId = booking.GroupId,
        GroupName = group,
        Period = booking.Period,
        People = booking.People,
        Purpose = booking.Purpose,
        Status = booking.HoldExpiresAt is null ? BookingStatus.Confirmed : BookingStatus.Held,
    };

    private static OutboxMail Invitation(PlaceBookingRequest request, BookingRecord booking, Instant now) =>
        OutboxMail.About(
            BookingMails.Of(request.Resource, booking, booking.PersonLanguage, reason: null),
            MailKind.BookingConfirmed, booking.PersonEmail, booking.PersonLanguage, now);

    private const string EarlierSql = """
        select b.id, b.reference, b.request_hash, case when b.status = 'held' and m.id is not null then b.hold_expires_at end as answer_by
        from booking b
        left join permission m on m.booking_id = b.id
        where b.person_id = @PersonId and b.idempotency_key = @Key
        """;

    private const string EarlierForAnotherSql = """
        select b.id, b.reference, b.request_hash, case when b.status = 'held' and m.id is not null then b.hold_expires_at end as answer_by
        from on_behalf f
        join booking b on b.id = f.booking_id and b.idempotency_key = @Key
        left join permission m on m.booking_id = b.id
        where f.helper_id = @PersonId
        """;

    /// <param name="AnswerBy">Null unless it waits for the owner.</param>
    private sealed record Earlier(Guid Id, string Reference, byte[] RequestHash, Instant? AnswerBy);

    private static async Task<PlaceBookingOutcome?> FindEarlierAsync(NpgsqlConnection connection, PlaceBookingRequest request)
    {
        var earlier = await connection.QuerySingleOrDefaultAsync<Earlier>(
            request.For is null ? EarlierSql : EarlierForAnotherSql, new { PersonId = request.Person.Id, Key = KeyOf(request) });
        return earlier switch
        {
            null => null,
            _ when !earlier.RequestHash.AsSpan().SequenceEqual(HashOf(request)) => new PlaceBookingOutcome.KeyUsed(),
            { AnswerBy: { } answerBy } => new PlaceBookingOutcome.Asked(earlier.Id, earlier.Reference, answerBy, Again: true),
            _ => new PlaceBookingOutcome.Placed(earlier.Id, earlier.Reference, Again: true),
        };
    }

    private const string AskedSql = """
        select w.id
        from booking w
        join permission q on q.booking_id = w.id and not q.holds
        where w.person_id = @PersonId and w.resource_id = @ResourceId and w.period && @Period and w.status = 'held' and w.hold_expires_at > @Now
        limit 1
        """;

    private static async Task<PlaceBookingOutcome?> FindAskedAsync(NpgsqlConnection connection, NewBooking booking, bool byNeighbour, Instant now) =>
        !booking.Holds && await connection.ExecuteScalarAsync<Guid?>(
            AskedSql, new { booking.PersonId, booking.ResourceId, booking.Period, Now = now }) is { } id
            ? byNeighbour ? new PlaceBookingOutcome.NotForThem() : new PlaceBookingOutcome.AlreadyAsked(id)
            : null;

    // What the owner is told is part of what was asked for, and so are the group and the one of several alike; who asks for nothing
    // more is told apart from nobody.
    private static byte[] HashOf(PlaceBookingRequest request) => HashOf(
        request.Resource.Id, new BookingRequest(request.Period, request.People),
        (request.Why is null ? request.Purpose : $"{request.Purpose}\n{request.Why}") + (request.GroupId is { } group ? $"\n{group}" : "")
            + (request.For is { } whom ? $"\n{whom.Name}\n{whom.Email}" : "") + HashOfChoice(request.Resource));

    /// <summary>What asking for one of several alike adds to the text that the hash is of.</summary>
    public static string HashOfChoice(CatalogueResource resource) => resource.ChosenUnit is { } unit ? $"\nunit {unit}" : "";

    /// <summary>Tells whether two requests under one key ask for the same.</summary>
    public static byte[] HashOf(Guid resourceId, BookingRequest request, string purpose) => SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', resourceId, request.Period.Start, request.Period.End, request.People, purpose)));
}
