using System.Globalization;
using System.Xml.Linq;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Rules;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.Rules;

public sealed class RuleSentencesTests
{
    private static readonly RuleSentences Sentences = new ServiceCollection()
        .AddLogging().AddLocalization().AddRules().BuildServiceProvider().GetRequiredService<RuleSentences>();

    private static readonly IReadOnlyList<WeeklySpan> AfterSchool = [.. Days("12345", 900, 1320), .. Days("67", 600, 1320)];

    private static readonly IReadOnlyList<WeeklySpan> Always = Days("1234567", 0, 1440);

    public static TheoryData<Condition, string, string> Said => new()
    {
        {
            new OpeningHours(AfterSchool, []),
            "Åbent mandag til fredag kl. 15.00–22.00, lørdag og søndag kl. 10.00–22.00",
            "Open Monday to Friday 15:00–22:00, Saturday and Sunday 10:00–22:00"
        },
        { new OpeningHours(Always, []), "Åbent hele døgnet, alle dage", "Open day and night, every day" },
        { new OpeningHours(Days("1234567", 480, 1200), []), "Åbent hver dag kl. 08.00–20.00", "Open every day 08:00–20:00" },
        { new OpeningHours([], []), "Lukket indtil videre", "Closed until further notice" },
        {
            new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 24)),
            "Lukket torsdag 24. december 2026",
            "Closed Thursday 24 December 2026"
        },
        {
            new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2026, 12, 26)),
            "Lukket fra 24. til og med 26. december 2026",
            "Closed from 24 up to and including 26 December 2026"
        },
        {
            new ClosedDates(new LocalDate(2026, 6, 30), new LocalDate(2026, 7, 31)),
            "Lukket fra 30. juni til og med 31. juli 2026",
            "Closed from 30 June up to and including 31 July 2026"
        },
        {
            new ClosedDates(new LocalDate(2026, 12, 24), new LocalDate(2027, 1, 2)),
            "Lukket fra 24. december 2026 til og med 2. januar 2027",
            "Closed from 24 December 2026 up to and including 2 January 2027"
        },
        { new PublicHolidays(true), "Lukket på helligdage", "Closed on public holidays" },
        { new PublicHolidays(false), "Åbent også på helligdage", "Open on public holidays too" },
        { new SchoolHolidays([Autumn]), "Lukket, når skolen har ferie", "Closed during school holidays" },
        { new SchoolHolidays([]), "Åbent, også når skolen har ferie", "Open during school holidays too" },
        { new LeadTime(120), "Book senest 2 timer før", "Book at least 2 hours before" },
        { new LeadTime(0), "Du kan booke helt frem til start", "You can book right up to the start" },
        { new Horizon(90), "Du kan booke op til 90 dage frem", "You can book up to 90 days ahead" },
        { new Horizon(0), "Du kan kun booke samme dag", "You can only book on the same day" },
        {
            new BufferTime(60, 30),
            "Der er 1 time til at gøre klar før hver booking og 30 minutter til at rydde op efter",
            "Each booking has 1 hour before it to set up and 30 minutes after it to clean up"
        },
        { new BufferTime(60, 0), "Der er 1 time til at gøre klar før hver booking", "Each booking has 1 hour before it to set up" },
        {
            new BufferTime(0, 30),
            "Der er 30 minutter til at rydde op efter hver booking",
            "Each booking has 30 minutes after it to clean up"
        },
        { new BufferTime(0, 0), "Den næste kan begynde, lige når du slutter", "The next person can start as soon as you end" },
        {
            new HandoverTimes(
                [.. Enumerable.Range(1, 5).Select(day => new WeeklySpan((IsoDayOfWeek)day, 480, 600)), new WeeklySpan(IsoDayOfWeek.Saturday, 600, 720)],
                [.. Enumerable.Range(1, 7).Select(day => new WeeklySpan((IsoDayOfWeek)day, 480, 600))]),
            "Hent mandag til fredag kl. 08.00–10.00, lørdag kl. 10.00–12.00. Aflever hver dag kl. 08.00–10.00",
            "Pick up Monday to Friday 08:00–10:00, Saturday 10:00–12:00. Return every day 08:00–10:00"
        },
        { new QuietHours(1320, 1860), "Hold lyden nede kl. 22.00–07.00", "Keep the noise down 22:00–07:00" },
        { new QuietHours(0, 1440), "Hold altid lyden nede", "Always keep the noise down" },
        {
            new CancellationDeadline(1440),
            "Meld afbud senest 1 dag før. Ellers tæller bookingen som brugt",
            "Cancel at least 1 day before. Otherwise the booking counts as used"
        },
        { new CancellationDeadline(0), "Du kan melde afbud helt frem til start", "You can cancel right up to the start" },
        {
            new CheckInGrace(20),
            "Tjek ind, når du kommer. Ellers går tiden videre 20 minutter efter start",
            "Check in when you arrive. Otherwise the time is given away 20 minutes after the start"
        },
        {
            new Reconfirmation(2880, 1440),
            "Vi spørger 2 dage før, om du stadig kommer. Svarer du ikke senest 1 dag før, giver vi tiden videre",
            "We ask 2 days before whether you still come. If you have not answered 1 day before, we give the time to others"
        },
        {
            new SeriesLimit(40, 300),
            "Booker du flere gange, kan det være op til 40 datoer og op til 300 dage frem",
            "If you book several times, it can be up to 40 dates and up to 300 days ahead"
        },
        {
            new NoShowLimit(2, AfterNoShows.Refuse),
            "Er du udeblevet mere end 2 gange hos samme ejer de sidste 6 måneder, kan du ikke booke",
            "If you have failed to come more than 2 times at the same owner’s places in the last 6 months, you cannot book"
        },
        {
            new NoShowLimit(0, AfterNoShows.AskOwner),
            "Er du udeblevet bare én gang hos samme ejer de sidste 6 måneder, svarer ejeren på, om du kan booke",
            "If you have failed to come even once at the same owner’s places in the last 6 months, the owner decides whether you can book"
        },
        {
            new RenewalPriority(30),
            "Har du en fast tid, holder vi den for dig, indtil 30 dage før den sidste dato. Har du ikke forlænget den inden, er den fri for alle",
            "If you have a regular time, we keep it for you until 30 days before the last date. If you have not renewed it by then, it is free for all"
        },
        { new SeriesLimit(0, 300), "Du kan kun booke én dato ad gangen her", "You can only book one date at a time here" },
        { new MinimumDuration(90), "Mindst 1 time 30 minutter ad gangen", "At least 1 hour 30 minutes at a time" },
        { new MaximumDuration(240), "Højst 4 timer ad gangen", "At most 4 hours at a time" },
        { new DurationStep(60), "Du booker hele timer", "You book whole hours" },
        { new DurationStep(1440), "Du booker hele dage", "You book whole days" },
        { new DurationStep(90), "Du booker i blokke på 1 time 30 minutter", "You book in blocks of 1 hour 30 minutes" },
        { new StartGrid(1), "Du kan begynde og slutte, når du vil", "Start and end whenever you like" },
        { new StartGrid(15), "Du kan begynde og slutte hvert kvarter", "You can start and end every quarter of an hour" },
        { new StartGrid(30), "Du kan begynde og slutte hver halve time", "You can start and end every half hour" },
        { new StartGrid(60), "Du kan begynde og slutte hver hele time", "You can start and end every hour, on the hour" },
        {
            new StartGrid(45),
            "Tiderne ligger med 45 minutter imellem, for eksempel kl. 10.30 og kl. 11.15",
            "Times are 45 minutes apart, for example 10:30 and 11:15"
        },
        {
            new StartGrid(720),
            "Tiderne ligger med 12 timer imellem, for eksempel kl. 12.00 og kl. 24.00",
            "Times are 12 hours apart, for example 12:00 and 24:00"
        },
        { new StartGrid(1440), "Du booker hele dage, fra midnat til midnat", "You book whole days, from midnight to midnight" },
        { new GroupSize(20), "I kan højst være 20", "You can be 20 at most" },
        { new GroupSize(1), "Der er plads til én ad gangen", "There is room for one at a time" },
        {
            new ConcurrentBookings(2, Scope.Owner),
            "Højst 2 kommende bookinger ad gangen hos samme ejer",
            "At most 2 coming bookings at a time with the same owner"
        },
        {
            new ConcurrentBookings(1, Scope.Resource),
            "Højst 1 kommende booking ad gangen i samme køkken",
            "At most 1 coming booking at a time in the same kitchen"
        },
        {
            new Spacing(1440, Scope.Category),
            "Lad der gå mindst 1 dag mellem dine bookinger i byens køkkener tilsammen",
            "Leave at least 1 day between your bookings in the city’s kitchens taken together"
        },
        { new Audience(false, false, null), "For alle", "For everyone" },
        { new Audience(true, false, null), "For dig, der bor i Aarhus Kommune", "For you if you live in the Municipality of Aarhus" },
        { new Audience(false, false, null, District: true), "For dig, der bor i stedets bydel", "For you if you live in the same part of the city" },
        { new Audience(false, true, null), "For dig, der er medlem hos ejeren", "For you if you are one of the owner’s members" },
        {
            new Audience(true, true, null, Groups: true),
            "For dig, der bor i Aarhus Kommune, er medlem hos ejeren og booker for en gruppe",
            "For you if you live in the Municipality of Aarhus, are one of the owner’s members and book for a group"
        },
        {
            new Quota(2, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Owner, QuotaCounts.Both, QuotaOf.Group),
            "Højst 2 bookinger om ugen hos samme ejer. Booker du for en gruppe, tæller hele gruppens bookinger",
            "At most 2 bookings a week with the same owner. If you book for a group, all its bookings count"
        },
        { new Audience(false, false, 18), "Fra det år, du fylder 18", "From the year you turn 18" },
        {
            new Audience(true, true, 60),
            "For dig, der bor i Aarhus Kommune og er medlem hos ejeren, fra det år du fylder 60",
            "For you if you live in the Municipality of Aarhus and are one of the owner’s members, from the year you turn 60"
        },
        { new IntroductionRequired(null, "", ""), "Få en introduktion, før du booker", "Get an introduction before you book" },
        {
            new IntroductionRequired(6, "værkstedets vagt", "the workshop’s host"),
            "Få en introduktion fra værkstedets vagt, før du booker. Den gælder i 6 måneder",
            "Get an introduction from the workshop’s host before you book. It counts for 6 months"
        },
        {
            new IntroductionRequired(24, "Karen", ""),
            "Få en introduktion fra Karen, før du booker. Den gælder i 2 år",
            "Get an introduction from Karen before you book. It counts for 2 years"
        },
        {
            new IntroductionRequired(12, "", ""),
            "Få en introduktion, før du booker. Den gælder i 1 år",
            "Get an introduction before you book. It counts for 1 year"
        },
        {
            new Approval(true, 240, null, null, false),
            "Ejeren siger ja eller nej, før din booking gælder",
            "The owner says yes or no before your booking counts"
        },
        {
            new Approval(false, 240, 20, 1320, true),
            "Ejeren siger ja eller nej, hvis du booker mere end 4 timer, I er flere end 20, du slutter efter kl. 22.00 "
                + "eller du ikke bor i Aarhus Kommune",
            "The owner says yes or no if you book more than 4 hours, you are more than 20 people, you end after 22:00 "
                + "or you do not live in the Municipality of Aarhus"
        },
        {
            new Approval(false, null, 8, null, false, Holds: false),
            "Ejeren siger ja eller nej, hvis I er flere end 8. Andre kan tage tiden imens",
            "The owner says yes or no if you are more than 8 people. Others can take the time meanwhile"
        },
        {
            new Approval(false, null, null, 1560, false),
            "Ejeren siger ja eller nej, hvis du slutter efter kl. 02.00 næste dag",
            "The owner says yes or no if you end after 02:00 the next day"
        },
        {
            new Responsibility("rydder op og låser efter mig", "clean up and lock behind me"),
            "Du lover: »Jeg rydder op og låser efter mig«",
            "You promise: “I clean up and lock behind me”"
        },
    };

    private static SchoolHoliday Autumn =>
        new("Efterårsferie", "Autumn holiday", new LocalDate(2026, 10, 10), new LocalDate(2026, 10, 18));

    private static SchoolHoliday ConstitutionDay => new("Grundlovsdag", "", new LocalDate(2027, 6, 5), new LocalDate(2027, 6, 5));

    [Theory]
    [MemberData(nameof(Said))]
    public void Of_IsShortAndSaysTheSameInBothLanguages(Condition condition, string danish, string english)
    {
        In("da", () => Sentences.Of(condition, "kitchen")).Should().Be(danish);
        In("en", () => Sentences.Of(condition, "kitchen")).Should().Be(english);
    }

    [Theory]
    [InlineData(
        2, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both,
        "Højst 2 bookinger om ugen i samme køkken",
        "At most 2 bookings a week in the same kitchen")]
    [InlineData(
        1, QuotaMeasure.Bookings, QuotaPeriod.Month, Scope.Owner, QuotaCounts.Both,
        "Højst 1 booking om måneden hos samme ejer",
        "At most 1 booking a month with the same owner")]
    [InlineData(
        10, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Category, QuotaCounts.Coming,
        "Højst 10 timer om ugen i byens køkkener tilsammen. Kun kommende bookinger tæller",
        "At most 10 hours a week in the city’s kitchens taken together. Only coming bookings count")]
    [InlineData(
        1, QuotaMeasure.Hours, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Used,
        "Når du har brugt 1 time i samme køkken på en uge, kan du ikke få flere den uge",
        "Once you have used 1 hour in the same kitchen in a week, you cannot have more that week")]
    [InlineData(
        3, QuotaMeasure.Bookings, QuotaPeriod.Month, Scope.Resource, QuotaCounts.Used,
        "Når du har brugt 3 bookinger i samme køkken på en måned, kan du ikke få flere den måned",
        "Once you have used 3 bookings in the same kitchen in a month, you cannot have more that month")]
    [InlineData(
        3, QuotaMeasure.Bookings, QuotaPeriod.Season, Scope.Resource, QuotaCounts.Both,
        "Højst 3 bookinger hver sæson i samme køkken. Sæsonen skifter 1. april og 1. oktober",
        "At most 3 bookings each season in the same kitchen. Seasons change on 1 April and 1 October")]
    [InlineData(
        3, QuotaMeasure.Hours, QuotaPeriod.Season, Scope.Owner, QuotaCounts.Used,
        "Når du har brugt 3 timer hos samme ejer på en sæson, kan du ikke få flere den sæson. "
            + "Sæsonen skifter 1. april og 1. oktober",
        "Once you have used 3 hours with the same owner in a season, you cannot have more that season. "
            + "Seasons change on 1 April and 1 October")]
    public void Of_Quota_SaysHowMuchWhenAndWhere(
        int limit, QuotaMeasure measure, QuotaPeriod per, Scope over, QuotaCounts counts, string danish, string english) =>
        Of_IsShortAndSaysTheSameInBothLanguages(new Quota(limit, measure, per, over, counts), danish, english);

    [Theory]
    [InlineData(
        null,
        "Højst 2 kommende bookinger ad gangen samme sted",
        "Højst 2 kommende bookinger ad gangen på steder af samme slags tilsammen")]
    [InlineData(
        "hall",
        "Højst 2 kommende bookinger ad gangen i samme sal",
        "Højst 2 kommende bookinger ad gangen i byens haller og sale tilsammen")]
    [InlineData(
        "room",
        "Højst 2 kommende bookinger ad gangen i samme lokale",
        "Højst 2 kommende bookinger ad gangen i byens lokaler tilsammen")]
    [InlineData(
        "workshop",
        "Højst 2 kommende bookinger ad gangen i samme værksted",
        "Højst 2 kommende bookinger ad gangen i byens værksteder tilsammen")]
    [InlineData(
        "garden",
        "Højst 2 kommende bookinger ad gangen i samme have",
        "Højst 2 kommende bookinger ad gangen i byens haver tilsammen")]
    [InlineData(
        "vehicle",
        "Højst 2 kommende bookinger ad gangen med samme bil, cykel eller båd",
        "Højst 2 kommende bookinger ad gangen med byens biler, cykler og både tilsammen")]
    [InlineData(
        "tool",
        "Højst 2 kommende bookinger ad gangen med samme ting",
        "Højst 2 kommende bookinger ad gangen med byens værktøj og udstyr tilsammen")]
    [InlineData(
        "other",
        "Højst 2 kommende bookinger ad gangen samme sted",
        "Højst 2 kommende bookinger ad gangen på steder af samme slags tilsammen")]
    public void Of_ALimitOnAPerson_SaysWhereInTheWordsOfThePlace(string? resourceKind, string same, string every) => In("da", () =>
    {
        Sentences.Of(new ConcurrentBookings(2, Scope.Resource), resourceKind).Should().Be(same);
        return Sentences.Of(new ConcurrentBookings(2, Scope.Category), resourceKind).Should().Be(every);
    });

    public static TheoryData<OpeningHours, string[]> Hours => new()
    {
        { new OpeningHours(AfterSchool, []), ["Mandag til fredag kl. 15.00–22.00", "Lørdag og søndag kl. 10.00–22.00"] },
        {
            new OpeningHours([.. Days("12347", 900, 1320), .. Days("12347", 540, 840), .. Days("6", 1080, 1560)], []),
            ["Mandag til torsdag og søndag kl. 09.00–14.00 og kl. 15.00–22.00", "Lørdag kl. 18.00–02.00", "Lukket fredag"]
        },
        {
            new OpeningHours(Days("135", 480, 1440), []),
            ["Mandag, onsdag og fredag kl. 08.00–24.00", "Lukket tirsdag, torsdag, lørdag og søndag"]
        },
        {
            new OpeningHours([.. Days("1", 480, 720), .. Days("1", 720, 960), .. Days("1", 900, 930)], []),
            ["Mandag kl. 08.00–16.00", "Lukket tirsdag til søndag"]
        },
        { new OpeningHours(Days("67", 0, 1440), []), ["Lørdag og søndag hele døgnet", "Lukket mandag til fredag"] },
        {
            new OpeningHours(Days("6", 600, 2880), []),
            ["Lørdag fra kl. 10.00 til kl. 24.00 dagen efter", "Lukket mandag til fredag og søndag"]
        },
        { new OpeningHours([], []), ["Lukket indtil videre"] },
        {
            new OpeningHours([], [Part((4, 1), (9, 30), AfterSchool)]),
            [
                "1. april til 30. september: mandag til fredag kl. 15.00–22.00, lørdag og søndag kl. 10.00–22.00",
                "Resten af året: lukket",
            ]
        },
        {
            new OpeningHours(AfterSchool, [Part((10, 1), (3, 31), []), Part((4, 1), (9, 30), Always)]),
            ["1. oktober til 31. marts: lukket", "1. april til 30. september: hele døgnet, alle dage"]
        },
        {
            new OpeningHours(
                Always, [Part((12, 24), (12, 24), []), Part((12, 1), (12, 31), AfterSchool), Part((12, 24), (12, 24), Always)]),
            [
                "24. december: lukket",
                "1. december til 31. december: mandag til fredag kl. 15.00–22.00, lørdag og søndag kl. 10.00–22.00",
                "Resten af året: hele døgnet, alle dage",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Hours))]
    public void Lines_OfOpeningHours_GroupTheDaysAndThePartsOfTheYear(OpeningHours hours, string[] lines) =>
        In("da", () => Sentences.Lines(hours)).Should().Equal(lines);

    [Fact]
    public void Lines_OfSchoolHolidays_NameThem() =>
        In("da", () => Sentences.Lines(new SchoolHolidays([Autumn, ConstitutionDay])))
            .Should().Equal(
                "Lukket, når skolen har ferie", "Efterårsferie: fra 10. til og med 18. oktober 2026", "Grundlovsdag: lørdag 5. juni 2027");

    [Theory]
    [InlineData("OpeningHours", "Åbningstider", "Opening hours")]
    [InlineData("MaximumDuration", "Længste booking", "Longest booking")]
    public void NameOf_IsWhatPeopleCallIt(string kind, string danish, string english)
    {
        In("da", () => Sentences.NameOf(kind)).Should().Be(danish);
        In("en", () => Sentences.NameOf(kind)).Should().Be(english);
    }

    [Fact]
    public void NameOf_EveryKind_IsThereAndItsOwn() =>
        ConditionJson.Kinds.Select(kind => In("da", () => Sentences.NameOf(kind))).Should().OnlyHaveUniqueItems();

    [Fact]
    public void NameOf_AKindThatNobodyKnows_NamesIt() =>
        FluentActions.Invoking(() => Sentences.NameOf("Moonlight")).Should().Throw<UnknownRuleKindException>().WithMessage("*Moonlight*");

    public static TheoryData<string> Kinds => new(ConditionJson.Kinds);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_AnythingThatCanBeSaid_IsASentenceInBothLanguages(string kind) => AnyCondition.OfEachKind[kind].Sample(condition =>
    {
        foreach (var language in new[] { "da", "en" })
        {
            var (sentence, lines) = In(language, () => (Sentences.Of(condition), Sentences.Lines(condition)));
            sentence.Should().NotBeEmpty();
            lines.Should().NotBeEmpty();

            // What people have written stands as they wrote it.
            var ours = condition is SchoolHolidays ? [sentence] : lines.Append(sentence);
            ours.Should().OnlyContain(text => !char.IsLower(text[0]));
            if (condition is not (IntroductionRequired or Responsibility))
            {
                ours.Should().OnlyContain(text =>
                    text.Trim() == text && !text.Contains("  ") && !text.Contains('{') && !text.EndsWith('.'));
            }
        }
    }, iter: 100);

    [Fact]
    public void Texts_AreEasyToRead()
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", "Booking.Web", "Features", "Rules", "RulesTexts.resx"));

        Lix.Of(file.Root!.Elements("data").Where(data => !data.Attribute("name")!.Value.EndsWith("Name", StringComparison.Ordinal))
            .Select(data => data.Element("value")!.Value)).Should().BeLessThan(35);
    }

    private static IReadOnlyList<WeeklySpan> Days(string days, int opens, int closes) =>
        [.. days.Select(day => new WeeklySpan((IsoDayOfWeek)(day - '0'), opens, closes))];

    private static Season Part((int Month, int Day) from, (int Month, int Day) until, IReadOnlyList<WeeklySpan> week) =>
        new(new AnnualDate(from.Month, from.Day), new AnnualDate(until.Month, until.Day), week);

    private static T In<T>(string language, Func<T> say)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        return say();
    }
}
