using Booking.Web.Features.Owners;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.DoorCodes;

/// <summary>How one gets in, as typed; null for a field that was not sent.</summary>
public sealed class AccessForm
{
    public const int LongestGuide = 1000;

    /// <summary>In minutes.</summary>
    public static readonly IReadOnlyList<int> BeforeChoices = [0, 30, 60, 120, 240, 720, 1440];

    public string? Source { get; set; }

    public string? GuideDa { get; set; }

    public string? GuideEn { get; set; }

    public int? MinutesBefore { get; set; }

    public static AccessForm Of(AccessTerms terms) =>
        new() { Source = terms.Source, GuideDa = terms.GuideDa, GuideEn = terms.GuideEn, MinutesBefore = terms.MinutesBefore };
}

/// <summary>Says how one gets in at a place, but for the codes themselves.</summary>
public sealed class SaveAccess(NpgsqlDataSource database, IClock clock)
{
    private const string SaveSql = """
        insert into resource_access (resource_id, source, guide_da, guide_en, minutes_before)
        values (@ResourceId, @Source, @GuideDa, @GuideEn, @MinutesBefore)
        on conflict (resource_id) do update
        set source = @Source, guide_da = @GuideDa, guide_en = @GuideEn, minutes_before = @MinutesBefore
        """;

    /// <summary>The key of the text that says what is wrong; null when it was saved.</summary>
    public async Task<string?> HandleAsync(CatalogueResource resource, AccessForm form, SignedInPerson actor, CancellationToken cancellation)
    {
        var (guideDa, guideEn) = (TypedText.Read(form.GuideDa), TypedText.Read(form.GuideEn));
        if (form.Source is not { } source || !AccessSource.All.Contains(source))
        {
            return "SourceMissing";
        }

        if (guideDa.Length > AccessForm.LongestGuide || guideEn.Length > AccessForm.LongestGuide)
        {
            return "GuideTooLong";
        }

        if (form.MinutesBefore is not { } before || !AccessForm.BeforeChoices.Contains(before))
        {
            return "BeforeMissing";
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(
            SaveSql, new { ResourceId = resource.Id, Source = source, GuideDa = guideDa, GuideEn = guideEn, MinutesBefore = before });
        await OwnerAudit.WriteAsync(
            connection, resource.Owner.Id, "access.changed", resource.Id, before: null, after: resource.Name.Da, actor.Id, clock.GetCurrentInstant());
        await transaction.CommitAsync(CancellationToken.None);
        return null;
    }
}
