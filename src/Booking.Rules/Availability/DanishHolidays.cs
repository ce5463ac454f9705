namespace Booking.Rules.Availability;

/// <summary>A Danish public holiday (helligdag) on its date.</summary>
/// <param name="Date">The day, midnight to midnight.</param>
/// <param name="NameDa">Its name in Danish, as it stands in a sentence.</param>
/// <param name="NameEn">Its name in English.</param>
public sealed record PublicHoliday(LocalDate Date, string NameDa, string NameEn);

/// <summary>
/// The public holidays of Denmark. Days off by custom or agreement are none: Constitution Day (5 June), Christmas Eve and New
/// Year's Eve. Great Prayer Day was abolished with effect from 2024 (lov nr. 214 af 06/03/2023).
/// </summary>
public static class DanishHolidays
{
    private const int FirstGregorianYear = 1583;
    private const int LastGreatPrayerDay = 2023;

    private static readonly (int DaysAfterEaster, string Da, string En)[] Movable =
    [
        (-3, "skærtorsdag", "Maundy Thursday"),
        (-2, "langfredag", "Good Friday"),
        (0, "påskedag", "Easter Sunday"),
        (1, "2. påskedag", "Easter Monday"),
        (GreatPrayerDay, "store bededag", "Great Prayer Day"),
        (39, "Kristi himmelfartsdag", "Ascension Day"),
        (49, "pinsedag", "Whit Sunday"),
        (50, "2. pinsedag", "Whit Monday"),
    ];

    private static readonly (int Month, int Day, string Da, string En)[] Fixed =
    [
        (1, 1, "nytårsdag", "New Year's Day"),
        (12, 25, "juledag", "Christmas Day"),
        (12, 26, "2. juledag", "Boxing Day"),
    ];

    private const int GreatPrayerDay = 26;

    /// <summary>The public holidays of a year, in order of date. For years of the Gregorian calendar, 1583–9999.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is none of those.</exception>
    public static IReadOnlyList<PublicHoliday> In(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstGregorianYear);
        var easter = EasterSunday(year);
        return
        [
            .. Movable
                .Where(day => IsKept(day.DaysAfterEaster, year))
                .Select(day => new PublicHoliday(easter.PlusDays(day.DaysAfterEaster), day.Da, day.En))
                .Concat(Fixed.Select(day => new PublicHoliday(new LocalDate(year, day.Month, day.Day), day.Da, day.En)))
                .OrderBy(holiday => holiday.Date),
        ];
    }

    /// <summary>The public holiday on a date, or null. Builds no list: it may be asked for every day of a long calendar.</summary>
    public static PublicHoliday? On(LocalDate date)
    {
        if (date.Year < FirstGregorianYear)
        {
            return null;
        }

        foreach (var (month, day, da, en) in Fixed)
        {
            if (date.Month == month && date.Day == day)
            {
                return new PublicHoliday(date, da, en);
            }
        }

        var daysAfterEaster = Period.DaysBetween(EasterSunday(date.Year), date);
        foreach (var (days, da, en) in Movable)
        {
            if (days == daysAfterEaster && IsKept(days, date.Year))
            {
                return new PublicHoliday(date, da, en);
            }
        }

        return null;
    }

    private static bool IsKept(int daysAfterEaster, int year) => daysAfterEaster != GreatPrayerDay || year <= LastGreatPrayerDay;

    // The anonymous Gregorian computus, with the names of its steps from Meeus, Astronomical Algorithms, chapter 8.
    private static LocalDate EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var f = (b + 8) / 25;
        var g = (b - f + 1) / 3;
        var h = (19 * a + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + 2 * e + 2 * i - h - k) % 7;
        var m = (a + 11 * h + 22 * l) / 451;
        var (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
        return new LocalDate(year, month, day);
    }
}
