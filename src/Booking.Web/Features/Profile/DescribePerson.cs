using System.Globalization;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

/// <summary>What a person says of themselves because a place asks: each may be left open, and taken back.</summary>
/// <param name="IsResident">Whether they live in the municipality; null for no answer.</param>
/// <param name="District">In which part of the city, by its slug; null for no answer.</param>
public sealed record PersonDescription(int? BirthYear, bool? IsResident, string? District);

public enum DescribeOutcome
{
    Saved,
    YearUnclear,
}

public sealed class DescribePerson(NpgsqlDataSource database, IClock clock)
{
    private const int OldestYear = 1900;

    private const string ReadSql = "select birth_year, is_resident, district from person where id = @person";

    private const string WriteSql = """
        update person
        set birth_year = @BirthYear, is_resident = @IsResident, district = (select slug from district where slug = @district)
        where id = @person
        """;

    public async Task<PersonDescription> ReadAsync(Guid person)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await connection.QuerySingleAsync<PersonDescription>(ReadSql, new { person });
    }

    /// <param name="birthYear">As typed; blank for no answer.</param>
    /// <param name="resident">"yes", "no", or anything else for no answer.</param>
    /// <param name="district">A slug, or anything else for no answer.</param>
    public async Task<DescribeOutcome> HandleAsync(Guid person, string? birthYear, string? resident, string? district)
    {
        int? year = null;
        if (!string.IsNullOrWhiteSpace(birthYear))
        {
            if (!int.TryParse(birthYear.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var typed)
                || typed < OldestYear || typed > clock.GetCurrentInstant().InUtc().Year)
            {
                return DescribeOutcome.YearUnclear;
            }

            year = typed;
        }

        bool? isResident = resident switch { "yes" => true, "no" => false, _ => null };
        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(WriteSql, new { person, BirthYear = year, IsResident = isResident, district });
        return DescribeOutcome.Saved;
    }
}
