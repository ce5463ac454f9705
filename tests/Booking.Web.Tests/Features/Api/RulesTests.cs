using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.RuleEditor;
using Booking.Web.Features.Rules;
using Booking.Web.Tests.Features.RuleEditor;
using Booking.Web.Tests.Features.Rules;
using CsCheck;

namespace Booking.Web.Tests.Features.Api;

/// <summary>Those who set rules on pages set the same ones through their programs.</summary>
public sealed class RulesTests : IAsyncLifetime
{
    private const string Kitchen = "/api/v1/rules/of/resource/koekkenet";
    private const string House = "/api/v1/rules/of/owner/beboerhuset";
    private const string Reason = "Så alle kan nå det.";

    private RuleEditorRoom room = null!;
    private ApiClient caretaker = null!;
    private ApiClient neighbour = null!;

    public async Task InitializeAsync()
    {
        room = await RuleEditorRoom.OpenAsync();
        caretaker = await ApiClient.ForAsync(room.Application, "pedel@example.dk");
        neighbour = await ApiClient.ForNewPersonAsync(room.Application);
    }

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Places_AndTheRulesThere_AreThoseOfThePages()
    {
        (await neighbour.GetAsync("/api/v1/rules")).Status.Should().Be(HttpStatusCode.Forbidden);
        var place = (await caretaker.GetAsync("/api/v1/rules")).Json.AsArray().Should().ContainSingle().Subject!;
        ((string)place["level"]!, (string)place["key"]!).Should().Be(("owner", "beboerhuset"));

        var administrator = await AdministratorAsync();
        var all = (await administrator.GetAsync("/api/v1/rules")).Json.AsArray().Select(one => $"{one!["level"]} {one["key"]}").ToList();
        all.Should().Contain(["owner beboerhuset", "municipality aarhus", "district gellerup"]);

        var here = (await caretaker.GetAsync(Kitchen)).Json;
        var page = await room.Caretaker.GetAsync("/rules/of/resource/koekkenet");
        here["own"]!.AsArray().Select(rule => $"rule-{rule!["id"]}")
            .Should().Equal(page.Document.QuerySelectorAll("section[aria-labelledby=own-heading] li.rule").Select(rule => rule.Id));
        foreach (var rule in here["own"]!.AsArray())
        {
            page.Text.Should().Contain((string)rule!["reasonDa"]!);
        }

        here["unset"]!.AsArray().Select(kind => (string)kind!).Should().Contain("QuietHours").And.NotContain("MaximumDuration");
        foreach (var (level, key) in new[] { ("resource", "ingen"), ("riget", "koekkenet"), ("municipality", "aarhus"), ("district", "gellerup") })
        {
            (await caretaker.GetAsync($"/api/v1/rules/of/{level}/{key}")).Code.Should().Be("UnknownRulePlace");
        }

        (await neighbour.GetAsync(Kitchen)).Code.Should().Be("UnknownRulePlace");
    }

    [Fact]
    public async Task Kinds_DescribeTheirParameters_AndWhatIsWrittenFollowsThem()
    {
        var kinds = (await ApiClient.ForNobody(room.Application).GetAsync("/api/v1/rules/kinds")).Json.AsArray();
        kinds.Select(kind => (string)kind!["kind"]!).Should().BeEquivalentTo(ConditionJson.Kinds);
        var closed = kinds.Single(kind => (string)kind!["kind"]! == "ClosedDates")!["parameters"]!;
        ((string)closed["properties"]!["from"]!["format"]!).Should().Be("date");
        closed["required"]!.AsArray().Select(name => (string)name!).Should().Equal("from", "until");

        foreach (var kind in kinds)
        {
            var schema = kind!["parameters"]!;
            AnyCondition.OfEachKind[(string)kind["kind"]!].Sample(
                condition => FollowsSchema(JsonNode.Parse(ConditionJson.Write(condition)), schema).Should().BeTrue($"{ConditionJson.Write(condition)} is described by {schema}"),
                iter: 20, threads: 1);
        }
    }

