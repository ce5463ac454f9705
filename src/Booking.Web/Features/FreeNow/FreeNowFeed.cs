using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Booking.Web.Features.Resources;
using Booking.Web.Features.Shared;
using Booking.Web.Http;
using Microsoft.Extensions.Localization;
using NodaTime;
using NodaTime.Text;

namespace Booking.Web.Features.FreeNow;

/// <summary>
/// What has just come free, for readers of feeds (Atom, RFC 4287): an entry for each time, with the booking form filled in behind
/// it. Nothing in it is about anybody.
/// </summary>
public sealed class FreeNowFeed(RecentFreeNow recent, PublicUrl site, IStringLocalizer<FreeNowTexts> texts)
{
    public const string ContentType = "application/atom+xml; charset=utf-8";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    /// <param name="language">"da" or "en".</param>
    public async Task<byte[]> ReadAsync(string language, CancellationToken cancellation)
    {
        var known = await recent.ReadAsync(cancellation);
        return Speaking.In(language, () => Write(known, language));
    }

    private byte[] Write(RecentFreeNow.Reading known, string language)
    {
        var page = site.Of("/free-now").AbsoluteUri;
        var self = site.Of(language == LanguageChoice.English ? "/free-now.atom?language=en" : "/free-now.atom").AbsoluteUri;
        var feed = new XElement(
            Atom + "feed", new XAttribute(XNamespace.Xml + "lang", language),
            new XElement(Atom + "id", self),
            new XElement(Atom + "title", texts["Title"].Value),
            new XElement(Atom + "subtitle", texts["Lead"].Value),
            // Of an empty one nothing newer is known than when it was looked at.
            new XElement(Atom + "updated", Said(known.Freed.Count > 0 ? known.Freed.Max(freed => freed.FreedAt) : known.At)),
            new XElement(Atom + "author", new XElement(Atom + "name", "Booking Aarhus")),
            new XElement(Atom + "link", new XAttribute("rel", "self"), new XAttribute("type", "application/atom+xml"), new XAttribute("href", self)),
            new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("type", "text/html"), new XAttribute("href", page)),
            known.Freed.Select(Entry));
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            feed.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    // Named by the place and when it came free: less of the same time left is the same entry.
    private XElement Entry(FreedTime freed)
    {
        var (place, zone) = (freed.Resource, freed.Resource.Terms.Zone);
        return new XElement(
            Atom + "entry",
            new XElement(Atom + "id", site.Of($"/resources/{place.Slug}#freed-{freed.FreedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}").AbsoluteUri),
            new XElement(Atom + "title", $"{place.Name}: {TimeText.ShortPeriod(freed.Period, zone)}"),
            new XElement(Atom + "updated", Said(freed.FreedAt)),
            new XElement(Atom + "link", new XAttribute("rel", "alternate"), new XAttribute("href", site.Of(BookAddresses.Of(place, freed.Period)).AbsoluteUri)),
            new XElement(Atom + "category", new XAttribute("term", place.Kind)),
            new XElement(Atom + "summary", string.Join(". ", new[] { place.District.Name, place.Address, texts["FreedAt", TimeText.Moment(freed.FreedAt, zone)].Value }
                .Where(part => part.Length > 0))));
    }

    private static string Said(Instant moment) => InstantPattern.General.Format(moment);
}
