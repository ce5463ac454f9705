using System.Net;
using Booking.Web.Mail;
using Dapper;

namespace Booking.Testing;

/// <summary>
/// Uses the pages as a browser without scripts does: gets a page, fills in one of its forms and sends what the form holds,
/// hidden fields included. Redirects are answers like others; follow them with <see cref="FollowAsync"/>.
/// </summary>
public sealed class Browser
{
    private static int count;

    private readonly BookingApplication application;

    internal Browser(BookingApplication application, HttpClient http, CookieJar jar)
    {
        this.application = application;
        Http = http;
        Jar = jar;
        var number = Interlocked.Increment(ref count);
        MoveTo($"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}");
    }

    public HttpClient Http { get; }

    public CookieJar Jar { get; }

    /// <summary>Uses another network address from now on.</summary>
    public void MoveTo(string address)
    {
        Http.DefaultRequestHeaders.Remove(BookingApplication.ClientAddressHeader);
        Http.DefaultRequestHeaders.Add(BookingApplication.ClientAddressHeader, address);
    }

    public async Task<Page> GetAsync(string address) => await Page.ReadAsync(await Http.GetAsync(new Uri(address, UriKind.Relative)));

    /// <summary>Goes where the page redirects to, and on from there while that redirects.</summary>
    public async Task<Page> FollowAsync(Page page)
    {
        for (var hops = 0; page.RedirectsTo is { } next; hops++)
        {
            page = hops < 10 ? await GetAsync(next) : throw new InvalidOperationException($"Redirects without end, at last to {next}.");
        }

        return page;
    }

    /// <summary>Sends one of the page's forms, with these fields changed (null leaves one out).</summary>
    /// <param name="form">A CSS selector; needed when the page has more than one form in its content.</param>
    public async Task<Page> SubmitAsync(Page page, IReadOnlyDictionary<string, string?>? fields = null, string form = "main form")
    {
        var (address, values) = page.Form(form, fields ?? new Dictionary<string, string?>());
        using var content = new FormUrlEncodedContent(values);
        return await Page.ReadAsync(await Http.PostAsync(address, content));
    }

    /// <summary>Gets a page and sends its form back.</summary>
    public async Task<Page> FillInAsync(string address, IReadOnlyDictionary<string, string?>? fields = null, string form = "main form") =>
        await SubmitAsync(await GetAsync(address), fields, form);

    /// <summary>Asks for a code, reads it from the mail and types it.</summary>
    public async Task<Page> SignInAsync(string email, string returnUrl = "/")
    {
        // How often a code may be asked for has tests of its own; this is the way in to all others.
        await using (var connection = await application.Database.DataSource.OpenConnectionAsync())
        {
            await connection.ExecuteAsync("delete from code_limit");
        }

        await FillInAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}", new Dictionary<string, string?> { ["email"] = email });
        var mail = await NewestCodeAsync(email);
        var entered = await FillInAsync(
            "/sign-in/code", new Dictionary<string, string?> { ["code"] = mail.Code }, "form[action='/sign-in/code']");
        return entered.Status == HttpStatusCode.Found
            ? entered
            : throw new InvalidOperationException($"Signing in as {email} was answered with {entered.Status}: {entered.Text}");
    }

    /// <summary>What the newest mail with a code says that is waiting for that address.</summary>
    public async Task<SignInCodeMail> NewestCodeAsync(string email)
    {
        await using var connection = await application.Database.DataSource.OpenConnectionAsync();
        var content = await connection.QuerySingleAsync<string>(
            "select content from outbox where recipient = @Email and kind = @Kind order by id desc limit 1",
            new { Email = email, Kind = MailKind.SignInCode });
        return MailJson.Read<SignInCodeMail>(content);
    }
}
