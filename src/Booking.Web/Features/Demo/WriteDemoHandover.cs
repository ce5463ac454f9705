using Booking.Web.Features.DoorCodes;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Demo;

/// <summary>A school kitchen that one gets into by a code, with a list for those who leave it, and an oven that somebody found cold.</summary>
public static class WriteDemoHandover
{
    private const string Place = "noerrevang-madkundskab";

    private static readonly string[] LinesDa = ["Bordene er tørret af, og opvasken er sat på plads", "Komfurer og ovne er slukket", "Døren er låst"];
    private static readonly string[] LinesEn = ["The tables are wiped, and the dishes put away", "Cookers and ovens are off", "The door is locked"];

    private const string Sql = """
        insert into resource_access (resource_id, source, guide_da, guide_en, minutes_before, fixed_code, fixed_until)
        select id, 'fixed', @GuideDa, @GuideEn, 120, @Code, @Until from resource where slug = @Place;
        insert into handover_item (id, resource_id, kind, text_da, text_en)
        select item.id, r.id, 'check', item.da, item.en
        from resource r, unnest(@Ids, @Da, @En) with ordinality as item (id, da, en, place)
        where r.slug = @Place
        order by item.place;
        insert into broken_case (id, resource_id, booking_id, reporter_id, what, details, opened_at, key)
        select @CaseId, b.resource_id, b.id, b.person_id, @What, @Details, upper(b.period), 'demo'
        from booking b
        join resource r on r.id = b.resource_id
        where r.slug = @Place and b.status = 'confirmed' and upper(b.period) < @Now
        order by lower(b.period) desc
        limit 1
        """;

    public static Task HandleAsync(NpgsqlConnection connection, ProtectedText secrets, Instant now) => connection.ExecuteAsync(Sql, new
    {
        Place, Now = now,
        GuideDa = "Brug døren mod cykelstativerne. Tast koden, og tryk på #.",
        GuideEn = "Use the door by the bicycle racks. Enter the code and press #.",
        Code = secrets.Protect("2580"),
        Until = now.InUtc().Date.PlusMonths(3),
        Ids = new[] { Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7() },
        Da = LinesDa,
        En = LinesEn,
        CaseId = Guid.CreateVersion7(),
        What = "Ovnen til venstre bliver ikke varm",
        Details = "Vi prøvede både grill og varmluft. De andre ovne virker.",
    });
}
