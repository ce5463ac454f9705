using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Profile;
using Booking.Web.Features.Resources;
using Booking.Web.Features.RuleEditor;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace Booking.Web.Tests.Features.RuleEditor;

public sealed class SaveRuleRaceTests : IAsyncLifetime
{
    private BookingApplication application = null!;

    public async Task InitializeAsync() => application = await BookingApplication.CreateAsync();

    public async Task DisposeAsync() => await application.DisposeAsync();

    // Each rule names who set it, and whoever is deleted leaves every rule they set: both touch the person and the catalogue.
    [Fact]
    public async Task SaveRule_WhileItsWriterIsDeleted_EndsWithTheRuleAndWithoutTheirName()
    {
        var source = application.Database.DataSource;
        var save = application.Services.GetRequiredService<SaveRule>();
        var delete = application.Services.GetRequiredService<DeletePerson>();
        var catalogue = application.Services.GetRequiredService<Catalogue>();

        for (var round = 0; round < 20; round++)
        {
            var kitchen = await new TestResource().InsertAsync(source);
            var writer = await TestPerson.InsertAsync(source, "Poul");
            var target = RuleTarget.Of((await catalogue.ReadAsync(default)).Get(kitchen.Id));
            Task<SaveRuleOutcome> SaveAsync(Guid? old, int most) => Task.Run(() => save.HandleAsync(
                Guid.CreateVersion7(), target, new RuleDraft(new ConcurrentBookings(most, Scope.Resource), "Så alle kan nå det.", "", Binding: false, null, null), old, null, writer, default));
            var first = (await SaveAsync(null, 3)).Should().BeOfType<SaveRuleOutcome.Saved>().Subject.Id;

            var changed = SaveAsync(first, 4);
            await Task.WhenAll(changed, Task.Run(() => delete.HandleAsync(writer.Id)));

            (await changed).Should().BeOfType<SaveRuleOutcome.Saved>();
        }

        await using var connection = await source.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<long>("select count(*) from rule where kind = 'ConcurrentBookings' and set_by is not null")).Should().Be(0);
        (await connection.ExecuteScalarAsync<long>("select deadlocks from pg_stat_database where datname = current_database()")).Should().Be(0);
    }
}