    [Fact]
    public async Task AnyRuleThatCanBeWrittenOnThePage_CanBeSent()
    {
        var administrator = await AdministratorAsync();
        foreach (var kind in ConditionJson.Kinds)
        {
            var condition = AnyCondition.OfEachKind[kind].Single();
            var json = $$"""{"kind":"{{kind}}","parameters":{{ConditionJson.Write(condition)}},"reasonDa":"{{Reason}}","binding":true}""";
            var answer = await administrator.SendAsync(HttpMethod.Post, "/api/v1/rules/of/municipality/aarhus/preview", json);
            answer.Status.Should().Match(status => status == HttpStatusCode.OK || (status == HttpStatusCode.Conflict && answer.Code == "RuleRefused"), $"{json} is understood: {answer.Text}");
        }
    }

    [Fact]
    public async Task Set_PreviewedFirst_IsInForce_AndOnceUnderItsKey()
    {
        var body = new { kind = "QuietHours", parameters = new { fromMinute = 1320, untilMinute = 1860 }, reasonDa = Reason };
        var preview = await caretaker.PostAsync($"{Kitchen}/preview", body);
        preview.Status.Should().Be(HttpStatusCode.OK, preview.Text);
        ((bool)preview.Json["refuses"]!).Should().BeFalse("quiet hours forbid no booking");

        var set = await caretaker.MakeAsync(Kitchen, body, "quiet");
        set.Status.Should().Be(HttpStatusCode.Created, set.Text);
        var again = await caretaker.MakeAsync(Kitchen, body, "quiet");
        (again.Status, (string)again.Json["id"]!).Should().Be((HttpStatusCode.Created, (string)set.Json["id"]!));
        (await caretaker.MakeAsync(Kitchen, new { body.kind, body.parameters, reasonDa = "En anden" }, "quiet")).Code.Should().Be("KeyUsed");
        ((string)(await neighbour.GetAsync(set.Response.Headers.Location!.OriginalString)).Json["rule"]!["sentence"]!).Should().Be((string)set.Json["sentence"]!);
        (await room.Caretaker.GetAsync("/rules/of/resource/koekkenet")).Text.Should().Contain((string)set.Json["sentence"]!);
        (await room.ValueAsync<long>("select count(*) from audit where action = 'rule.set' and subject = @id", new { id = Guid.Parse((string)set.Json["id"]!) })).Should().Be(1);

        var twice = await caretaker.MakeAsync(Kitchen, body);
        (twice.Status, twice.Code).Should().Be((HttpStatusCode.Conflict, "RuleRefused"));
        var obstacle = twice.Json["obstacles"]!.AsArray().Single()!;
        ((string)obstacle["code"]!, (string)obstacle["rule"]!).Should().Be(("AlreadySet", (string)set.Json["id"]!));
        (await caretaker.PostAsync($"{Kitchen}/preview", body)).Code.Should().Be("RuleRefused");
    }

