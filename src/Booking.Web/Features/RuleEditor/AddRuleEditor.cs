namespace Booking.Web.Features.RuleEditor;

public static class RuleEditorFeature
{
    /// <summary>Rules are set, changed and dropped in sentences, each with a reason and a look at what it would do.</summary>
    public static IServiceCollection AddRuleEditor(this IServiceCollection services) => services
        .AddSingleton<EditorWords>()
        .AddSingleton<ReadRulesHere>()
        .AddSingleton<SaveRule>()
        .AddSingleton<PreviewRule>()
        .AddSingleton<AddStartingSet>()
        .AddSingleton<DropRule>()
        .AddSingleton<RestoreRule>();
}
