using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>What a resource is called in addresses.</summary>
public static class ResourceSlug
{
    private const int Longest = 60;

    /// <summary>The words of pages under /setup.</summary>
    private static readonly string[] Reserved = ["new", "import"];

    private const string FindSql = "select slug from resource where id = @id";

    private const string TakenSql = "select slug from resource where (slug = @slug or slug like @slug || '-%') and id <> @except";

    /// <summary>From a name: "Ågårdens fælleskøkken" is "aagaardens-faelleskoekken". Never empty.</summary>
    public static string Of(string name)
    {
        var letters = new StringBuilder();
        var plain = name.ToLowerInvariant().Replace("æ", "ae", StringComparison.Ordinal).Replace("ø", "oe", StringComparison.Ordinal)
            .Replace("å", "aa", StringComparison.Ordinal).Normalize(NormalizationForm.FormD);
        foreach (var letter in plain)
        {
            if (char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
            {
                letters.Append(letter);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && letters.Length > 0 && letters[^1] != '-')
            {
                letters.Append('-');
            }
        }

        var slug = letters.ToString()[..Math.Min(letters.Length, Longest)].Trim('-');
        return slug.Length == 0 ? "sted" : slug;
    }

    /// <summary>What one that has been made is called; null when it has not.</summary>
    public static Task<string?> FindAsync(NpgsqlConnection connection, Guid id, CancellationToken cancellation) =>
        connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(FindSql, new { id }, cancellationToken: cancellation));

    /// <summary>The first of that name, name-2, name-3 that no other has.</summary>
    /// <param name="except">The resource that it is for: what it is called now is free to it.</param>
    public static async Task<string> FreeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string name, Guid except)
    {
        var slug = Of(name);
        return Free(slug, (await connection.QueryAsync<string>(TakenSql, new { slug, except }, transaction)).ToHashSet());
    }

    /// <summary>The same where one knows what is taken.</summary>
    /// <param name="slug">Made from a name.</param>
    public static string Free(string slug, IReadOnlySet<string> taken) => Enumerable.Range(1, taken.Count + Reserved.Length + 1)
        .Select(number => number == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{number}"))
        .First(free => !taken.Contains(free) && !Reserved.Contains(free));
}
