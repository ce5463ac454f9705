using Booking.Web.Features.Resources;
using Booking.Web.Features.SignIn;
using Dapper;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Saves what there is and what the house asks for.</summary>
public sealed class SaveThere(SaveStep save)
{
    private const string Sql = """
        update resource
        set description_da = @Da, description_en = @En, features = @Features, house_rules_da = @HouseRulesDa, house_rules_en = @HouseRulesEn
        where id = @Id
        """;

    public Task HandleAsync(SetupRecord resource, ThereAnswer answer, SignedInPerson actor, CancellationToken cancellation) => save.HandleAsync(
        resource, SetupStep.There,
        (connection, transaction) => connection.ExecuteAsync(
            Sql,
            new { answer.Description.Da, answer.Description.En, answer.Features, answer.HouseRulesDa, answer.HouseRulesEn, resource.Id },
            transaction),
        new ThereAnswer(
            new LocalText(resource.DescriptionDa, resource.DescriptionEn), resource.Features, resource.HouseRulesDa, resource.HouseRulesEn),
        answer, actor, cancellation);
}
