using Booking.Web.Features.Shared;

namespace Booking.Web.Features.Challenges;

/// <summary>What is typed when a rule is challenged.</summary>
public sealed class ChallengeForm
{
    public const int LongestText = 1000;

    /// <summary>What the rule stands in the way of.</summary>
    public string? Prevents { get; set; }

    /// <summary>What would be better.</summary>
    public string? Better { get; set; }

    /// <summary>Whether the writer wants their name shown.</summary>
    public bool ShowName { get; set; }

    /// <summary>Null when something is missing or too long.</summary>
    /// <param name="problems">Key of the text that says what is wrong, by field.</param>
    public ChallengeText? Parse(out IReadOnlyDictionary<string, string> problems)
    {
        var found = new Dictionary<string, string>();
        var text = new ChallengeText(TypedText.Read(Prevents), TypedText.Read(Better), ShowName);
        Check(nameof(Prevents), text.Prevents, "PreventsMissing");
        Check(nameof(Better), text.Better, "BetterMissing");
        problems = found;
        return found.Count == 0 ? text : null;

        void Check(string field, string value, string missing)
        {
            if (value.Length is 0 or > LongestText)
            {
                found[field] = value.Length == 0 ? missing : "TextTooLong";
            }
        }
    }
}

/// <summary>A challenge as it was understood.</summary>
public sealed record ChallengeText(string Prevents, string Better, bool ShowName);
