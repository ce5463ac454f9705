namespace Booking.Web.Features.RuleEditor.Forms;

/// <summary>A choice of two.</summary>
internal static class OpenOrClosed
{
    public const string Closed = "closed";
    public const string Open = "open";

    public static string Of(bool closed) => closed ? Closed : Open;

    public static EditorField Field(string name) => new(name, FieldSort.Choice, new Said("StateLabel"))
    {
        Choices = [new EditorChoice(Closed, new Said("StateClosed")), new EditorChoice(Open, new Said("StateOpen"))],
    };
}
