namespace Booking.Web.Features.ResourceImport;

public static class ResourceImportFeature
{
    /// <summary>Sharing many things at once, out of a spreadsheet.</summary>
    public static IServiceCollection AddResourceImport(this IServiceCollection services) => services
        .AddSingleton<ImportWords>()
        .AddSingleton<JudgeRows>()
        .AddSingleton<UploadImport>()
        .AddTransient<LookAtImport>()
        .AddSingleton<MakeDrafts>();
}
