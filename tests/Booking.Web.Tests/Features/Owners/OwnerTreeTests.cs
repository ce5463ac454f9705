using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Dapper;
using Npgsql;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>Municipality above district above school: who may do what where, and that it stays a tree.</summary>
public sealed class OwnerTreeTests : IAsyncLifetime
{
    private TestDatabase database = null!;

    private NpgsqlDataSource Source => database.DataSource;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await ExecuteAsync("""
            insert into owner (id, slug, name_da, name_en, kind, email, phone) values
                (gen_random_uuid(), 'kommunen', 'Kommunen', 'The City', 'municipality', 'kommunen@example.dk', ''),
                (gen_random_uuid(), 'distriktet', 'Distriktet', 'The District', 'district', 'distriktet@example.dk', ''),
                (gen_random_uuid(), 'skolen', 'Skolen', 'The School', 'institution', 'Skolen@example.dk', ''),
                (gen_random_uuid(), 'klubben', 'Klubben', 'The Club', 'association', 'klubben@example.dk', '');
            """);
        await PutAsync("distriktet", "kommunen");
        await PutAsync("skolen", "distriktet");
    }

    public async Task DisposeAsync() => await database.DisposeAsync();

    [Theory]
    [InlineData("kommunen", "kommunen distriktet skolen")]
    [InlineData("distriktet", "distriktet skolen")]
    [InlineData("skolen", "skolen")]
    public async Task Right_HoldsForAllThatStandsBelow_AndNothingElse(string at, string expected)
    {
        var person = await (await TestPerson.InsertAsync(Source, "Anna")).MakeAsync(Source, at, OwnerRole.Caretaker);

        foreach (var slug in new[] { "kommunen", "distriktet", "skolen", "klubben" })
        {
            (await HasAsync(person, OwnerRight.LookAfter, slug)).Should().Be(expected.Split(' ').Contains(slug), slug);
            (await HasAsync(person, OwnerRight.ManagePeople, slug)).Should().BeFalse(slug);
        }

        var owners = await new OwnerAccess(Source).OwnersAsync(person, OwnerRight.LookAfter, default);
        owners.Should().HaveCount(expected.Split(' ').Length);
    }

    [Fact]
    public async Task MunicipalitysAdministrator_HasEveryRightEverywhere()
    {
        var person = await TestPerson.InsertAsync(Source, "Asta") with { IsAdministrator = true };

        foreach (var right in Enum.GetValues<OwnerRight>())
        {
            (await HasAsync(person, right, "klubben")).Should().BeTrue();
        }
    }

    [Fact]
    public async Task OwnAddress_AnswersRequestsAndNothingElse()
    {
        var person = await TestPerson.InsertAsync(Source, "Leder") with { Email = "skolen@example.dk" };

        foreach (var right in Enum.GetValues<OwnerRight>())
        {
            (await HasAsync(person, right, "skolen")).Should().Be(right == OwnerRight.AnswerRequests);
        }

        (await HasAsync(person, OwnerRight.AnswerRequests, "klubben")).Should().BeFalse();
    }

    [Fact]
    public async Task Contact_IsTheNearestWhoHasTheTask_ThenAdministrators_ThenWhoeverStandsAbove()
    {
        (await ContactsAsync()).Should().BeEmpty();

        var above = await (await TestPerson.InsertAsync(Source, "Kommunen")).MakeAsync(Source, "kommunen", OwnerRole.Approver);
        (await ContactsAsync()).Should().Equal(above.Email);

        var district = await (await TestPerson.InsertAsync(Source, "Distriktet")).MakeAsync(Source, "distriktet", OwnerRole.Administrator);
        (await ContactsAsync()).Should().Equal(district.Email);

        var head = await (await TestPerson.InsertAsync(Source, "Leder")).MakeAsync(Source, "skolen", OwnerRole.Administrator, OwnerRole.Caretaker);
        (await ContactsAsync()).Should().Equal(head.Email);

        var approver = await (await TestPerson.InsertAsync(Source, "Godkender")).MakeAsync(Source, "skolen", OwnerRole.Approver, OwnerRole.Administrator);
        (await ContactsAsync()).Should().Equal(approver.Email);
    }

    [Theory]
    [InlineData("kommunen", "kommunen")]
    [InlineData("kommunen", "distriktet")]
    [InlineData("kommunen", "skolen")]
    [InlineData("distriktet", "skolen")]
    public async Task Owner_CannotStandBelowItself(string owner, string below)
    {
        var move = () => PutAsync(owner, below);

        (await move.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("owner_tree");
    }

    [Fact]
    public async Task TwoMovesAtOnce_NeverCloseACircle()
    {
        for (var round = 0; round < 10; round++)
        {
            await ExecuteAsync("update owner set parent_id = null where slug in ('skolen', 'klubben')");

            var moves = await Task.WhenAll(TryPutAsync("skolen", "klubben"), TryPutAsync("klubben", "skolen"));

            moves.Count(moved => moved).Should().Be(1);
        }
    }

    [Fact]
    public async Task Citizen_StandsAlone()
    {
        await ExecuteAsync("update owner set kind = 'citizen' where slug = 'klubben'");

        (await TryPutAsync("klubben", "kommunen")).Should().BeFalse();
    }

    private async Task<bool> TryPutAsync(string owner, string parent)
    {
        try
        {
            await PutAsync(owner, parent);
            return true;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.CheckViolation)
        {
            return false;
        }
    }

    private Task PutAsync(string owner, string parent) => ExecuteAsync(
        "update owner set parent_id = (select id from owner where slug = @parent) where slug = @owner", new { owner, parent });

    private async Task<bool> HasAsync(SignedInPerson person, OwnerRight right, string slug) =>
        await new OwnerAccess(Source).HasAsync(person, right, slug, default);

    private async Task<IEnumerable<string>> ContactsAsync()
    {
        await using var connection = await Source.OpenConnectionAsync();
        var school = await connection.ExecuteScalarAsync<Guid>("select id from owner where slug = 'skolen'");
        return (await OwnerContact.ReadAsync(connection, school, OwnerRight.AnswerRequests, default)).Select(contact => contact.Email);
    }

    private async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await Source.OpenConnectionAsync();
        await connection.ExecuteAsync(sql, parameters);
    }
}
