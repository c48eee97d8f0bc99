"""A meeting as a file of calendar (iCalendar, RFC 5545), which every agenda opens. Times are in universal time: each agenda shows its own."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from data.store.typed import seen
from data.store.writings.meetings import Meeting

LASTS = timedelta(hours=2)  # a meeting says when it begins, not when it ends
MEDIA = "text/calendar"


def ics(meeting: Meeting, title: str, link: str, now: datetime) -> bytes:
    """The file of a meeting on the study of that title. The same meeting keeps its identity: opened again, it takes the place of the former one."""
    event = Event()
    event.add("uid", f"{meeting.id}@studio-lozere")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.at.astimezone(UTC))
    event.add("dtend", (meeting.at + LASTS).astimezone(UTC))
    event.add("summary", seen(f"Comité de suivi : {title}"))
    event.add("location", seen(meeting.place))
    event.add("description", seen(f"{meeting.purpose}\n\n{link}"))
    book = Calendar()
    book.add("prodid", "-//Lozère Développement//Le Studio//FR")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add_component(event)
    return book.to_ical()
