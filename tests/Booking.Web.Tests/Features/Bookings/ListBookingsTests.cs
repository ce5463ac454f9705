using Booking.Testing;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.SignIn;

namespace Booking.Web.Tests.Features.Bookings;

public sealed class ListBookingsTests : BookingHandlers
{
    private ListBookings List => new(Source, Clock);

    private static async Task<List<Guid>> AllAsync(Func<BookingCursor?, Task<BookingPage>> read)
    {
        List<Guid> met = [];
        BookingCursor? next = null;
        do
        {
            var page = await read(next);
            page.Bookings.Count.Should().BeLessThanOrEqualTo(2);
            met.AddRange(page.Bookings.Select(booking => booking.Id));
            // As it goes through an address.
            next = page.Next is { } cursor ? BookingCursor.Parse(cursor.ToString()) : null;
        }
        while (next is not null);

        return met;
    }

    private Task<List<Guid>> ComingAsync(SignedInPerson person) => AllAsync(after => List.ComingAsync(person, after, 2, default));

    private Task<List<Guid>> PastAsync(SignedInPerson person) => AllAsync(after => List.PastAsync(person, after, 2, default));

    [Fact]
    public async Task ComingAndPast_HaveEachBookingOnce_TheNearestFirst()
    {
        var (anna, bo) = (await PersonAsync(), await PersonAsync("Bo"));
        var kitchen = await ResourceAsync();
        var later = await PlacedAsync(kitchen, At(Friday.PlusDays(2), 8, 9), anna);
        var first = await PlacedAsync(kitchen, At(Friday, 8, 9), anna);
        var cancelled = await PlacedAsync(kitchen, At(Friday.PlusDays(9), 8, 9), anna);
        var held = await HeldAsync(kitchen, At(Friday, 10, 11), anna);
        var last = await PlacedAsync(kitchen, At(Friday.PlusDays(30), 8, 9), anna);
        await PlacedAsync(kitchen, At(Friday, 12, 13), bo);
        await Cancel.HandleAsync(cancelled, anna, null, default);

        (await ComingAsync(anna)).Should().Equal(first, held, later, last);
        (await PastAsync(anna)).Should().Equal(cancelled);

        // Over is over at the end, not a moment sooner.
        Clock.Reset(At(Friday, 8, 9).End - NodaTime.Duration.FromSeconds(1));
        (await ComingAsync(anna)).Should().Equal(first, held, later, last);
        Clock.Reset(At(Friday.PlusDays(2), 8, 9).End);
        (await ComingAsync(anna)).Should().Equal(last);
        (await PastAsync(anna)).Should().Equal(cancelled, later, held, first);
    }

    [Fact]
    public async Task Coming_WithSeveralAtOneStart_LosesNoneBetweenPages()
    {
        var anna = await PersonAsync();
        HashSet<Guid> placed = [];
        for (var i = 0; i < 5; i++)
        {
            placed.Add(await PlacedAsync(await ResourceAsync(), FridayEvening, anna));
        }

        (await ComingAsync(anna)).Should().BeEquivalentTo(placed);
    }

    [Fact]
    public async Task Coming_WhenOneIsCancelledBetweenPages_SkipsNone()
    {
        var anna = await PersonAsync();
        var kitchen = await ResourceAsync();
        List<Guid> placed = [];
        for (var i = 0; i < 4; i++)
        {
            placed.Add(await PlacedAsync(kitchen, At(Friday.PlusDays(i), 8, 9), anna));
        }

        var page = await List.ComingAsync(anna, null, 2, default);
        await Cancel.HandleAsync(placed[1], anna, null, default);

        (await List.ComingAsync(anna, page.Next, 2, default)).Bookings.Select(booking => booking.Id).Should().Equal(placed[2..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("MTIzNA")] // 1234
    [InlineData("MTIzNC54eXo")] // 1234.xyz
    [InlineData("MTAwMDAwMDAwMDAwLjAxOWFjMWM0N2QyMDdjM2E5ZTUxM2Y2YjhhMmQ0YzEw")] // beyond the years there are
    public void Cursor_OfAnythingElse_IsNone(string text) => BookingCursor.Parse(text).Should().BeNull();
}
