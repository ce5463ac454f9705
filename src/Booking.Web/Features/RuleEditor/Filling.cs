using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.RuleEditor;

/// <summary>Types what a rule says into its fields: the reverse of <see cref="Reading"/>.</summary>
internal sealed class Filling
{
    private const int Hour = 60;
    private const int Day = 24 * Hour;

    private readonly Dictionary<string, string> values = [];

    public Filling Number(string name, int? number) => Text(name, number?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <summary>In the largest unit in which it is a whole number.</summary>
    public Filling Length(string name, int? minutes, string unitOfNone = Reading.HoursUnit)
    {
        var (amount, unit) = minutes switch
        {
            null => ((int?)null, unitOfNone),
            0 => (0, unitOfNone),
            { } days when days % Day == 0 => (days / Day, Reading.DaysUnit),
            { } hours when hours % Hour == 0 => (hours / Hour, Reading.HoursUnit),
            { } rest => (rest, Reading.MinutesUnit),
        };
        return Number(name, amount).Text(Reading.UnitOf(name), unit);
    }

    public Filling Choice<TEnum>(string name, TEnum value)
        where TEnum : struct, Enum => Text(name, value.ToString());

    public Filling Tick(string name, bool ticked) => ticked ? Text(name, "true") : this;

    public Filling Date(string name, LocalDate date) => Text(name, LocalDatePattern.Iso.Format(date));

    public Filling Text(string name, string text)
    {
        values[name] = text;
        return this;
    }

    public Typed ToTyped() => new(values);
}
