using Booking.Web.Features.SignIn;
using Hangfire.Dashboard;

namespace Booking.Web.Jobs;

/// <summary>Said explicitly: Hangfire's own rule is "local requests only", which lets in everyone behind a proxy on this machine.</summary>
public sealed class AdministratorsOnly : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context) =>
        SignedInPerson.From(context.GetHttpContext().User) is { IsAdministrator: true };
}
