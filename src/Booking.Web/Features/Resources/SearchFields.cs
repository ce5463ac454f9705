namespace Booking.Web.Features.Resources;

/// <summary>What the search form shows.</summary>
/// <param name="WithFeatures">Also access and equipment; left out where the form must stay short.</param>
public sealed record SearchFields(
    SearchForm Form, IReadOnlyDictionary<string, string> Problems, IReadOnlyList<District> Districts, bool WithFeatures);
