"""The meetings on the page of the committee, and the levers of those present on the page of the study."""

from datetime import UTC, date, datetime, timedelta
from datetime import time as at_hour

import pytest
from sqlalchemy import event, update

from data.ground import french
from data.store import opening
from data.store.access import CONSOLE
from data.store.permissions import Grant, Role
from data.store.tables import meeting_levers
from data.store.tables import meetings as table
from data.store.writings import meetings, remarks
from data.store.writings.remarks import Pinned, Position, Said
from pages.parts.committee import levers_together as on_screen
from pages.parts.committee import under_way
from pages.parts.committee.desk import HERE
from tests.pages.committee.conftest import ADMINISTRATOR, REVIEWER, SLUG, opened, pressed, somebody, study_page, submitted
from tests.pages.conftest import text_of

DAY = date.today() + timedelta(days=40)
LATER = datetime(2999, 12, 10, 13, 30, tzinfo=UTC)
CALLED = f"committee.{SLUG}.call.0"


def called(purpose: str = "Relire la vitesse d'adoption.") -> str:
    return meetings.call(opening.store(), CONSOLE, SLUG, LATER, "Mende, salle Urbain V", purpose)


def opened_meeting() -> str:
    identifier = called()
    meetings.open_it(opening.store(), CONSOLE, identifier)
    return identifier


def test_the_agency_calls_a_meeting_which_all_its_members_read(site):
    page = opened(site, somebody("Zoé", ADMINISTRATOR), vue="Réunions")
    assert not page.exception
    page.date_input(key=f"{CALLED}.day").set_value(DAY)
    page.time_input(key=f"{CALLED}.time").set_value(at_hour(14, 30))
    page.selectbox(key=f"{CALLED}.lasts").set_value(timedelta(minutes=90))
    page.text_input(key=f"{CALLED}.place").set_value("Mende, salle Urbain V")
    page.text_area(key=f"{CALLED}.purpose").set_value("Relire la vitesse d'adoption.")
    told = text_of(pressed(page, "Convoquer"))
    assert f"Réunion convoquée le {french.day(DAY)} à 14 h 30. La lettre à envoyer est prête, sous « Papier et courriel »" in told
    (kept,) = meetings.of_study(opening.store(), SLUG)
    assert kept.lasts == timedelta(minutes=90)
    assert kept.at.astimezone(HERE).replace(tzinfo=None) == datetime.combine(DAY, at_hour(14, 30))
    assert "Mende, salle Urbain V" in text_of(opened(site, somebody("Aline", REVIEWER), vue="Réunions"))


def test_a_meeting_without_a_place_is_refused_and_what_was_typed_stays(site):
    page = opened(site, somebody("Zoé", ADMINISTRATOR), vue="Réunions")
    page.text_area(key=f"{CALLED}.purpose").set_value("Relire.")
    page = pressed(page, "Convoquer")
    assert "rien n'est écrit" in text_of(page)
    assert page.text_area(key=f"{CALLED}.purpose").value == "Relire."
    assert meetings.of_study(opening.store(), SLUG) == []


def test_who_does_not_hold_meetings_calls_and_opens_none(site):
    called()
    page = opened(site, somebody("Aline", REVIEWER), vue="Réunions")
    assert {"Convoquer", "Ouvrir la réunion"}.isdisjoint(button.label for button in page.button)


def test_a_meeting_is_opened_then_closed_and_stays_in_the_list(site):
    called()
    page = opened(site, somebody("Zoé", ADMINISTRATOR), vue="Réunions")
    page = pressed(page, "Ouvrir la réunion")
    assert "Réunion ouverte" in text_of(page)
    page = pressed(page, "Clore la réunion")
    assert "1 réunion tenue" in [expander.label.replace("\xa0", " ") for expander in page.expander]


def test_the_agenda_names_what_waits_and_what_nobody_reviewed(site):
    aline = somebody("Aline Vert", REVIEWER)
    pinned = Pinned(SLUG, "v1", "parameter:imitation", "Hypothèse : imitation")
    remarks.give(opening.store(), aline, pinned, Said("Les villages <b>suivent</b>.", Position.LOW, 0.6))
    told = text_of(opened(site, aline, vue="Réunions"))
    assert "1 avis attend une réponse" in told
    assert "Aline Vert" in told
    assert "trop bas" in told
    assert "hypothèses que personne n'a relues" in told


def test_what_changed_since_the_last_meeting_is_told_once_a_version_follows_it(site):
    zoe = somebody("Zoé", ADMINISTRATOR)
    assert "rien à comparer" in text_of(opened(site, zoe, vue="Réunions"))
    submitted()
    meetings.close(opening.store(), CONSOLE, opened_meeting())
    assert "Aucune version n'a été soumise depuis la réunion" in text_of(opened(site, zoe, vue="Réunions"))
    submitted(imitation="0.45")
    told = text_of(opened(site, zoe, vue="Réunions"))
    assert "De la version 1" in told
    assert "1 hypothèse a changé." in told


@pytest.mark.parametrize("grants", [[], [Grant(Role.REVIEWER, "pork")]])
def test_nobody_else_sees_on_the_study_that_a_meeting_is_open(site, grants):
    opened_meeting()
    page = study_page(site, somebody("Omar", *grants) if grants else None)
    assert "Réunion ouverte" not in text_of(page)
    assert not page.toggle


