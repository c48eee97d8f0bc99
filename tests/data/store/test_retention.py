"""What has lasted its time is taken away, and the journal says it; an erased person leaves what she wrote, without her name."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from data.store import journal, people, retention, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import reports, saved, visits
from data.store.writings.saved import Figure
from tests.data.store.conftest import signed_in
from tests.data.store.writers import ABOUT

NOW = datetime.now(UTC)
TABLES = ("people", "roles", "invitations", "sessions", "reports", "saved_scenarios", "visits", "journal")


def count(store: Store, table: str) -> int:
    with store.reading() as connection:
        return connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()


def test_links_and_sessions_go_thirty_days_after_they_ended_and_what_is_in_use_stays(store: Store):
    actor = signed_in(store, "Aline", Grant(Role.REVIEWER))
    people.invite(store, CONSOLE, [Newcomer("Zoé")], [])
    assert retention.sweep(store, CONSOLE, NOW + timedelta(days=29)) == {}
    assert retention.sweep(store, CONSOLE, NOW + timedelta(days=31)) == {"invitations": 1}  # the one that was opened
    assert retention.sweep(store, CONSOLE, NOW + timedelta(days=45)) == {"invitations": 1}  # the one that has expired
    assert signing.person_of(store, actor).name == "Aline"
    assert retention.sweep(store, CONSOLE, NOW + timedelta(days=119)) == {}
    assert retention.sweep(store, CONSOLE, NOW + timedelta(days=121)) == {"sessions": 1}
    assert count(store, "people") == 2


def test_a_session_that_was_ended_goes_thirty_days_later(store: Store):
    signing.sign_out(store, signed_in(store, "Aline", Grant(Role.REVIEWER)), everywhere=False)
    assert retention.sweep(store, CONSOLE, NOW + timedelta(days=31)) == {"invitations": 1, "sessions": 1}


def test_visits_go_after_twenty_five_months(store: Store):
    with store.counting() as connection:
        connection.execute(visits.ADD, [{"day": day, "page": "/", "count": 3} for day in ("2024-10-30", "2024-10-31")])
    assert retention.sweep(store, CONSOLE, datetime(2026, 11, 30, tzinfo=UTC)) == {"visits": 1}
    assert visits.since(store, [date.min]) == [{"/": 3}]


def test_the_journal_tells_what_was_taken_away_and_stays_whole(store: Store):
    signed_in(store, "Aline", Grant(Role.REVIEWER))
    retention.sweep(store, CONSOLE, NOW + timedelta(days=200))
    retention.sweep(store, CONSOLE, NOW + timedelta(days=200))
    with store.reading() as connection:
        assert journal.faults(connection) == []
        told = [(row.action, row.actor, row.facts) for row in journal.rows(connection)]
    assert told[-1] == ("sweep", "console", {"invitations": 1, "sessions": 1})
    assert [action for action, *_ in told].count("sweep") == 1


def test_an_erased_person_leaves_what_she_wrote_and_her_name_nowhere(store: Store):
    people.invite(store, CONSOLE, [Newcomer("Zoé")], [Grant(Role.ADMINISTRATOR)])
    invited = people.invite(store, CONSOLE, [Newcomer("Aline Vert", "Chambre", "aline@exemple.fr")], [Grant(Role.AUTHOR, "pork", date(2999, 1, 1))])[
        0
    ]
    actor = Actor(session=signing.enter(store, invited.token).session)
    signing.note_named(store, Actor(email="aline@exemple.fr", since=NOW))
    identifier = reports.report(store, actor, ABOUT, "Prix de 2019.")
    reports.answer(store, actor, identifier, reports.Status.KEPT, "Prix de 2024.")
    code = saved.save(store, actor, "pork", "v1", "Prix hauts", "base", {}, [Figure("a", "A", "EUR", 1, 0, 2, "1 €", "0 à 2 €")])
    demand = saved.save(store, actor, saved.NO_STUDY, "édition 1", "Atelier", "", {"need": {}}, [])
    people.erase(store, CONSOLE, invited.person.id)
    assert [(report.id, report.text, report.answer) for report in reports.listed(store, CONSOLE)] == [(identifier, "Prix de 2019.", "Prix de 2024.")]
    assert [saved.opened(store, one).title for one in (code, demand)] == ["Prix hauts", "Atelier"]
    with store.reading() as connection:
        everything = str([connection.execute(text(f"SELECT * FROM {table}")).all() for table in TABLES])
    assert not any(word in everything for word in ("Aline", "aline@", "Chambre"))


def test_what_an_identity_provider_said_is_noted_once_each_time_that_it_said_it(store: Store):
    person = people.invite(store, CONSOLE, [Newcomer("Aline", "", "aline@exemple.fr")], [])[0].person.id
    for since in (NOW, NOW, NOW + timedelta(hours=1), NOW):
        signing.note_named(store, Actor(email="Aline@exemple.fr", since=since))
    signing.note_named(store, Actor(email="autre@exemple.fr", since=NOW))
    with store.reading() as connection:
        told = [(row.actor, row.subject, row.facts["by"]) for row in journal.rows(connection) if row.action == "enter"]
    assert told == [(person, person, "fournisseur d'identité")] * 2
