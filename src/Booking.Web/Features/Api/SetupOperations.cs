using Booking.Web.Features.Owners;
using Booking.Web.Features.ResourceSetup;
using Booking.Web.Features.SignIn;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace Booking.Web.Features.Api;

/// <summary>What a program does with one of the things that its person sets up.</summary>
[ApiController, MaySomewhere(OwnerRight.SetUp), IgnoreAntiforgeryToken]
public abstract class SetupOperations(FindSetup find, Problems problems, IClock clock) : ControllerBase
{
    protected SignedInPerson Person => SignedInPerson.From(User)!;

    protected Problems Problems => problems;

    protected Instant Now => clock.GetCurrentInstant();

    /// <summary>To others there is no such thing, and nothing is done.</summary>
    protected Task<IActionResult> WithAsync(string slug, Func<SetupRecord, Task<IActionResult>> act, CancellationToken cancellation) =>
        problems.WithAsync(find.HandleAsync(User, slug, cancellation), "UnknownSetup", act);

    protected Task<IActionResult> ShowAsync(string slug, CancellationToken cancellation) =>
        WithAsync(slug, resource => Task.FromResult<IActionResult>(Ok(SetupAnswer.Of(resource, Now))), cancellation);

    protected Task<IActionResult> MadeAsync(string slug, CancellationToken cancellation) => WithAsync(
        slug, made => Task.FromResult<IActionResult>(Created($"/api/v1/setup/{slug}", SetupAnswer.Of(made, Now))), cancellation);
}
