namespace Booking.Web.Features.Owners;

/// <summary>What someone may do at an owner, and at all that stands below it.</summary>
public enum OwnerRight
{
    /// <summary>To see who comes, check them in, cancel for them, and close for a while.</summary>
    LookAfter,

    /// <summary>To set the rules, and to answer those who challenge them.</summary>
    SetRules,

    /// <summary>To say yes or no to those who ask.</summary>
    AnswerRequests,

    /// <summary>To say who has been shown how and who is a member.</summary>
    Introduce,

    /// <summary>To say what is shared and how, and who the owner is; to make owners below it.</summary>
    SetUp,

    /// <summary>To say who has which role.</summary>
    ManagePeople,

    /// <summary>To read what has been changed, and by whom.</summary>
    ReadLog,
}

/// <summary>What a person is at an owner; they may be several things.</summary>
public enum OwnerRole
{
    Administrator,
    Caretaker,
    Approver,
    Introducer,
}

/// <summary>Which role may do what.</summary>
public static class OwnerRights
{
    private static readonly Dictionary<OwnerRole, OwnerRight[]> Table = new()
    {
        [OwnerRole.Administrator] = Enum.GetValues<OwnerRight>(),
        [OwnerRole.Caretaker] = [OwnerRight.LookAfter, OwnerRight.SetRules],
        [OwnerRole.Approver] = [OwnerRight.AnswerRequests],
        [OwnerRole.Introducer] = [OwnerRight.Introduce],
    };

    public static IReadOnlyList<OwnerRight> Of(OwnerRole role) => Table[role];

    public static bool Has(this OwnerRole role, OwnerRight right) => Table[role].Contains(right);

    /// <summary>The roles that have a right, as the database names them.</summary>
    public static string[] RolesWith(OwnerRight right) => [.. Table.Keys.Where(role => role.Has(right)).Select(NameOf)];

    /// <summary>Whether whoever signs in with the address that the owner is known by has it too, without any role.</summary>
    public static bool IsOfOwnAddress(OwnerRight right) => right == OwnerRight.AnswerRequests;

    /// <summary>As the database and the forms have it.</summary>
    public static string NameOf(OwnerRole role) => role.ToString().ToLowerInvariant();

    /// <summary>Roles by their names, parted by spaces; in the order of the table.</summary>
    public static IReadOnlyList<OwnerRole> Read(string names) =>
        [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Find).OfType<OwnerRole>().Order()];

    /// <summary>The role of that name; null when there is none.</summary>
    public static OwnerRole? Find(string? name) =>
        Enum.GetValues<OwnerRole>().Cast<OwnerRole?>().FirstOrDefault(role => NameOf(role!.Value) == name);
}