@pytest.mark.parametrize(("grants", "asks"), [([REVIEWER], [SLUG]), ([], [])])
def test_without_a_meeting_a_page_says_nothing_of_it_and_asks_for_one_again_and_again_for_a_member_alone(site, monkeypatch, grants, asks):
    asked = []
    monkeypatch.setattr(under_way, "awaited", asked.append)
    page = study_page(site, somebody("Aline", *grants) if grants else None)
    assert not page.exception
    assert "Réunion ouverte" not in text_of(page)
    assert asked == asks


def test_a_page_without_a_meeting_asks_the_store_for_the_last_row_of_the_journal_and_nothing_else(site):
    called()
    assert under_way.of(SLUG) is None
    asked = []
    event.listen(opening.store().engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    assert under_way.of(SLUG) is None
    begin, only = asked
    assert begin == "BEGIN"
    assert "FROM journal ORDER BY journal.number DESC" in only.replace("\n", "")


def test_a_meeting_is_asked_for_its_revision_alone_while_nobody_moves(site):
    identifier = opened_meeting()
    page = study_page(site, somebody("Aline", REVIEWER))
    read = []
    event.listen(opening.store().engine, "before_cursor_execute", lambda *given: read.append(given[2]))
    page.run()
    assert f"meeting.{identifier}.shows" in page.session_state
    assert not any("meeting_levers" in statement for statement in read)


def test_levers_are_shown_to_the_committee_when_one_agrees_and_no_more_when_one_does_not(site):
    identifier = opened_meeting()
    page = study_page(site, somebody("Aline", REVIEWER))
    assert "personne ne montre encore ses leviers" in text_of(page)
    assert meetings.stands(opening.store(), identifier) == []
    page.toggle(key=f"meeting.{identifier}.shows").set_value(True).run()
    (stand,) = meetings.stands(opening.store(), identifier)
    assert (stand.name, dict(stand.values)) == ("Aline", {})
    slider, name = a_lever(page)
    slider.set_value(slider.max).run()
    on_a_later_second(page, identifier)
    assert dict(meetings.stands(opening.store(), identifier)[0].values) == {name: slider.max}
    page.toggle(key=f"meeting.{identifier}.shows").set_value(False).run()
    assert meetings.stands(opening.store(), identifier) == []


def a_lever(page):
    """The first lever of the side panel, and its name."""
    slider = next(slider for slider in page.slider if ".near." not in slider.key)
    return slider, slider.key.partition(".")[2]


def on_a_later_second(page, identifier: str) -> None:
    """Asks again as the browser does by itself, once a second has gone."""
    sent = page.session_state[f"meeting.{identifier}.sent"]
    page.session_state[f"meeting.{identifier}.sent"] = on_screen.Sent(sent.choice, sent.at - on_screen.LEAST)
    page.run()


def test_a_page_that_was_closed_shows_its_levers_no_more_and_one_that_is_open_shows_them_again(site):
    identifier = opened_meeting()
    page = study_page(site, somebody("Aline", REVIEWER))
    page.toggle(key=f"meeting.{identifier}.shows").set_value(True).run()
    meetings.show_levers(opening.store(), somebody("Bruno", REVIEWER), identifier, "trend", {})
    assert "2 participants montrent leurs leviers" in text_of(page.run())
    with opening.store().counting() as connection:
        connection.execute(update(meeting_levers).values(at=datetime.now(UTC) - meetings.STAYS))
        connection.execute(update(table).values(revision=table.c.revision + 1))
    assert "personne ne montre encore ses leviers" in text_of(page.run())
    sent = page.session_state[f"meeting.{identifier}.sent"]
    page.session_state[f"meeting.{identifier}.sent"] = on_screen.Sent(sent.choice, sent.at - on_screen.AGAIN)
    page.run()
    assert "1 participant montre ses leviers" in text_of(page.run())


def test_the_levers_of_all_are_laid_over_each_other_with_ones_own(site):
    identifier = opened_meeting()
    page = study_page(site, somebody("Aline", REVIEWER))
    slider, name = a_lever(page)
    for who, value in (("Bruno", slider.min), ("Claude", slider.max)):
        meetings.show_levers(opening.store(), somebody(who, REVIEWER), identifier, "trend", {name: value})
    page.run()
    assert "2 participants montrent leurs leviers" in text_of(page)
    (table,) = [html.proto.body for html in page.get("html") if "Les leviers des participants" in html.proto.body]
    assert "moi" in table
    assert "médiane" in table
    assert "déplacé par 2" in table.replace("\xa0", " ")


def test_once_the_meeting_is_closed_the_page_says_nothing_of_it_any_more(site):
    identifier = opened_meeting()
    page = study_page(site, somebody("Aline", REVIEWER))
    meetings.close(opening.store(), CONSOLE, identifier)
    assert "Réunion ouverte" not in text_of(page.run())


def test_the_secretary_sees_the_levers_on_the_page_of_the_committee(site):
    identifier = opened_meeting()
    meetings.show_levers(opening.store(), somebody("Bruno", REVIEWER), identifier, "trend", {"imitation": 0.3})
    page = opened(site, somebody("Zoé", ADMINISTRATOR), vue="Réunions")
    assert "1 participant montre ses leviers" in text_of(page)
    assert any("Les leviers des participants" in html.proto.body for html in page.get("html"))
