using System.ComponentModel;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.Api;

/// <summary>An owner one can do something for.</summary>
public sealed record OwnOwnerAnswer(
    string Slug, string NameDa, string NameEn,
    [property: Description("institution, association, district, municipality, or citizen for one resident.")] string Kind,
    [property: Description("What one is there; none where a right comes from above.")] IReadOnlyList<OwnerRole> Roles,
    [property: Description("What one may do there.")] IReadOnlyList<OwnerRight> Rights)
{
    internal static OwnOwnerAnswer Of(OwnOwner one) =>
        new(one.Owner.Slug, one.Owner.Name.Da, one.Owner.Name.En, one.Owner.Kind, one.Roles, one.Rights);
}

public sealed record OwnerDetailsAnswer(
    string Slug, string NameDa, string NameEn,
    [property: Description("institution, association, district, municipality, or citizen for one resident.")] string Kind,
    string Email,
    [property: Description("May be empty.")] string Phone,
    [property: Description("The slug of what it stands below; null for none.")] string? Under,
    [property: Description("Whether what it shares is off the list.")] bool IsPaused,
    [property: Description("What one may do there.")] IReadOnlyList<OwnerRight> Rights,
    [property: Description("null for those who have nothing to do with it.")] OwnerFrontAnswer? Front)
{
    internal static OwnerDetailsAnswer Of(OwnerCard owner, OwnerCard? parent, IReadOnlyList<OwnerRight> rights, OwnerFrontAnswer? front) => new(
        owner.Slug, owner.Name.Da, owner.Name.En, owner.Kind, owner.Email, owner.Phone, parent?.Slug, owner.PausedAt is not null, rights, front);
}

/// <summary>What goes on there, and below it.</summary>
public sealed record OwnerFrontAnswer(
    [property: Description("The week that begins today.")] IReadOnlyList<BookedDayAnswer> Days,
    [property: Description("What waits for a yes or no.")] int Requests,
    [property: Description("Questions to its rules without an answer.")] int Challenges,
    [property: Description("Bookings that own use meets.")] int Clashes,
    [property: Description("Own use that goes to others unless somebody says that it is needed.")] int OwnUseAsked,
    [property: Description("Invitations without an answer.")] int Invitations,
    [property: Description("Persons who say that they came, without an answer.")] int NoShows,
    [property: Description("Times of own use in that week.")] int OwnTimes)
{
    internal static OwnerFrontAnswer Of(OwnerFront front) => new(
        [.. front.Days.Select(day => new BookedDayAnswer(LocalDatePattern.Iso.Format(day.Day), day.Bookings))],
        front.Requests, front.Challenges, front.Clashes, front.Asked, front.Invitations, front.NoShows, front.OwnTimes);
}

public sealed record BookedDayAnswer([property: Description("A date, as 2026-12-01.")] string Day, [property: Description("How many begin on it.")] int Bookings);

public sealed record OwnerLogAnswer(
    IReadOnlyList<LogLineAnswer> Items,
    [property: Description("Send it as cursor for the next page; null on the last.")] long? Next)
{
    internal static OwnerLogAnswer Of(OwnerLog log, LogWords words) => new([.. log.Lines.Select(line => LogLineAnswer.Of(line, words))], log.Older);
}

/// <summary>One thing that has been done.</summary>
public sealed record LogLineAnswer(
    long Id,
    [property: Description("In Aarhus.")] OffsetDateTime At,
    [property: Description("The name of what was done, the same in every language.")] string Action,
    [property: Description("The same in words.")] string Said,
    [property: Description("Who did it, in words: a name or an address, or what there is in place of them.")] string By,
    [property: Description("Whom or what it is about; null for nobody.")] string? About,
    [property: Description("What became another, a line each.")] IReadOnlyList<string> Changes)
{
    internal static LogLineAnswer Of(LogLine line, LogWords words) => new(
        line.Id, ApiTime.In(HomeZone.Zone, line.At), line.Action, words.ActionOf(line), words.ActorOf(line), words.AboutOf(line), [.. words.ChangesOf(line)]);
}

public sealed record OwnerPeopleAnswer(
    [property: Description("By name.")] IReadOnlyList<OwnerPersonAnswer> People,
    [property: Description("Those without an answer; the newest first.")] IReadOnlyList<InvitationAnswer> Invitations)
{
    internal static OwnerPeopleAnswer Of(OwnerPeople people, Instant now) =>
        new([.. people.People.Select(OwnerPersonAnswer.Of)], [.. people.Invitations.Select(one => InvitationAnswer.Of(one, people.Owner, now))]);
}

public sealed record OwnerPersonAnswer(
    Guid Id,
    [property: Description("Empty until they have told it.")] string Name,
    string Email, IReadOnlyList<OwnerRole> Roles)
{
    internal static OwnerPersonAnswer Of(OwnerPerson person) => new(person.Id, person.Name, person.Email, person.Roles);
}

/// <summary>An offer to have roles at an owner.</summary>
public sealed record InvitationAnswer(
    Guid Id,
    [property: Description("The owner's slug.")] string Owner,
    [property: Description("The address that it was sent to.")] string Email,
    IReadOnlyList<OwnerRole> Roles,
    [property: Description("When it was last sent.")] OffsetDateTime InvitedAt,
    [property: Description("It can be answered before then.")] OffsetDateTime ExpiresAt,
    bool IsExpired)
{
    internal static InvitationAnswer Of(Invitation one, OwnerCard owner, Instant now) => new(
        one.Id, owner.Slug, one.Email, one.Roles, ApiTime.In(HomeZone.Zone, one.InvitedAt), ApiTime.In(HomeZone.Zone, one.ExpiresAt), one.IsExpired(now));
}
