namespace Booking.Web.Features.Permissions;

public static class PermissionsFeature
{
    /// <summary>What is for an owner to say yes or no to.</summary>
    public static IServiceCollection AddPermissions(this IServiceCollection services) => services
        .AddSingleton<AskOwner>()
        .AddSingleton<ReadRequest>()
        .AddSingleton<ListRequests>()
        .AddSingleton<AnswerRequest>()
        .AddSingleton<LeaveUnanswered>()
        .AddSingleton<RemindOwner>();
}
