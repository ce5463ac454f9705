using Booking.Web.Http;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Profile;

public enum EditOutcome
{
    Saved,
    NameMissing,
    NameTooLong,
    UnknownLanguage
}

/// <summary>Changes what a person is called, which language they read, and whether they are reminded.</summary>
public sealed class EditPerson(NpgsqlDataSource database, IClock clock)
{
    public const int LongestName = 100;

    public async Task<EditOutcome> HandleAsync(Guid person, string? name, string? language, bool reminders)
    {
        var trimmed = name?.Trim() ?? "";
        if (trimmed.Length == 0)
        {
            return EditOutcome.NameMissing;
        }

        if (trimmed.Length > LongestName)
        {
            return EditOutcome.NameTooLong;
        }

        if (!LanguageChoice.IsKnown(language))
        {
            return EditOutcome.UnknownLanguage;
        }

        await using var connection = await database.OpenConnectionAsync();
        await connection.ExecuteAsync(
            Sql, new { Person = person, Name = trimmed, Language = language, Reminders = reminders, Now = clock.GetCurrentInstant() });
        return EditOutcome.Saved;
    }

    // The calendar that the person's feed is speaks their language: it changes too.
    private const string Sql = """
        update person
        set name = @Name, language = @Language, reminders = @Reminders, revised_at = greatest(revised_at, @Now)
        where id = @Person
        """;
}
