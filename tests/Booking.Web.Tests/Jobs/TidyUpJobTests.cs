using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Jobs;
using Booking.Web.Tests.Features.Bookings;
using Booking.Web.Tests.Mail;
using Dapper;

namespace Booking.Web.Tests.Jobs;

public sealed class TidyUpJobTests : BookingHandlers
{
    private Task RunAsync() => new TidyUpJob(Source, Clock).RunAsync(default);

    [Theory]
    [InlineData("sent_at", 31, 0)]
    [InlineData("sent_at", 29, 1)]
    [InlineData("failed_at", 31, 0)]
    public async Task TidyUp_OfMailThatIsDone_KeepsItAMonth(string done, int daysAgo, int left)
    {
        await ExecuteAsync(Booking.Web.Mail.OutboxMail.InsertSql, Mails.Confirmed("anna@example.dk", Start));
        await ExecuteAsync($"update outbox set due_at = null, {done} = @Then", new { Then = Start - Duration.FromDays(daysAgo) });

        await RunAsync();

        (await CountAsync("outbox")).Should().Be(left);
    }

    [Fact]
    public async Task TidyUp_OfRefusals_ForgetsWhomTheyMetWhenTheMonthIsOverAndThemAfterAYear()
    {
        var kitchen = await ResourceAsync();
        foreach (var at in new[] { Start - Duration.FromDays(366), Start - Duration.FromDays(40), Start })
        {
            await ExecuteAsync(
                "insert into refusal (attempt_id, at, code, resource_id, who) values (gen_random_uuid(), @at, 'SlotTaken', @Id, '')", new { at, kitchen.Id });
        }

        await ExecuteAsync("insert into refusal_key (month, secret) values ('2026-10-01', 'old'), ('2026-11-01', 'new')");

        await RunAsync();

        (await QueryAsync<long>("select count(*) from refusal")).Should().Be(2);
        (await QueryAsync<string>("select string_agg(month::text, ' ') from refusal_key")).Should().Be("2026-11-01");
    }

    [Fact]
    public async Task TidyUp_OfMailThatStillWaits_KeepsItHoweverOld()
    {
        await ExecuteAsync(Booking.Web.Mail.OutboxMail.InsertSql, Mails.Confirmed("anna@example.dk", Start - Duration.FromDays(60)));

        await RunAsync();

        (await CountAsync("outbox")).Should().Be(1);
    }

    [Fact]
    public async Task TidyUp_OfHoldsThatWereNeverConfirmed_ForgetsThemAndWhomNobodyKnows()
    {
        var stranger = await PersonAsync();
        var resident = await PersonAsync("Bo");
        await ExecuteAsync("update person set verified_at = null where id = @Id", new { stranger.Id });
        var resource = await ResourceAsync();
        var strangers = await HeldAsync(resource, FridayEvening, stranger);
        var residents = await HeldAsync(resource, At(new LocalDate(2026, 11, 28), 10, 12), resident);
        Clock.AdvanceHours(1);
        await Expire.HandleAsync(strangers, default);
        await Expire.HandleAsync(residents, default);

        await RunAsync();
        (await CountAsync("person")).Should().Be(2, "a day is given");
        Clock.Advance(Duration.FromDays(1) + Duration.FromSeconds(1));
        await RunAsync();

        (await QueryAsync<Guid>("select id from person")).Should().Be(resident.Id);
        (await CountAsync("booking")).Should().Be(0, "what was typed into a hold may be from anyone");
    }

    [Fact]
    public async Task TidyUp_OfAStrangerWithAHoldThatStands_KeepsThem()
    {
        var stranger = await PersonAsync();
        await ExecuteAsync("update person set verified_at = null");
        await HeldAsync(await ResourceAsync(), FridayEvening, stranger);
        Clock.Advance(Duration.FromDays(3));

        await RunAsync();

        (await CountAsync("person")).Should().Be(1);
    }

    [Fact]
    public async Task TidyUp_OfSessionsCodesLimitsAndFeeds_ForgetsWhatHasRunOut()
    {
        var person = await PersonAsync();
        var (old, fresh) = (Start - Duration.FromDays(2), Start + Duration.FromDays(2));
        foreach (var at in new[] { old, fresh })
        {
            await ExecuteAsync(
                "insert into session (id, person_id, device, created_at, seen_at, expires_at) values (gen_random_uuid(), @Id, '', @at, @at, @at)",
                new { person.Id, at });
            await ExecuteAsync(
                """
                insert into sign_in_code (id, email, code_hash, browser_hash, created_at, expires_at)
                values (gen_random_uuid(), 'a@example.dk', '', '', @at, @at)
                """, new { at });
            await ExecuteAsync(
                "insert into code_limit (key, recent) values (convert_to(@at::text, 'UTF8'), array[@at])", new { at });
        }
        foreach (var (created, fetched) in new (Instant, Instant?)[]
                 {
                     (Start - Duration.FromDays(400), null), (Start - Duration.FromDays(400), Start - Duration.FromDays(10)), (Start, null),
                 })
        {
            await ExecuteAsync(
                "insert into feed_token (id, person_id, token_hash, created_at, fetched_at) values (gen_random_uuid(), @Id, sha256(gen_random_uuid()::text::bytea), @created, @fetched)",
                new { person.Id, created, fetched });
        }

        await RunAsync();

        (await CountAsync("session")).Should().Be(1);
        (await CountAsync("sign_in_code")).Should().Be(1);
        (await CountAsync("code_limit")).Should().Be(1);
        (await CountAsync("feed_token")).Should().Be(2);
    }

