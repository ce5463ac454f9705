namespace Booking.Web.Features.DoorCodes;

public static class DoorCodesFeature
{
    /// <summary>How one gets in: what a booker sees of it, and what those who look after a place say of it.</summary>
    public static IServiceCollection AddDoorCodes(this IServiceCollection services) => services
        .AddSingleton<ProtectedText>()
        .AddSingleton<CallLock>()
        .AddSingleton<AskLock>()
        .AddSingleton<LookAtCode>()
        .AddSingleton<ReadAccess>()
        .AddSingleton<SaveAccess>()
        .AddSingleton<SaveFixedCode>()
        .AddSingleton<AddCodes>()
        .AddSingleton<SetLock>()
        .AddSingleton<RemindOfEndingCode>();
}
