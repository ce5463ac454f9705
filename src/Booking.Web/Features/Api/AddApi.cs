using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;
using NodaTime;

namespace Booking.Web.Features.Api;

public static class ApiFeature
{
    /// <summary>What programs use: the same behaviours as the pages, in JSON.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddControllers(options =>
            {
                options.ModelBinderProviders.Insert(0, new ApiTimeBinderProvider());
                options.InputFormatters.Add(new FileBodyFormatter());
                foreach (var reader in options.InputFormatters.OfType<SystemTextJsonInputFormatter>())
                {
                    reader.SupportedMediaTypes.Clear();
                    reader.SupportedMediaTypes.Add(ApiContent.Json);
                }
            })
            .AddJsonOptions(options => ApiJson.Configure(options.JsonSerializerOptions))
            .ConfigureApiBehaviorOptions(options =>
            {
                // A bare status gets its words where every other one gets them.
                options.SuppressMapClientErrors = true;
                options.InvalidModelStateResponseFactory = context =>
                    context.HttpContext.RequestServices.GetRequiredService<Problems>().Invalid(context.ModelState);
            });
        // The description is made from these, and has to tell what the controllers do.
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        return services
            .AddOpenApi(ApiDocument.Name, ApiDocument.Describe)
            .AddSingleton<Problems>()
            .AddSingleton<ClaimKey>()
            .AddSingleton<MakeOnce>()
            .AddSingleton<RuleWording>()
            .AddSingleton<ReadAvailability>()
            .AddSingleton<ListOperations>();
    }

    public static void MapApiDocument(this WebApplication app) =>
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    private sealed class ApiTimeBinderProvider : IModelBinderProvider
    {
        public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
            context.Metadata.UnderlyingOrModelType == typeof(OffsetDateTime) ? new BinderTypeModelBinder(typeof(ApiTimeBinder)) : null;
    }
}
