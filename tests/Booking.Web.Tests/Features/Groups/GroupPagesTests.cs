using System.Net;
using System.Text.Json.Nodes;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Tests.Features.Api;
using Dapper;

namespace Booking.Web.Tests.Features.Groups;

/// <summary>The same by pages and API.</summary>
public sealed class GroupPagesTests : IAsyncLifetime
{
    private BookingApplication application = null!;
    private Browser anna = null!;
    private Browser bo = null!;

    public async Task InitializeAsync()
    {
        application = await BookingApplication.CreateAsync();
        anna = await application.SignInAsync("anna@example.dk");
        bo = await application.SignInAsync("bo@example.dk");
    }

    public async Task DisposeAsync() => await application.DisposeAsync();

    private async Task<string> ChoirAsync()
    {
        var made = await anna.FillInAsync("/groups", new Dictionary<string, string?> { ["name"] = "Koret", ["cvr"] = "99 99 99 93" }, "#make-form");
        return (await anna.FollowAsync(made)).Document.QuerySelector("#groups a")!.GetAttribute("href")!;
    }

    private async Task<string> SharedChoirAsync()
    {
        var choir = await ChoirAsync();
        await anna.FillInAsync(choir, new Dictionary<string, string?> { ["email"] = "Bo@Example.dk" }, "#invite-form");
        var joined = await bo.FillInAsync("/groups", new Dictionary<string, string?> { ["yes"] = "true" }, "form[action$='/answer']");
        joined.RedirectsTo.Should().Be(choir);
        return choir;
    }

    [Fact]
    public async Task Group_IsShownToItsMembersAndNobodyElse()
    {
        var choir = await ChoirAsync();

        (await anna.GetAsync(choir)).Text.Should().Contain("CVR 99999993");
        foreach (var address in new[] { choir, $"{choir}/end" })
        {
            (await bo.GetAsync(address)).Status.Should().Be(HttpStatusCode.NotFound);
        }

        await anna.FillInAsync(choir, new Dictionary<string, string?> { ["email"] = "bo@example.dk" }, "#invite-form");
        (await bo.GetAsync("/groups")).Text.Should().Contain("Vil du være med i Koret?");
        (await bo.GetAsync(choir)).Status.Should().Be(HttpStatusCode.NotFound);
        await bo.FillInAsync("/groups", new Dictionary<string, string?> { ["yes"] = "false" }, "form[action$='/answer']");
        (await bo.GetAsync("/groups")).Text.Should().NotContain("Koret");
    }

