using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Booking.Web.Features.SignIn;

/// <summary>Recognises a person by the token in <c>Authorization: Bearer</c> (RFC 6750). Only the API accepts one.</summary>
public sealed class ApiTokenScheme(
    NpgsqlDataSource database, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "ApiToken";

    private const int LongestToken = 200;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)
            || !string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (header.Parameter is not { Length: > 0 and <= LongestToken } token)
        {
            return AuthenticateResult.Fail("Not a token.");
        }

        await using var connection = await database.OpenConnectionAsync(Context.RequestAborted);
        var person = await connection.QuerySingleOrDefaultAsync<SignedInPerson>(FindSql, new { Hash = ApiToken.Hash(token) });
        return person is null
            ? AuthenticateResult.Fail("Unknown token.")
            : AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity(person.ToClaims(), Name)), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var refused = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers[HeaderNames.WWWAuthenticate] = refused ? "Bearer realm=\"Booking\", error=\"invalid_token\"" : "Bearer realm=\"Booking\"";
    }

    private const string FindSql = """
        select person.id, person.email, person.name, person.language, person.is_administrator,
               array_to_string(array(select distinct role from owner_role where owner_role.person_id = person.id order by role), ' ') as roles
        from api_token
        join person on person.id = api_token.person_id
        where api_token.token_hash = @Hash and person.verified_at is not null
        """;
}
