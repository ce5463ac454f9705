using System.Globalization;
using System.Text;
using Booking.Rules.Recurrence;

namespace Booking.Rules.Tests.Recurrence;

public sealed class ReadCalendarTests
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Copenhagen"];
    private static readonly Interval Window = new(Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));

    [Theory]
    [InlineData("TRANSP:TRANSPARENT", false)]
    [InlineData("TRANSP:OPAQUE", true)]
    [InlineData("STATUS:CANCELLED", false)]
    [InlineData("STATUS:TENTATIVE", false)]
    [InlineData("STATUS:CONFIRMED", true)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:FREE", false)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", false)]
    [InlineData("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", true)]
    [InlineData("ATTENDEE;PARTSTAT=DECLINED:mailto:skole@example.dk", false)]
    [InlineData("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:skole@example.dk", false)]
    [InlineData("ATTENDEE:mailto:skole@example.dk", false)]
    [InlineData("ATTENDEE;PARTSTAT=TENTATIVE:mailto:skole@example.dk", false)]
    [InlineData("ATTENDEE;PARTSTAT=ACCEPTED:mailto:SKOLE@example.dk", true)]
    [InlineData("ATTENDEE;PARTSTAT=DECLINED:mailto:en-anden@example.dk", true)]
    public void Event_TakesItsTime_OnlyWhenItIsSettledAndBusy(string line, bool blocks) =>
        Read(Event("DTSTART:20260601T080000Z", "DTEND:20260601T090000Z", line), "skole@example.dk").Times.Should().HaveCount(blocks ? 1 : 0);

    [Fact]
    public void Owner_IsThatOfTheCalendarsName_WhereNobodySaysOtherwise() =>
        Read(Event("DTSTART:20260601T080000Z", "DTEND:20260601T090000Z",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@example.dk", "ATTENDEE;PARTSTAT=DECLINED:mailto:skole@example.dk").Replace(
                "VERSION:2.0", "VERSION:2.0\r\nX-WR-CALNAME:skole@example.dk", StringComparison.Ordinal)).Times.Should().BeEmpty();

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20260329", "DTEND;VALUE=DATE:20260330", "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z")]
    [InlineData("DTSTART;VALUE=DATE:20261025", "SUMMARY:en dag", "2026-10-24T22:00:00Z/2026-10-25T23:00:00Z")]
    [InlineData("DTSTART:20260601T100000", "DTEND:20260601T110000", "2026-06-01T08:00:00Z/2026-06-01T09:00:00Z")]
    [InlineData("DTSTART;TZID=Europe/London:20260601T100000", "DURATION:PT1H30M", "2026-06-01T09:00:00Z/2026-06-01T10:30:00Z")]
    [InlineData("DTSTART;TZID=Romance Standard Time:20260601T100000", "DURATION:PT1H", "2026-06-01T08:00:00Z/2026-06-01T09:00:00Z")]
    [InlineData("DTSTART;TZID=\"/mozilla.org/20050126_1/Europe/Copenhagen\":20260601T100000", "DURATION:PT1H", "2026-06-01T08:00:00Z/2026-06-01T09:00:00Z")]
    [InlineData("DTSTART:20260329T023000", "DTEND:20260329T040000", "2026-03-29T01:30:00Z/2026-03-29T02:00:00Z")]
    public void Times_AreThoseOfTheirZone_OrOfThePlace(string start, string end, string expected) =>
        Read(Event(start, end)).Times.Should().ContainSingle().Which.Period.ToString().Should().Be(expected);

    [Theory]
    [InlineData("DTSTART:20260601T080000Z", "DTEND:20260601T080000Z")]
    [InlineData("DTSTART:20260601T080000Z", "SUMMARY:uden længde")]
    [InlineData("DTSTART:20260601T080000Z", "DTEND:20260601T070000Z")]
    public void Event_OfNoLength_TakesNothing(string start, string end) => Read(Event(start, end)).Times.Should().BeEmpty();

    [Theory]
    // What calendar programs write, and the first dates of it.
    [InlineData("20260105", "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4", "01-05 01-07 01-12 01-14")]
    [InlineData("20260105", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO;COUNT=4", "01-05 01-11 01-19 01-25")]
    [InlineData("20260105", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=4", "01-05 01-18 01-19 02-01")]
    [InlineData("20260131", "FREQ=MONTHLY;COUNT=4", "01-31 03-31 05-31 07-31")]
    [InlineData("20260113", "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "01-13 02-10 03-10")]
    [InlineData("20260130", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "01-30 02-27 03-27")]
    [InlineData("20260130", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", "01-30 02-27 03-31")]
    [InlineData("20260131", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "01-31 02-28 03-31")]
    [InlineData("20260110", "FREQ=DAILY;INTERVAL=3;UNTIL=20260116T230000Z", "01-10 01-13 01-16")]
    [InlineData("20260110", "FREQ=DAILY;BYDAY=SA,SU;COUNT=3", "01-10 01-11 01-17")]
    [InlineData("20200301", "FREQ=YEARLY", "03-01")]
    [InlineData("20240229", "FREQ=YEARLY", "")]
    [InlineData("20251130", "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "03-29 10-25")]
    [InlineData("20250101", "FREQ=YEARLY;BYDAY=20MO", "05-18")]
    public void Recurrence_FollowsItsRule(string start, string rule, string expected) =>
        string.Join(' ', Read(Event($"DTSTART;TZID=Europe/Copenhagen:{start}T090000", "DURATION:PT1H", $"RRULE:{rule}")).Times
            .Select(time => time.Period.Start.InZone(Zone).Date.ToString("MM-dd", CultureInfo.InvariantCulture))).Should().Be(expected);

    [Fact]
    public void WeeklyEvent_KeepsItsHoursOnTheWall_OverBothChanges() =>
        Read(Event("DTSTART;TZID=Europe/Copenhagen:20260101T190000", "DTEND;TZID=Europe/Copenhagen:20260101T210000", "RRULE:FREQ=WEEKLY")).Times
            .Select(time => time.Period.Start.InZone(Zone).TimeOfDay).Distinct().Should().Equal(new LocalTime(19, 0));

    [Fact]
    public void ChangedDates_AreTakenOutOfTheSeries_AndStandForThemselves()
    {
        var read = Read(Calendar(
            Lines("BEGIN:VEVENT", "UID:a", "DTSTART;TZID=Europe/Copenhagen:20260601T080000", "DTEND;TZID=Europe/Copenhagen:20260601T090000",
                "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;TZID=Europe/Copenhagen:20260602T080000", "RDATE;TZID=Europe/Copenhagen:20260610T080000", "END:VEVENT"),
            // Moved, written in another zone than the series; and one that is off.
            Lines("BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20260603T060000Z", "DTSTART:20260603T120000Z", "DTEND:20260603T130000Z", "END:VEVENT"),
            Lines("BEGIN:VEVENT", "UID:a", "RECURRENCE-ID;TZID=Europe/Copenhagen:20260604T080000", "STATUS:CANCELLED",
                "DTSTART:20260604T060000Z", "DTEND:20260604T070000Z", "END:VEVENT")));

        read.Times.Select(time => time.Period.Start.ToString()).Should().Equal(
            "2026-06-01T06:00:00Z", "2026-06-03T12:00:00Z", "2026-06-05T06:00:00Z", "2026-06-10T06:00:00Z");
    }

    [Fact]
    public void LeftOutDate_WithoutTime_LeavesOutThatDay() =>
        Read(Event("DTSTART;TZID=Europe/Copenhagen:20260601T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;VALUE=DATE:20260601"))
            .Times.Should().ContainSingle();

    [Fact]
    public void Title_IsUnescapedUnfoldedAndShort()
    {
        var read = Read(Event("DTSTART:20260601T080000Z", "DTEND:20260601T090000Z", "SUMMARY:Idræt\\, 7.b\\n🤸 i", "  hallen"));

        read.Times.Single().Title.Should().Be("Idræt, 7.b 🤸 i hallen");
        Read(Event("DTSTART:20260601T080000Z", "DTEND:20260601T090000Z", "SUMMARY:" + string.Concat(Enumerable.Repeat("x🤸", 90))))
            .Times.Single().Title.Length.Should().BeLessThanOrEqualTo(ImportedTime.LongestTitle);
    }

    [Theory]
    [InlineData("DTSTART:20261301T080000Z", 5, CalendarFault.TimeUnreadable)]
    [InlineData("SUMMARY:uden start", 3, CalendarFault.StartMissing)]
    [InlineData("DTSTART:20260601T080000Z\r\nDURATION:P1Y", 6, CalendarFault.TimeUnreadable)]
    [InlineData("DTSTART:20260601T080000Z\r\nRRULE:FREQ=SECONDLY", 6, CalendarFault.RuleUnknown)]
    [InlineData("DTSTART:20260601T080000Z\r\nRRULE:FREQ=DAILY;BYHOUR=3", 6, CalendarFault.RuleUnknown)]
    [InlineData("DTSTART:20260601T080000Z\r\nRRULE:", 6, CalendarFault.RuleUnknown)]
    [InlineData("DTSTART:20260601T080000Z\r\nEXDATE:igår", 6, CalendarFault.TimeUnreadable)]
    [InlineData("vrøvl", 5, CalendarFault.LineUnreadable)]
    [InlineData("X;A=\"b:c", 5, CalendarFault.LineUnreadable)]
    public void WhatCannotBeRead_IsToldByLine_AndCostsNothingElse(string line, int number, CalendarFault fault)
    {
        var read = Read(Calendar(
            Lines("BEGIN:VEVENT", "UID:dårlig", line, "END:VEVENT"),
            Lines("BEGIN:VEVENT", "UID:god", "DTSTART:20260601T080000Z", "DTEND:20260601T090000Z", "END:VEVENT")));

        var problem = read.Problems.Should().ContainSingle().Subject;
        (problem.Line, problem.Fault).Should().Be((number, fault));
        read.Times.Should().ContainSingle().Which.Uid.Should().Be("god");
        read.Unread.Should().Equal("dårlig");
    }

    [Fact]
    public void UnknownZone_IsToldOnce_AndReadAsThePlaces()
    {
        var read = Read(Event("DTSTART;TZID=Customized Time Zone:20260601T100000", "DTEND;TZID=Customized Time Zone:20260601T110000"));

        read.Problems.Should().ContainSingle().Which.Fault.Should().Be(CalendarFault.ZoneUnknown);
        read.Times.Single().Period.Start.Should().Be(Instant.FromUtc(2026, 6, 1, 8, 0));
        read.Unread.Should().BeEmpty();
    }

    [Theory]
    [InlineData("", CalendarFault.NotACalendar)]
    [InlineData("<!doctype html><title>Log ind</title>", CalendarFault.NotACalendar)]
    [InlineData("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260601T080000Z", CalendarFault.CutOff)]
    public void WhatIsNoWholeCalendar_IsRefused(string file, CalendarFault fault) => Read(file).Refused.Should().Be(fault);

    [Fact]
    public void HostileCalendar_IsRefused_OrCostsLittle()
    {
        var day = Lines("DTSTART:20260601T000000Z", "DURATION:PT1M");
        Read("BEGIN:VCALENDAR\r\n" + string.Concat(Enumerable.Repeat("BEGIN:X\r\n", 100))).Refused.Should().Be(CalendarFault.TooDeep);
        Read("BEGIN:VCALENDAR\r\n" + string.Concat(Enumerable.Repeat("X:\n", 150_001))).Refused.Should().Be(CalendarFault.TooManyLines);
        Read(Calendar([.. Enumerable.Repeat(Lines("BEGIN:VEVENT", "END:VEVENT"), 5001)])).Refused.Should().Be(CalendarFault.TooManyEvents);
        Read(Calendar([.. Enumerable.Range(0, 60).Select(number =>
            Lines("BEGIN:VEVENT", $"UID:{number}", "DTSTART:19000101T000000Z", "DURATION:PT1M", "RRULE:FREQ=DAILY", "END:VEVENT"))]))
            .Refused.Should().Be(CalendarFault.TooManyTimes);
        // Dates that never come, and numbers that no calendar has.
        Read(Event(day, "RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")).Times.Should().ContainSingle();
        Read(Event(day, "RRULE:FREQ=YEARLY;INTERVAL=999999999")).Problems.Should().ContainSingle();
        Read(Event(day, "RRULE:FREQ=DAILY;COUNT=99999999999")).Problems.Should().ContainSingle();
        Read(Event("DTSTART:19000101T000000Z", "DTEND:89991231T000000Z", "RRULE:FREQ=DAILY;COUNT=100000")).Times.Should().HaveCount(1);
        Read(Event(day, "DURATION:P99999999999999999999D")).Problems.Should().NotBeEmpty();
        Read(Event(day, "RDATE:" + string.Join(',', Enumerable.Repeat("20260601T000000Z", 20_000)))).Should().NotBeNull();
        Read(Event(day, "DTSTART;TZID=" + new string('/', 10_000) + ":20260601T000000Z")).Should().NotBeNull();
    }

    [Fact]
    public void LongReading_IsEnded()
    {
        using var over = new CancellationTokenSource();
        over.Cancel();

        FluentActions.Invoking(() => ReadCalendar.Of(Event("DTSTART:20260601T080000Z"), Zone, Window, null, over.Token))
            .Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void AnyBytes_AreReadWithoutFault()
    {
        var random = new Random(4);
        var good = Event("DTSTART;TZID=Europe/Copenhagen:20260601T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260701", "EXDATE:20260608T060000Z");
        for (var round = 0; round < 2000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(good);
            for (var change = 0; change < 6; change++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            FluentActions.Invoking(() => Read(Encoding.UTF8.GetString(bytes))).Should().NotThrow();
        }
    }

    [Fact]
    public void Difference_IsWhatChanged_AndLeavesHistoryAndTheUnreadAlone()
    {
        var now = Instant.FromUtc(2026, 6, 2, 0, 0);
        ImportedTime Time(string uid, int day, string title = "") =>
            new(uid, new Interval(Instant.FromUtc(2026, 6, day, 8, 0), Instant.FromUtc(2026, 6, day, 9, 0)), title);
        ImportedTime[] known = [Time("a", 1), Time("a", 3), Time("b", 3), Time("c", 3), Time("d", 4)];

        var difference = ImportedDifference.Of(
            known, new ImportedCalendar([Time("a", 3), Time("b", 5), Time("d", 4, "ny titel")], new HashSet<string> { "c" }, [], null), now);

        difference.New.Should().Equal(Time("b", 5), Time("d", 4, "ny titel"));
        difference.Gone.Should().Equal(2, 4);
    }

    private static ImportedCalendar Read(string file, string? owner = null) => ReadCalendar.Of(file, Zone, Window, owner, CancellationToken.None);

    private static string Event(params string[] lines) => Calendar(Lines(["BEGIN:VEVENT", "UID:1", .. lines, "END:VEVENT"]));

    private static string Calendar(params string[] events) => Lines(["BEGIN:VCALENDAR", "VERSION:2.0", .. events, "END:VCALENDAR"]) + "\r\n";

    private static string Lines(params string[] lines) => string.Join("\r\n", lines);
}