    [Fact]
    public async Task Edit_IsForTheContact_WhoCanHandItOn()
    {
        var choir = await SharedChoirAsync();
        (await bo.GetAsync($"{choir}/edit")).Status.Should().Be(HttpStatusCode.NotFound);
        (await bo.GetAsync(choir)).Document.QuerySelector($"a[href='{choir}/edit']").Should().BeNull();

        var form = await anna.GetAsync($"{choir}/edit");
        (await anna.SubmitAsync(form, new Dictionary<string, string?> { ["name"] = "", ["cvr"] = "12" }, "#edit-form")).Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        (await anna.SubmitAsync(form, new Dictionary<string, string?> { ["name"] = "Vejkoret", ["cvr"] = "" }, "#edit-form")).RedirectsTo.Should().Be(choir);
        (await bo.GetAsync(choir)).Text.Should().Contain("Vejkoret").And.NotContain("CVR");
        (await anna.SubmitAsync(form, new Dictionary<string, string?> { ["contact"] = Guid.NewGuid().ToString() }, "#edit-form")).Status.Should().Be(HttpStatusCode.NotFound);

        var other = form.Document.QuerySelectorAll("#contact option").Single(option => !option.HasAttribute("selected")).GetAttribute("value");
        await anna.SubmitAsync(form, new Dictionary<string, string?> { ["name"] = "Vejkoret", ["contact"] = other }, "#edit-form");
        (await anna.SubmitAsync(form, new Dictionary<string, string?> { ["name"] = "Mit kor" }, "#edit-form")).Status.Should().Be(HttpStatusCode.NotFound);
        (await bo.GetAsync($"{choir}/edit")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Make_WithAWrongNumber_KeepsWhatWasTyped()
    {
        var again = await anna.FillInAsync("/groups", new Dictionary<string, string?> { ["name"] = "Koret", ["cvr"] = "12345678" }, "#make-form");

        again.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        again.Text.Should().Contain("Det er ikke et CVR-nummer");
        again.Document.QuerySelector("#name")!.GetAttribute("value").Should().Be("Koret");
    }

    [Fact]
    public async Task Book_ForAGroup_ShowsItToBoth_AndStaysWhenOneLeaves()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var form = $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00";
        (await bo.GetAsync(form)).Document.QuerySelector("#Group").Should().BeNull("there is nothing to choose");
        var choir = await SharedChoirAsync();
        var booked = await bo.FillInAsync(
            form, new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Bo", ["Group"] = choir.Split('/')[^1] });

        (await bo.FollowAsync(booked)).Text.Should().Contain("Koret");
        (await anna.GetAsync("/bookings")).Text.Should().Contain("For Koret");
        (await anna.GetAsync(choir)).Text.Should().Contain("Booket af Bo");
        (await anna.GetAsync($"{choir}/end")).Text.Should().Contain("Bookingerne står ved magt");
        (await anna.FillInAsync(choir, new Dictionary<string, string?> { ["act"] = "remove" }, "#leave-form")).Text
            .Should().Contain("Gruppen skal have en arrangør");
        (await bo.FillInAsync(choir, new Dictionary<string, string?> { ["act"] = "remove" }, "#leave-form")).RedirectsTo.Should().Be("/groups");
        (await bo.GetAsync(booked.RedirectsTo!)).Status.Should().Be(HttpStatusCode.NotFound);
        (await anna.FillInAsync($"{booked.RedirectsTo}/cancel")).RedirectsTo.Should().Be(booked.RedirectsTo);
    }

    [Fact]
    public async Task Book_ForAGroupOneIsNotIn_IsToldSo()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);

        foreach (var group in new[] { Guid.NewGuid().ToString(), "koret" })
        {
            var answer = await bo.FillInAsync(
                $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
                new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Bo", ["Group"] = group });

            answer.Text.Should().Contain("Du er ikke med i den gruppe");
        }
    }

    [Fact]
    public async Task Week_WhereTheRulesLookAtTheGroup_IsSeenForIt_AndLeadsToItsForm()
    {
        var hall = await new TestResource { Rules = [new Audience(false, false, null, Groups: true)] }.InsertAsync(application.Database.DataSource);
        var week = $"/resources/{hall.Slug}/week/2026-W48";
        (await bo.GetAsync(week)).Document.QuerySelector(".slot--free").Should().BeNull("Bo books for no group");
        var alone = await bo.GetAsync($"/resources/{hall.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00");
        alone.Document.QuerySelector("[data-refusal=GroupsOnly] a")!.GetAttribute("href").Should().Be("/groups");
        var id = (await SharedChoirAsync()).Split('/')[^1];

        var forChoir = await bo.GetAsync(week);
        forChoir.Document.QuerySelector($"#week-for-{id}")!.GetAttribute("aria-current").Should().Be("true");
        var slot = forChoir.Document.QuerySelector(".slot--free a")!.GetAttribute("href")!;
        (await bo.GetAsync(slot)).Document.QuerySelector($"#Group option[value='{id}']")!.HasAttribute("selected").Should().BeTrue();
        var forBo = await bo.GetAsync(forChoir.Document.QuerySelector("#week-for-me")!.GetAttribute("href")!);
        forBo.Document.QuerySelector(".slot--free").Should().BeNull();
        forBo.Document.QuerySelector("#week-after")!.GetAttribute("href").Should().Contain("group=me");
        (await bo.GetAsync($"/resources/{hall.Slug}/week/2026-W48?group={Guid.NewGuid()}")).Document.QuerySelector(".slot--free")
            .Should().BeNull("nobody sees it for a group that is not theirs");
    }

    [Fact]
    public async Task Book_WhenTheGroupHasHadItsShare_IsSaidOfTheGroup()
    {
        var share = new Quota(1, QuotaMeasure.Bookings, QuotaPeriod.Week, Scope.Resource, QuotaCounts.Both, QuotaOf.Group);
        var kitchen = await new TestResource { Rules = [share] }.InsertAsync(application.Database.DataSource);
        var choir = (await SharedChoirAsync()).Split('/')[^1];
        string Form(int from) => $"/resources/{kitchen.Slug}/book?start=2026-11-27T{from}:00&end=2026-11-27T{from + 1}:00&group={choir}";
        (await anna.FillInAsync(Form(17), new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Anna" })).RedirectsTo.Should().NotBeNull();

        (await bo.GetAsync(Form(19))).Text.Should().Contain("I kan højst have 1 booking her");
        (await bo.FillInAsync(Form(19), new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Bo" })).Text.Should().Contain("I kan højst have");
        (await bo.FillInAsync(Form(19), new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Bo", ["Group"] = "" }))
            .RedirectsTo.Should().NotBeNull("he has a share of his own");
    }

    [Fact]
    public async Task Book_ForAGroupAndForSomebodyElse_IsNotBoth_OrTheGroupsShareWouldCountForNobody()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var choir = (await SharedChoirAsync()).Split('/')[^1];
        var answer = await bo.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00&group={choir}",
            new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Bo", ["ForName"] = "Gerda Holm" });

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Document.QuerySelector("#problems a[href='#ForName']").Should().NotBeNull();
        var person = await ApiClient.ForNewPersonAsync(application);
        (await person.BookAsync(new
        {
            resource = kitchen.Slug, start = "2026-11-27T17:00+01:00", end = "2026-11-27T21:00+01:00", people = 4,
            group = await GroupOfAsync(person), onBehalfOf = new { name = "Gerda Holm" },
        })).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Export_NamesTheGroupAndWhatIsBookedForIt()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var choir = await ChoirAsync();
        await anna.FillInAsync(
            $"/resources/{kitchen.Slug}/book?start=2026-11-27T17:00&end=2026-11-27T21:00",
            new Dictionary<string, string?> { ["People"] = "4", ["Name"] = "Anna", ["Group"] = choir.Split('/')[^1] });

        var export = JsonNode.Parse(await anna.Http.GetStringAsync(new Uri("/profile/data", UriKind.Relative)))!;

        ((string?)export["bookings"]![0]!["group"]).Should().Be("Koret");
        ((string?)export["groups"]![0]!["name"]).Should().Be("Koret");
        ((bool)export["groups"]![0]!["organiser"]!).Should().BeTrue();
    }

    [Fact]
    public async Task Api_BooksForAGroup_AndSaysSo()
    {
        var kitchen = await new TestResource().InsertAsync(application.Database.DataSource);
        var person = await ApiClient.ForNewPersonAsync(application);
        var group = await GroupOfAsync(person);

        var listed = await person.GetAsync("/api/v1/groups");
        ((string?)listed.Json[0]!["id"]).Should().Be(group.ToString());
        var body = new { resource = kitchen.Slug, start = "2026-11-27T17:00+01:00", end = "2026-11-27T21:00+01:00", people = 4, group };
        var placed = await person.BookAsync(body);
        placed.Status.Should().Be(HttpStatusCode.Created, placed.Text);
        ((string?)placed.Json["groupName"]).Should().Be("Koret");
        ((string?)placed.Json["group"]).Should().Be(group.ToString());
        var other = await ApiClient.ForNewPersonAsync(application);
        (await other.BookAsync(body)).Status.Should().Be(HttpStatusCode.NotFound);
        (await other.GetAsync($"/api/v1/bookings/{placed.Json["id"]}")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task<Guid> GroupOfAsync(ApiClient client)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        return await connection.ExecuteScalarAsync<Guid>(
            """
            with made as (
                insert into community (id, name, contact_id, created_at, revised_at) values (gen_random_uuid(), 'Koret', @Id, @Now, @Now)
                returning id
            )
            insert into community_member (community_id, person_id, organiser, invited_at, joined_at)
            select id, @Id, true, @Now, @Now from made
            returning community_id
            """, new { client.Person.Id, Now = BookingApplication.Start });
    }
}
