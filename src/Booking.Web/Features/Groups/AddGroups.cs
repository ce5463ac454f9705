namespace Booking.Web.Features.Groups;

public static class GroupsFeature
{
    /// <summary>People who book together.</summary>
    public static IServiceCollection AddGroups(this IServiceCollection services) => services
        .AddSingleton<ListGroups>()
        .AddSingleton<MakeGroup>()
        .AddSingleton<EditGroup>()
        .AddSingleton<ReadGroup>()
        .AddSingleton<InviteToGroup>()
        .AddSingleton<AnswerGroupInvitation>()
        .AddSingleton<ChangeMember>()
        .AddSingleton<EndGroup>();
}
