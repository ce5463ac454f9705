namespace Booking.Web.Tests.Features.CalendarImports;

/// <summary>What Outlook and Google export: their zones, their order of properties, and what they add of their own.</summary>
public static class Exports
{
    public const string Outlook = """
        BEGIN:VCALENDAR
        METHOD:PUBLISH
        PRODID:Microsoft Exchange Server 2010
        VERSION:2.0
        X-WR-CALNAME:Hallen
        BEGIN:VTIMEZONE
        TZID:Romance Standard Time
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        RRULE:FREQ=WEEKLY;UNTIL=20261218T070000Z;INTERVAL=1;BYDAY=FR;WKST=MO
        EXDATE;TZID=Romance Standard Time:20261211T080000
        UID:040000008200E00074C5B7101A82E0080000000010
        SUMMARY:Idræt 7.b
        DTSTART;TZID=Romance Standard Time:20261127T080000
        DTEND;TZID=Romance Standard Time:20261127T100000
        CLASS:PUBLIC
        PRIORITY:5
        DTSTAMP:20261120T080000Z
        TRANSP:OPAQUE
        STATUS:CONFIRMED
        SEQUENCE:0
        X-MICROSOFT-CDO-BUSYSTATUS:BUSY
        X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
        BEGIN:VALARM
        DESCRIPTION:REMINDER
        TRIGGER;RELATED=START:-PT15M
        ACTION:DISPLAY
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        UID:040000008200E00074C5B7101A82E0080000000020
        SUMMARY:Måske møde
        DTSTART;TZID=Romance Standard Time:20261130T120000
        DTEND;TZID=Romance Standard Time:20261130T130000
        TRANSP:OPAQUE
        STATUS:TENTATIVE
        X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE
        END:VEVENT
        END:VCALENDAR
        """;

    public const string Google = """
        BEGIN:VCALENDAR
        PRODID:-//Google Inc//Google Calendar 70.9054//EN
        VERSION:2.0
        CALSCALE:GREGORIAN
        METHOD:PUBLISH
        X-WR-CALNAME:skole@example.dk
        X-WR-TIMEZONE:Europe/Copenhagen
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261201
        DTEND;VALUE=DATE:20261202
        DTSTAMP:20261120T080000Z
        UID:temadag@google.com
        STATUS:CONFIRMED
        SUMMARY:Temadag
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        DTSTART:20261202T080000Z
        DTEND:20261202T090000Z
        UID:nej@google.com
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=skole@e
         xample.dk;X-NUM-GUESTS=0:mailto:skole@example.dk
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=anden@e
         xample.dk;X-NUM-GUESTS=0:mailto:anden@example.dk
        STATUS:CONFIRMED
        SUMMARY:Møde
        TRANSP:OPAQUE
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20261203
        DTEND;VALUE=DATE:20261204
        UID:foedselsdag@google.com
        STATUS:CONFIRMED
        SUMMARY:Fødselsdag
        TRANSP:TRANSPARENT
        END:VEVENT
        END:VCALENDAR
        """;
}
