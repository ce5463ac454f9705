using System.Globalization;
using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Booking.Web.Tests.Features.Bookings;

public sealed class RefusalSentencesTests : BookingHandlers
{
    private static readonly Refusal[] All =
    [
        new InThePast(), new TooSoon(2880, BookingApplication.Start), new TooFarAhead(90, new LocalDate(2027, 2, 23)), new TooFarAhead(1, Friday),
        new TooFarAhead(0, new LocalDate(2026, 11, 25)), new OutsideOpeningHours(Friday, []),
        new OutsideOpeningHours(Friday, [new WeeklySpan(IsoDayOfWeek.Friday, 0, 120), new WeeklySpan(IsoDayOfWeek.Friday, 1020, 1560)]),
        new OutsidePickUp(Friday, []), new OutsidePickUp(Friday, [new WeeklySpan(IsoDayOfWeek.Friday, 480, 600), new WeeklySpan(IsoDayOfWeek.Friday, 960, 1080)]),
        new OutsideReturn(Friday, []), new OutsideReturn(Friday, [new WeeklySpan(IsoDayOfWeek.Friday, 480, 600)]),
        new NotSharedThen(Friday, new LocalDate(2027, 2, 23)), new NotSharedThen(Friday, null), new NotSharedThen(null, Friday),
        new ClosedThatDay(new LocalDate(2026, 12, 26), "2. juledag", "Boxing Day"), new TooShort(90), new TooLong(2880), new OffGrid(30), new OffGrid(45),
        new OffGrid(720), new OffGrid(1440), new TooManyPeople(1500), new TooFewPeople(), new SlotTaken(), new SlotTaken { Rule = Guid.NewGuid() },
        new OddLength(90), new MustSignIn(), new ResidentsOnly(IsUnknown: true), new ResidentsOnly(IsUnknown: false), new DistrictOnly(IsUnknown: true), new DistrictOnly(IsUnknown: false),
        new MembersOnly(), new GroupsOnly(),
        new TooYoung(18, IsUnknown: true), new TooYoung(18, IsUnknown: false), new NotIntroduced("", "", Ran: false), new NotIntroduced("Ole", "Ole", Ran: true),
        new NotComeTooOften(3, new LocalDate(2027, 3, 3), new LocalDate(2027, 3, 3)), new NotComeTooOften(1, new LocalDate(2027, 3, 3), new LocalDate(2027, 4, 5)),
        new QuotaUsed(new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both), 1, new LocalDate(2026, 11, 23), new LocalDate(2026, 11, 29)),
        new QuotaUsed(new Quota(8, QuotaMeasure.Hours, QuotaPeriod.Month, Scope.Owner, QuotaCounts.Coming), 450, new LocalDate(2026, 11, 1), new LocalDate(2026, 11, 30)),
        new QuotaUsed(new Quota(3, QuotaMeasure.Bookings, QuotaPeriod.Season, Scope.Category, QuotaCounts.Used), 3, new LocalDate(2026, 10, 1), new LocalDate(2027, 3, 31)),
        new QuotaUsed(new Quota(2, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both, QuotaOf.Group), 2, new LocalDate(2026, 11, 23), new LocalDate(2026, 11, 29), ByGroup: true),
        new QuotaUsed(new Quota(8, QuotaMeasure.Hours, QuotaPeriod.Month, Scope.Owner, QuotaCounts.Both, QuotaOf.Group), 450, new LocalDate(2026, 11, 1), new LocalDate(2026, 11, 30), ByGroup: true),
        new TooManyComing(1, Scope.Resource), new TooManyComing(3, Scope.Owner), new TooManyComing(5, Scope.Category),
        new NoSeries(), new TooManyDates(40, new LocalDate(2027, 9, 7)), new DatesOverlap(new LocalDate(2026, 12, 1), new LocalDate(2026, 12, 2)),
        new SkippedByClock(new LocalDate(2027, 3, 28)), new TooCloseToOwn(1440, FridayEvening), new ChangeAsksOwner(new ApprovalReason(ApprovalCause.Always, null, null)),
    ];

    private async Task<IReadOnlyList<string>> SayAsync(string language)
    {
        var resource = await ResourceAsync(new TestResource { Name = "Folkekøkkenet" });
        var sentences = Sentences;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "da-DK");
        return [.. All.Select(refusal => sentences.Of(refusal, resource))];
    }

    [Fact]
    public void EveryRefusalThereIs_IsAmongTheseTests() =>
        typeof(Refusal).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Refusal)))
            .Should().BeEquivalentTo(All.Select(refusal => refusal.GetType()).Distinct());

    [Fact]
    public async Task Of_InDanish_SaysWhatStoppedItAndWhatToDo() => (await SayAsync("da")).Should().Equal(
        "Tiden er begyndt eller forbi. Vælg en senere tid.",
        "Du skal booke mindst 2 dage før. Vælg en tid, der begynder onsdag 25. november kl. 19.00 eller senere.",
        "Du kan booke op til 90 dage frem. Vælg en dag til og med tirsdag 23. februar 2027.",
        "Du kan booke op til 1 dag frem. Vælg en dag til og med fredag 27. november.",
        "Du kan kun booke samme dag. Vælg en tid i dag.",
        "Folkekøkkenet har ikke åbent fredag 27. november. Vælg en anden dag.",
        "Folkekøkkenet har åbent kl. 00.00–02.00 og 17.00–02.00 fredag 27. november. Vælg en tid inden for åbningstiden.",
        "Folkekøkkenet kan ikke hentes fredag 27. november. Vælg en anden dag at hente.",
        "Folkekøkkenet kan hentes kl. 08.00–10.00 og 16.00–18.00 fredag 27. november. Vælg en tid inden for det.",
        "Folkekøkkenet kan ikke afleveres fredag 27. november. Vælg en anden dag at aflevere.",
        "Folkekøkkenet kan afleveres kl. 08.00–10.00 fredag 27. november. Vælg en tid inden for det.",
        "Folkekøkkenet er kun til låns fra fredag 27. november til og med tirsdag 23. februar 2027. Vælg en tid i det tidsrum, eller find et andet sted.",
        "Folkekøkkenet er først til låns fra fredag 27. november. Vælg en tid fra den dag.",
        "Folkekøkkenet er til låns til og med fredag 27. november. Vælg en tid før, eller find et andet sted.",
        "Folkekøkkenet er lukket lørdag 26. december: 2. juledag. Vælg en anden dag.",
        "Du skal booke mindst 1 time 30 minutter. Vælg en længere tid.",
        "Du kan højst booke 2 dage ad gangen. Vælg en kortere tid.",
        "Tiderne ligger med 30 minutter imellem, for eksempel kl. 10.00 og kl. 10.30. Vælg en start og en slutning, der passer.",
        "Tiderne ligger med 45 minutter imellem, for eksempel kl. 10.30 og kl. 11.15. Vælg en start og en slutning, der passer.",
        "Tiderne ligger med 12 timer imellem, for eksempel kl. 12.00 og kl. 24.00. Vælg en start og en slutning, der passer.",
        "Du booker hele dage, fra midnat til midnat. Vælg en første og en sidste dag.",
        "Der er plads til 1500. Vælg et større sted, eller kom færre.",
        "Skriv, hvor mange I bliver. I skal være mindst én.",
        "Tiden er optaget. Nogen kom før dig. Vælg en anden tid.",
            "Tiden holdes for dem, der har den fast nu. Forlænger de ikke, bliver den fri for alle. Har du selv den faste tid, så forlæng den.",
        "Du booker 1 time 30 minutter ad gangen, 3 timer og så videre. Vælg en længde, der passer.",
        "Ikke alle kan booke her. Log ind, så ser du, om du kan.",
        "Stedet er for dem, der bor i Aarhus Kommune. Gør du det, så sig det på din profil.",
        "Stedet er for dem, der bor i Aarhus Kommune. Vælg et andet sted.",
        "Stedet er for dem, der bor i bydelen Gellerup. Bor du der, så sig det på din profil.",
        "Stedet er for dem, der bor i bydelen Gellerup. Vælg et andet sted.",
        "Stedet er for medlemmer af Beboerhuset. Spørg dem, om du kan blive medlem.",
        "Stedet er for grupper, fx foreninger og hold. Vælg en gruppe, når du booker.",
        "Du skal fylde mindst 18 år i det år, du booker til. Skriv dit fødselsår på din profil.",
        "Du skal fylde mindst 18 år i det år, du booker til. Bed en voksen om at booke.",
        "Du skal have en introduktion, før du booker. Få den hos Beboerhuset.",
        "Din introduktion er udløbet. Få en ny hos Ole.",
        "Du er noteret for ikke at være kommet 3 gange hos Beboerhuset de sidste 6 måneder. Den næste falder bort onsdag 3. marts 2027, og så kan du booke igen. Var du der, så sig det på bookingens side.",
        "Du er noteret for ikke at være kommet 1 gang hos Beboerhuset de sidste 6 måneder. Den næste falder bort onsdag 3. marts 2027, og du kan booke igen fra mandag 5. april 2027. Var du der, så sig det på bookingens side.",
        "Du kan højst have 1 booking her i uge 48, og du har 1. Vælg en anden tid, eller aflys en, du ikke skal bruge.",
        "Du kan højst have 8 timer hos Beboerhuset fra søndag 1. november til mandag 30. november, og du har brugt 7 timer 30 minutter. Vælg en kortere tid eller en anden tid.",
        "Du kan højst have 3 bookinger på den slags steder fra torsdag 1. oktober til onsdag 31. marts 2027, og du har 3. Vælg en anden tid, eller aflys en, du ikke skal bruge.",
        "I kan højst have 2 bookinger her i uge 48, og I har 2. Vælg en anden tid, eller aflys en, I ikke skal bruge.",
        "I kan højst have 8 timer hos Beboerhuset fra søndag 1. november til mandag 30. november, og I har brugt 7 timer 30 minutter. Vælg en kortere tid eller en anden tid.",
        "Du kan højst have 1 kommende booking her ad gangen. Brug eller aflys først en af dem.",
        "Du kan højst have 3 kommende bookinger hos Beboerhuset ad gangen. Brug eller aflys først en af dem.",
        "Du kan højst have 5 kommende bookinger på den slags steder ad gangen. Brug eller aflys først en af dem.",
        "Her kan du kun booke én dato ad gangen. Book datoerne hver for sig.",
        "Du kan højst booke 40 datoer på én gang her. Slut senest tirsdag 7. september 2027, og book resten senere.",
        "Hver gang varer for længe: den tirsdag 1. december er ikke forbi, før den næste begynder onsdag 2. december. Gør tiden kortere, eller lad der gå længere imellem.",
        "Uret stilles frem søndag 28. marts 2027, og det tidspunkt findes ikke den dag. Vælg en anden tid.",
        "Der skal gå mindst 1 dag mellem dine bookinger, og du har en fredag 27. november kl. 17.00. Vælg en tid længere fra den.",
        "Ejeren skal sige ja til den tid. Behold den, du har, eller lav en ny booking.");

    [Fact]
    public async Task Of_InEnglish_SaysTheSame() => (await SayAsync("en")).Should().Equal(
        "That time has begun or is over. Choose a later time.",
        "Book at least 2 days ahead. Choose a time that starts Wednesday 25 November at 19:00 or later.",
        "You can book up to 90 days ahead. Choose a day up to and including Tuesday 23 February 2027.",
        "You can book up to 1 day ahead. Choose a day up to and including Friday 27 November.",
        "You can only book on the same day. Choose a time today.",
        "Folkekøkkenet is not open on Friday 27 November. Choose another day.",
        "Folkekøkkenet is open 00:00–02:00 and 17:00–02:00 on Friday 27 November. Choose a time within the opening hours.",
        "Folkekøkkenet cannot be picked up on Friday 27 November. Choose another day to pick it up.",
        "You can pick up Folkekøkkenet 08:00–10:00 and 16:00–18:00 on Friday 27 November. Choose a time within that.",
        "Folkekøkkenet cannot be returned on Friday 27 November. Choose another day to return it.",
        "You can return Folkekøkkenet 08:00–10:00 on Friday 27 November. Choose a time within that.",
        "Folkekøkkenet is only shared from Friday 27 November up to and including Tuesday 23 February 2027. Choose a time within that, or find another place.",
        "Folkekøkkenet is shared from Friday 27 November on. Choose a time from that day.",
        "Folkekøkkenet is shared up to and including Friday 27 November. Choose a time before that, or find another place.",
        "Folkekøkkenet is closed on Saturday 26 December: Boxing Day. Choose another day.",
        "Book at least 1 hour 30 minutes. Choose a longer time.",
        "You can book at most 2 days at a time. Choose a shorter time.",
        "Times are 30 minutes apart, for example 10:00 and 10:30. Choose a start and an end that fit.",
        "Times are 45 minutes apart, for example 10:30 and 11:15. Choose a start and an end that fit.",
        "Times are 12 hours apart, for example 12:00 and 24:00. Choose a start and an end that fit.",
        "You book whole days, from midnight to midnight. Choose a first and a last day.",
        "There is room for 1500. Choose a larger place, or come fewer.",
        "Say how many you will be. There must be at least one.",
        "That time is taken. Someone came before you. Choose another time.",
            "The time is kept for those who have it regularly now. If they do not renew, it becomes free for all. If the regular time is yours, renew it.",
        "You book 1 hour 30 minutes at a time, 3 hours and so on. Choose a length that fits.",
        "Not everyone can book here. Sign in to see whether you can.",
        "This place is for those who live in the Municipality of Aarhus. If you do, say so in your profile.",
        "This place is for those who live in the Municipality of Aarhus. Choose another place.",
        "This place is for those who live in the district Gellerup. If you do, say so in your profile.",
        "This place is for those who live in the district Gellerup. Choose another place.",
        "This place is for members of Beboerhuset. Ask them whether you can become one.",
        "This place is for groups, such as associations and teams. Choose a group when you book.",
        "You must turn at least 18 in the year you book for. Write your year of birth in your profile.",
        "You must turn at least 18 in the year you book for. Ask an adult to book.",
        "You need an introduction before you book. Get it from Beboerhuset.",
        "Your introduction has run out. Get a new one from Ole.",
        "You are noted for not coming 3 times to Beboerhuset in the last 6 months. The next falls away on Wednesday 3 March 2027, and then you can book again. If you were there, say so on the page of the booking.",
        "You are noted for not coming once to Beboerhuset in the last 6 months. The next falls away on Wednesday 3 March 2027, and you can book again from Monday 5 April 2027. If you were there, say so on the page of the booking.",
        "You can have at most 1 booking here in week 48, and you have 1. Choose another time, or cancel one you do not need.",
        "You can have at most 8 hours with Beboerhuset from Sunday 1 November to Monday 30 November, and you have used 7 hours 30 minutes. Choose a shorter time or another time.",
        "You can have at most 3 bookings in places of this sort from Thursday 1 October to Wednesday 31 March 2027, and you have 3. Choose another time, or cancel one you do not need.",
        "Your group can have at most 2 bookings here in week 48, and it has 2. Choose another time, or cancel one you do not need.",
        "Your group can have at most 8 hours with Beboerhuset from Sunday 1 November to Monday 30 November, and it has used 7 hours 30 minutes. Choose a shorter time or another time.",
        "You can have at most 1 coming booking here at a time. Use or cancel one of them first.",
        "You can have at most 3 coming bookings with Beboerhuset at a time. Use or cancel one of them first.",
        "You can have at most 5 coming bookings in places of this sort at a time. Use or cancel one of them first.",
        "You can only book one date at a time here. Book the dates one by one.",
        "You can book at most 40 dates at a time here. End by Tuesday 7 September 2027, and book the rest later.",
        "Each time lasts too long: the one on Tuesday 1 December is not over before the next begins on Wednesday 2 December. Make it shorter, or leave more time in between.",
        "The clocks go forward on Sunday 28 March 2027, and that time does not exist on the day. Choose another time.",
        "At least 1 day must pass between your bookings, and you have one Friday 27 November at 17:00. Choose a time further from it.",
        "The owner has to say yes to that time. Keep the one you have, or make a new booking.");
}
