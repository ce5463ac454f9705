using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.RuleEditor;

/// <summary>Nothing is decided without a rule that this version cannot read.</summary>
public sealed class UnknownRuleTests
{
    private const string InsertSql = """
        insert into rule (id, kind, parameters, level, reason_da, set_at, valid_from, valid_until)
        values (gen_random_uuid(), @kind, @parameters::jsonb, 'municipality', 'x', '2026-01-01Z', '2026-01-01Z', @until::timestamptz)
        """;

    [Theory]
    [InlineData("Moonlight", "{}")]
    [InlineData("Horizon", "{\"weeks\": 3}")]
    public async Task Pages_OnceARuleCannotBeRead_Answer503(string kind, string parameters)
    {
        await using var room = await RuleEditorRoom.OpenAsync();
        (await room.Caretaker.GetAsync("/resources/koekkenet")).Status.Should().Be(HttpStatusCode.OK);

        await room.ExecuteAsync(InsertSql, new { kind, parameters, until = (string?)null });

        foreach (var address in new[] { "/resources", "/resources/koekkenet", "/resources/koekkenet/book", "/rules", "/api/v1/resources" })
        {
            var page = await room.Caretaker.GetAsync(address);
            page.Status.Should().Be(HttpStatusCode.ServiceUnavailable, address);
            page.Response.Headers.RetryAfter.Should().NotBeNull();
        }
    }

    [Fact]
    public async Task Pages_WithAnUnknownRuleThatHasRunOut_Work()
    {
        await using var room = await RuleEditorRoom.OpenAsync();
        await room.ExecuteAsync(InsertSql, new { kind = "Moonlight", parameters = "{}", until = "2026-02-01Z" });

        (await room.Caretaker.GetAsync("/resources")).Status.Should().Be(HttpStatusCode.OK);
    }
}
