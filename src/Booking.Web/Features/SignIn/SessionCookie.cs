using System.Security.Claims;
using Booking.Web.Http;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>
/// A browser's session. The cookie carries the session's id and nothing else; who that is, and what they may do, is read
/// from the database at each request, so that a session that has been ended or a right that has been taken away ends at once.
/// </summary>
public static class SessionCookie
{
    public const string Scheme = "Session";

    /// <summary>How long a session lives without being used.</summary>
    public static readonly Duration Lifetime = Duration.FromDays(60);

    private const string SessionClaim = "session";
    private static readonly Duration SeenEvery = Duration.FromHours(1);

    public static AuthenticationBuilder AddSessionCookie(this AuthenticationBuilder authentication, IHostEnvironment environment)
    {
        authentication.Services.AddOptions<CookieAuthenticationOptions>(Scheme)
            .Configure<IClock>((options, clock) => options.TimeProvider = new ClockTimeProvider(clock));

        return authentication.AddCookie(Scheme, options =>
        {
            options.Cookie = SafeCookie.Builder("Booking.Session", environment);
            options.ExpireTimeSpan = Lifetime.ToTimeSpan();
            // The session's own row slides; see Validate.
            options.SlidingExpiration = false;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnValidatePrincipal = Validate;
            options.Events.OnRedirectToLogin = context =>
            {
                context.Response.Redirect(SignInAddress(context.Request));
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
    }

    public static Guid? IdFrom(ClaimsPrincipal user) => Guid.TryParse(user.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>Gives the browser the cookie of a session that is in the database already.</summary>
    public static Task IssueAsync(HttpContext http, Guid session) =>
        http.SignInAsync(
            Scheme,
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(SessionClaim, session.ToString())], Scheme)),
            new AuthenticationProperties { IsPersistent = true });

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (!AsksWho(http) || context.Principal is null || IdFrom(context.Principal) is not { } id)
        {
            context.RejectPrincipal();
            return;
        }

        var services = http.RequestServices;
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(http.RequestAborted);
        var session = await connection.QuerySingleOrDefaultAsync<SessionRow>(FindSql, new { Id = id, Now = now });
        if (session is null)
        {
            context.RejectPrincipal();
            return;
        }

        var person = new SignedInPerson(
            session.PersonId, session.Email, session.Name, session.Language, session.IsAdministrator, session.Roles);
        context.ReplacePrincipal(new ClaimsPrincipal(
            new ClaimsIdentity([.. person.ToClaims(), new Claim(SessionClaim, id.ToString())], Scheme)));

        if (now - session.SeenAt >= SeenEvery
            && await connection.ExecuteAsync(ProlongSql, new { Id = id, Now = now, Due = now - SeenEvery, ExpiresAt = now + Lifetime }) > 0)
        {
            await IssueAsync(http, id);
        }
    }

    // Files and health checks are the same for everybody; asking who it is would cost each of them a query.
    private static bool AsksWho(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<SameForEverybodyAttribute>() is null;

    // A form that was posted cannot be fetched again after signing in: lead back to the page it stood on.
    private static string SignInAddress(HttpRequest request)
    {
        var back = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? request.PathBase + request.Path + request.QueryString
            : Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var referrer) && referrer.Authority == request.Host.Value
                ? referrer.PathAndQuery
                : "/";
        return $"{request.PathBase}/sign-in?returnUrl={Uri.EscapeDataString(LocalUrl.Or(back, "/"))}";
    }

    private sealed record SessionRow(
        Guid PersonId, string Email, string Name, string Language, bool IsAdministrator, string Roles, Instant SeenAt);

    private const string FindSql = """
        select session.person_id, person.email, person.name, person.language, person.is_administrator,
               array_to_string(array(select distinct role from owner_role where owner_role.person_id = person.id order by role), ' ') as roles, session.seen_at
        from session
        join person on person.id = session.person_id
        where session.id = @Id and session.expires_at > @Now
        """;

    private const string ProlongSql = """
        update session set seen_at = @Now, expires_at = @ExpiresAt where id = @Id and seen_at <= @Due
        """;
}
