namespace Booking.Web.Features.Introductions;

public static class IntroductionsFeature
{
    /// <summary>Who has been shown how, and who belongs: what owners say of the people who book.</summary>
    public static IServiceCollection AddIntroductions(this IServiceCollection services) => services
        .AddSingleton<ListOwners>()
        .AddSingleton<ReadOwner>()
        .AddSingleton<ReadIntroduction>()
        .AddSingleton<GiveIntroduction>()
        .AddSingleton<TakeBackIntroduction>()
        .AddSingleton<ReadMember>()
        .AddSingleton<AddMember>()
        .AddSingleton<RemoveMember>()
        .AddSingleton<ReadOwn>();
}
