namespace Booking.Web.Features.Profile;

public static class ProfileRegistration
{
    public static IServiceCollection AddProfile(this IServiceCollection services) => services
        .AddSingleton<ReadEntrances>()
        .AddSingleton<EditPerson>()
        .AddSingleton<DescribePerson>()
        .AddSingleton<CreateToken>()
        .AddSingleton<RevokeToken>()
        .AddSingleton<ExportPerson>()
        .AddSingleton<DeletePerson>();
}