    [Fact]
    public async Task Set_TheSameTwiceAtOnce_IsSetOnce()
    {
        var body = new { kind = "ClosedDates", parameters = new { from = "2026-12-24", until = "2026-12-26" }, reasonDa = "Juleferie" };
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => caretaker.MakeAsync(House, body, "jul"))));

        sent.Select(answer => answer.Status).Should().OnlyContain(status => status == HttpStatusCode.Created);
        sent.Select(answer => (string)answer.Json["id"]!).Distinct().Should().ContainSingle();
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'ClosedDates'")).Should().Be(1);
    }

    [Fact]
    public async Task ClosingAllOfAnOwnersPlaces_SaysWhatItHits_AndClosesThem()
    {
        var booked = await neighbour.BookAsync(room.Kitchen, "2026-12-04T12:00+01:00", "2026-12-04T14:00+01:00");
        var booking = Guid.Parse((string)booked.Json["id"]!);
        var body = new { kind = "ClosedDates", parameters = new { from = "2026-12-03", until = "2026-12-05" }, reasonDa = "Maling", reasonEn = "Painting" };

        var preview = (await caretaker.PostAsync($"{House}/preview", body)).Json;
        ((int)preview["comingCount"]!, (string)preview["coming"]![0]!["id"]!, (string)preview["coming"]![0]!["resource"]!).Should().Be((1, booking.ToString(), "koekkenet"));
        (await room.ValueAsync<long>("select count(*) from rule where kind = 'ClosedDates'")).Should().Be(0, "nothing is changed by looking");

        (await caretaker.MakeAsync(House, body)).Status.Should().Be(HttpStatusCode.Created);
        var closure = (await neighbour.GetAsync("/api/v1/resources/koekkenet")).Json["closures"]!.AsArray().Single()!;
        ((string)closure["from"]!, (string)closure["reason"]!).Should().Be(("2026-12-03", "Maling"));
        (await room.ValueAsync<string>("select status from booking where id = @booking", new { booking })).Should().Be("confirmed", "what was booked stays");
    }

    [Theory]
    [InlineData("""{"parameters":{},"reasonDa":"x"}""", "kind")]
    [InlineData("""{"kind":"Ingen","parameters":{},"reasonDa":"x"}""", "kind")]
    [InlineData("""{"kind":"GroupSize","reasonDa":"x"}""", "parameters")]
    [InlineData("""{"kind":"MaximumDuration","parameters":{},"reasonDa":"x"}""", "parameters")]
    [InlineData("""{"kind":"MaximumDuration","parameters":{"minutes":60,"andet":1},"reasonDa":"x"}""", "parameters")]
    [InlineData("""{"kind":"MaximumDuration","parameters":{"minutes":99999999},"reasonDa":"x"}""", "parameters")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-26","until":"2026-12-24"},"reasonDa":"x"}""", "parameters")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"1026-12-24","until":"1026-12-26"},"reasonDa":"x"}""", "parameters")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-24","until":"2026-12-26"},"reasonDa":" "}""", "reasonDa")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-24","until":"2026-12-26"}}""", "reasonDa")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-24","until":"2026-12-26"},"reasonDa":"x","binding":true}""", "binding")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-24","until":"2026-12-26"},"reasonDa":"x","firstDay":"i går"}""", "firstDay")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-24","until":"2026-12-26"},"reasonDa":"x","firstDay":"2026-11-01"}""", "firstDay")]
    [InlineData("""{"kind":"ClosedDates","parameters":{"from":"2026-12-24","until":"2026-12-26"},"reasonDa":"x","firstDay":"2026-12-20","lastDay":"2026-12-19"}""", "lastDay")]
    public async Task WhatIsWrong_IsNamed_AndNothingIsSet(string json, string field)
    {
        var before = await room.ValueAsync<long>("select count(*) from rule");
        foreach (var address in new[] { Kitchen, $"{Kitchen}/preview" })
        {
            var answer = await caretaker.SendAsync(HttpMethod.Post, address, json, ("Idempotency-Key", Guid.NewGuid().ToString()));
            (answer.Status, string.Join(' ', answer.Errors)).Should().Be((HttpStatusCode.BadRequest, field), answer.Text);
            ((string)answer.Json["errors"]![field]![0]!).Should().NotBeNullOrWhiteSpace();
        }

        (await room.ValueAsync<long>("select count(*) from rule")).Should().Be(before);
    }

    [Fact]
    public async Task ParametersThatCannotBeRead_AreToldApart()
    {
        var answer = await caretaker.PostAsync($"{Kitchen}/preview", new { kind = "MaximumDuration", parameters = new { minutes = "to timer" }, reasonDa = Reason });

        ((string)answer.Json["errors"]!["parameters"]![0]!).Should().Contain("/api/v1/rules/kinds").And.Contain("$.minutes");
    }

    [Fact]
    public async Task MoreThanThePageHasRoomFor_IsRefused_NotLeftOut()
    {
        var holidays = Enumerable.Range(0, 60).Select(week => BookingApplication.Start.InUtc().Date.PlusWeeks(week))
            .Select(day => new { nameDa = "Fri", nameEn = "Free", from = day.ToString("uuuu-MM-dd", null), until = day.ToString("uuuu-MM-dd", null) });
        var answer = await caretaker.MakeAsync(House, new { kind = "SchoolHolidays", parameters = new { holidays }, reasonDa = Reason });

        (answer.Status, string.Join(' ', answer.Errors)).Should().Be((HttpStatusCode.BadRequest, "parameters"), answer.Text);
    }

    [Fact]
    public async Task Change_EndsTheOldRule_AndIsDoneOnce()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        var body = new { kind = "MaximumDuration", parameters = new { minutes = 180 }, reasonDa = "Kortere, så flere når det." };
        (await caretaker.PutAsync($"/api/v1/rules/{old}", new { kind = "MinimumDuration", body.parameters, body.reasonDa })).Errors.Should().Equal("kind");
        ((long)(await caretaker.PostAsync($"/api/v1/rules/{old}/preview", body)).Json["oldRefusals"]!).Should().Be(0);

        var changed = await caretaker.PutAsync($"/api/v1/rules/{old}", body);
        changed.Status.Should().Be(HttpStatusCode.OK, changed.Text);
        ((int)changed.Json["parameters"]!["minutes"]!).Should().Be(180);
        (await caretaker.PutAsync($"/api/v1/rules/{old}", body)).Code.Should().Be("RuleGone");
        (await caretaker.PostAsync($"/api/v1/rules/{old}/preview", body)).Code.Should().Be("RuleGone");
        (await caretaker.DeleteAsync($"/api/v1/rules/{old}", new { reason = "Væk" })).Code.Should().Be("RuleGone");
        var ended = (await ApiClient.ForNobody(room.Application).GetAsync($"/api/v1/rules/{old}")).Json;
        ((string)ended["newer"]!).Should().Be((string)changed.Json["id"]!);
        var now = (await neighbour.GetAsync($"/api/v1/rules/{changed.Json["id"]}")).Json;
        now["resources"]!.AsArray().Select(slug => (string)slug!).Should().Equal("koekkenet");
        ((int)(await neighbour.GetAsync("/api/v1/resources/koekkenet")).Json["terms"]!["maximumMinutes"]!).Should().Be(180);
    }

    [Fact]
    public async Task Change_AnswersTheChallengeItIsFor_AndNoOther()
    {
        var old = await room.RuleOfAsync("MaximumDuration");
        var other = await room.RuleOfAsync("MinimumDuration");
        var (mine, elsewhere) = (await ChallengedAsync(old), await ChallengedAsync(other));
        var body = new { kind = "MaximumDuration", parameters = new { minutes = 300 }, reasonDa = "I har ret: fem timer.", challenge = elsewhere };

        (await caretaker.PutAsync($"/api/v1/rules/{old}", body)).Code.Should().Be("RuleChallengeOver");
        (await room.RuleOfAsync("MaximumDuration")).Should().Be(old, "nothing is changed");
        (await caretaker.PutAsync($"/api/v1/rules/{old}", body with { challenge = mine })).Status.Should().Be(HttpStatusCode.OK);
        (await room.ValueAsync<bool>("select answered_at is not null from challenge where id = @mine", new { mine })).Should().BeTrue();
        (await room.ValueAsync<bool>("select answered_at is null from challenge where id = @elsewhere", new { elsewhere })).Should().BeTrue();
    }

    [Fact]
    public async Task Drop_GivesAReason_AndIsUndoneWithinTheHour()
    {
        var rule = await room.RuleOfAsync("MaximumDuration");
        foreach (var reason in new[] { "", " ", new string('x', DropController.LongestReason + 1), null })
        {
            (await caretaker.DeleteAsync($"/api/v1/rules/{rule}", new { reason })).Errors.Should().Equal("reason");
        }

        (await caretaker.PostAsync($"/api/v1/rules/{rule}/restoration")).Code.Should().Be("RuleRestoreTooLate", "it has not been dropped");
        (await caretaker.DeleteAsync($"/api/v1/rules/{rule}", new { reason = "Den hjalp ingen" })).Status.Should().Be(HttpStatusCode.NoContent);
        (await caretaker.DeleteAsync($"/api/v1/rules/{rule}", new { reason = "Igen" })).Status.Should().Be(HttpStatusCode.NoContent);
        (await room.ValueAsync<string>("select string_agg(detail ->> 'reason', '|') from audit where action = 'rule.dropped' and subject = @rule", new { rule }))
            .Should().Be("Den hjalp ingen");

        var restored = await caretaker.PostAsync($"/api/v1/rules/{rule}/restoration");
        restored.Status.Should().Be(HttpStatusCode.Created, restored.Text);
        (await caretaker.PostAsync($"/api/v1/rules/{rule}/restoration")).Code.Should().Be("RuleRefused", "it is there again");
        var again = Guid.Parse((string)restored.Json["id"]!);
        (await caretaker.DeleteAsync($"/api/v1/rules/{again}", new { reason = "Alligevel ikke" })).Status.Should().Be(HttpStatusCode.NoContent);
        room.Application.Clock.AdvanceMinutes(61);
        (await caretaker.PostAsync($"/api/v1/rules/{again}/restoration")).Code.Should().Be("RuleRestoreTooLate");
    }

    [Fact]
    public async Task RulesOfOthers_AreReadAndNothingElse_AndThoseOfWhatIsNotPublicAreNot()
    {
        var rule = await room.RuleOfAsync("MaximumDuration");
        var body = new { kind = "MaximumDuration", parameters = new { minutes = 60 }, reasonDa = Reason };
        var elsewhere = await ApiClient.ForNewAsync(room.Application, "Else", await OtherOwnerAsync(), OwnerRole.Administrator);
        foreach (var stranger in new[] { neighbour, elsewhere })
        {
            (await stranger.GetAsync($"/api/v1/rules/{rule}")).Status.Should().Be(HttpStatusCode.OK);
            (await stranger.PutAsync($"/api/v1/rules/{rule}", body)).Code.Should().Be("UnknownRule");
            (await stranger.PostAsync($"/api/v1/rules/{rule}/preview", body)).Code.Should().Be("UnknownRule");
            (await stranger.DeleteAsync($"/api/v1/rules/{rule}", new { reason = "Væk" })).Code.Should().Be("UnknownRule");
            (await stranger.PostAsync($"/api/v1/rules/{rule}/restoration")).Code.Should().Be("UnknownRule");
            (await stranger.MakeAsync(Kitchen, body)).Code.Should().Be("UnknownRulePlace");
        }

        (await room.RuleOfAsync("MaximumDuration")).Should().Be(rule);
        await room.ExecuteAsync("update resource set published = false where id = @Id", new { room.Kitchen.Id });
        (await neighbour.GetAsync($"/api/v1/rules/{rule}")).Code.Should().Be("UnknownRule");
        (await ApiClient.ForNobody(room.Application).GetAsync($"/api/v1/rules/{rule}")).Code.Should().Be("UnknownRule");
        (await caretaker.GetAsync($"/api/v1/rules/{rule}")).Status.Should().Be(HttpStatusCode.OK, "they stand behind it");
        (await caretaker.GetAsync($"/api/v1/rules/{Guid.NewGuid()}")).Code.Should().Be("UnknownRule");
    }

    [Fact]
    public async Task StartingSet_IsTakenInPart_AndOnce()
    {
        await room.ExecuteAsync("delete from rule where resource_id = @Id", new { room.Kitchen.Id });
        var offered = (await caretaker.GetAsync($"{Kitchen}/starting-set")).Json.AsArray();
        var kinds = offered.Select(rule => (string)rule!["kind"]!).ToList();
        kinds.Should().HaveCountGreaterThan(3);
        (await caretaker.PostAsync($"{Kitchen}/starting-set", new { kinds = Array.Empty<string>() })).Errors.Should().Equal("kinds");

        var taken = await caretaker.PostAsync($"{Kitchen}/starting-set", new { kinds = kinds.Take(2).Append("Ingen") });
        taken.Json["own"]!.AsArray().Select(rule => (string)rule!["kind"]!).Should().BeEquivalentTo(kinds.Take(2));
        (await caretaker.PostAsync($"{Kitchen}/starting-set", new { kinds = kinds.Take(2) })).Json["own"]!.AsArray().Should().HaveCount(2);
        (await caretaker.GetAsync($"{Kitchen}/starting-set")).Json.AsArray().Select(rule => (string)rule!["kind"]!).Should().Equal(kinds.Skip(2));
        (await neighbour.GetAsync($"{Kitchen}/starting-set")).Code.Should().Be("UnknownRulePlace");
        (await neighbour.PostAsync($"{Kitchen}/starting-set", new { kinds })).Code.Should().Be("UnknownRulePlace");
    }

    [Fact]
    public async Task Statistics_AreTheMunicipalitys()
    {
        var rule = await room.RuleOfAsync("MaximumDuration");
        var refused = await neighbour.BookAsync(room.Kitchen, "2026-11-30T10:00+01:00", "2026-12-03T10:00+01:00");
        refused.Code.Should().Be("Refused", refused.Text);
        refused.Refusals.Should().Contain("TooLong");

        (await caretaker.GetAsync("/api/v1/rules/statistics")).Status.Should().Be(HttpStatusCode.Forbidden);
        var statistics = (await (await AdministratorAsync()).GetAsync("/api/v1/rules/statistics")).Json;
        statistics["weeks"]!.AsArray().Should().HaveCount(13);
        var figures = statistics["rules"]!.AsArray().Single(one => (string)one!["rule"]!["id"]! == rule.ToString())!;
        ((int)figures["times"]!, (int)figures["people"]!, (int)figures["found"]!).Should().Be((1, 1, 0));
    }

    private async Task<ApiClient> AdministratorAsync()
    {
        await room.AdministratorAsync();
        return await ApiClient.ForAsync(room.Application, "raadhuset@example.dk");
    }

    private async Task<string> OtherOwnerAsync()
    {
        await new TestResource { Owner = "anden" }.InsertAsync(room.Application.Database.DataSource);
        return "anden";
    }

    private async Task<Guid> ChallengedAsync(Guid rule) => await room.ValueAsync<Guid>("""
        insert into challenge (id, rule_id, person_id, prevents, better, signed, created_at, answer_due_at)
        select gen_random_uuid(), @rule, id, 'Den er for kort.', 'Fem timer.', false, '2026-11-20Z', '2026-12-20Z' from person where email = 'pedel@example.dk' returning id
        """, new { rule });

    // As much of JSON Schema as the description uses.
    private static bool FollowsSchema(JsonNode? value, JsonNode schema)
    {
        if (schema is not JsonObject described)
        {
            return (bool)schema;
        }

        if (described["enum"] is JsonArray allowed)
        {
            return allowed.Any(one => JsonNode.DeepEquals(one, value));
        }

        var types = described["type"] switch { JsonArray several => several.Select(one => (string)one!).ToList(), { } one => [(string)one!], null => [] };
        var fits = value switch
        {
            null => types.Contains("null"),
            JsonObject members => types.Contains("object")
                && (described["required"]?.AsArray() ?? []).All(name => members.ContainsKey((string)name!))
                && members.All(member => described["properties"]![member.Key] is { } of && FollowsSchema(member.Value, of)),
            JsonArray items => types.Contains("array") && items.All(item => FollowsSchema(item, described["items"]!)),
            _ => types.Contains(value.GetValueKind() switch
            {
                JsonValueKind.String => "string",
                JsonValueKind.Number => "integer",
                _ => "boolean",
            }),
        };
        return fits && (described["pattern"] is not { } pattern || value is null || Regex.IsMatch((string)value!, (string)pattern!));
    }
}
