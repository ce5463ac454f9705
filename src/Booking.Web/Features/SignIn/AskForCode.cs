using System.Globalization;
using System.Security.Cryptography;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <param name="Email">As typed.</param>
/// <param name="ReturnUrl">Where to go after signing in: an address of ours.</param>
/// <param name="ResourceName">What is held meanwhile, for the mail to name; null for a plain sign-in.</param>
/// <param name="Name">What the person wants to be called, where that was asked for.</param>
public sealed record CodeRequest(string? Email, string ReturnUrl, string? ResourceName, string Name = "");

public abstract record CodeAnswer
{
    /// <summary>The mail is in the outbox, whether or not anybody has that address here.</summary>
    public sealed record Sent : CodeAnswer;

    public sealed record NotAnAddress : CodeAnswer;

    /// <param name="RetryAfter">At least a second, at most a day.</param>
    public sealed record TooMany(Duration RetryAfter) : CodeAnswer;
}

/// <summary>
/// Writes a six-digit code and the mail that carries it. Nothing is looked up about the person, so known and unknown
/// addresses get the same answer after the same work.
/// </summary>
public sealed class AskForCode(IClock clock)
{
    public static readonly Duration Lifetime = Duration.FromMinutes(10);

    private static readonly Duration QuarterHour = Duration.FromMinutes(15);
    private static readonly Duration Hour = Duration.FromHours(1);
    private static readonly Duration Day = Duration.FromHours(24);

    private const int PerAddressAndQuarter = 5;
    // Each code can be guessed at five times: this bounds what a patient guesser gets in a year.
    private const int PerAddressAndDay = 20;
    private const int PerClientAndHour = 20;

    /// <summary>Takes part in the transaction that is open on the connection, if any: the mail leaves when that commits.</summary>
    public async Task<CodeAnswer> HandleAsync(CodeRequest request, Visitor visitor, NpgsqlConnection connection)
    {
        if (EmailAddress.Read(request.Email) is not { } email)
        {
            return new CodeAnswer.NotAnAddress();
        }

        var now = clock.GetCurrentInstant();
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        // All random, unlike version 7: whoever has the link and the browser is signed in.
        var id = Guid.NewGuid();
        var mail = OutboxMail.About(new SignInCodeMail(code, id, now + Lifetime, request.ResourceName), email, visitor.Language, now);

        var sent = await connection.QuerySingleAsync<bool>(SendSql, new
        {
            Id = id,
            Email = email,
            CodeHash = visitor.HashOf(code, id),
            BrowserHash = visitor.SecretHash,
            ClientAddress = visitor.Address,
            request.ReturnUrl,
            request.Name,
            Now = now,
            ExpiresAt = now + Lifetime,
            QuarterAgo = now - QuarterHour,
            HourAgo = now - Hour,
            DayAgo = now - Day,
            PerAddressAndQuarter,
            PerAddressAndDay,
            PerClientAndHour,
            MailId = mail.Id,
            mail.Kind,
            mail.Language,
            mail.Content,
            mail.MessageId
        });
        return sent ? new CodeAnswer.Sent() : new CodeAnswer.TooMany(await RetryAfterAsync(email, visitor.Address, now, connection));
    }

    private static async Task<Duration> RetryAfterAsync(string email, string clientAddress, Instant now, NpgsqlConnection connection)
    {
        var sent = (await connection.QueryAsync<Counted>(CountedSql, new { Email = email, ClientAddress = clientAddress }))
            .ToLookup(counted => counted.ByClient, counted => counted.At);
        Duration[] waits =
        [
            Wait(sent[false], QuarterHour, PerAddressAndQuarter, now),
            Wait(sent[false], Day, PerAddressAndDay, now),
            Wait(sent[true], Hour, PerClientAndHour, now),
        ];
        return Duration.Max(Duration.FromSeconds(1), waits.Max());
    }

    private static Duration Wait(IEnumerable<Instant> sent, Duration window, int limit, Instant now)
    {
        var within = sent.Where(at => at > now - window).Order().ToList();
        return within.Count < limit ? Duration.Zero : within[^limit] + window - now;
    }

    private sealed record Counted(bool ByClient, Instant At);

    // One statement, so that parallel requests cannot slip past a limit between a count and an insert: on conflict waits for
    // the other's row and counts again. The client's row comes first always; two requests never wait for each other.
    private const string SendSql = """
        with client as materialized (
            select sha256(secret || convert_to(@ClientAddress, 'UTF8')) as hash from client_key
        ),
        client_passed as (
            insert into code_limit (key, recent)
            select hash, array[@Now] from client
            on conflict (key) do update
            set recent = array(select at from unnest(code_limit.recent) at where at > @HourAgo) || excluded.recent
            where (select count(*) from unnest(code_limit.recent) at where at > @HourAgo) < @PerClientAndHour
            returning key
        ),
        address_passed as (
            insert into code_limit (key, recent)
            select sha256(convert_to(@Email, 'UTF8')), array[@Now] from client_passed
            on conflict (key) do update
            set recent = array(select at from unnest(code_limit.recent) at where at > @DayAgo) || excluded.recent
            where (select count(*) from unnest(code_limit.recent) at where at > @QuarterAgo) < @PerAddressAndQuarter
              and (select count(*) from unnest(code_limit.recent) at where at > @DayAgo) < @PerAddressAndDay
            returning key
        ),
        code as (
            insert into sign_in_code (id, email, code_hash, browser_hash, return_url, name, created_at, expires_at)
            select @Id, @Email, @CodeHash, @BrowserHash, @ReturnUrl,
                   -- A new code for the same errand: what was typed with the first still counts.
                   coalesce(nullif(@Name, ''), (
                       select former.name from sign_in_code former
                       where former.browser_hash = @BrowserHash and former.email = @Email and former.return_url = @ReturnUrl
                       order by former.created_at desc limit 1), ''),
                   @Now, @ExpiresAt
            from address_passed
            returning id
        ),
        mail as (
            insert into outbox (id, kind, recipient, language, content, message_id, created_at, due_at)
            select @MailId, @Kind, @Email, @Language, @Content::jsonb, @MessageId, @Now, @Now from code
            returning id
        )
        select exists (select from mail)
        """;

    private const string CountedSql = """
        select false as by_client, unnest(recent) as at
        from code_limit
        where key = sha256(convert_to(@Email, 'UTF8'))
        union all
        select true, unnest(recent)
        from code_limit, client_key
        where key = sha256(secret || convert_to(@ClientAddress, 'UTF8'))
        """;
}
