using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Challenges;
using Booking.Web.Features.Owners;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Api;

/// <summary>One booking in Gellerup, from request to answer, for those who read the description.</summary>
public static class ApiExamples
{
    public const string Kitchen = "gellerup-faelleskoekken";

    private static readonly Guid Id = new("019ac1c4-7d20-7c3a-9e51-3f6b8a2d4c10");

    private static readonly Guid Choir = new("019ac1c4-9b02-7d11-8a4e-52c7e0f1b6d3");

    /// <summary>Null for a type without an example of its own.</summary>
    public static object? Of(Type type) => Examples.GetValueOrDefault(type);

    private static OffsetDateTime At(string time) => OffsetDateTimePattern.Rfc3339.Parse($"{time}:00+01:00").Value;

    private static readonly Dictionary<Type, object> Examples = new object[]
    {
        new PlaceBookingBody
        {
            Resource = Kitchen, Start = At("2026-11-27T17:00"), End = At("2026-11-27T21:00"), People = 12, Purpose = "Fællesspisning",
            OnBehalfOf = new OnBehalfBody { Name = "Inger Holm", Email = "inger.holm@example.dk" },
        },
        new OnBehalfBody { Name = "Inger Holm", Email = "inger.holm@example.dk" },
        new ChangeBookingBody { Start = At("2026-11-27T18:00"), End = At("2026-11-27T21:00") },
        new MessageBody { Text = "Må vi tage egne gryder med?" },
        new MessageAnswer(Id, "booker", "Amina Hassan", "Må vi tage egne gryder med?", At("2026-11-25T19:00")),
        new AccessAnswer("482913", false, "Døren til højre for porten.", At("2026-11-27T15:00"), At("2026-11-27T21:00")),
        new GiveBackBody { Start = At("2026-11-27T17:00"), End = At("2026-11-27T19:30"), Sequence = 0 },
        new JoinWaitlistBody
        {
            Resources = [Kitchen], Windows = [new WindowBody { Start = At("2026-11-27T17:00"), End = At("2026-11-27T21:00") }], Minutes = 180, LeastMinutes = 120,
            People = 12, Purpose = "Fællesspisning",
        },
        new WindowBody { Start = At("2026-11-27T17:00"), End = At("2026-11-27T21:00") },
        new AnswerOfferBody { Yes = true },
        new AnswerRequestBody { Yes = true, Reason = "Velkommen. Husk at slukke lyset." },
        new CalendarBody { Name = "Skolens kalender", Url = "https://kalender.example.dk/skolen.ics" },
        new InvitePersonBody { Email = "pedel@example.dk", Roles = [OwnerRole.Caretaker, OwnerRole.Approver] },
        new GroupBody { Name = "Koret i Gellerup" },
        new ChallengeBody { Prevents = "Vi kan ikke spise sammen om søndagen.", Better = "Åbent til kl. 20 om søndagen, hvis vi selv låser." },
        new AnswerChallengeBody { Choice = ChallengeAnswer.Keep, Reason = "Naboerne sover fra kl. 22." },
        new GiveIntroductionBody { Email = "amina.hassan@example.dk", Resource = Kitchen, LastDay = "2027-05-31" },
        new AddMemberBody { Email = "amina.hassan@example.dk" },
        new CancelBookingBody { Reason = "Vi er blevet syge" },
        new BookingAnswer
        {
            Id = Id, Reference = "7KM-4QPZ", Resource = Kitchen, Start = At("2026-11-27T17:00"), End = At("2026-11-27T21:00"), People = 12,
            Purpose = "Fællesspisning", Group = Choir, GroupName = "Koret i Gellerup", Series = null, OnBehalfOf = null, BookedBy = null, Status = BookingStatus.Confirmed, HoldsTime = true, AnswerBy = null, ReconfirmBy = At("2026-11-26T17:00"),
            ReconfirmedAt = At("2026-11-25T18:12"), CheckInFrom = At("2026-11-27T16:30"),
            CheckInBy = At("2026-11-27T17:20"), CheckedInAt = null, EndedAt = null, EndReason = null, Sequence = 0, Url = $"/bookings/{Id}",
        },
        new GroupAnswer(Choir, "Koret i Gellerup", true, 14),
        new PeriodAnswer(At("2026-11-27T15:00"), At("2026-11-27T22:00")),
        new AlternativeAnswer(Kitchen, At("2026-11-27T18:00"), At("2026-11-27T22:00")),
        new RefusalAnswer(nameof(SlotTaken), "Tiden er optaget. Nogen kom før dig. Vælg en anden tid."),
        new OpeningHoursAnswer(1, "08:00", "22:00"),
        new ClosureAnswer("2026-12-24", "2027-01-01", "Juleferie"),
    }.ToDictionary(example => example.GetType());
}
