using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Makes values of what was typed, or says within which limits they must lie.</summary>
internal static class Reading
{
    public const string MinutesUnit = "minutes";
    public const string HoursUnit = "hours";
    public const string DaysUnit = "days";

    private static readonly LocalDatePattern DanishDate = LocalDatePattern.CreateWithInvariantCulture("d.M.uuuu");

    public static int? Number(Typed typed, string name, int least, int most, FieldProblems problems, string problem = "NumberBetween")
    {
        if (int.TryParse(typed[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        problems.Add(name, problem, least, most);
        return null;
    }

    /// <summary>An amount and its unit, as minutes; 1,5 is a number too.</summary>
    public static int? Length(Typed typed, string name, int least, int most, FieldProblems problems)
    {
        var unit = typed[UnitOf(name)] switch
        {
            MinutesUnit => 1,
            HoursUnit => 60,
            DaysUnit => 24 * 60,
            _ => 0,
        };
        if (unit == 0)
        {
            problems.Add(UnitOf(name), "ChooseOne");
            return null;
        }

        if (decimal.TryParse(typed[name].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount <= most && decimal.IsInteger(amount * unit) && amount * unit >= least && amount * unit <= most)
        {
            return (int)(amount * unit);
        }

        problems.Add(name, "LengthBetween", new Minutes(least), new Minutes(most));
        return null;
    }

    public static TEnum? OneOf<TEnum>(Typed typed, string name, FieldProblems problems)
        where TEnum : struct, Enum
    {
        foreach (var value in Enum.GetValues<TEnum>())
        {
            if (typed[name] == value.ToString())
            {
                return value;
            }
        }

        problems.Add(name, "ChooseOne");
        return null;
    }

    public static bool? YesOrNo(Typed typed, string name, string yes, string no, FieldProblems problems)
    {
        if (typed[name] == yes || typed[name] == no)
        {
            return typed[name] == yes;
        }

        problems.Add(name, "ChooseOne");
        return null;
    }

    public static int? Time(Typed typed, string name, FieldProblems problems, int most = 2880)
    {
        if (Clock.Read(typed[name]) is { } minute && minute <= most)
        {
            return minute;
        }

        problems.Add(name, "ClockUnclear", new MinuteOfDay(8 * 60), new MinuteOfDay((17 * 60) + 30));
        return null;
    }

    public static LocalDate? Date(Typed typed, string name, FieldProblems problems)
    {
        var iso = LocalDatePattern.Iso.Parse(typed[name]);
        var read = iso.Success ? iso : DanishDate.Parse(typed[name]);
        if (read is { Success: true, Value: { Year: >= 2000 and <= 2199 } date })
        {
            return date;
        }

        problems.Add(name, "DateUnclear");
        return null;
    }

    /// <summary>A first and a last day, in that order.</summary>
    public static (LocalDate From, LocalDate Until)? Dates(Typed typed, string from, string until, FieldProblems problems)
    {
        if ((Date(typed, from, problems), Date(typed, until, problems)) is not ({ } first, { } last))
        {
            return null;
        }

        if (last >= first)
        {
            return (first, last);
        }

        problems.Add(until, "LastBeforeFirst");
        return null;
    }

    public static string? Text(Typed typed, string name, int longest, FieldProblems problems)
    {
        if (typed[name].Length <= longest)
        {
            return typed[name];
        }

        problems.Add(name, "TextTooLong", longest);
        return null;
    }

    public static bool Ticked(Typed typed, string name) => typed[name] == "true";

    public static string UnitOf(string name) => $"{name}-unit";
}
