using Booking.Web.Features.Resources;

namespace Booking.Web.Features.Owners;

/// <summary>The pages of an owner's that someone may use.</summary>
/// <param name="MayLeave">Whether they have a role there, to give up.</param>
public sealed record OwnerDoors(OwnerCard Owner, IReadOnlyList<OwnerRight> Rights, bool MayLeave)
{
    /// <summary>Addresses with the key of the text that leads there.</summary>
    public IEnumerable<(string Address, string Text)> All()
    {
        foreach (var right in Rights)
        {
            switch (right)
            {
                case OwnerRight.LookAfter:
                    yield return ("/today", "DoorToday");
                    yield return ("/own-use", "DoorOwnUse");
                    yield return ("/access", "DoorAccess");
                    yield return ("/cases", "DoorCases");
                    yield return ("/no-shows", "DoorNoShows");
                    break;
                case OwnerRight.SetRules:
                    yield return ($"/rules/of/owner/{Owner.Slug}", "DoorRules");
                    break;
                case OwnerRight.AnswerRequests:
                    yield return ("/requests", "DoorRequests");
                    break;
                case OwnerRight.Introduce:
                    yield return ($"/introductions/of/{Owner.Id}", "DoorIntroductions");
                    break;
                case OwnerRight.SetUp:
                    yield return ("/setup", "DoorSetup");
                    if (Owner.Kind != OwnerCard.Citizen)
                    {
                        yield return ($"/setup/import?owner={Owner.Slug}", "DoorImport");
                    }

                    yield return ($"/owners/{Owner.Slug}/edit", "DoorEdit");
                    break;
                case OwnerRight.ManagePeople:
                    yield return ($"/owners/{Owner.Slug}/people", "DoorPeople");
                    break;
                case OwnerRight.ReadLog:
                    yield return ($"/owners/{Owner.Slug}/log", "DoorLog");
                    break;
            }
        }

        if (MayLeave)
        {
            yield return ($"/owners/{Owner.Slug}/leave", "DoorLeave");
        }
    }
}
