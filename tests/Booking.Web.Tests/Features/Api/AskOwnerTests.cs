using System.Net;
using System.Text.Json.Nodes;
using Booking.Rules.Conditions;
using Booking.Testing;
using Booking.Web.Features.Owners;

namespace Booking.Web.Tests.Features.Api;

/// <summary>What an owner is asked through the API.</summary>
public sealed class AskOwnerTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Three = "2026-11-27T15:00+01:00";
    private const string Five = "2026-11-27T17:00+01:00";
    private const string Nine = "2026-11-27T21:00+01:00";
    private const string Why = "Vi holder fødselsdag";

    private readonly BookingApplication application = fixture.Application;
    private ApiClient anna = null!;

    public async Task InitializeAsync()
    {
        application.Clock.Reset(BookingApplication.Start);
        anna = await ApiClient.ForNewPersonAsync(application);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Task<TestResource> ApprovedAsync() =>
        new TestResource { Rules = [new Approval(true, null, null, null, false)] }.InsertAsync(application.Database.DataSource);

    private Task<TestResource> ShortAsync() => new TestResource { MaximumMinutes = 240 }.InsertAsync(application.Database.DataSource);

    [Fact]
    public async Task PlaceBooking_WhereTheOwnerSaysYesFirst_IsHeldUntilTheAnswerIsDue()
    {
        var answer = await anna.BookAsync(await ApprovedAsync(), Five, Nine, key: "asked");

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        ((string?)answer.Json["status"]).Should().Be("held");
        ((string?)answer.Json["answerBy"]).Should().Be("2026-11-27T15:00:00+01:00");
        var location = answer.Response.Headers.Location!.OriginalString;
        (await anna.GetAsync(location)).Text.Should().Be(answer.Text);
        (await anna.DeleteAsync(location)).Status.Should().Be(HttpStatusCode.NoContent);
        var withdrawn = (await anna.GetAsync(location)).Json;
        ((string?)withdrawn["status"]).Should().Be("cancelled");
        withdrawn["answerBy"].Should().BeNull();
    }

    [Fact]
    public async Task PlaceBooking_WhereTheTimeIsLeftOpen_SaysSo()
    {
        var hall = await new TestResource { Rules = [new Approval(false, null, 6, null, false, Holds: false)] }.InsertAsync(application.Database.DataSource);
        var asked = await anna.BookAsync(new { resource = hall.Slug, start = Five, end = Nine, people = 10 });

        asked.Status.Should().Be(HttpStatusCode.Created, asked.Text);
        ((string?)asked.Json["status"], (bool?)asked.Json["holdsTime"], (string?)asked.Json["answerBy"])
            .Should().Be(("held", false, "2026-11-27T15:00:00+01:00"));
        (await anna.BookAsync(new { resource = hall.Slug, start = Five, end = Nine, people = 10 })).Code.Should().Be("AlreadyAsked");
        var bo = await ApiClient.ForNewPersonAsync(application);
        ((bool?)(await bo.BookAsync(hall, Five, Nine)).Json["holdsTime"]).Should().Be(true, "it was free");
    }

    [Fact]
    public async Task PlaceBooking_SentAgain_AnswersWithTheSameQuestion()
    {
        var hall = await ApprovedAsync();
        var first = await anna.BookAsync(hall, Five, Nine, key: "again");

        (await anna.BookAsync(hall, Five, Nine, key: "again")).Text.Should().Be(first.Text);
    }

    [Fact]
    public async Task PlaceBooking_WithWhy_AsksForAnException()
    {
        var kitchen = await ShortAsync();
        (await anna.BookAsync(kitchen, Three, Nine)).Refusals.Should().Equal("TooLong");

        var answer = await anna.BookAsync(new { resource = kitchen.Slug, start = Three, end = Nine, people = 4, why = Why });

        answer.Status.Should().Be(HttpStatusCode.Created, answer.Text);
        ((string?)answer.Json["status"]).Should().Be("held");
    }

    [Fact]
    public async Task PlaceBooking_WithWhyWhereNoOwnerCanHelp_IsRefused()
    {
        var kitchen = await ShortAsync();

        var full = await anna.BookAsync(new { resource = kitchen.Slug, start = Three, end = Nine, people = 21, why = Why });

        full.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        full.Refusals.Should().Equal("TooLong", "TooManyPeople");
    }

    [Fact]
    public async Task PlaceBooking_AFourthExceptionAtATime_IsRefused()
    {
        var kitchen = await ShortAsync();
        for (var day = 27; day < 30; day++)
        {
            (await anna.BookAsync(new { resource = kitchen.Slug, start = $"2026-11-{day}T15:00+01:00", end = $"2026-11-{day}T21:00+01:00", people = 4, why = Why }))
                .Status.Should().Be(HttpStatusCode.Created);
        }

        var fourth = await anna.BookAsync(new { resource = kitchen.Slug, start = "2026-11-30T15:00+01:00", end = "2026-11-30T21:00+01:00", people = 4, why = Why });

        fourth.Status.Should().Be(HttpStatusCode.UnprocessableEntity);
        fourth.Code.Should().Be("TooManyAsked");
    }

    [Fact]
    public async Task PlaceBooking_WithAWhyThatIsTooLong_IsInvalid()
    {
        var answer = await anna.BookAsync(new { resource = (await ShortAsync()).Slug, start = Three, end = Nine, people = 4, why = new string('x', 1001) });

        answer.Status.Should().Be(HttpStatusCode.BadRequest);
        answer.Errors.Should().Equal("why");
    }

    [Fact]
    public async Task Change_ThatTheOwnerHasNotSaidYesTo_IsRefused()
    {
        var hall = await ApprovedAsync();
        var id = (string)(await anna.BookAsync(hall, Five, Nine)).Json["id"]!;

        var answer = await anna.PatchAsync($"/api/v1/bookings/{id}", new { end = "2026-11-27T20:00+01:00" });

        answer.Status.Should().Be(HttpStatusCode.Conflict, "it waits for its answer");
    }

    [Fact]
    public async Task Cancel_OfAQuestionByACaretaker_IsToBeAnsweredInstead()
    {
        var id = (string)(await anna.BookAsync(await ApprovedAsync(), Five, Nine)).Json["id"]!;
        var pedel = await ApiClient.ForNewPersonAsync(application);
        await pedel.Person.MakeAsync(application.Database.DataSource, "beboerhuset", OwnerRole.Caretaker);

        var answer = await pedel.DeleteAsync($"/api/v1/bookings/{id}", new { reason = "Nej" });

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        answer.Code.Should().Be("CancelIsRequest");
    }

    [Fact]
    public async Task TheDescription_SaysWhenAnAnswerIsDueAndHowToAsk()
    {
        var schemas = JsonNode.Parse((await ApiClient.ForNobody(application).GetAsync("/openapi/v1.json")).Text)!["components"]!["schemas"]!;

        ((string?)schemas["BookingAnswer"]!["properties"]!["answerBy"]!["description"]).Should().Contain("owner's answer");
        ((string?)schemas["PlaceBookingBody"]!["properties"]!["why"]!["description"]).Should().Contain("exception");
    }
}
