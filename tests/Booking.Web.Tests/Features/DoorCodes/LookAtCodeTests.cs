using Booking.Web.Features.Bookings;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Owners;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.DoorCodes;

public sealed class LookAtCodeTests : DoorCodeHandlers
{
    [Theory]
    [InlineData(-7201, nameof(LookOutcome.TooEarly))]
    [InlineData(-7200, nameof(LookOutcome.Seen))]
    [InlineData(0, nameof(LookOutcome.Seen))]
    [InlineData((4 * 3600) - 1, nameof(LookOutcome.Seen))]
    [InlineData(4 * 3600, nameof(LookOutcome.TooLate))]
    public async Task FixedCode_IsSeenFromSoLongBeforeUntilTheEnd(int secondsFromStart, string outcome)
    {
        await ChooseAsync(AccessSource.Fixed);
        await FixedCode.HandleAsync(Kitchen, "Boks 3, kode 4711", null, Caretaker, default);
        Clock.Reset(FridayEvening.Start + NodaTime.Duration.FromSeconds(secondsFromStart));

        var seen = await LookAsync();

        seen.GetType().Name.Should().Be(outcome);
        if (seen is LookOutcome.Seen { Code: var code })
        {
            code.Should().Be("Boks 3, kode 4711");
        }

        (await AuditedAsync("access.seen")).Should().Be(seen is LookOutcome.Seen ? 1 : 0);
    }

    [Fact]
    public async Task Code_IsForTheBookerAndTheirGroup_AndForNobodyElse()
    {
        await ChooseAsync(AccessSource.Fixed);
        await FixedCode.HandleAsync(Kitchen, "4711", null, Caretaker, default);
        Clock.Reset(Soon);
        var bo = await PersonAsync("Bo");

        (await LookAsync(bo)).Should().BeOfType<LookOutcome.NotFound>();
        (await LookAsync(Caretaker)).Should().BeOfType<LookOutcome.NotFound>("who looks after the place changes the code, but does not come in with this one");
        (await LookAsync(Anna, Guid.NewGuid())).Should().BeOfType<LookOutcome.NotFound>();
        await ExecuteAsync("""
            with made as (
                insert into community (id, name, contact_id, created_at, revised_at) values (gen_random_uuid(), 'Koret', @Anna, @Now, @Now) returning id
            ), joined as (
                insert into community_member (community_id, person_id, organiser, invited_at, joined_at)
                select id, person, person = @Anna, @Now, @Now from made, unnest(array[@Anna, @Bo]) as person
            )
            update booking set community_id = (select id from made) where id = @Booked
            """, new { Anna = Anna.Id, Bo = bo.Id, Booked, Now = Start });
        (await LookAsync(bo)).Should().BeOfType<LookOutcome.Seen>().Which.Code.Should().Be("4711");

        await Cancel.HandleAsync(Booked, Anna, null, default);
        (await LookAsync()).Should().BeOfType<LookOutcome.NotConfirmed>();
    }

    [Fact]
    public async Task EachLook_StandsInTheOwnersLog_AndTheCodeStandsNowhere()
    {
        await ChooseAsync(AccessSource.Fixed);
        await FixedCode.HandleAsync(Kitchen, "kode-4711", null, Caretaker, default);
        Clock.Reset(Soon);
        await LookAsync();
        await LookAsync();

        var log = (await new ReadLog(Source, Catalogue).HandleAsync(Kitchen.Owner.Slug, LogAbout.Changes, null, default))!;

        log.Lines.Where(line => line.Action == "access.seen").Should().HaveCount(2)
            .And.OnlyContain(line => line.Actor == "Anna" && line.At == Soon && line.After!.Value.GetString() == $"{Kitchen.Name.Da}, {ReadAsync(Booked).Result.Reference}");
        foreach (var table in new[] { "audit", "outbox", "resource_access", "booking" })
        {
            (await QueryAsync<long>($"select count(*) from {table} as t where t::text like '%4711%'")).Should().Be(0, table);
        }
    }

