using Dapper;
using Hangfire;
using NodaTime;
using Npgsql;

namespace Booking.Web.Jobs;

/// <summary>Deletes what has done its work: nothing about a person is kept longer than it serves.</summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete), ShortMemory]
public sealed class TidyUpJob(NpgsqlDataSource database, IClock clock)
{
    // Each takes one of the moments below, and a bite at a time, so that none runs into the statement timeout.
    private static readonly string[] Statements =
    [
        Bites("outbox", "id", "(due_at is null and coalesce(sent_at, failed_at) < @monthAgo)"),
        Bites("freed_time", "ctid", "upper(period) < @yesterday"),
        Bites("session", "id", "expires_at < @yesterday"),
        Bites("resource_import", "id", "uploaded_at < @yesterday"),
        Bites("api_request", "id", "asked_at < @yesterday"),
        // A day longer than it works, for the limits on how often one may ask.
        Bites("sign_in_code", "id", "expires_at < @yesterday"),
        Bites("code_limit", "key", "not exists (select from unnest(recent) at where at > @yesterday)"),
        Bites("feed_token", "id", "coalesce(fetched_at, created_at) < @yearAgo"),
        // Holds that ended without ever being a booking: made in another's name, or never come back to. Then the row that stood for
        // an address nobody has shown to be theirs.
        // What an owner was asked about stays: it is part of what a person and a place have had to do with each other.
        Bites("booking", "id", """
            status in ('expired', 'cancelled') and confirmed_at is null and ended_at < @yesterday
            and not exists (select from permission m where m.booking_id = booking.id)
            """),
        Bites("person", "id", """
            verified_at is null and created_at < @yesterday
            and not exists (select from booking b where b.person_id = person.id)
            and not exists (select from introduction i where i.person_id = person.id)
            and not exists (select from membership m where m.person_id = person.id)
            """),
        // How much a place is used stays known; by whom and for what is nobody's business any longer.
        """
        update booking set person_id = null, purpose = '', end_reason = null
        where id in (
            select id from booking where upper(period) < @twoYearsAgo and (person_id is not null or purpose <> '') limit 5000)
        """,
        Bites("on_behalf", "booking_id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @twoYearsAgo)"),
        Bites("permission", "id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @twoYearsAgo)"),
        // Codes that somebody has had open nothing any longer, or should not.
        Bites("access_code", "id", "taken_at < @yearAgo and (booking_id is null or exists (select from booking b where b.id = booking_id and upper(b.period) < @monthAgo))"),
        Bites("lock_code", "booking_id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @monthAgo)"),
        Bites("broken_case", "id", "closed_at < @yearAgo"),
        // What keeps something off the list stays, without what anybody said about it.
        Bites("listing_report", "id", "exists (select from listing_case c where c.id = case_id and c.answered_at < @yearAgo and c.status <> 'objected')"),
        Bites("listing_case", "id", "answered_at < @yearAgo and status in ('kept', 'restored')"),
        Bites("handover", "booking_id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @yearAgo)"),
        Bites("no_show_contest", "booking_id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @yearAgo)"),
        Bites("thanks", "booking_id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @yearAgo)"),
        // By then whatever was broken or left behind has been settled.
        Bites("message", "id", "exists (select from booking b where b.id = booking_id and upper(b.period) < @yearAgo)"),
        // What was hidden can be complained about for a month; then nobody needs to read it again.
        """
        update challenge set prevents = '', better = ''
        where id in (select id from challenge where hidden_at < @monthAgo and (prevents <> '' or better <> '') limit 5000)
        """,
        // Their number stands in the challenge, and the answer has reached them.
        """
        delete from challenge_support
        where (challenge_id, person_id) in (
            select s.challenge_id, s.person_id
            from challenge_support s
            join challenge c on c.id = s.challenge_id
            where coalesce(c.answered_at, c.hidden_at) < @monthAgo
            limit 5000)
        """,
        // The question and its answer stay; by then it matters to nobody who asked, unless they wanted their name to stand.
        """
        update challenge set person_id = null
        where id in (
            select id from challenge
            where coalesce(answered_at, hidden_at) < @twoYearsAgo and person_id is not null and not (signed and hidden_at is null)
            limit 5000)
        """,
        Bites("waitlist_entry", "id", "closed_at < @yearAgo"),
        Bites("invitation", "id", "coalesce(ended_at, expires_at) < @yearAgo"),
        Bites("introduction", "id", "expires_at < @yearAgo"),
        // Whoever has neither booked nor signed in for so long, and looks after nothing. What an owner has given someone stays theirs,
        // but an address that has not answered in all that time is nobody's.
        Bites("person", "id", """
            created_at < @twoYearsAgo and not is_administrator
            and not exists (select from booking b where b.person_id = person.id)
            and not exists (select from session s where s.person_id = person.id)
            and not exists (select from owner_role r where r.person_id = person.id)
            and not exists (select from api_token t where t.person_id = person.id)
            and not exists (select from feed_token f where f.person_id = person.id)
            and not exists (
                select from introduction i where i.person_id = person.id and (person.verified_at is not null or i.given_at > @twoYearsAgo))
            and not exists (
                select from membership m where m.person_id = person.id and (person.verified_at is not null or m.since > @twoYearsAgo))
            """),
        Bites("refusal", "id", "at < @yearAgo"),
        // Without its key nobody can tell any longer whether two refusals of that month met the same person.
        Bites("refusal_key", "month", "month < @thisMonth"),
        Bites("audit", "id", "at < @fiveYearsAgo"),
    ];

    public async Task RunAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        var moments = new
        {
            yesterday = now - Duration.FromDays(1),
            monthAgo = now - Duration.FromDays(30),
            yearAgo = now - Duration.FromDays(365),
            twoYearsAgo = now - Duration.FromDays(2 * 365),
            thisMonth = new LocalDate(now.InUtc().Year, now.InUtc().Month, 1),
            fiveYearsAgo = now - Duration.FromDays(5 * 365),
        };
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var statement in Statements)
        {
            while (await connection.ExecuteAsync(new CommandDefinition(statement, moments, cancellationToken: cancellation)) > 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static string Bites(string table, string key, string condition) =>
        $"delete from {table} where {key} in (select {key} from {table} where {condition} limit 5000)";
}
