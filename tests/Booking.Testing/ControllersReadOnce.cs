using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Booking.Testing;

/// <summary>
/// What the controllers say of themselves is the same in every application of a test run, and reading it takes longest of all that
/// there is to do before one can answer: it is read for the first and handed to the others.
/// </summary>
internal sealed class ControllersReadOnce(IReadOnlyList<IApplicationModelProvider> providers, IOptions<MvcOptions> options) : IApplicationModelProvider
{
    // By which controllers there are: some are for developers alone.
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<ControllerModel>>> Read = new(StringComparer.Ordinal);

    public int Order => 0;

    public static IServiceCollection AddTo(IServiceCollection services)
    {
        var own = services.Where(service => service.ServiceType == typeof(IApplicationModelProvider)).ToList();
        foreach (var service in own)
        {
            services.Remove(service);
        }

        return services.AddSingleton<IApplicationModelProvider>(all => new ControllersReadOnce(
            [
                .. own.Select(service => (IApplicationModelProvider)ActivatorUtilities.CreateInstance(all, service.ImplementationType!))
                    .OrderBy(provider => provider.Order),
            ],
            all.GetRequiredService<IOptions<MvcOptions>>()));
    }

    public void OnProvidersExecuting(ApplicationModelProviderContext context)
    {
        foreach (var filter in options.Value.Filters)
        {
            context.Result.Filters.Add(filter);
        }

        var controllers = Read.GetOrAdd(
            string.Join(' ', context.ControllerTypes.Select(type => type.FullName).Order(StringComparer.Ordinal)),
            _ => new(() => ReadAll(context.ControllerTypes))).Value;
        foreach (var controller in controllers)
        {
            context.Result.Controllers.Add(controller);
        }
    }

    public void OnProvidersExecuted(ApplicationModelProviderContext context)
    {
        // Done when they were read.
    }

    // The conventions too, which find nothing left to change in the applications that follow.
    private List<ControllerModel> ReadAll(IEnumerable<System.Reflection.TypeInfo> types)
    {
        var context = new ApplicationModelProviderContext(types);
        foreach (var provider in providers)
        {
            provider.OnProvidersExecuting(context);
        }

        foreach (var provider in providers.Reverse())
        {
            provider.OnProvidersExecuted(context);
        }

        foreach (var convention in options.Value.Conventions)
        {
            convention.Apply(context.Result);
        }

        return [.. context.Result.Controllers];
    }
}
