using Booking.Web.Features.Bookings;
using Booking.Web.Features.CalendarImports;
using Booking.Web.Features.DoorCodes;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Jobs;
using Booking.Web.Tests.Features.Bookings;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Booking.Web.Tests.Features.DoorCodes;

/// <summary>A kitchen with a way in, someone who looks after it, and someone who has booked it on Friday evening.</summary>
public abstract class DoorCodeHandlers : BookingHandlers
{
    private readonly ProtectedText secrets = new(new EphemeralDataProtectionProvider());

    /// <summary>An hour and a half before Friday evening begins.</summary>
    protected static readonly Instant Soon = FridayEvening.Start - NodaTime.Duration.FromMinutes(90);

    protected CatalogueResource Kitchen { get; private set; } = null!;

    protected SignedInPerson Anna { get; private set; } = null!;

    protected SignedInPerson Caretaker { get; private set; } = null!;

    protected Guid Booked { get; private set; }

    protected FetchLimits Limits { get; } = new(TimeSpan.FromSeconds(1), 100_000, AllowLocal: true);

    private CallLock Call { get; set; } = null!;

    protected AskLock AskLock => new(Source, Catalogue, Call, secrets, Clock);

    protected LookAtCode Look => new(Source, new ReadBooking(Source, Catalogue, Clock), AskLock, secrets, Clock);

    protected ReadAccess Read => new(Source, Catalogue, secrets, Limits);

    protected AddCodes Codes => new(Source, secrets, Clock);

    protected SaveFixedCode FixedCode => new(Source, secrets, Clock);

    protected SetLock SetLock => new(Source, secrets, Limits, Clock);

    protected AskLockJob AskLockJob => new(new EachDue(Source, Clock, NullLogger<EachDue>.Instance), AskLock);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Call = new CallLock(Limits);
        Kitchen = await ResourceAsync();
        Anna = await PersonAsync("Anna");
        Caretaker = await PersonAsync("Poul");
        await ExecuteAsync($"insert into owner_role (owner_id, person_id, role) values ('{Kitchen.Owner.Id}', '{Caretaker.Id}', 'caretaker')");
        Booked = await PlacedAsync(Kitchen, FridayEvening, Anna);
    }

    public override async Task DisposeAsync()
    {
        Call.Dispose();
        await base.DisposeAsync();
    }

    protected async Task ChooseAsync(string source) =>
        (await new SaveAccess(Source, Clock).HandleAsync(
            Kitchen, new AccessForm { Source = source, GuideDa = "Den grønne dør.", MinutesBefore = 120 }, Caretaker, default)).Should().BeNull();

    protected Task<LookOutcome> LookAsync(SignedInPerson? person = null, Guid? booking = null) =>
        Look.HandleAsync(booking ?? Booked, person ?? Anna, default);

    /// <summary>The code that is seen; null when there is none.</summary>
    protected async Task<string?> CodeAsync(Guid? booking = null) => (await LookAsync(booking: booking)).Should().BeOfType<LookOutcome.Seen>().Subject.Code;
}
