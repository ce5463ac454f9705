namespace Booking.Web.Features.SignIn;

/// <summary>Names the texts of signing in.</summary>
public sealed class SignInTexts;
