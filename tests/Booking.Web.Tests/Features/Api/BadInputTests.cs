using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

public sealed class BadInputTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>, IAsyncLifetime
{
    private const string Start = "2026-11-27T17:00+01:00";
    private const string End = "2026-11-27T21:00+01:00";

    private readonly BookingApplication application = fixture.Application;
    private TestResource kitchen = null!;
    private ApiClient anna = null!;

    public async Task InitializeAsync()
    {
        kitchen = await new TestResource { Slug = $"k-{Guid.NewGuid():N}" }.InsertAsync(application.Database.DataSource);
        anna = await ApiClient.ForNewPersonAsync(application);
    }

    /// <summary>Whatever was sent, nothing came of it.</summary>
    public async Task DisposeAsync()
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        (await connection.ExecuteScalarAsync<int>("select count(*) from booking where resource_id = @Id", new { kitchen.Id })).Should().Be(0);
    }

    // The rest of the request is sound.
    private string With(string member, string json)
    {
        var members = new Dictionary<string, string>
        {
            ["resource"] = $"\"{kitchen.Slug}\"", ["start"] = $"\"{Start}\"", ["end"] = $"\"{End}\"", ["people"] = "4", ["purpose"] = "\"Fest\"",
            [member] = json,
        };
        return $"{{{string.Join(',', members.Select(one => $"\"{one.Key}\":{one.Value}"))}}}";
    }

    [Theory]
    [InlineData("resource", "null")]
    [InlineData("resource", "\"\"")]
    [InlineData("resource", "7")]
    [InlineData("resource", "[\"x\"]")]
    [InlineData("resource", "{}")]
    [InlineData("start", "null")]
    [InlineData("start", "\"\"")]
    [InlineData("start", "0")]
    [InlineData("start", "true")]
    [InlineData("start", "\"2026-11-27\"")]
    [InlineData("start", "\"2026-11-27T17:00\"")]
    [InlineData("start", "\"2026-11-27T17:00:00\"")]
    [InlineData("start", "\"2026-11-27 17:00+01:00\"")]
    [InlineData("start", "\"2026-11-27T17:00:01+01:00\"")]
    [InlineData("start", "\"2026-11-27T17:00:00.5+01:00\"")]
    [InlineData("start", "\"2026-11-27T17+01:00\"")]
    [InlineData("start", "\"2026-11-27T24:30+01:00\"")]
    [InlineData("start", "\"2026-11-27T17:60+01:00\"")]
    [InlineData("start", "\"2026-11-31T17:00+01:00\"")]
    [InlineData("start", "\"2026-11-27T17:00+25:00\"")]
    [InlineData("start", "\"2026-11-27T17:00 Europe/Copenhagen\"")]
    [InlineData("start", "\"1999-12-31T17:00+01:00\"")]
    [InlineData("start", "\"0001-01-01T00:00+18:00\"")]
    [InlineData("start", "\"2200-01-01T00:00Z\"")]
    [InlineData("start", "\"+12026-11-27T17:00Z\"")]
    [InlineData("start", "\"17:00 på fredag\"")]
    [InlineData("end", "null")]
    [InlineData("end", "\"9999-12-31T23:59-18:00\"")]
    [InlineData("end", "\"2026-11-27T17:00+01:00\"")] // the start
    [InlineData("end", "\"2026-11-27T16:00Z\"")] // the start
    [InlineData("end", "\"2026-11-27T16:59+01:00\"")]
    [InlineData("end", "{\"at\":\"2026-11-27T21:00+01:00\"}")]
    [InlineData("people", "null")]
    [InlineData("people", "\"4\"")]
    [InlineData("people", "4.5")]
    [InlineData("people", "99999999999")]
    [InlineData("people", "1e400")]
    [InlineData("people", "true")]
    [InlineData("people", "[4]")]
    [InlineData("purpose", "7")]
    [InlineData("purpose", "[\"Fest\"]")]
    public async Task PlaceBooking_WithAMemberItCannotRead_SaysWhichAndWhatItShouldBe(string member, string json)
    {
        var answer = await anna.BookAsync(With(member, json));

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Code.Should().Be("Invalid");
        answer.Errors.Should().Equal(member);
        answer.Text.Should().NotContain("Booking.Web").And.NotContain("System.");
    }

    [Theory]
    [InlineData("note")]
    [InlineData("People")]
    [InlineData("id")]
    [InlineData("person")]
    [InlineData("$ref")]
    public async Task PlaceBooking_WithAMemberThatDoesNotExist_LosesNothingInSilence(string member)
    {
        var answer = await anna.BookAsync(With(member, "\"x\""));

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.Errors.Should().ContainSingle().Which.Should().BeOneOf(member, "body");
    }

    [Fact]
    public async Task PlaceBooking_WithNothingInIt_SaysAllThatIsMissing() =>
        (await anna.BookAsync("{}")).Errors.Should().BeEquivalentTo("resource", "start", "end", "people");

    [Fact]
    public async Task PlaceBooking_WithTooLongAPurpose_IsRefused()
    {
        (await anna.BookAsync(With("purpose", $"\"{new string('å', 501)}\""))).Errors.Should().Equal("purpose");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"book\"")]
    [InlineData("42")]
    [InlineData("{")]
    [InlineData("{\"resource\"}")]
    [InlineData("{\"people\":4,}")]
    [InlineData("{\"people\":4}{\"people\":5}")]
    [InlineData("{/* a comment */}")]
    [InlineData("{\"people\":4,\"people\":5}")]
    [InlineData("<booking/>")]
    [InlineData("resource=x&people=4")]
    public async Task PlaceBooking_WithABodyThatIsNoObject_IsRefused(string body)
    {
        var answer = await anna.BookAsync(body);

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
        answer.Text.Should().NotContain("Booking.Web").And.NotContain("System.");
    }

    [Theory]
    [InlineData("\"\\u0000\"")]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    public async Task PlaceBooking_WithTextThatIsNoText_IsRefused(string purpose)
    {
        var answer = await anna.BookAsync(With("purpose", purpose));

        answer.Status.Should().Be(HttpStatusCode.BadRequest, answer.Text);
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task PlaceBooking_WithBytesThatAreNotUtf8_IsRefused()
    {
        var body = Encoding.UTF8.GetBytes(With("purpose", "\"X\""));
        body[Array.LastIndexOf(body, (byte)'X')] = 0xff;

        (await SendAsync(new ByteArrayContent(body), "application/json")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(65)]
    [InlineData(20_000)]
    public async Task PlaceBooking_NestedDeeply_IsRefused(int depth)
    {
        var nested = new string('[', depth) + new string(']', depth);

        (await anna.BookAsync(nested)).Status.Should().Be(HttpStatusCode.BadRequest);
        (await anna.BookAsync(With("purpose", nested))).Status.Should().Be(HttpStatusCode.BadRequest);
        (await anna.BookAsync(With("note", nested))).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task PlaceBooking_WithAHugeBody_IsTooLarge()
    {
        var answer = await anna.BookAsync(With("purpose", $"\"{new string('x', 300_000)}\""));

        answer.Status.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task PlaceBooking_InAnotherFormat_IsNotRead(string? type)
    {
        var answer = await SendAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(With("people", "4"))), type);

        answer.Status.Should().BeOneOf(HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest);
        answer.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("PUT", "/api/v1/bookings", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/api/v1/bookings", HttpStatusCode.MethodNotAllowed)]
    [InlineData("TRACE", "/api/v1/resources", HttpStatusCode.MethodNotAllowed)]
    [InlineData("FOO", "/api/v1/resources", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/api/v1/resources", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v2/resources", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/resources?q=%00", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/resources?q=%ff", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/resources?%ff=x", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/resources?q=%25ff", HttpStatusCode.OK)]
    [InlineData("GET", "/api/v1/resources/%c3%28", HttpStatusCode.BadRequest)]
    public async Task AnyAddress_AskedInAWayItDoesNotAnswer_IsAProblem(string method, string address, HttpStatusCode status)
    {
        var answer = await anna.SendAsync(new HttpMethod(method), address, null);

        answer.Status.Should().Be(status, answer.Text);
        if (status != HttpStatusCode.OK)
        {
            answer.MediaType.Should().Be("application/problem+json");
            answer.Code.Should().NotBeNullOrEmpty();
        }
    }

    private async Task<ApiAnswer> SendAsync(HttpContent content, string? type)
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/bookings", UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        return await anna.SendAsync(request);
    }
}