    [Fact]
    public async Task FixedCode_AfterItsLastDay_IsMissing_AndTheOwnerIsToldAWeekBefore()
    {
        await ChooseAsync(AccessSource.Fixed);
        await FixedCode.HandleAsync(Kitchen, "4711", "2026-11-27", Caretaker, default);
        (await FixedCode.HandleAsync(Kitchen, "", "2026-11-24", Caretaker, default)).Should().Be("UntilWrong");
        var job = new RemindOfEndingCodesJob(
            new EachDue(Source, Clock, NullLogger<EachDue>.Instance), new RemindOfEndingCode(Source, Catalogue, Clock));

        await job.RunAsync(default);
        await job.RunAsync(default);

        (await MailsAsync(MailKind.CodeEnding)).Should().Be(1);
        Clock.Reset(Soon);
        (await CodeAsync()).Should().Be("4711", "its last day is today");
        await ExecuteAsync("update resource_access set fixed_until = '2026-11-26'");
        (await LookAsync()).Should().BeOfType<LookOutcome.Seen>().Which.Should().Match<LookOutcome.Seen>(seen => seen.Code == null && seen.IsMissing);
        (await AuditedAsync("access.seen")).Should().Be(1, "nothing was seen the second time");
        await FixedCode.HandleAsync(Kitchen, "0815", "2026-12-31", Caretaker, default);
        await job.RunAsync(default);
        (await MailsAsync(MailKind.CodeEnding)).Should().Be(1, "that is more than a week away");
    }

    [Fact]
    public async Task List_GivesEachBookingOneCode_OnlyOnce_AndTellsWhenFewAreLeft()
    {
        await ChooseAsync(AccessSource.List);
        (await Codes.HandleAsync(Kitchen, " 1001 \r\n1002\n1002\n\n1003\n1004\n1005\n1006", Caretaker, default)).Should().BeNull();
        await Codes.HandleAsync(Kitchen, "1003\n1007", Caretaker, default);
        (await Read.HandleAsync(Kitchen, default)).Left.Should().Be(7);
        var later = await PlacedAsync(Kitchen, At(Friday, 21, 22), Anna);
        Clock.Reset(FridayEvening.Start + NodaTime.Duration.FromHours(3));

        var seen = await AtOnceAsync(8, _ => CodeAsync());

        seen.Should().OnlyContain(code => code == "1001", "a group has one code, however many press");
        (await CodeAsync(later)).Should().Be("1002");
        (await MailsAsync(MailKind.CodesFew)).Should().Be(0);
        await ExecuteAsync("delete from access_code where number > (select min(number) + 2 from access_code)");
        await Cancel.HandleAsync(later, Anna, null, default);
        var last = await PlacedAsync(Kitchen, At(Friday, 21, 22), Anna);
        (await CodeAsync(last)).Should().Be("1003", "a code that was seen is never given to another");
        (await MailsAsync(MailKind.CodesFew)).Should().Be(1);
        var none = await PlacedAsync(Kitchen, At(Friday, 22, 23), Anna);
        (await CodeAsync(none)).Should().BeNull();
        (await MailsAsync(MailKind.CodesFew)).Should().Be(1, "once, until there are more");
    }

    [Fact]
    public async Task Reminder_SaysWhereToFindTheCode_AndNotTheCode()
    {
        await ChooseAsync(AccessSource.Fixed);
        await FixedCode.HandleAsync(Kitchen, "4711", null, Caretaker, default);
        Clock.Reset(FridayEvening.Start - NodaTime.Duration.FromHours(2));

        await new SendReminder(Source, Catalogue, Clock).HandleAsync(Booked, default);

        var content = await QueryAsync<string>("select content::text from outbox where kind = 'reminder-two-hours'");
        MailJson.Read<BookingMail>(content).CodeFrom.Should().Be(FridayEvening.Start - NodaTime.Duration.FromHours(2));
        content.Should().NotContain("4711");
    }
}
