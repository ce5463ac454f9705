using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Testing;

/// <summary>People written straight into the database.</summary>
public static class TestPerson
{
    public static async Task<SignedInPerson> InsertAsync(NpgsqlDataSource database, string name, string language = "da")
    {
        var person = new SignedInPerson(Guid.CreateVersion7(), $"{name.ToLowerInvariant()}-{Guid.CreateVersion7():N}@example.dk", name, language, IsAdministrator: false, Roles: "");
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            """
            insert into person (id, email, name, language, verified_at, created_at, revised_at)
            values (@Id, @Email, @Name, @Language, @Then, @Then, @Then)
            """,
            new { person.Id, person.Email, person.Name, person.Language, Then = Instant.FromUtc(2026, 11, 1, 12, 0) });
        return person;
    }

    /// <summary>Lets a person look after an owner's resources.</summary>
    public static Task<SignedInPerson> MakeCaretakerAsync(this SignedInPerson person, NpgsqlDataSource database, string owner) =>
        person.MakeAsync(database, owner, OwnerRole.Caretaker);

    /// <summary>Gives a person roles at an owner, by its slug.</summary>
    public static async Task<SignedInPerson> MakeAsync(
        this SignedInPerson person, NpgsqlDataSource database, string owner, params OwnerRole[] roles)
    {
        await using var connection = await database.OpenConnectionAsync();
        string[] names = [.. roles.Select(OwnerRights.NameOf)];
        await connection.ExecuteAsync(
            "insert into owner_role (owner_id, person_id, role) select id, @Id, unnest(@names) from owner where slug = @owner",
            new { person.Id, owner, names });
        return person with { Roles = string.Join(' ', names.Union(person.Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Order()) };
    }
}
