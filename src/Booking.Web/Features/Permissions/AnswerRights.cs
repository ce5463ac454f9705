using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Npgsql;

namespace Booking.Web.Features.Permissions;

/// <summary>
/// Who says yes or no for an owner: those who look after its places, and whoever reads the mail of the owner's own address,
/// which is asked where nobody looks after anything.
/// </summary>
public static class AnswerRights
{
    public static async Task<bool> MayAnswerAsync(
        NpgsqlConnection connection, SignedInPerson person, OwnerCard owner, CancellationToken cancellation) =>
        IsOwner(person, owner) || await CaretakerRights.IsCaretakerAsync(connection, person, owner.Id, cancellation);

    /// <summary>Whether they sign in with the address that the owner is known by.</summary>
    public static bool IsOwner(SignedInPerson person, OwnerCard owner) =>
        string.Equals(person.Email, owner.Email, StringComparison.OrdinalIgnoreCase);
}
