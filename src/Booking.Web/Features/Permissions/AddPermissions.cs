namespace Booking.Web.Features.Permissions;

public static class PermissionsFeature
{
    /// <summary>What is for an owner to say yes or no to.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services) => services
        .AddSingleton<AskOwner>()
        .AddSingleton<ReadRequest>()
        .AddSingleton<ListRequests>()
        .AddSingleton<ListOpenRequests>()
        .AddSingleton<AnswerRequest>()
        .AddSingleton<AnswerSeveral>()
        .AddSingleton<LeaveUnanswered>()
        .AddSingleton<RemindOwner>();
}
