using System.Net;
using Booking.Web.Features.Owners;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>A school that goes from one district to another.</summary>
public sealed class MoveOwnerTests : OwnerRoom
{
    [Fact]
    public async Task Move_IsForThoseWhoAdministerWhereItStandsAndWhereItGoes_AndMakesNoCircle()
    {
        await ExecuteAsync("""
            insert into owner (id, slug, name_da, name_en, kind, email, phone) values
                (gen_random_uuid(), 'syd', 'Distrikt Syd', '', 'district', 'syd@example.dk', ''),
                (gen_random_uuid(), 'nord', 'Distrikt Nord', '', 'district', 'nord@example.dk', ''),
                (gen_random_uuid(), 'naboen', 'Naboen', '', 'citizen', 'nabo@example.dk', '');
            update owner set parent_id = (select id from owner where slug = 'syd') where slug = 'skolen';
            """);

        (await Administrator.GetAsync($"{School}/move")).Status.Should().Be(HttpStatusCode.NotFound, "where it stands is not theirs");
        (await Administrator.GetAsync($"{School}/edit")).Document.QuerySelector($"a[href='{School}/move']").Should().BeNull();
        await AtAsync("syd");
        (await Administrator.GetAsync($"{School}/edit")).Document.QuerySelector($"a[href='{School}/move']").Should().NotBeNull();
        var page = await Administrator.GetAsync($"{School}/move");
        page.Document.QuerySelectorAll("#under option").Select(option => option.GetAttribute("value")).Should().Equal("syd");
        foreach (var under in new[] { "nord", "naboen", "", "ingen" })
        {
            (await Administrator.SubmitAsync(page, new Dictionary<string, string?> { ["under"] = under })).Status.Should().Be(HttpStatusCode.UnprocessableEntity, under);
        }

        await AtAsync("nord");
        (await Administrator.FillInAsync($"{School}/move", new Dictionary<string, string?> { ["under"] = "nord" })).RedirectsTo.Should().Be($"{School}?moved=1");
        (await Administrator.GetAsync($"{School}?moved=1")).Document.QuerySelector("[role=status]")!.TextContent.Should().Contain("hører nu under Distrikt Nord");
        (await ParentAsync("skolen")).Should().Be("nord");
        (await LogAsync()).Should().Contain("owner.moved Distrikt Syd → Distrikt Nord");
        (await Administrator.GetAsync($"{School}/log")).Text.Should().Contain("flyttede ejeren").And.Contain("Distrikt Syd → Distrikt Nord");

        var move = Handler<MoveOwner>();
        var leader = await LeaderAsync();
        (await move.HandleAsync(leader, await ValueAsync<Guid>("select id from owner where slug = 'nord'"), "skolen", default)).Should().Be(MoveOwnerOutcome.Circle);
        (await move.HandleAsync(leader, await ValueAsync<Guid>("select id from owner where slug = 'naboen'"), "nord", default)).Should().Be(MoveOwnerOutcome.NotFound);
        (await ParentAsync("nord")).Should().BeNull();
    }

    private Task AtAsync(string slug) => ExecuteAsync(
        "insert into owner_role (owner_id, person_id, role) select o.id, p.id, 'administrator' from owner o, person p where o.slug = @slug and p.email = @Leader",
        new { slug, Leader });

    private Task<string?> ParentAsync(string slug) => ValueAsync<string?>(
        "select p.slug from owner o left join owner p on p.id = o.parent_id where o.slug = @slug", new { slug });

    private async Task<Web.Features.SignIn.SignedInPerson> LeaderAsync() =>
        await Testing.TestPerson.InsertAsync(Application.Database.DataSource, "Leder") with { Id = await PersonAsync(Leader) };
}
