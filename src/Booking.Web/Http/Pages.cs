using Booking.Web.Features.Errors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Booking.Web.Http;

public static class Pages
{
    /// <summary>Controllers with their views and texts beside them; every form is checked against forgery.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddLocalization();
        services
            .AddControllersWithViews(options =>
            {
                options.Filters.Add<AutoValidateAntiforgeryTokenAttribute>();
                options.Conventions.Add(new HeadLikeGet());
                options.Filters.Add<StaleForm>();
            })
            .AddViewLocalization()
            .AddDataAnnotationsLocalization();
        services.Configure<RazorViewEngineOptions>(options => options.ViewLocationExpanders.Add(new FeatureFolders()));
        return services;
    }
}
