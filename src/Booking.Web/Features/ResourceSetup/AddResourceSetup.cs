namespace Booking.Web.Features.ResourceSetup;

public static class ResourceSetupFeature
{
    /// <summary>Sharing something: the questions, the pictures, and when it is shared.</summary>
    public static IServiceCollection AddResourceSetup(this IServiceCollection services) => services
        .AddTransient<FindSetup>()
        .AddSingleton<ListSetup>()
        .AddSingleton<StartDraft>()
        .AddSingleton<SaveStep>()
        .AddSingleton<SaveWhat>()
        .AddSingleton<SaveWhere>()
        .AddSingleton<SaveUse>()
        .AddSingleton<SaveThere>()
        .AddSingleton<ReadRulesStep>()
        .AddTransient<FindShortcut>()
        .AddSingleton<UseShortcut>()
        .AddSingleton<PictureFolder>()
        .AddSingleton<PreparePicture>()
        .AddSingleton<AddPicture>()
        .AddSingleton<ArrangePictures>()
        .AddSingleton<AcceptStartingSet>()
        .AddSingleton<PublishResource>()
        .AddSingleton<CopyResource>()
        .AddSingleton<SplitResource>()
        .AddSingleton<DeleteDraft>()
        .AddSingleton<TakeOutOfUse>()
        .AddSingleton<CancelForWithdrawal>();
}
