using System.Net;
using System.Text;
using Booking.Testing;

namespace Booking.Web.Tests.Http;

public sealed class BadBytesTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private readonly BookingApplication application = fixture.Application;

    public static TheoryData<string> BadText => new(RawRequestTests.BadText);

    [Theory]
    [InlineData("/resources/%C3%A6ble", HttpStatusCode.NotFound)]
    [InlineData("/resources/50%25", HttpStatusCode.NotFound)]
    [InlineData("/resources/a%2Fb", HttpStatusCode.NotFound)]
    [InlineData("/resources?q=100%25+%C3%B8l+%F0%9F%8D%BA", HttpStatusCode.OK)]
    [InlineData("/resources?q=%", HttpStatusCode.OK)]
    [InlineData("/resources?q=%zz", HttpStatusCode.OK)]
    public async Task Address_ThatIsText_IsTakenAsItIs(string address, HttpStatusCode status)
    {
        var response = await application.NewBrowser().Http.GetAsync(new Uri(address, UriKind.Relative));

        response.StatusCode.Should().Be(status);
    }

    [Theory]
    [MemberData(nameof(BadText))]
    public async Task FormField_ThatIsNotText_Is400(string bad)
    {
        foreach (var body in new[] { $"email={bad}", $"{bad}=x", $"email=a%40b.dk&returnUrl=%2F{bad}" })
        {
            using var content = new StringContent(body, Encoding.ASCII, "application/x-www-form-urlencoded");
            var page = await Page.ReadAsync(await application.NewBrowser().Http.PostAsync(new Uri("/sign-in", UriKind.Relative), content));

            page.Status.Should().Be(HttpStatusCode.BadRequest);
            page.Heading.Should().Be("Det forstod vi ikke");
        }
    }

    [Fact]
    public async Task MultipartField_ThatIsNotText_Is400()
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent([0x61, 0xff, 0x00]), "email" } };

        var page = await Page.ReadAsync(await application.NewBrowser().Http.PostAsync(new Uri("/sign-in", UriKind.Relative), content));

        page.Heading.Should().Be("Det forstod vi ikke");
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/x-www-form-urlencoded; charset=nonsense")]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    public async Task Form_OfAnotherKindOrBroken_Is400Or415(string contentType)
    {
        using var content = new StringContent("garbage");
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var response = await application.NewBrowser().Http.PostAsync(new Uri("/sign-in", UriKind.Relative), content);

        ((int)response.StatusCode).Should().BeOneOf(400, 415);
    }

    [Fact]
    public async Task Form_WithTooManyFieldsOrTooLarge_IsRefused()
    {
        var http = application.NewBrowser().Http;
        using var many = new StringContent(
            string.Join('&', Enumerable.Range(0, 2000).Select(i => $"f{i}=1")), Encoding.ASCII, "application/x-www-form-urlencoded");
        using var large = new StringContent("email=" + new string('a', 3_000_000), Encoding.ASCII, "application/x-www-form-urlencoded");

        ((int)(await http.PostAsync(new Uri("/sign-in", UriKind.Relative), many)).StatusCode).Should().BeOneOf(400, 413);
        ((int)(await http.PostAsync(new Uri("/sign-in", UriKind.Relative), large)).StatusCode).Should().BeOneOf(400, 413);
    }

    public static TheoryData<string> BadJson => new()
    {
        """{"resource":"a\u0000b"}""",
        """{"resource":"\ud800"}""",
        """{"resource":"\udc00x"}""",
        """{"\u0000":"x"}""",
        """{"\ud800":"x"}""",
        """{"purpose":["\ud800"]}""",
        """{"resource":""",
        "{\"resource\":\"\u0001\"}",
        "nonsense",
        "[",
        string.Concat(Enumerable.Repeat("[", 10_000)),
        string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100)
    };

    [Theory]
    [MemberData(nameof(BadJson))]
    public async Task Json_ThatIsNotText_Is400AsAProblem(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");

        await IsProblemAsync(await application.NewBrowser().Http.PostAsync(new Uri("/api/v1/bookings", UriKind.Relative), content));
    }

    [Fact]
    public async Task Json_WithBytesThatAreNotUtf8_Is400AsAProblem()
    {
        using var content = new ByteArrayContent([.. "{\"resource\":\""u8, 0xc3, 0x28, .. "\"}"u8]);
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");

        await IsProblemAsync(await application.NewBrowser().Http.PostAsync(new Uri("/api/v1/bookings", UriKind.Relative), content));
    }

    [Fact]
    public async Task Json_TooLarge_Is413AsAProblem()
    {
        using var content = new StringContent($"{{\"purpose\":\"{new string('a', 300_000)}\"}}", Encoding.UTF8, "application/json");

        var response = await application.NewBrowser().Http.PostAsync(new Uri("/api/v1/bookings", UriKind.Relative), content);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    private static async Task IsProblemAsync(HttpResponseMessage response)
    {
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        (await response.Content.ReadAsStringAsync()).Should().Contain("\"status\":400");
    }
}
