using System.Text;
using Booking.Web.Features.CalendarFeeds;
using Ical.Net;

namespace Booking.Web.Tests.Features.CalendarFeeds;

public sealed class IcsWriterTests
{
    private static readonly CalendarHead Head = new("Mine bookinger", "Europe/Copenhagen", "steelblue");

    private static readonly CalendarEntry Entry = new(
        "0195a1b2@booking.aarhus.example", 0, Instant.FromUtc(2026, 11, 1, 12, 0),
        new Interval(Instant.FromUtc(2026, 11, 27, 16, 0), Instant.FromUtc(2026, 11, 27, 20, 0)), "Europe/Copenhagen", "Køkkenet");

    private static string Write(params CalendarEntry[] entries) => Encoding.UTF8.GetString(IcsWriter.Feed(Head, entries));

    private static string[] Lines(string calendar) => calendar.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");

    public static TheoryData<string> HardTexts() =>
    [
        "Rødgrød, med; fløde \\ og\nlinjeskift",
        string.Concat(Enumerable.Repeat("🍎", 60)),
        "x" + string.Concat(Enumerable.Repeat("🥧", 60)),
        "xx" + string.Concat(Enumerable.Repeat("æøå", 60)),
        "xxx" + string.Concat(Enumerable.Repeat("日本", 60)),
        new string('a', 500),
        "BEGIN:VEVENT\nEND:VCALENDAR",
        "\\n is not a line break, \\, no comma",
    ];

    [Theory]
    [MemberData(nameof(HardTexts))]
    public void Feed_WithAnyText_GivesItBackWhenParsed(string text)
    {
        var parsed = Calendar.Load(Write(Entry with { Summary = text, Description = text, Location = text }))!.Events.Single();

        parsed.Summary.Should().Be(text);
        parsed.Description.Should().Be(text);
        parsed.Location.Should().Be(text);
    }

    [Theory]
    [MemberData(nameof(HardTexts))]
    public void Feed_WithAnyText_FoldsAtSeventyFiveOctetsBetweenCharacters(string text)
    {
        var octets = IcsWriter.Feed(Head, [Entry with { Summary = text }]);

        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        strict.GetString(octets).Replace("\r\n", "", StringComparison.Ordinal).Should().NotContainAny("\r", "\n");
        strict.GetString(octets).Should().EndWith("END:VCALENDAR\r\n");
        foreach (var line in strict.GetString(octets).Split("\r\n"))
        {
            strict.GetByteCount(line).Should().BeLessThanOrEqualTo(75);
            line.Should().NotContain("\uFFFD");
        }
    }

    [Fact]
    public void Feed_WithControlCharacters_LeavesThemOut() =>
        Calendar.Load(Write(Entry with { Summary = "a\u0000b\u0007c\td\u007fe" }))!.Events.Single().Summary.Should().Be("abcde");

    [Fact]
    public void Feed_Always_SaysWhatCalendarsReadOfIt()
    {
        var lines = Lines(Write(Entry));

        lines.Should().Contain(
        [
            "VERSION:2.0", "X-WR-CALNAME:Mine bookinger", "NAME:Mine bookinger", "X-WR-TIMEZONE:Europe/Copenhagen",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "COLOR:steelblue",
            "UID:0195a1b2@booking.aarhus.example", "SEQUENCE:0", "DTSTAMP:20261101T120000Z",
            "DTSTART;TZID=Europe/Copenhagen:20261127T170000", "DTEND;TZID=Europe/Copenhagen:20261127T210000",
        ]);
        lines.Should().NotContain(line => line.StartsWith("METHOD", StringComparison.Ordinal));
        lines.Should().NotContain(line => line.StartsWith("ATTENDEE", StringComparison.Ordinal) || line.StartsWith("ORGANIZER", StringComparison.Ordinal));
        lines.Should().NotContain("BEGIN:VALARM");
    }

    [Fact]
    public void Feed_Twice_IsTheSameToTheLastOctet() => IcsWriter.Feed(Head, [Entry]).Should().Equal(IcsWriter.Feed(Head, [Entry]));

    [Fact]
    public void Feed_WithoutEvents_IsStillACalendar()
    {
        var calendar = Calendar.Load(Write())!;

        calendar.Events.Should().BeEmpty();
        calendar.TimeZones.Should().ContainSingle("a calendar has at least one component (RFC 5545, section 3.6)");
    }

