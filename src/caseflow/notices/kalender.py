"""The calendar feed: when something falls due and under which number, never about whom or what.

A calendar is copied to telephones and to other companies' servers. So an entry says «Bevakning» and at most
the aktnummer; an akt with a protected person, or of the kind partnerkontakt, not even that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event

PRODID = "-//caseflow//bevakningar//SV"
TIMEZONE = "Europe/Stockholm"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kalenderrad:
    """One entry: the due day, the number where it may be shown, and where in the web it leads.

    `uid` is the same for the same bevakning each time and says nothing of it.
    """

    uid: str
    dag: date
    nummer: str
    adress: str


def calendar(rader: Iterable[Kalenderrad], *, now: datetime) -> bytes:
    """The entries as an iCalendar object (RFC 5545). All-day: a due day has no hour and no time zone."""
    feed = Calendar()
    feed.add("prodid", PRODID)
    feed.add("version", "2.0")
    feed.add("calscale", "GREGORIAN")
    feed.add("method", "PUBLISH")
    feed.add("x-wr-calname", "caseflow")
    feed.add("x-wr-timezone", TIMEZONE)
    feed.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    feed.add("x-published-ttl", "PT1H")
    for rad in rader:
        feed.add_component(_entry(rad, now))
    raw: bytes = feed.to_ical()
    return raw


def _entry(rad: Kalenderrad, now: datetime) -> Event:
    entry = Event()
    entry.add("uid", rad.uid)
    entry.add("dtstamp", now)
    entry.add("dtstart", rad.dag)
    entry.add("dtend", rad.dag + _DAY)
    entry.add("summary", f"Bevakning {rad.nummer}".rstrip())
    entry.add("url", rad.adress)
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    return entry
