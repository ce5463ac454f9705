using Booking.Web.Http;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Profile;

public enum EditOutcome
{
    Saved,
    NameMissing,
    NameTooLong,
    UnknownLanguage
}

/// <summary>Changes what a person is called and which language they read.</summary>
public sealed class EditPerson(NpgsqlDataSource database)
{
    public const int LongestName = 100;

    public async Task<EditOutcome> Handle(Guid person, string? name, string? language)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length == 0)
            return EditOutcome.NameMissing;
        if (trimmed.Length > LongestName)
            return EditOutcome.NameTooLong;
        if (!LanguageChoice.IsKnown(language))
            return EditOutcome.UnknownLanguage;

        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            "update person set name = @Name, language = @Language where id = @Person",
            new { Person = person, Name = trimmed, Language = language });
        return EditOutcome.Saved;
    }
}
