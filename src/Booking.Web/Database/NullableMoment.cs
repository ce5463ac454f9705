using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Booking.Web.Database;

/// <summary>Parameters that may be null need their type said: a null has none of its own.</summary>
public static class NullableMoment
{
    public static NpgsqlParameter Parameter(string name, Instant? value) =>
        new(name, NpgsqlDbType.TimestampTz) { Value = value is { } moment ? moment : DBNull.Value };
}
