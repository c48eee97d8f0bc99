"""Meetings and deadlines as a file of calendar (iCalendar, RFC 5545), which every agenda opens. Times are in universal time: each agenda shows its
own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

from data.store.typed import seen
from data.store.writings.meetings import LASTS, Meeting

MEDIA = "text/calendar"


@dataclass(frozen=True)
class Entry:
    """What stands in a calendar: at a moment, or a whole day. The same identifier, opened again, takes the place of the former one."""

    id: str
    at: datetime | date
    title: str
    place: str
    text: str
    lasts: timedelta = LASTS  # of what stands at a moment


def ics(meeting: Meeting, title: str, link: str, now: datetime) -> bytes:
    """The file of a meeting on the study of that title."""
    return book([Entry(meeting.id, meeting.at, f"Comité de suivi : {title}", meeting.place, f"{meeting.purpose}\n\n{link}", meeting.lasts)], now)


def book(entries: Iterable[Entry], now: datetime) -> bytes:
    """A file with all of them."""
    made = Calendar()
    made.add("prodid", "-//Lozère Développement//Le Studio//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for entry in entries:
        made.add_component(_event(entry, now))
    return made.to_ical()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.id}@studio-lozere")
    event.add("dtstamp", now.astimezone(UTC))
    moment = isinstance(entry.at, datetime)
    start = entry.at.astimezone(UTC) if moment else entry.at
    event.add("dtstart", start)
    event.add("dtend", start + (entry.lasts if moment else timedelta(days=1)))
    event.add("summary", seen(entry.title))
    event.add("location", seen(entry.place))
    event.add("description", seen(entry.text))
    return event
