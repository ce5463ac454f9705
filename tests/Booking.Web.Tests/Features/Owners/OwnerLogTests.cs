using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.Today;
using Booking.Web.Tests.Features.Permissions;

namespace Booking.Web.Tests.Features.Owners;

/// <summary>What an owner can read of what has been done with bookings at its places, and of who has seen whose they are.</summary>
public sealed class OwnerLogTests : PermissionHandlers
{
    private async Task<IReadOnlyList<LogLine>> LogAsync(string owner, LogAbout about) =>
        (await new ReadLog(Source, Catalogue).HandleAsync(owner, about, null, default))!.Lines;

    [Fact]
    public async Task Bookings_StandInTheLog_WithTheNamesOfThoseWhoLookAfterThem_AndOfNobodyElse()
    {
        var kitchen = await ResourceAsync(new TestResource { Rules = [new Approval(false, null, 10, null, false)] });
        var (anna, pedel) = (await PersonAsync("Anna Andersen"), await CaretakerAsync());
        await PlacedAsync(kitchen, At(Friday, 8, 9), pedel);
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        await Cancel.HandleAsync(id, pedel, "Der er vand på gulvet.", default);

        var lines = await LogAsync(kitchen.Owner.Slug, LogAbout.Bookings);

        var reference = (await ReadAsync(id)).Reference;
        lines.Select(line => (line.Action, line.Actor, line.ByBooker)).Should().Equal(
            ("booking.cancelled", pedel.Name, false), ("booking.placed", null, true), ("booking.placed", null, true));
        lines[0].About.Should().Be($"{kitchen.Name.Da}, {reference}");
        (await LogAsync(kitchen.Owner.Slug, LogAbout.Changes)).Should().NotContain(line => line.Action.StartsWith("booking.", StringComparison.Ordinal));

        await ExecuteAsync("update booking set person_id = null");
        (await LogAsync(kitchen.Owner.Slug, LogAbout.Bookings)).Where(line => line.Action == "booking.placed")
            .Should().OnlyContain(line => line.Actor == null, "whose it was is forgotten");
    }

    [Fact]
    public async Task Looks_AtWhoseBookingItIs_StandInTheLogOnceADay()
    {
        var kitchen = await ResourceAsync();
        var (anna, pedel) = (await PersonAsync("Anna Andersen"), await CaretakerAsync());
        var id = await PlacedAsync(kitchen, FridayEvening, anna);
        await PlacedAsync(kitchen, At(Friday, 8, 9), pedel);
        var (read, day) = (new ReadBooking(Source, Catalogue, Clock), new ListDay(Source, Clock));

        (await read.HandleAsync(id, anna, default)).Should().NotBeNull();
        (await LogAsync(kitchen.Owner.Slug, LogAbout.Looks)).Should().BeEmpty("she sees her own");
        (await read.HandleAsync(id, await PersonAsync("Bo"), default)).Should().BeNull();
        await read.HandleAsync(id, pedel, default);
        await day.HandleAsync(pedel, Friday, await Catalogue.ReadAsync(default), default);
        (await LogAsync(kitchen.Owner.Slug, LogAbout.Looks)).Should().ContainSingle()
            .Which.Should().BeEquivalentTo(new { Actor = pedel.Name, Action = LogLook.Seen, About = $"{kitchen.Name.Da}, {(await ReadAsync(id)).Reference}" });

        Clock.Advance(Duration.FromDays(1));
        await day.HandleAsync(pedel, Friday, await Catalogue.ReadAsync(default), default);
        (await LogAsync(kitchen.Owner.Slug, LogAbout.Looks)).Should().HaveCount(2);
    }
}
