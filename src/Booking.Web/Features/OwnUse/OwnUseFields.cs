namespace Booking.Web.Features.OwnUse;

/// <param name="Problems">Key of the text that says what is wrong, by field.</param>
public sealed record OwnUseFields(OwnUseForm Form, IReadOnlyDictionary<string, string> Problems);
