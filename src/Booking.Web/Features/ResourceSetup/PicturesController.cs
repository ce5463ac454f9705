using Booking.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Booking.Web.Features.ResourceSetup;

/// <summary>Serves uploaded pictures. What a name stands for never changes, and nobody guesses one.</summary>
[AllowAnonymous]
public sealed class PicturesController(PictureFolder folder) : Controller
{
    private const string ForAYear = "public, max-age=31536000, immutable";

    [HttpGet("/pictures/{file:regex(^[[0-9a-f]]{{32}}\\.jpg$)}")]
    [SameForEverybody]
    public IActionResult Show(string file)
    {
        if (folder.Find(file) is not { } path)
        {
            return NotFound();
        }

        Response.Headers[HeaderNames.CacheControl] = ForAYear;
        return PhysicalFile(path, "image/jpeg");
    }
}
