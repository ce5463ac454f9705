using Booking.Rules.Admission;
using Booking.Rules.Availability;
using Booking.Rules.Lifecycle;
using Booking.Rules.Waitlist;
using Booking.Web.Features.Bookings;
using Booking.Web.Features.OwnUse;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Rules;
using Booking.Web.Mail;
using Dapper;
using NodaTime;
using Npgsql;
using Facts = Booking.Rules.Admission.Facts;

namespace Booking.Web.Features.Waitlist;

/// <summary>
/// Sees what of a place's time can be had, and offers it to those who wait there and at the places that share its units: each offer is
/// a hold of their own that runs out. What nobody wants is free for all again.
/// </summary>
public sealed class OfferFreedTime(NpgsqlDataSource database, Catalogue catalogue, IClock clock)
{
    private const string UnsetSql = "delete from occupancy where kind = 'set_aside' and unit_id = any(@Units)";

    // Who joined meanwhile has not been seen, and who has an offer has not been looked for: if they let it go, it is done at once.
    private const string LookedSql = """
        update waitlist_time set looked_at = case when entry_id = any(@Looked) then @Now else '-infinity' end
        where open and resource_id = any(@Resources)
        """;

    private const string OfferSql = """
        insert into offer (id, entry_id, booking_id, made_at, expires_at, place, is_whole)
        values (@Id, @EntryId, @BookingId, @Now, @ExpiresAt, @Place, @IsWhole)
        """;

    /// <summary>How many offers were made. Safe to repeat, and for several servers at once: the locks on the units settle it.</summary>
    public async Task<int> HandleAsync(Guid resourceId, CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var snapshot = await catalogue.ReadAsync(connection, cancellation);
        var places = Sharing(snapshot.Get(resourceId), snapshot);
        var units = places.SelectMany(place => place.Units).Distinct().Order().ToArray();

        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var batch = new NpgsqlBatch(connection) { BatchCommands = { TakeTime.LockOf(units) } })
        {
            await batch.ExecuteNonQueryAsync(cancellation);
        }

        await connection.ExecuteAsync(UnsetSql, new { Units = units });
        // An institution's own use comes before anybody's wish.
        foreach (var place in places)
        {
            await HoldOwnTime.TakeAsync(connection, place, now);
        }

        var line = await WaitLine.ReadAsync(connection, places.Select(place => place.Id), now, cancellation);
        var served = new HashSet<Guid>();
        var offers = 0;
        // The whole hall before its halves: whoever waits for it would use the most.
        foreach (var place in places.Where(place => place.Published).OrderByDescending(place => place.Units.Count).ThenBy(place => place.Id))
        {
            var here = line.Where(waiter => waiter.ResourceId == place.Id && !served.Contains(waiter.Id)).ToList();
            if (here.Count == 0)
            {
                continue;
            }

            foreach (var (waiter, offer) in await PlanAsync(connection, place, here, now, cancellation))
            {
                if (!await OfferAsync(connection, place, waiter, offer, PlaceInLine(here, waiter, offer), now, cancellation))
                {
                    throw new InvalidOperationException("What is free under the lock on its units can be taken.");
                }

                served.Add(waiter.Id);
                offers++;
            }
        }

