using System.Globalization;
using System.Text.Json;
using Booking.Web.Features.Cases;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.Shared;
using Booking.Web.Features.SignIn;
using Dapper;
using NodaTime;
using Npgsql;

namespace Booking.Web.Features.Handover;

/// <summary>A handover as it is sent.</summary>
public sealed class HandoverForm
{
    public const int LargestFile = PictureForm.LargestFile;
    public const int MostAtOnce = 3;
    public const int LargestForm = (MostAtOnce * LargestFile) + (1024 * 1024);

    /// <summary>The lines that are ticked.</summary>
    public List<Guid> Done { get; set; } = [];

    /// <summary>Numbers as typed, by line.</summary>
    public Dictionary<Guid, string?> Numbers { get; set; } = [];

    public List<IFormFile> Pictures { get; set; } = [];

    /// <summary>What is broken, in a few words; blank for nothing.</summary>
    public string? What { get; set; }

    public string? Details { get; set; }

    /// <summary>The same for every attempt to send it.</summary>
    public string? Key { get; set; }
}

/// <summary>What is wrong, by the id of the field.</summary>
/// <param name="Text">Key of the text that says it, with the limit it speaks of.</param>
public sealed record HandoverProblem(string Field, string Text, int Limit = 0);

public abstract record FillInOutcome
{
    public sealed record Filled : FillInOutcome;

    public sealed record NotFound : FillInOutcome;

    /// <summary>It has not begun, or is over for a day.</summary>
    public sealed record Closed : FillInOutcome;

    public sealed record Unclear(IReadOnlyList<HandoverProblem> Problems) : FillInOutcome;
}

/// <summary>Hands a place over after use; again changes what was said. What is broken becomes a case.</summary>
public sealed class FillInHandover(
    NpgsqlDataSource database, ReadHandover read, PreparePicture prepare, HandoverPictures pictures, IClock clock)
{
    // A line that has gone since the page was opened is asked no more.
    private const string SaveSql = """
        insert into handover (booking_id, filled_by, filled_at, answers) values (@BookingId, @By, @Now, @Answers::jsonb)
        on conflict (booking_id) do update set filled_by = @By, filled_at = @Now, answers = @Answers::jsonb
        """;

    public async Task<FillInOutcome> HandleAsync(Guid bookingId, HandoverForm form, SignedInPerson person, CancellationToken cancellation)
    {
        if (await read.HandleAsync(bookingId, person, cancellation) is not { About.Own: true } overview)
        {
            return new FillInOutcome.NotFound();
        }

        if (!overview.IsOpen)
        {
            return new FillInOutcome.Closed();
        }

        List<HandoverProblem> problems = [];
        var answers = overview.Items.Select(item => AnswerTo(item, form, problems)).ToList();
        var report = ReportOf(form, problems);
        var jpegs = await PrepareAsync(form, overview.Pictures.Count, problems, cancellation);
        if (problems.Count > 0)
        {
            return new FillInOutcome.Unclear(problems);
        }

        var now = clock.GetCurrentInstant();
        foreach (var jpeg in jpegs)
        {
            await pictures.AddAsync(bookingId, jpeg, overview.About.Booking.Period.End);
        }

        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await connection.ExecuteAsync(
            SaveSql, new { BookingId = bookingId, By = person.Id, Now = now, Answers = JsonSerializer.Serialize(answers, JsonSerializerOptions.Web) });
        if (report is not null)
        {
            await OpenCase.HandleAsync(connection, overview.About, report, person, now, cancellation);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return new FillInOutcome.Filled();
    }

    private static HandoverAnswer AnswerTo(HandoverItem item, HandoverForm form, List<HandoverProblem> problems)
    {
        long? number = null;
        if (item.Kind == ItemKind.Number && form.Numbers.GetValueOrDefault(item.Id)?.Trim() is { Length: > 0 } typed)
        {
            // 12.345 km is how it is written here.
            if (long.TryParse(typed.Replace(".", "").Replace(" ", ""), NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read <= 99_999_999)
            {
                number = read;
            }
            else
            {
                problems.Add(new HandoverProblem($"item-{item.Id}", "NumberWrong"));
            }
        }

        return new HandoverAnswer(item.Id, item.TextDa, item.TextEn, item.Kind == ItemKind.Check && form.Done.Contains(item.Id), number);
    }

    private static Report? ReportOf(HandoverForm form, List<HandoverProblem> problems)
    {
        var (what, details) = (TypedText.Read(form.What).Replace('\n', ' '), TypedText.Read(form.Details));
        if (what.Length == 0 && details.Length > 0)
        {
            problems.Add(new HandoverProblem("What", "WhatMissing"));
        }

        if (what.Length > Report.LongestWhat)
        {
            problems.Add(new HandoverProblem("What", "TooLong", Report.LongestWhat));
        }

        if (details.Length > Report.LongestDetails)
        {
            problems.Add(new HandoverProblem("Details", "TooLong", Report.LongestDetails));
        }

        return what.Length == 0 ? null : new Report(what, details, form.Key is { Length: > 0 and <= 200 } key ? key : Bookings.BookForm.NewKey());
    }

    private async Task<List<byte[]>> PrepareAsync(HandoverForm form, int there, List<HandoverProblem> problems, CancellationToken cancellation)
    {
        List<byte[]> jpegs = [];
        var files = form.Pictures.Where(file => file.Length > 0).ToList();
        if (files.Count > HandoverForm.MostAtOnce || there + files.Count > HandoverPictures.MostPictures)
        {
            problems.Add(new HandoverProblem("Pictures", "TooManyPictures", HandoverForm.MostAtOnce));
            return jpegs;
        }

        foreach (var file in files)
        {
            if (file.Length > HandoverForm.LargestFile)
            {
                problems.Add(new HandoverProblem("Pictures", "PictureTooLarge", HandoverForm.LargestFile / 1024 / 1024));
                break;
            }

            using var upload = new MemoryStream((int)file.Length);
            await file.CopyToAsync(upload, cancellation);
            if (await prepare.HandleAsync(upload.ToArray(), cancellation) is not PreparedPicture.Ready(var jpeg))
            {
                problems.Add(new HandoverProblem("Pictures", "NotAPicture"));
                break;
            }

            jpegs.Add(jpeg);
        }

        return jpegs;
    }
}
