using System.Net;
using Booking.Testing;

namespace Booking.Web.Tests.Features.ResourceSetup;

/// <summary>Sharing from a day, for a time, paused, and a copy.</summary>
public sealed class PublishTests : IAsyncLifetime
{
    private SetupRoom room = null!;

    public async Task InitializeAsync() => room = await SetupRoom.OpenAsync();

    public async Task DisposeAsync() => await room.DisposeAsync();

    [Fact]
    public async Task Publish_ForATime_IsThereFromItsFirstDayToItsLast()
    {
        var slug = await room.DraftAsync();
        await room.Secretary.FillInAsync(
            $"/setup/{slug}/publish", new Dictionary<string, string?> { ["when"] = "date", ["from"] = "2026-11-28", ["until"] = "2026-11-30" });

        (await room.Secretary.GetAsync($"/setup/{slug}")).Text.Should().Contain("Deles snart").And.Contain("Deles fra lørdag 28. november").And.Contain("til og med mandag 30. november");
        (await StatusAsync(slug)).Should().Be(HttpStatusCode.NotFound);
        room.Application.Clock.AdvanceHours(52);
        (await StatusAsync(slug)).Should().Be(HttpStatusCode.NotFound, "it is eleven in the evening");
        room.Application.Clock.AdvanceHours(1);
        (await StatusAsync(slug)).Should().Be(HttpStatusCode.OK);
        room.Application.Clock.AdvanceHours(72);
        (await StatusAsync(slug)).Should().Be(HttpStatusCode.NotFound);
        (await room.Secretary.GetAsync($"/setup/{slug}")).Text.Should().Contain("Perioden er slut");
    }

    [Fact]
    public async Task Pause_HidesItAndKeepsItsAddress_UntilItIsSharedAgain()
    {
        var slug = await room.PublishedAsync();
        await room.Secretary.FillInAsync($"/setup/{slug}", form: "#pause");
        (await StatusAsync(slug)).Should().Be(HttpStatusCode.NotFound);
        (await room.Secretary.GetAsync("/setup")).Text.Should().Contain("På pause");

        await room.Secretary.FillInAsync($"/setup/{slug}/publish");
        (await StatusAsync(slug)).Should().Be(HttpStatusCode.OK);
        (await room.ValueAsync<string>("select string_agg(action, ' ' order by id) from audit where action like 'resource.p%'"))
            .Should().Be("resource.published resource.paused resource.published");
    }

    [Fact]
    public async Task Publish_WithAnEndBeforeBookings_ListsThem_AndLeavesThem()
    {
        var slug = await room.PublishedAsync();
        await room.ExecuteAsync(
            """
            insert into booking (id, reference, resource_id, person_id, period, people, purpose, status, idempotency_key, request_hash, created_at, confirmed_at)
            select gen_random_uuid(), 'AAA', r.id, p.id, tstzrange('2026-12-10 10:00+01', '2026-12-10 12:00+01'), 2, '', 'confirmed', 'k', '', now(), now()
            from resource r, person p where r.slug = @slug and p.email = 'sekretaer@example.dk'
            """,
            new { slug });

        var asked = await room.Secretary.FillInAsync($"/setup/{slug}/publish", new Dictionary<string, string?> { ["until"] = "2026-12-01" });
        asked.Document.QuerySelectorAll("#touched li").Should().ContainSingle().Which.TextContent.Should().Contain("10. dec");
        (await room.Secretary.SubmitAsync(asked)).RedirectsTo.Should().Be($"/setup/{slug}?said=published");
        (await room.ValueAsync<long>("select count(*) from booking where status = 'confirmed'")).Should().Be(1);
        (await room.Secretary.FillInAsync($"/setup/{slug}/publish", new Dictionary<string, string?> { ["until"] = "2026-12-31" })).RedirectsTo.Should().NotBeNull("none lies outside");
    }

    [Fact]
    public async Task Copy_HasTheSameAnswersAndRules_ItsOwnUnitsAndPictures_AndNoBookings()
    {
        var slug = await room.PublishedAsync();
        using (var picture = new SkiaSharp.SKBitmap(8, 4))
        {
            using var data = picture.Encode(SkiaSharp.SKEncodedImageFormat.Png, 90);
            await room.UploadAsync(slug, data.ToArray());
        }

        var copied = await room.Secretary.FillInAsync($"/setup/{slug}", form: "#copy");

        copied.RedirectsTo.Should().Be($"/setup/{slug}-kopi?said=copied");
        (await room.Secretary.FollowAsync(copied)).Text.Should().Contain("Skolekøkkenet (kopi)").And.Contain("Kladde").And.Contain("Alt er på plads");
        (await room.ValueAsync<long>(
            """
            select count(*) from rule mine join rule theirs using (kind, parameters, reason_da)
            where mine.resource_id = (select id from resource where slug = @slug) and theirs.resource_id = (select id from resource where slug = @slug || '-kopi')
            """,
            new { slug })).Should().Be(await room.ValueAsync<long>("select count(*) from rule where resource_id = (select id from resource where slug = @slug)", new { slug }))
            .And.BePositive();
        (await room.ValueAsync<long>("select count(distinct unit_id) from resource_unit where resource_id in (select id from resource where slug like @slug || '%')", new { slug })).Should().Be(2);
        (await room.ValueAsync<long>("select count(distinct file) from resource_picture")).Should().Be(2);
        room.PictureFiles.Should().HaveCount(2);
    }

    private async Task<HttpStatusCode> StatusAsync(string slug) => (await room.Application.NewBrowser().GetAsync($"/resources/{slug}")).Status;
}
