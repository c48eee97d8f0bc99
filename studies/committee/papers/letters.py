"""The letters of a committee, ready to copy or to send: the one that calls a meeting, the one that reminds of it. Their words are in the .txt files
beside: a subject on the first line, then the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from string import Template
from zoneinfo import ZoneInfo

from babel.dates import format_date

from data.ground.french import LOCALE, NO_BREAK, counted, number, plural, spaced
from data.store.typed import seen
from data.store.writings.discussion import Remark
from data.store.writings.meetings import Meeting
from studies.committee import order
from studies.toolkit.running.study import Study

HERE = ZoneInfo("Europe/Paris")  # where committees meet
NAMED = 5  # assumptions that a letter names
CALL, REMIND = (Path(__file__).with_name(f"{name}.txt") for name in ("convocation", "reminder"))
ALL_READ = "Toutes les hypothèses ont reçu un avis."


@dataclass(frozen=True)
class Letter:
    """What is sent: its subject on one line, its text."""

    subject: str
    text: str


def convocation(study: Study, meeting: Meeting, remarks: Sequence[Remark], link: str) -> Letter:
    """The letter that calls a meeting; `link` leads to the page of the committee. Raises BadRequest as `order.names` does."""
    return _letter(CALL, study, meeting, remarks, link)


def reminder(study: Study, meeting: Meeting, remarks: Sequence[Remark], link: str) -> Letter:
    """The letter that reminds of it, with what remains to be done. Raises BadRequest as `order.names` does."""
    return _letter(REMIND, study, meeting, remarks, link)


def day_of(at: datetime) -> str:
    """The day of a meeting in words: jeudi 10 décembre 2026, mardi 1er décembre 2026."""
    there = at.astimezone(HERE)
    return f"{format_date(there, 'EEEE', locale=LOCALE)} {'1er' if there.day == 1 else there.day} {format_date(there, 'MMMM y', locale=LOCALE)}"


def hour_of(at: datetime) -> str:
    """The hour of a meeting where it is held: 14 h 30, 9 h, that no line cuts."""
    there = at.astimezone(HERE)
    return NO_BREAK.join([str(there.hour), "h", *([f"{there.minute:02d}"] if there.minute else [])])


def lasting(time: timedelta) -> str:
    """A length in words: 2 h, 1 h 30, 45 min, that no line cuts."""
    hours, minutes = divmod(round(time.total_seconds() / 60), 60)
    return NO_BREAK.join([str(hours), "h", *([f"{minutes:02d}"] if minutes else [])] if hours else [str(minutes), "min"])


def _letter(words: Path, study: Study, meeting: Meeting, remarks: Sequence[Remark], link: str) -> Letter:
    said_of = {remark.parameter for remark in remarks if remark.parameter and not remark.hidden}
    done, whole = order.reviewed(study, said_of)
    waiting = sum(remark.waits for remark in remarks)
    left = [name for name in order.names(study) if name not in said_of][:NAMED]
    values = {
        "study": study.card.title,
        "day": day_of(meeting.at),
        "hour": hour_of(meeting.at),
        "lasts": lasting(meeting.lasts),
        "place": meeting.place,
        "purpose": meeting.purpose,
        "heaviest": "\n".join(f"- {study.parameters[name].label}" for name in left) or ALL_READ,
        "progress": f"{counted(done, 'hypothèse relue', 'hypothèses relues')} sur {number(whole)}",
        "waiting": f"{number(waiting)} avis {plural(waiting, 'attend', 'attendent')} une réponse." if waiting else "Aucun avis n'attend de réponse.",
        "link": link,
    }
    return filled(words, values)


def filled(words: Path, values: Mapping[str, str]) -> Letter:
    """The letter whose words a file holds, with the values that it names."""
    subject, _, text = words.read_text("utf-8").partition("\n")
    safe = {name: seen(value) for name, value in values.items()}  # an order of direction would turn the letter round
    return Letter(spaced(" ".join(Template(subject).substitute(safe).split())), spaced(Template(text).substitute(safe)))
