using MimeKit;

namespace Booking.Web.Mail;

/// <summary>A way out for mail: a server, or a folder.</summary>
public interface IMailTransport
{
    /// <summary>For one batch; never used by two at once. Nothing is opened before the first mail.</summary>
    IMailConnection Open();
}

public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Never throws for what the other side does; only when told to stop.</summary>
    Task<Delivery> SendAsync(MimeMessage message, CancellationToken cancellation);
}

/// <summary>What became of one attempt. The reasons hold nothing personal: servers repeat addresses, so their words are not kept.</summary>
public abstract record Delivery
{
    public sealed record Accepted : Delivery;

    /// <summary>Not this time: it is tried again.</summary>
    public sealed record Delayed(string Reason) : Delivery;

    /// <summary>Never: trying again would be refused again.</summary>
    public sealed record Refused(string Reason) : Delivery;

    /// <summary>Not this time, and no other mail either.</summary>
    public sealed record Unreachable(string Reason) : Delivery;
}