        var looked = line.Select(waiter => waiter.Id).Where(id => !served.Contains(id)).Distinct().ToArray();
        await connection.ExecuteAsync(LookedSql, new { Now = now, Looked = looked, Resources = places.Select(place => place.Id).ToArray() });
        await transaction.CommitAsync(CancellationToken.None);
        return offers;
    }

    // All that hang together by their units, however far.
    private static List<CatalogueResource> Sharing(CatalogueResource resource, CatalogueSnapshot snapshot)
    {
        List<CatalogueResource> found = [resource];
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(snapshot.SharingUnitsWith(found[i]).Where(other => found.All(known => known.Id != other.Id)));
        }

        return found;
    }

    private static async Task<IReadOnlyList<(Waiter Waiter, PlannedOffer Offer)>> PlanAsync(
        NpgsqlConnection connection, CatalogueResource place, List<Waiter> line, Instant now, CancellationToken cancellation)
    {
        var windows = line.SelectMany(waiter => waiter.Wish.Windows).ToList();
        var window = new Interval(Instant.Max(windows.Min(one => one.Start), now), windows.Max(one => one.End));
        var reach = place.Terms.Reach(window);
        var rows = await connection.QueryAsync<ReadOccupancies.Row>(new CommandDefinition(
            ReadOccupancies.Sql, new { Units = place.Units.ToArray(), From = reach.Start, To = reach.End }, cancellationToken: cancellation));
        var occupied = ReadOccupancies.Of(place, rows.ToLookup(row => row.UnitId));
        var byId = line.ToDictionary(waiter => waiter.Id);

        // Who somebody is matters only once time could be theirs: it is read for those alone whom an offer would go to.
        var known = new Dictionary<Guid, PersonFacts>();
        while (true)
        {
            var plan = OfferPlan.Of(place.Terms, occupied, [.. line.Select(waiter => waiter.Wish)], now, MayHave);
            var unknown = plan.Select(offer => byId[offer.Wish]).Where(waiter => !known.ContainsKey(waiter.Id)).ToList();
            if (unknown.Count == 0)
            {
                return [.. plan.Select(offer => (byId[offer.Wish], offer))];
            }

            foreach (var waiter in unknown)
            {
                known[waiter.Id] = await ReadPersonFacts.OfAsync(connection, waiter.Booker, place, window.Start, now, cancellation);
            }
        }

        bool MayHave(Wish wish, Interval period)
        {
            var waiter = byId[wish.Id];
            return !waiter.HasBeenOffered(period)
                && OfferDeadline.Of(now, period.Start, place.Terms.Zone) is not null
                && (!known.TryGetValue(wish.Id, out var person)
                    || Admission.Decide(
                        new BookingRequest(period, waiter.People), new Facts(Occupied.Nothing(place.Units.Count), person), place.Terms, now) is not Refused);
        }
    }

    private static int PlaceInLine(IReadOnlyList<Waiter> line, Waiter waiter, PlannedOffer offer) =>
        line.TakeWhile(other => other.Id != waiter.Id).Count(other => other.Wish.Windows.Any(
            window => window.Start < offer.Period.End && offer.Period.Start < window.End)) + 1;

    private static async Task<bool> OfferAsync(
        NpgsqlConnection connection, CatalogueResource resource, Waiter waiter, PlannedOffer offer, int place, Instant now, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        var expires = OfferDeadline.Of(now, offer.Period.Start, resource.Terms.Zone)!.Value;
        var booking = new NewBooking(
            Guid.CreateVersion7(), BookingReference.New(), resource.Id, waiter.Booker.PersonId, offer.Period, waiter.People, waiter.Purpose,
            $"offer {id}", PlaceBooking.HashOf(resource.Id, new BookingRequest(offer.Period, waiter.People), waiter.Purpose),
            HoldExpiresAt: expires, RemindAt: null, ReleaseAt: null, Reconfirm: null, GroupId: waiter.Booker.GroupId) { ByJob = true };
        var record = new BookingRecord
        {
            Id = booking.Id, Reference = booking.Reference, PersonId = booking.PersonId, PersonName = waiter.Recipient.Name,
            PersonEmail = waiter.Recipient.Email, PersonLanguage = waiter.Recipient.Language, GroupId = booking.GroupId, GroupName = waiter.GroupName,
            Period = booking.Period, People = booking.People, Purpose = booking.Purpose, Status = BookingStatus.Held,
        };
        var mail = OutboxMail.About(
            new OfferMail(BookingMails.Of(resource, record, record.PersonLanguage, reason: null), id, expires, offer.IsWhole, place),
            MailKind.OfferMade, record.PersonEmail, record.PersonLanguage, now);
        var units = resource.Terms.Use == UnitUse.All ? resource.Units : [resource.Units[offer.Unit]];
        if (!await TakeTime.TryAsync(connection, booking, units, resource.Terms, mail, now))
        {
            return false;
        }

        await connection.ExecuteAsync(new CommandDefinition(
            OfferSql,
            new { Id = id, EntryId = waiter.Id, BookingId = booking.Id, Now = now, ExpiresAt = expires, Place = place, offer.IsWhole },
            cancellationToken: cancellation));
        return true;
    }
}
