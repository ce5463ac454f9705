using Booking.Web.Features.SignIn;
using Booking.Web.Startup;
using Dapper;
using Npgsql;

namespace Booking.Web.Features.Profile;

/// <summary>The command line's way to a token: for scripts and for trying out the API.</summary>
public static class PrintToken
{
    public static readonly Command Command = new("token", "<email>", "print a new API token for that person", RunAsync);

    private const string TokenName = "token";

    private static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        if (arguments is not [var typed] || EmailAddress.Read(typed) is not { } email)
        {
            throw new StartupException("Say whose token it is to be, by one e-mail address: token anna@example.dk");
        }

        await using var connection = await services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync();
        var person = await connection.QuerySingleOrDefaultAsync<Guid?>(
            "select id from person where email = @Email and verified_at is not null", new { Email = email })
            ?? throw new StartupException($"Nobody has signed in as {email} yet: sign in with that address in the browser first.");

        if (await services.GetRequiredService<CreateToken>().HandleAsync(person, TokenName) is not CreatedToken.Created created)
        {
            throw new StartupException($"{email} has {CreateToken.MostTokens} tokens already: delete one at /profile first.");
        }

        Console.WriteLine(created.Secret);
        return 0;
    }
}
