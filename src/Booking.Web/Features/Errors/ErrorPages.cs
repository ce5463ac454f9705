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

/// <param name="Code">What happened, for a program; its texts are named after it.</param>
/// <param name="Advice">What the reader can do next.</param>
/// <param name="TraceId">What to quote to whoever can look into the log; null when there is nothing to look into.</param>
public sealed record ErrorPage(int Status, string Code, string Title, string Advice, string? TraceId);

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
        {
            http.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        LanguageChoice.Apply(http);
        var page = Describe(http);
        if (ApiAddress.Asks(http))
        {
            await WriteProblemAsync(http, page);
        }
        else
        {
            await WritePageAsync(http, page);
        }
    }

    private static ErrorPage Describe(HttpContext http)
    {
        var t = http.RequestServices.GetRequiredService<IStringLocalizer<ErrorTexts>>();
        var status = http.Response.StatusCode;
        var code = status switch
        {
            StatusCodes.Status400BadRequest when http.Items.ContainsKey(StaleForm.Key) => "StaleForm",
            StatusCodes.Status401Unauthorized => "Unauthorized",
            StatusCodes.Status403Forbidden => "Forbidden",
            StatusCodes.Status404NotFound or StatusCodes.Status410Gone => "NotFound",
            StatusCodes.Status405MethodNotAllowed => "Method",
            StatusCodes.Status413PayloadTooLarge => "TooLarge",
            StatusCodes.Status415UnsupportedMediaType => "MediaType",
            StatusCodes.Status429TooManyRequests => "TooMany",
            StatusCodes.Status503ServiceUnavailable => "Unavailable",
            >= StatusCodes.Status500InternalServerError => "Fault",
            _ => "BadRequest"
        };
        var advice = status == StatusCodes.Status429TooManyRequests ? TooManyAdvice(http, t) : t[$"{code}Advice"];
        var traceId = status == StatusCodes.Status500InternalServerError ? Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier : null;
        return new(status, code, t[$"{code}Title"], advice, traceId);
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
        problem.Extensions["code"] = page.Code;
        if (page.TraceId is not null)
        {
            problem.Extensions["traceId"] = page.TraceId;
        }

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
