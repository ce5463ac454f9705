using System.Data;
using Dapper;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Database;

/// <summary>Lets Dapper pass NodaTime's values to Npgsql, which knows them; Dapper alone refuses types it does not know.</summary>
public static class NodaTimeHandlers
{
    /// <summary>Dapper registers the nullable form of each along with it.</summary>
    public static void Register()
    {
        Add<Instant>(NpgsqlDbType.TimestampTz);
        Add<Interval>(NpgsqlDbType.TimestampTzRange);
        Add<LocalDate>(NpgsqlDbType.Date);
        Add<LocalTime>(NpgsqlDbType.Time);
        Add<LocalDateTime>(NpgsqlDbType.Timestamp);
        // Else it would be one multirange, in which intervals that meet are one and none keeps its place in the row.
        Add<Interval[]>(NpgsqlDbType.Array | NpgsqlDbType.TimestampTzRange);
    }

    private static void Add<T>(NpgsqlDbType type) where T : notnull => SqlMapper.AddTypeHandler(typeof(T), new PassThrough<T>(type));

    private sealed class PassThrough<T>(NpgsqlDbType type) : SqlMapper.ITypeHandler where T : notnull
    {
        public void SetValue(IDbDataParameter parameter, object value)
        {
            // Stated for null's sake: PostgreSQL cannot always tell the type of a bare null.
            ((NpgsqlParameter)parameter).NpgsqlDbType = type;
            parameter.Value = value;
        }

        public object? Parse(Type destinationType, object value) => (T)value;
    }
}
