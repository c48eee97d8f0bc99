"""The letters of a meeting and its file of calendar: what it is, when and where, in words that nothing of them can act upon."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from data.store.writings.meetings import Meeting
from studies import catalog
from studies.committee import order
from studies.committee.papers import calendar_file, letters
from studies.committee.papers.letters import Letter
from tests.hostile_texts import TEXTS

AT, LINK = datetime(2026, 12, 10, 13, 30, tzinfo=UTC), "https://studio.exemple.fr/comite?etude=broadband"


def meeting(
    place: str = "Mende, salle Urbain V", purpose: str = "Relire les prix.", at: datetime = AT, lasts: timedelta = timedelta(hours=2)
) -> Meeting:
    return Meeting("ab12", "broadband", at, place, purpose, None, None, 1, 0, lasts)


def plain(letter: Letter) -> Letter:
    """The same with plain spaces."""
    return Letter(*(text.replace("\N{NO-BREAK SPACE}", " ") for text in (letter.subject, letter.text)))


@pytest.fixture(scope="module")
def study():
    return catalog.get("broadband")


def test_the_letter_says_when_where_and_what_for(study):
    letter = plain(letters.convocation(study, meeting(), [], LINK))
    assert letter.subject == f"Réunion du comité de suivi : {study.card.title}, jeudi 10 décembre 2026"
    assert "se réunit jeudi 10 décembre 2026 à 14 h 30, Mende, salle Urbain V. Durée prévue : 2 h." in letter.text
    assert "Relire les prix." in letter.text
    assert LINK in letter.text
    assert f"- {study.parameters[order.names(study)[0]].label}" in letter.text


def test_the_reminder_says_how_far_the_review_is(study):
    text = plain(letters.reminder(study, meeting(), [], LINK)).text
    assert f"0 hypothèse relue sur {len(study.parameters)}" in text
    assert "Aucun avis n'attend de réponse." in text


def test_days_and_hours_are_those_of_france():
    assert letters.day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == "mercredi 1er juillet 2026"
    lengths = [letters.lasting(timedelta(minutes=minutes)).replace("\N{NO-BREAK SPACE}", " ") for minutes in (45, 90, 120)]
    assert lengths == ["45 min", "1 h 30", "2 h"]
    assert letters.hour_of(datetime(2026, 6, 30, 22, 0, tzinfo=UTC)) == "0\N{NO-BREAK SPACE}h"


def test_the_file_of_calendar_reads_back(study):
    (event,) = Calendar.from_ical(calendar_file.ics(meeting(), study.card.title, LINK, AT)).walk("VEVENT")
    assert (event["uid"], event["location"]) == ("ab12@studio-lozere", "Mende, salle Urbain V")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (AT, datetime(2026, 12, 10, 15, 30, tzinfo=UTC))
    assert LINK in event["description"]
    (longer,) = Calendar.from_ical(calendar_file.ics(meeting(lasts=timedelta(minutes=210)), study.card.title, LINK, AT)).walk("VEVENT")
    assert longer.decoded("dtend") == datetime(2026, 12, 10, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_hostile_text_stays_text(study, name):
    text = TEXTS[name] + "\nEND:VEVENT\nBEGIN:VALARM;x,y\\n \u202e$study ${link}"
    hostile = meeting(" ".join(text.split()), text)
    book = Calendar.from_ical(calendar_file.ics(hostile, text, LINK, AT))
    (event,) = book.walk("VEVENT")
    assert book.walk("VALARM") == []
    assert "\u202e" not in event["description"]
    letter = letters.convocation(study, hostile, [], LINK)
    assert "$study ${link}" in letter.text
    assert "\n" not in letter.subject
