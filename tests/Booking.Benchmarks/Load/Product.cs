using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Booking.Testing;
using Booking.Web.Mail;
using Dapper;

namespace Booking.Benchmarks.Load;

/// <summary>
/// The application as it is deployed, in a process of its own, as if behind a proxy that speaks https; and those who use it.
/// Its mail server is down, so that mail waits in the outbox.
/// </summary>
public sealed class Product : IAsyncDisposable
{
    private readonly BookingProcess process;
    private readonly LoadDatabase database;
    private readonly Instant now;
    private readonly CancellationTokenSource stop = new();
    private readonly Task watching;
    private readonly string[] cookies = new string[Measured.Clients];
    private readonly string[] formTokens = new string[Measured.Clients];
    private long formSlots = -1;
    private long apiSlots = -1;
    private long largest;

    private Product(BookingProcess process, Uri address, LoadDatabase database, Instant now)
    {
        this.process = process;
        this.database = database;
        this.now = now;
        Address = address;
        watching = WatchAsync();
    }

    public Uri Address { get; }

    public int ProcessId => process.Id;

    /// <summary>The most memory it was seen to hold, in MB.</summary>
    public double LargestMegabytes => largest / 1024.0 / 1024.0;

    public static async Task<Product> StartAsync(LoadDatabase database, Instant now, int firstSlot = 0)
    {
        var process = BookingProcess.Start(
            "--environment=Production", $"--ConnectionStrings:Booking={database.ConnectionString}", "--Booking:KnownProxies=127.0.0.1",
            "--Booking:RateLimit:PerMinute=0", "--Booking:Smtp:Host=127.0.0.1", "--Booking:Smtp:Port=1", "--Booking:Smtp:From=booking@example.dk", "--Booking:PublicUrl=https://booking.example.dk", $"--Booking:DataDirectory={Directory.CreateTempSubdirectory("booking-load-").FullName}");
        var product = new Product(process, await process.ServesAsync(), database, now) { formSlots = firstSlot, apiSlots = firstSlot };
        for (var client = 0; client < Measured.Clients; client++)
        {
            await product.SignInAsync(client);
        }

        return product;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await watching;
        await process.DisposeAsync();
        stop.Dispose();
    }

    /// <summary>A page or a file for a stranger.</summary>
    public byte[] Get(string path) => Head("GET", path, 0, "");

    /// <summary>The form that books the next free hour.</summary>
    public byte[] NextForm(int client) => Form(client, LoadDatabase.Slot("form", Interlocked.Increment(ref formSlots), now));

    /// <summary>The form that books one hour, which another may have taken.</summary>
    public byte[] Form(int client, (string Slug, LocalDateTime Start) slot)
    {
        var end = slot.Start.PlusHours(1);
        var body = string.Create(CultureInfo.InvariantCulture, $"Date={slot.Start:uuuu-MM-dd}&From={slot.Start:HH}%3A00&To={end:HH}%3A00&People=4&Purpose=F%C3%A6llesspisning&Key={Guid.NewGuid():N}&__RequestVerificationToken={formTokens[client]}");
        return Head("POST", $"/resources/{slot.Slug}/book", client, $"Cookie: {cookies[client]}\r\nContent-Type: application/x-www-form-urlencoded\r\n", body);
    }

    /// <summary>The API's request that books the next free hour.</summary>
    public byte[] NextApi(int client)
    {
        var slot = LoadDatabase.Slot("api", Interlocked.Increment(ref apiSlots), now);
        var body = string.Create(CultureInfo.InvariantCulture, $$"""{"resource":"{{slot.Slug}}","start":"{{slot.Start:uuuu-MM-dd'T'HH}}:00:00Z","end":"{{slot.Start.PlusHours(1):uuuu-MM-dd'T'HH}}:00:00Z","people":4,"purpose":"Fællesspisning"}""");
        return Head("POST", "/api/v1/bookings", client,
            $"Authorization: Bearer {LoadDatabase.TokenOf(client)}\r\nIdempotency-Key: {Guid.NewGuid():N}\r\nContent-Type: application/json\r\n", body);
    }

    private byte[] Head(string verb, string path, int client, string headers, string body = "") => Encoding.UTF8.GetBytes(
        $"{verb} {path} HTTP/1.1\r\nHost: {Address.Authority}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 10.1.0.{client}\r\nAccept-Language: da\r\n{headers}"
        + (verb == "POST" ? $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}" : "\r\n"));

    /// <summary>As a person does it: asks for a code, reads it in the mail, types it, and opens the form.</summary>
    private async Task SignInAsync(int client)
    {
        var jar = new CookieJar { InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false } };
        using var http = new HttpClient(jar) { BaseAddress = Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-For", $"10.1.0.{client}");
        var email = $"person{client}@example.dk";

        await PostAsync(http, "/sign-in", await TokenAsync(http, "/sign-in"), ("email", email));
        var mail = MailJson.Read<SignInCodeMail>(await ScalarAsync(
            "select content from outbox where recipient = @email and kind = 'sign-in-code' order by id desc limit 1", new { email }));
        await PostAsync(http, "/sign-in/code", await TokenAsync(http, "/sign-in/code"), ("code", mail.Code));
        formTokens[client] = Uri.EscapeDataString(await TokenAsync(http, "/resources/form-0/book"));
        cookies[client] = jar.Header;
    }

    private static async Task<string> TokenAsync(HttpClient http, string path)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync(new Uri(path, UriKind.Relative)));
        return page.QuerySelector("main input[name=__RequestVerificationToken]")?.GetAttribute("value")
            ?? throw new InvalidOperationException($"There is no form at {path}.");
    }

    private static async Task PostAsync(HttpClient http, string path, string token, (string Name, string Value) field)
    {
        using var content = new FormUrlEncodedContent([KeyValuePair.Create(field.Name, field.Value), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        if (answer.StatusCode != HttpStatusCode.Found)
        {
            throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private async Task<string> ScalarAsync(string sql, object parameters)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        return (await connection.ExecuteScalarAsync<string>(sql, parameters))!;
    }

    private async Task WatchAsync()
    {
        using var watched = Process.GetProcessById(process.Id);
        while (!stop.IsCancellationRequested && !watched.HasExited)
        {
            watched.Refresh();
            largest = Math.Max(largest, watched.WorkingSet64);
            await Task.Delay(250, CancellationToken.None);
        }
    }
}
