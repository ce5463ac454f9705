using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Testing;
using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Dapper;

namespace Booking.Web.Tests.Features.Api;

/// <summary>An answer of the API.</summary>
public sealed record ApiAnswer(HttpResponseMessage Response, string Text)
{
    public HttpStatusCode Status => Response.StatusCode;

    public string? MediaType => Response.Content.Headers.ContentType?.MediaType;

    public JsonNode Json => JsonNode.Parse(Text)!;

    public string? Code => (string?)Json["code"];

    /// <summary>The fields that a 400 names.</summary>
    public IEnumerable<string> Errors => Json["errors"]!.AsObject().Select(error => error.Key);

    /// <summary>The codes of a refusal.</summary>
    public IEnumerable<string> Refusals => Json["refusals"]!.AsArray().Select(refusal => (string)refusal!["code"]!);
}

/// <summary>A program that uses the API for a person, or for nobody.</summary>
public sealed class ApiClient(HttpClient http, SignedInPerson? person)
{
    public HttpClient Http => http;

    /// <exception cref="InvalidOperationException">It acts for nobody.</exception>
    public SignedInPerson Person => person ?? throw new InvalidOperationException("Nobody's client has no person.");

    public static ApiClient ForNobody(BookingApplication application) => new(application.CreateClient(), null);

    public static async Task<ApiClient> ForAsync(BookingApplication application, SignedInPerson person)
    {
        var token = ApiToken.Create();
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync(
                "insert into api_token (id, person_id, name, token_hash, created_at) values (@Id, @Person, 'Test', @Hash, @Now)",
                new { Id = Guid.CreateVersion7(), Person = person.Id, Hash = ApiToken.Hash(token), Now = BookingApplication.Start });
        }

        var http = application.CreateClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new ApiClient(http, person);
    }

    /// <summary>For somebody who is a person already.</summary>
    public static async Task<ApiClient> ForAsync(BookingApplication application, string email)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var id = await connection.QuerySingleAsync<Guid>("select id from person where email = @email", new { email });
        return await ForAsync(application, new SignedInPerson(id, email, "", "da", IsAdministrator: false, Roles: ""));
    }

    public static async Task<ApiClient> ForNewPersonAsync(BookingApplication application, string language = "da") =>
        await ForAsync(application, await TestPerson.InsertAsync(application.Database.DataSource, "Anna", language));

    /// <summary>For a new person with that role at an owner, by its slug.</summary>
    public static async Task<ApiClient> ForNewAsync(BookingApplication application, string name, string owner, OwnerRole role)
    {
        var person = await TestPerson.InsertAsync(application.Database.DataSource, name);
        return await ForAsync(application, await person.MakeAsync(application.Database.DataSource, owner, role));
    }

    public Task<ApiAnswer> GetAsync(string address) => SendAsync(HttpMethod.Get, address, null);

    public Task<ApiAnswer> PatchAsync(string address, object body) => SendAsync(HttpMethod.Patch, address, JsonSerializer.Serialize(body));

    public Task<ApiAnswer> DeleteAsync(string address, object? body = null) =>
        SendAsync(HttpMethod.Delete, address, body is null ? null : JsonSerializer.Serialize(body));

    public Task<ApiAnswer> PostAsync(string address) => SendAsync(HttpMethod.Post, address, null);

    public Task<ApiAnswer> PostAsync(string address, object body) => SendAsync(HttpMethod.Post, address, JsonSerializer.Serialize(body));

    public Task<ApiAnswer> PutAsync(string address, object? body = null) =>
        SendAsync(HttpMethod.Put, address, body is null ? null : JsonSerializer.Serialize(body));

    /// <summary>Asks for something to be made, under a new key unless one is given.</summary>
    public Task<ApiAnswer> MakeAsync(string address, object? body = null, string? key = null) => SendAsync(
        HttpMethod.Post, address, body is null ? null : JsonSerializer.Serialize(body), ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    /// <summary>The same with a file or a form.</summary>
    public async Task<ApiAnswer> UploadAsync(string address, HttpContent content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, UriKind.Relative)) { Content = content };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await SendAsync(request);
    }

    /// <summary>Books, under a new key unless one is given.</summary>
    public Task<ApiAnswer> BookAsync(
        TestResource resource, string start, string end, int people = 4, string? purpose = null, string? key = null) =>
        BookAsync(new { resource = resource.Slug, start, end, people, purpose }, key);

    public Task<ApiAnswer> BookAsync(object body, string? key = null) => BookAsync(JsonSerializer.Serialize(body), key);

    /// <param name="json">As it is, whether or not it is JSON.</param>
    public Task<ApiAnswer> BookAsync(string json, string? key = null) =>
        SendAsync(HttpMethod.Post, "/api/v1/bookings", json, ("Idempotency-Key", key ?? Guid.NewGuid().ToString()));

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string address, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await SendAsync(request);
    }

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        var response = await http.SendAsync(request);
        return new ApiAnswer(response, await response.Content.ReadAsStringAsync());
    }
}
