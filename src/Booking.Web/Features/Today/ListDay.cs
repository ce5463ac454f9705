using Booking.Rules.Admission;
using Booking.Rules.Lifecycle;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.Owners;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using NodaTime.Text;
using Npgsql;

namespace Booking.Web.Features.Today;

/// <summary>One resource's bookings and own use of a day, by start.</summary>
public sealed record ResourceDay(CatalogueResource Resource, IReadOnlyList<BookingRecord> Bookings, IReadOnlyList<OwnTimeRow> OwnTimes)
{
    /// <summary>Own use and bookings that still stand, together by start; of each two one is null.</summary>
    public IEnumerable<(Instant Start, OwnTimeRow? Own, BookingRecord? Booking)> InOrder() =>
        OwnTimes.Select(own => (own.Period.Start, (OwnTimeRow?)own, (BookingRecord?)null))
            .Concat(Bookings.Where(booking => booking.Status == BookingStatus.Confirmed).Select(booking => (booking.Period.Start, (OwnTimeRow?)null, (BookingRecord?)booking)))
            .OrderBy(one => one.Start);
}

/// <summary>The day of everything a caretaker looks after; resources with nothing on are left out.</summary>
public sealed class ListDay(NpgsqlDataSource database, IClock clock)
{
    private const string BookingsSql = BookingRecord.SelectSql + """

        where b.resource_id = any(@Resources) and b.status in ('confirmed', 'released')
          and lower(b.period) < @To and lower(b.period) >= @Earliest and upper(b.period) > @From
        order by b.resource_id, lower(b.period)
        """;

    /// <summary>The day of an ISO date; null for anything else.</summary>
    public static LocalDate? Parse(string? text) =>
        LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 2000 and <= 2199 } day } ? day : null;

    public async Task<IReadOnlyList<ResourceDay>> HandleAsync(
        SignedInPerson person, LocalDate day, CatalogueSnapshot catalogue, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var owners = await OwnerAccess.OwnersAsync(connection, person, OwnerRight.LookAfter, cancellation);
        var resources = catalogue.All.Where(resource => owners.Contains(resource.Owner.Id)).ToList();
        if (resources.Count == 0)
        {
            return [];
        }

        var windows = resources.ConvertAll(resource => DayOf(resource, day));
        var from = windows.Min(window => window.Start);
        var bookings = (await connection.QueryAsync<BookingRecord>(new CommandDefinition(
            BookingsSql,
            new
            {
                Resources = resources.ConvertAll(resource => resource.Id).ToArray(),
                From = from,
                To = windows.Max(window => window.End),
                // Nothing that began before this can still be going on, so older history is not walked.
                Earliest = from - Longest(resources),
            },
            cancellationToken: cancellation))).ToLookup(booking => booking.ResourceId);
        var own = await ReadOwnUse.InAsync(
            connection, resources.Select(resource => resource.Id), new Interval(from, windows.Max(window => window.End)), cancellation);
        ResourceDay[] days =
        [
            .. resources
                .Select((resource, index) => new ResourceDay(
                    resource,
                    [.. bookings[resource.Id].Where(booking => Overlap(booking.Period, windows[index]))],
                    [.. own[resource.Id].Where(time => Overlap(time.Period, windows[index]))]))
                .Where(one => one.Bookings.Count > 0 || one.OwnTimes.Count > 0),
        ];
        await LogLook.HandleAsync(
            connection, days.SelectMany(one => one.Bookings).Select(booking => booking.Id), person, clock.GetCurrentInstant(), cancellation);
        return days;
    }

    // A day more than the wall clock says, for the hour that autumn adds.
    private static Duration Longest(List<CatalogueResource> resources) =>
        Duration.FromMinutes(Math.Max(ExceptionRequest.LongestMinutes, resources.Max(resource => resource.Terms.MaximumMinutes)))
        + Duration.FromDays(1);

    private static Interval DayOf(CatalogueResource resource, LocalDate day) =>
        new(resource.Terms.Zone.AtStartOfDay(day).ToInstant(), resource.Terms.Zone.AtStartOfDay(day.PlusDays(1)).ToInstant());

    private static bool Overlap(Interval one, Interval other) => one.Start < other.End && other.Start < one.End;
}
