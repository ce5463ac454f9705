namespace Booking.Web.Features.ResourceImport;

/// <summary>Names the texts of sharing many things at once.</summary>
public sealed class ResourceImportTexts;
