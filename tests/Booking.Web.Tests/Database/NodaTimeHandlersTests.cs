using Booking.Testing;
using Dapper;
using Npgsql;

namespace Booking.Web.Tests.Database;

public sealed class NodaTimeHandlersTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private NpgsqlConnection connection = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        connection = await database.DataSource.OpenConnectionAsync();
    }

    public async Task DisposeAsync()
    {
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }

    private sealed record Moments(
        Instant AnInstant, Interval AnInterval, LocalDate ADate, LocalTime ATime, LocalDateTime ADateTime, Instant? NoInstant, LocalDate? NoDate);

    [Fact]
    public async Task AQuery_WithEveryKindOfMoment_AnswersTheSame()
    {
        var start = Instant.FromUtc(2026, 12, 4, 16, 0, 0);
        var sent = new Moments(
            start, new Interval(start, start + NodaTime.Duration.FromHours(4)), new LocalDate(2026, 12, 4), new LocalTime(17, 0),
            new LocalDateTime(2026, 12, 4, 17, 0), null, null);

        var answered = await connection.QuerySingleAsync<Moments>(
            """
            select @AnInstant as an_instant, @AnInterval as an_interval, @ADate as a_date, @ATime as a_time,
                   @ADateTime as a_date_time, @NoInstant as no_instant, @NoDate as no_date
            """,
            sent);

        answered.Should().Be(sent);
    }

    [Fact]
    public async Task AQuery_WithNoMoment_TellsItsTypeAllTheSame() =>
        (await connection.ExecuteScalarAsync<string>("select pg_typeof(@None)::text", new { None = (Instant?)null }))
            .Should().Be("timestamp with time zone");

    [Fact]
    public async Task AStatement_IsBoundedByTheServer() =>
        (await connection.ExecuteScalarAsync<string>("show statement_timeout")).Should().Be("10s");
}
