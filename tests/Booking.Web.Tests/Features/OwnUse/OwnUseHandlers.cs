using Booking.Rules.Recurrence;
using Booking.Testing;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Booking.Web.Tests.Features.Bookings;

namespace Booking.Web.Tests.Features.OwnUse;

/// <summary>What the pages and jobs of own use call, with somebody who looks after a hall.</summary>
public abstract class OwnUseHandlers : BookingHandlers
{
    protected SignedInPerson Secretary { get; private set; } = null!;

    protected CatalogueResource Hall { get; private set; } = null!;

    protected WriteOwnUse Write => new(Source, Clock);

    protected ChangeOwnTime Change => new(Source, Clock);

    protected ExtendOwnUse Extend => new(Source, Catalogue, Clock);

    protected DecideClash Decide => new(Source, Cancel, Extend, Clock);

    protected ReadOwnUse Read => new(Source, Clock);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Hall = await AddHallAsync(new TestResource { HorizonDays = 60, Units = ["hal A", "hal B"] });
        Secretary = await (await TestPerson.InsertAsync(Source, "Sanne")).MakeCaretakerAsync(Source, "beboerhuset");
    }

    protected async Task<CatalogueResource> AddHallAsync(TestResource hall)
    {
        await hall.InsertAsync(Source);
        return (await Catalogue.ReadAsync(CancellationToken.None)).Get(hall.Id);
    }

    protected Task<Guid> AddAsync(WeeklyUse use, int? giveBackHours = null, bool skipsClosed = false, CatalogueResource? at = null) =>
        Write.AddAsync(at ?? Hall, new OwnUseDraft("Idræt 7.b", use, skipsClosed, giveBackHours), Secretary, CancellationToken.None);

    protected Task<OwnUseOverview> OverviewAsync() => Read.HandleAsync(Hall, CancellationToken.None);

    /// <summary>Every Friday from eight to three.</summary>
    protected static WeeklyUse Fridays => new([IsoDayOfWeek.Friday], 8 * 60, 15 * 60, Friday, last: null);

    protected Task<long> OwnRowsAsync(string where = "true") => QueryAsync<long>($"select count(*) from occupancy where kind in ('own_use', 'imported') and {where}");
}
