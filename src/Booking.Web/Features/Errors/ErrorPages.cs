using System.Diagnostics;
using System.Globalization;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using NodaTime;

namespace Booking.Web.Features.Errors;

/// <param name="Advice">What the reader can do next.</param>
/// <param name="TraceId">What to quote to whoever can look into the log; null when there is nothing to look into.</param>
public sealed record ErrorPage(int Status, string Title, string Advice, string? TraceId);

/// <summary>
/// Gives every answer that is only a status a page that says what to do next, or under /api a problem+json (RFC 9457).
/// The page is written where the request stopped, without a second run through routing and sign-in, so that it comes out
/// whatever the method was and also when the database is away.
/// </summary>
public static class ErrorPages
{
    private const string View = "/Features/Errors/Error.cshtml";
    private const int RetryAfterSeconds = 10;

    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = Faults.StatusOf,
            SuppressDiagnosticsCallback = context => Faults.StatusOf(context.Exception) < StatusCodes.Status500InternalServerError,
            AllowStatusCode404Response = true,
            ExceptionHandler = WriteAsync
        });
        return app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    private static async Task WriteAsync(HttpContext http)
    {
        if (http.Response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

        LanguageChoice.Apply(http);
        var page = Describe(http);
        if (Api.Asks(http))
            await WriteProblemAsync(http, page);
        else
            await WritePageAsync(http, page);
    }

    private static ErrorPage Describe(HttpContext http)
    {
        var t = http.RequestServices.GetRequiredService<IStringLocalizer<ErrorTexts>>();
        var status = http.Response.StatusCode;
        var (title, advice) = status switch
        {
            StatusCodes.Status400BadRequest when http.Items.ContainsKey(StaleForm.Key) => (t["StaleFormTitle"], t["StaleFormAdvice"]),
            StatusCodes.Status401Unauthorized => (t["UnauthorizedTitle"], t["UnauthorizedAdvice"]),
            StatusCodes.Status403Forbidden => (t["ForbiddenTitle"], t["ForbiddenAdvice"]),
            StatusCodes.Status404NotFound or StatusCodes.Status410Gone => (t["NotFoundTitle"], t["NotFoundAdvice"]),
            StatusCodes.Status405MethodNotAllowed => (t["MethodTitle"], t["MethodAdvice"]),
            StatusCodes.Status413PayloadTooLarge => (t["TooLargeTitle"], t["TooLargeAdvice"]),
            StatusCodes.Status415UnsupportedMediaType => (t["MediaTypeTitle"], t["MediaTypeAdvice"]),
            StatusCodes.Status429TooManyRequests => (t["TooManyTitle"], TooManyAdvice(http, t)),
            StatusCodes.Status503ServiceUnavailable => (t["UnavailableTitle"], t["UnavailableAdvice"]),
            >= StatusCodes.Status500InternalServerError => (t["FaultTitle"], t["FaultAdvice"]),
            _ => (t["BadRequestTitle"], t["BadRequestAdvice"])
        };
        var traceId = status == StatusCodes.Status500InternalServerError ? Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier : null;
        return new(status, title, advice, traceId);
    }

    private static LocalizedString TooManyAdvice(HttpContext http, IStringLocalizer<ErrorTexts> t)
    {
        var shared = http.RequestServices.GetRequiredService<IStringLocalizer<SharedTexts>>();
        var seconds = int.TryParse(http.Response.Headers.RetryAfter, NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 60;
        return t["TooManyAdvice", Waiting.Say(Duration.FromSeconds(seconds), shared)];
    }

    private static Task WriteProblemAsync(HttpContext http, ErrorPage page)
    {
        var problem = new ProblemDetails { Status = page.Status, Title = page.Title, Detail = page.Advice };
        if (page.TraceId is not null)
            problem.Extensions["traceId"] = page.TraceId;
        return http.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json");
    }

    private static Task WritePageAsync(HttpContext http, ErrorPage page)
    {
        var result = new ViewResult
        {
            ViewName = View,
            StatusCode = page.Status,
            ViewData = new ViewDataDictionary<ErrorPage>(
                http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary()) { Model = page }
        };
        return result.ExecuteResultAsync(new ActionContext(http, new RouteData(), new ActionDescriptor()));
    }
}
