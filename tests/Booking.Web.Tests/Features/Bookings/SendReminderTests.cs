using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.Bookings;

public sealed class SendReminderTests : BookingHandlers
{
    private static readonly Duration Day = Duration.FromHours(24);
    private static readonly Duration TwoHours = Duration.FromHours(2);

    private SendReminder Remind => new(Source, Catalogue, Clock);

    private RemindJob Job => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), Remind);

    private async Task<string[]> RemindersAsync()
    {
        await using var connection = await Source.OpenConnectionAsync();
        return [.. await Dapper.SqlMapper.QueryAsync<string>(connection, "select kind from outbox where kind like 'reminder-%' order by created_at, id")];
    }

    private Task RunAtAsync(Instant now)
    {
        Clock.Reset(now);
        return Job.RunAsync(default);
    }

    private async Task<Guid> FridayAsync(SignedInPerson? person = null) =>
        await PlacedAsync(await ResourceAsync(), FridayEvening, person ?? await PersonAsync());

    [Fact]
    public async Task Remind_EveryMinuteUntilTheEnd_SendsEachReminderOnce()
    {
        await FridayAsync();

        for (var now = Start; now < FridayEvening.End; now += Duration.FromMinutes(1))
        {
            if ((now - Start).TotalMinutes % 30 == 0 || now > FridayEvening.Start - Day - Duration.FromMinutes(2))
            {
                await RunAtAsync(now);
                if ((await RemindersAsync()).Length == 2 && now > FridayEvening.Start + Duration.FromMinutes(5))
                {
                    break;
                }
            }
        }

        (await RemindersAsync()).Should().Equal(MailKind.ReminderDayBefore, MailKind.ReminderTwoHours);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public async Task Remind_AroundTwentyFourHoursAhead_IsDueFromThen(int secondsAfter, int sent)
    {
        await FridayAsync();

        await RunAtAsync(FridayEvening.Start - Day + Duration.FromSeconds(secondsAfter));

        (await RemindersAsync()).Should().HaveCount(sent);
    }

    [Fact]
    public async Task Remind_AfterDowntimeOverBoth_SendsOnlyTheOneThatIsStillTrue()
    {
        await FridayAsync();

        await RunAtAsync(FridayEvening.Start - Duration.FromHours(1));
        await RunAtAsync(FridayEvening.Start - Duration.FromMinutes(59));

        (await RemindersAsync()).Should().Equal(MailKind.ReminderTwoHours);
    }

    [Fact]
    public async Task Remind_AfterDowntimeUntilTheStart_SendsNothingAndForgets()
    {
        var id = await FridayAsync();

        await RunAtAsync(FridayEvening.Start);

        (await RemindersAsync()).Should().BeEmpty();
        (await QueryAsync<long>("select count(*) from booking where remind_at is not null")).Should().Be(0, $"{id} is not looked at again");
    }

    [Fact]
    public async Task Remind_OfACancelledBooking_SendsNothing()
    {
        var person = await PersonAsync();
        var id = await FridayAsync(person);
        await Cancel.HandleAsync(id, person, null, default);

        await RunAtAsync(FridayEvening.Start - Day);
        (await Remind.HandleAsync(id, default)).Should().BeFalse();

        (await RemindersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Remind_CancelledBetweenTheReminderAndItsSending_IsNotSent()
    {
        var person = await PersonAsync();
        var id = await FridayAsync(person);
        await RunAtAsync(FridayEvening.Start - Day);
        await Cancel.HandleAsync(id, person, null, default);
        await using var connection = await Source.OpenConnectionAsync();
        var reminder = await Dapper.SqlMapper.QuerySingleAsync<QueuedMail>(
            connection, "select id, kind, recipient, language, content, message_id, created_at from outbox where kind like 'reminder-%'");

        (await new StillWanted(Source).PointlessBecauseAsync(reminder, Clock.GetCurrentInstant(), default)).Should().Be("the booking has ended or moved");
    }

    [Fact]
    public async Task Remind_OfAMovedBooking_IsAboutTheNewTime()
    {
        var person = await PersonAsync();
        var id = await FridayAsync(person);
        await RunAtAsync(FridayEvening.Start - Day);
        var later = new Interval(FridayEvening.Start + Duration.FromDays(2), FridayEvening.End + Duration.FromDays(2));
        await MoveAsync(id, person, later);

        await RunAtAsync(later.Start - Day);
        await RunAtAsync(later.Start - TwoHours);

        (await RemindersAsync()).Should().Equal(MailKind.ReminderDayBefore, MailKind.ReminderDayBefore, MailKind.ReminderTwoHours);
    }

    [Fact]
    public async Task Remind_SomeoneWhoBookedLate_SendsOnlyWhatIsStillToCome()
    {
        var resource = await ResourceAsync();
        Clock.Reset(FridayEvening.Start - Duration.FromHours(10));
        await PlacedAsync(resource, FridayEvening, await PersonAsync());

        await RunAtAsync(FridayEvening.Start - Duration.FromHours(9));
        await RunAtAsync(FridayEvening.Start - TwoHours);

        (await RemindersAsync()).Should().Equal(MailKind.ReminderTwoHours);
    }

    [Fact]
    public async Task Remind_ByManyServersAtOnce_SendsOne()
    {
        await FridayAsync();
        Clock.Reset(FridayEvening.Start - Day);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Job.RunAsync(default))));

        (await RemindersAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Remind_SomeoneWhoWantsNone_SendsNothing()
    {
        await FridayAsync();
        await ExecuteAsync("update person set reminders = false");

        await RunAtAsync(FridayEvening.Start - Day);

        (await RemindersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Remind_WhenThePersonHasBeenDeleted_SendsNothing()
    {
        await FridayAsync();
        await ExecuteAsync("delete from person");

        await RunAtAsync(FridayEvening.Start - Day);

        (await RemindersAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Remind_AnEnglishReader_WritesEnglish()
    {
        await FridayAsync(await PersonAsync("Eve", "en"));

        await RunAtAsync(FridayEvening.Start - Day);

        (await QueryAsync<string>("select language from outbox where kind like 'reminder-%'")).Should().Be("en");
    }
}