    [Fact]
    public async Task TidyUp_OfABookingTwoYearsOver_ForgetsWhoAndWhatForAndThenThePerson()
    {
        var anna = await PersonAsync();
        await ExecuteAsync("update person set created_at = @Then", new { Then = Start - Duration.FromDays(100) });
        var resource = await ResourceAsync();
        (await PlaceAsync(resource, FridayEvening, anna)).Should().BeOfType<PlaceBookingOutcome.Placed>();
        await ExecuteAsync("update booking set purpose = 'Noget privat'");

        Clock.Reset(FridayEvening.End + Duration.FromDays(2 * 365) - Duration.FromSeconds(1));
        await RunAsync();
        (await QueryAsync<string>("select purpose from booking")).Should().Be("Noget privat");
        Clock.AdvanceSeconds(2);
        await RunAsync();

        (await QueryAsync<string>("select purpose from booking")).Should().BeEmpty();
        (await CountAsync("booking where person_id is null")).Should().Be(1);
        (await CountAsync("person")).Should().Be(0);
    }

    [Theory]
    [InlineData("answered", false, 29, true, true, 1)]
    [InlineData("answered", false, 31, true, true, 0)]
    [InlineData("answered", false, 729, true, true, 0)]
    [InlineData("answered", false, 731, true, false, 0)]
    [InlineData("answered", true, 731, true, true, 0)]
    [InlineData("hidden", true, 29, true, true, 1)]
    [InlineData("hidden", true, 31, false, true, 0)]
    [InlineData("hidden", true, 731, false, false, 0)]
    [InlineData("open", false, 731, true, true, 1)]
    public async Task TidyUp_OfChallenges_ForgetsWhoAskedAndWhatWasHidden(string state, bool named, int daysAgo, bool text, bool person, int supports)
    {
        var anna = await PersonAsync();
        var bo = await PersonAsync("Bo");
        await ResourceAsync();
        await ExecuteAsync(
            """
            insert into challenge (id, rule_id, person_id, prevents, better, signed, created_at, answer_due_at,
                answered_at, answer, answer_reason, supporters, hidden_at, hidden_reason)
            select gen_random_uuid(), rule.id, @Anna, 'Står i vejen.', 'Bedre.', @named, @Then, @Then + interval '14 days',
                case when @state = 'answered' then @Then end, case when @state = 'answered' then 'keep' end,
                case when @state = 'answered' then 'Derfor.' end, case when @state = 'answered' then 1 end,
                case when @state = 'hidden' then @Then end, case when @state = 'hidden' then 'Grim.' end
            from rule limit 1;
            insert into challenge_support (challenge_id, person_id) select id, @Bo from challenge
            """, new { Anna = anna.Id, Bo = bo.Id, state, named, Then = Start - Duration.FromDays(daysAgo) });

        await RunAsync();

        (await CountAsync("challenge where prevents <> ''")).Should().Be(text ? 1 : 0);
        (await CountAsync("challenge where person_id is not null")).Should().Be(person ? 1 : 0);
        (await CountAsync("challenge_support")).Should().Be(supports);
    }

    [Theory]
    [InlineData("introduction (id, person_id, owner_id, given_at) select gen_random_uuid(), person.id, owner.id, @Then from person, owner")]
    [InlineData("membership (owner_id, person_id, since) select owner.id, person.id, @Then from person, owner")]
    public async Task TidyUp_OfAnAddressThatHasBeenGivenSomething_KeepsItForTwoYearsAndForAsLongAsOneWhoHasSignedIn(string given)
    {
        var stranger = await PersonAsync();
        var resident = await PersonAsync("Bo");
        await ResourceAsync();
        await ExecuteAsync("update person set verified_at = null where id = @Id", new { stranger.Id });
        await ExecuteAsync("update person set created_at = @Then", new { Then = Start });
        await ExecuteAsync($"insert into {given}", new { Then = Start });

        Clock.Reset(Start + Duration.FromDays(2 * 365) - Duration.FromSeconds(1));
        await RunAsync();
        (await CountAsync("person")).Should().Be(2);
        Clock.AdvanceSeconds(2);
        await RunAsync();

        (await QueryAsync<Guid>("select id from person")).Should().Be(resident.Id);
    }

    [Fact]
    public async Task TidyUp_OfAnIntroductionAYearOver_ForgetsIt()
    {
        await PersonAsync();
        await ResourceAsync();
        await ExecuteAsync(
            """
            insert into introduction (id, person_id, owner_id, given_at, expires_at)
            select gen_random_uuid(), person.id, owner.id, @Then, @Then from person, owner
            """,
            new { Then = Start });

        Clock.Reset(Start + Duration.FromDays(365));
        await RunAsync();
        (await CountAsync("introduction")).Should().Be(1);
        Clock.AdvanceSeconds(1);
        await RunAsync();

        (await CountAsync("introduction")).Should().Be(0);
    }
}
