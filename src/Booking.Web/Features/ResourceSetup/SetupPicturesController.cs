using Booking.Web.Features.Owners;
using Booking.Web.Features.SignIn;
using Booking.Web.Http;
using Microsoft.AspNetCore.Mvc;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>The pictures of something that is shared.</summary>
[MaySomewhere(OwnerRight.SetUp)]
[Route("/setup/{slug}/pictures")]
public sealed class SetupPicturesController(FindSetup find, SaveStep save, AddPicture add, ArrangePictures arrange) : Controller
{
    private SignedInPerson Person => SignedInPerson.From(User)!;

    [HttpGet]
    public async Task<IActionResult> Pictures(string slug, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource ? View(new PicturesPage(resource, new PictureForm())) : NotFound();

    [HttpPost]
    [TakesFile(PictureForm.LargestForm)]
    public async Task<IActionResult> Pictures(string slug, PictureForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        ModelState.Clear();
        var page = new PicturesPage(resource, form);
        if (form.Parse(page.Problems) is { } alt)
        {
            using var upload = new MemoryStream((int)form.File!.Length);
            await form.File.CopyToAsync(upload, cancellation);
            var outcome = await add.HandleAsync(resource, upload.ToArray(), alt, Person, cancellation);
            if (outcome == AddPictureOutcome.Added)
            {
                return Redirect($"{page.Address}#pictures");
            }

            page.Problems.Add("file", outcome.ToString(), PictureForm.MostPictures);
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(page);
    }

    [HttpPost("done")]
    public async Task<IActionResult> Done(string slug, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource)
        {
            return NotFound();
        }

        await save.HandleAsync(
            resource, SetupStep.Pictures, (_, _) => Task.CompletedTask, null, new { pictures = resource.Pictures.Count }, Person, cancellation);
        return Redirect(resource.Missing.Count > 0 ? resource.AddressOf(SetupStep.Rules) : $"/setup/{resource.Slug}?said=saved");
    }

    [HttpPost("{file}/remove")]
    public async Task<IActionResult> Remove(string slug, string file, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource && await arrange.RemoveAsync(resource, file, Person, cancellation)
            ? Redirect($"{resource.AddressOf(SetupStep.Pictures)}#pictures")
            : NotFound();

    /// <summary>What it shows, for those who do not see it.</summary>
    [HttpGet("{file}")]
    public async Task<IActionResult> Describe(string slug, string file, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource && resource.Pictures.FirstOrDefault(one => one.File == file) is { } picture
            ? View("Picture", new PicturePage(resource, picture, new PictureForm { AltDa = picture.Alt.Da, AltEn = picture.Alt.En }))
            : NotFound();

    [HttpPost("{file}")]
    public async Task<IActionResult> Described(string slug, string file, PictureForm form, CancellationToken cancellation)
    {
        if (await find.HandleAsync(User, slug, cancellation) is not { } resource || resource.Pictures.FirstOrDefault(one => one.File == file) is not { } picture)
        {
            return NotFound();
        }

        ModelState.Clear();
        var page = new PicturePage(resource, picture, form);
        if (form.ParseAlt(page.Problems) is { } alt)
        {
            return await arrange.DescribeAsync(resource, file, alt, Person, cancellation) ? Redirect($"{page.Address}#pictures") : NotFound();
        }

        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("Picture", page);
    }

    [HttpPost("{file}/earlier")]
    public async Task<IActionResult> Earlier(string slug, string file, CancellationToken cancellation) =>
        await find.HandleAsync(User, slug, cancellation) is { } resource && await arrange.MoveEarlierAsync(resource, file, Person, cancellation)
            ? Redirect($"{resource.AddressOf(SetupStep.Pictures)}#pictures")
            : NotFound();
}