    [Fact]
    public void Feed_DescribesEveryZoneItNames_CompletelyAndWithoutEnd()
    {
        var lines = Lines(Write(Entry, Entry with { Uid = "2@x", Zone = "America/New_York" }));

        lines.Count(line => line == "BEGIN:VTIMEZONE").Should().Be(2);
        lines.Should().Contain(["TZID:Europe/Copenhagen", "TZID:America/New_York"]);
        lines.Count(line => line == "BEGIN:DAYLIGHT").Should().Be(2);
        lines.Count(line => line == "BEGIN:STANDARD").Should().Be(2);
        var rules = lines.Where(line => line.StartsWith("RRULE", StringComparison.Ordinal)).ToList();
        rules.Should().HaveCount(4).And.NotContain(rule => rule.Contains("UNTIL", StringComparison.Ordinal));
        lines.Should().Contain(["RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10"]);
        Array.IndexOf(lines, "BEGIN:VTIMEZONE").Should().BeLessThan(Array.IndexOf(lines, "BEGIN:VEVENT"));
        var onset = lines.SkipWhile(line => line != "BEGIN:STANDARD").First(line => line.StartsWith("DTSTART:", StringComparison.Ordinal));
        string.CompareOrdinal(onset["DTSTART:".Length..], "20200101").Should().BeNegative("its onset lies before any booking");
    }

    // Nineteen o'clock is nineteen o'clock in March and in November.
    [Theory]
    [InlineData(2026, 3, 27, 18)]
    [InlineData(2026, 3, 29, 17)]
    [InlineData(2026, 10, 24, 17)]
    [InlineData(2026, 10, 25, 18)]
    public void Feed_AroundTheChangesOfTheClock_TellsTheWallClock(int year, int month, int day, int utcHour)
    {
        var start = Instant.FromUtc(year, month, day, utcHour, 0);
        var parsed = Calendar.Load(Write(Entry with { Period = new Interval(start, start + Duration.FromHours(2)) }))!.Events.Single();

        parsed.Start!.Value.Hour.Should().Be(19);
        Instant.FromDateTimeUtc(parsed.Start.AsUtc).Should().Be(start);
        Instant.FromDateTimeUtc(parsed.End!.AsUtc).Should().Be(start + Duration.FromHours(2));
    }

    // In the night when the clock goes back, 02.30 comes twice.
    [Theory]
    [InlineData(0, 30, "DTSTART;TZID=Europe/Copenhagen:20261025T023000")]
    [InlineData(1, 30, "DTSTART:20261025T013000Z")]
    public void Feed_InTheHourThatComesTwice_NamesTheOneThatIsMeant(int utcHour, int minute, string expected)
    {
        var start = Instant.FromUtc(2026, 10, 25, utcHour, minute);
        var written = Write(Entry with { Period = new Interval(start, start + Duration.FromHours(3)) });

        Lines(written).Should().Contain(expected);
        Instant.FromDateTimeUtc(Calendar.Load(written)!.Events.Single().Start!.AsUtc).Should().Be(start);
    }

    [Fact]
    public void Feed_OfADayWithTwentyFiveHours_EndsAtMidnight() =>
        Lines(Write(Entry with { Period = new Interval(Instant.FromUtc(2026, 10, 24, 22, 0), Instant.FromUtc(2026, 10, 25, 23, 0)) }))
            .Should().Contain(["DTSTART;TZID=Europe/Copenhagen:20261025T000000", "DTEND;TZID=Europe/Copenhagen:20261026T000000"]);

    [Fact]
    public void Invitation_WithQuotesAndLineBreaksInNames_StaysOneAttendee()
    {
        var written = IcsWriter.Invitation(
            InvitationMethod.Request, Entry, new CalendarParty("Bo \"Boss\"\r\nX-EVIL:1", "bo@example.dk"),
            new CalendarParty("Anna; x=1, \"y\":\nATTENDEE:mailto:evil@example.dk", "anna@example.dk"));

        var lines = Lines(written);
        lines.Count(line => line.StartsWith("ATTENDEE", StringComparison.Ordinal)).Should().Be(1);
        lines.Should().NotContain(line => line.StartsWith("X-EVIL", StringComparison.Ordinal));
        Calendar.Load(written)!.Events.Single().Attendees.Single().Value!.AbsoluteUri.Should().Be("mailto:anna@example.dk");
    }
}
