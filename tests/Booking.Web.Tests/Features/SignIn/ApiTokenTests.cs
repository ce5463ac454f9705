using System.Net;
using Booking.Testing;
using Dapper;

namespace Booking.Web.Tests.Features.SignIn;

public sealed class ApiTokenTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    private const string OwnBookings = "/api/v1/bookings";

    private readonly BookingApplication application = fixture.Application;

    [Fact]
    public async Task Api_WithAToken_ActsForItsPerson()
    {
        var token = await TokenOfAsync("token@example.dk");

        (await AskAsync(OwnBookings, $"Bearer {token}")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await AskAsync(OwnBookings, $"bearer {token}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer booking_æøå")]
    [InlineData("Basic YW5uYTpzZWNyZXQ=")]
    [InlineData(",")]
    public async Task Api_WithoutAValidToken_Is401WithTheWayIn(string? authorization)
    {
        var response = await AskAsync(OwnBookings, authorization);

        response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer");
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Fact]
    public async Task Api_WithAFarTooLongToken_Is401() =>
        (await AskAsync(OwnBookings, $"Bearer {new string('a', 20_000)}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);

    [Fact]
    public async Task Api_WithASessionCookie_Is401()
    {
        var browser = await application.SignInAsync("cookie@example.dk");

        (await browser.GetAsync(OwnBookings)).Status.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("/profile")]
    [InlineData("/bookings")]
    public async Task Page_WithAToken_AsksToSignIn(string address)
    {
        var token = await TokenOfAsync("page@example.dk");

        (await AskAsync(address, $"Bearer {token}")).StatusCode.Should().Be(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Api_WithARevokedToken_Is401()
    {
        var browser = await application.SignInAsync("revoked@example.dk");
        var token = await MakeTokenAsync(browser);

        (await browser.FillInAsync("/profile", form: "form[action$='/revoke']")).RedirectsTo.Should().Be("/profile?done=revoked");

        (await AskAsync(OwnBookings, $"Bearer {token}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Token_OfSomeoneElse_CannotBeRevoked()
    {
        var (owner, other) = (await application.SignInAsync("owner@example.dk"), await application.SignInAsync("other@example.dk"));
        var token = await MakeTokenAsync(owner);
        await MakeTokenAsync(other);
        var theirs = (await owner.GetAsync("/profile")).Document.QuerySelector("form[action$='/revoke']")!.GetAttribute("action")!;
        var page = await other.GetAsync("/profile");
        page.Document.QuerySelector("form[action$='/revoke']")!.SetAttribute("action", theirs);

        (await other.SubmitAsync(page, form: "form[action$='/revoke']")).Status.Should().Be(HttpStatusCode.NotFound);

        (await AskAsync(OwnBookings, $"Bearer {token}")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Token_InTheDatabase_IsNotReadable()
    {
        var token = await TokenOfAsync("stored@example.dk");
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();

        var rows = await connection.QueryAsync<string>("select api_token::text || encode(token_hash, 'escape') from api_token");

        rows.Should().NotContain(row => row.Contains(token, StringComparison.Ordinal));
    }

    private async Task<string> TokenOfAsync(string email) => await MakeTokenAsync(await application.SignInAsync(email));

    private static async Task<string> MakeTokenAsync(Browser browser)
    {
        var made = await browser.FillInAsync("/profile", new Dictionary<string, string?> { ["tokenName"] = "Kalender" }, "#token-form");
        return made.Document.QuerySelector("#secret")!.GetAttribute("value")!;
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await application.NewBrowser().Http.SendAsync(request);
    }
}
