"""Links, sessions and roles, checked where the data are."""

import base64
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from data.ground.faults import Refused
from data.store import access, first_start, newcomers, own_data, people, signing
from data.store.access import CONSOLE, PUBLIC, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from tests.data.store.conftest import may, signed_in

LATER = date(2999, 1, 1)
ADMINISTRATOR = Grant(Role.ADMINISTRATOR)


def test_a_link_opens_once_and_a_look_at_it_does_not_open_it(store: Store):
    token = people.invite(store, CONSOLE, [Newcomer("Aline")], [ADMINISTRATOR])[0].token
    assert [signing.shown(store, token).name for _ in range(3)] == ["Aline"] * 3
    entered = signing.enter(store, token)
    assert signing.person_of(store, Actor(session=entered.session)).name == "Aline"
    assert signing.session_of(store, entered.secret) == entered.session
    with pytest.raises(Refused, match="ce lien a déjà servi"):
        signing.enter(store, token)


@pytest.mark.parametrize("token", ["", "x", "é\ud800", "a" * 10_000, "' OR 1=1 --"])
def test_what_is_no_link_opens_nothing(store: Store, token: str):
    with pytest.raises(Refused, match="ce lien n'existe pas"):
        signing.enter(store, token)


def test_a_link_expires_after_two_weeks(store: Store):
    token = people.invite(store, CONSOLE, [Newcomer("Aline")], [ADMINISTRATOR])[0].token
    now = datetime.now(UTC)
    with store.reading() as connection:
        assert access.invited(connection, token, now + timedelta(days=13)).name == "Aline"
        with pytest.raises(Refused, match="ce lien a expiré"):
            access.invited(connection, token, now + timedelta(days=15))


def test_a_session_is_over_after_ninety_days(store: Store):
    actor, now = signed_in(store, "Aline", ADMINISTRATOR), datetime.now(UTC)
    with store.reading() as connection:
        assert access.person_of(connection, actor, now + timedelta(days=89)).name == "Aline"
        assert access.person_of(connection, actor, now + timedelta(days=91)) is None


def test_a_lost_link_is_replaced_by_another(store: Store):
    lost = people.invite(store, CONSOLE, [Newcomer("Aline")], [ADMINISTRATOR])[0]
    found = people.renew_link(store, CONSOLE, lost.person.id)
    with pytest.raises(Refused, match="ou il a été remplacé"):
        signing.enter(store, lost.token)
    ((token, (person, until)),) = signing.in_force(store, [lost.token, found.token, "none"]).items()
    assert (token, person) == (found.token, found.person) and until > datetime.now(UTC)
    assert signing.enter(store, found.token).person.name == "Aline"
    assert signing.in_force(store, [lost.token, found.token]) == {}  # opened


def test_neither_database_nor_backup_holds_a_secret(store: Store, tmp_path: Path):
    token = people.invite(store, CONSOLE, [Newcomer("Aline")], [ADMINISTRATOR])[0].token
    secret = signing.enter(store, token).secret
    with store.reading() as connection:
        for table in ("people", "roles", "invitations", "sessions", "journal"):
            written = str(connection.execute(text(f"SELECT * FROM {table}")).all())
            assert token not in written
            assert secret not in written


def test_a_secret_has_256_random_bits(store: Store):
    tokens = [people.invite(store, CONSOLE, [Newcomer(name)], [ADMINISTRATOR])[0].token for name in ("Aline", "Zoé")]
    secrets = [signing.enter(store, token).secret for token in tokens]
    kept = [base64.urlsafe_b64decode(secret + "=") for secret in (*tokens, *secrets)]
    assert [8 * len(secret) for secret in kept] == [256] * 4
    assert len(set(kept)) == 4


def test_a_session_that_ended_writes_nothing_any_more(store: Store):
    actor, other = signed_in(store, "Aline", ADMINISTRATOR), signed_in(store, "Zoé", ADMINISTRATOR)
    assert signing.sign_out(store, actor, everywhere=True) == 1
    with pytest.raises(Refused, match="il a pris fin"):
        people.invite(store, actor, [Newcomer("Ève")], [ADMINISTRATOR])
    assert may(store, other, "manage_people")


def test_signing_out_of_one_device_leaves_the_other(store: Store):
    actor = signed_in(store, "Aline", ADMINISTRATOR)
    person = signing.person_of(store, actor)
    second = Actor(session=signing.enter(store, people.renew_link(store, CONSOLE, person.id).token).session)
    assert signing.sign_out(store, actor, everywhere=False) == 1
    assert signing.person_of(store, actor) is None
    assert signing.person_of(store, second) == person


def test_closing_an_access_ends_sessions_links_and_roles_at_once(store: Store):
    signed_in(store, "Zoé", ADMINISTRATOR)
    actor = signed_in(store, "Aline", Grant(Role.REVIEWER))
    identifier = signing.person_of(store, actor).id
    waiting = people.renew_link(store, CONSOLE, identifier).token
    people.close_access(store, CONSOLE, identifier)
    assert signing.person_of(store, actor) is None
    with pytest.raises(Refused):
        signing.enter(store, waiting)
    with store.reading() as connection:
        assert access.person(connection, identifier).grants == ()


def test_the_last_administrator_stays(store: Store):
    only = signing.person_of(store, signed_in(store, "Aline", ADMINISTRATOR)).id
    for leave in (people.close_access, people.erase, lambda *who: people.take_back(*who, ADMINISTRATOR)):
        with pytest.raises(Refused, match="ce serait le dernier"):
            leave(store, CONSOLE, only)
    signed_in(store, "Zoé", ADMINISTRATOR)
    people.take_back(store, CONSOLE, only, ADMINISTRATOR)


def test_the_last_administrator_without_a_last_day_gets_none(store: Store):
    only = signing.person_of(store, signed_in(store, "Aline", ADMINISTRATOR)).id
    ending = Grant(Role.ADMINISTRATOR, until=LATER)
    with pytest.raises(Refused, match="le dernier sans dernier jour"):
        people.give(store, CONSOLE, only, ending)
    with store.reading() as connection:
        assert access.person(connection, only).grants == (ADMINISTRATOR,)
    signed_in(store, "Zoé", ADMINISTRATOR)
    people.give(store, CONSOLE, only, ending)


def test_an_erased_person_leaves_no_name_and_the_journal_stays_whole(store: Store):
    signed_in(store, "Zoé", ADMINISTRATOR)
    invited = people.invite(store, CONSOLE, [Newcomer("Aline Vert", "Chambre", "aline@exemple.fr")], [Grant(Role.REVIEWER)])[0]
    people.erase(store, CONSOLE, invited.person.id)
    with store.reading() as connection:
        row = connection.execute(text(f"SELECT name, organisation, email FROM people WHERE id = '{invited.person.id}'")).one()
        assert tuple(row) == ("", "", "")
        assert own_data.who(invited.person.id, {}) == "personne effacée"
        assert "Aline" not in own_data.journal_csv(connection)
    if store.engine.dialect.name == "sqlite":
        folder = Path(store.engine.url.database).parent
        assert not [path.name for path in folder.glob("studio.sqlite*") if b"Aline" in path.read_bytes()]  # nor in the journal of SQLite
    again = people.invite(store, CONSOLE, [Newcomer("Aline Vert", "", "aline@exemple.fr")], [Grant(Role.REVIEWER)])[0]
    assert again.person.id != invited.person.id


def test_studies_of_an_intern_who_leaves_go_to_the_next(store: Store):
    first = people.invite(store, CONSOLE, [Newcomer("Aline")], [Grant(Role.AUTHOR, "pork", LATER), Grant(Role.REVIEWER)])[0].person.id
    second = people.invite(store, CONSOLE, [Newcomer("Zoé")], [])[0].person.id
    assert people.hand_over(store, CONSOLE, first, second, date(2027, 6, 30)) == ["pork"]
    with store.reading() as connection:
        assert access.person(connection, first).grants == (Grant(Role.REVIEWER),)
        assert access.person(connection, second).grants == (Grant(Role.AUTHOR, "pork", date(2027, 6, 30)),)
    with pytest.raises(Refused, match="aucune étude à confier"):
        people.hand_over(store, CONSOLE, first, second, date(2027, 6, 30))


def test_studies_are_not_handed_over_without_a_last_day(store: Store):
    first = people.invite(store, CONSOLE, [Newcomer("Aline")], [Grant(Role.AUTHOR, "pork", LATER)])[0].person.id
    second = people.invite(store, CONSOLE, [Newcomer("Zoé")], [])[0].person.id
    with pytest.raises(Refused, match="dernier jour absent"):
        people.hand_over(store, CONSOLE, first, second, None)
    with pytest.raises(Refused, match="personne n'est choisi"):
        people.hand_over(store, CONSOLE, first, "", LATER)
    with store.reading() as connection:
        assert access.person(connection, first).grants == (Grant(Role.AUTHOR, "pork", LATER),)


@pytest.mark.parametrize("action", ["read_journal", "back_up", "manage_people"])
def test_what_the_agency_alone_reads_is_refused_to_others_at_the_store(store: Store, action: str, caplog):
    reviewer, agency = signed_in(store, "Aline", Grant(Role.REVIEWER)), signed_in(store, "Zoé", ADMINISTRATOR)
    for actor in (PUBLIC, reviewer):
        with pytest.raises(Refused, match="votre rôle ne le permet pas"), store.reading_as(actor, action):
            pass
    assert [(record.event, record.getMessage()) for record in caplog.records] == [("forbidden", f"droit refusé : {action}")] * 2
    with store.reading_as(agency, action) as connection:
        assert len(access.everybody(connection)) == 2
    signing.sign_out(store, agency, everywhere=True)
    with pytest.raises(Refused, match="il a pris fin"), store.reading_as(agency, action):
        pass


def test_somebody_invited_twice_by_the_same_address_is_one_person_with_both_roles(store: Store):
    first = people.invite(store, CONSOLE, [Newcomer("Aline", "", "Aline@Exemple.fr")], [Grant(Role.REVIEWER)])[0]
    second = people.invite(store, CONSOLE, [Newcomer("ALINE", "", "aline@exemple.FR ")], [Grant(Role.ELECTED)])[0]
    assert second.person.id == first.person.id
    assert {grant.role for grant in second.person.grants} == {Role.REVIEWER, Role.ELECTED}


def test_a_known_address_is_not_given_to_another_name_nor_a_link_replaced_without_being_asked(store: Store):
    aline, jean = people.invite(store, CONSOLE, [Newcomer("Aline", "", "a@exemple.fr"), Newcomer("Jean", "Région")], [Grant(Role.REVIEWER)])
    with pytest.raises(Refused, match="déjà l'adresse de Aline"):
        people.invite(store, CONSOLE, [Newcomer("Bob", "", "a@exemple.fr")], [Grant(Role.ELECTED)], again=[aline.person.id])
    listed = [Newcomer("ALINE", "", "A@exemple.fr"), Newcomer("jean"), Newcomer("Jean", "Chambre"), Newcomer("Ève")]
    with store.reading() as connection:
        found = newcomers.among(connection, listed)
    assert found == [aline.person, jean.person, None, None]
    with pytest.raises(Refused, match="quelqu'un vient de l'inviter"):
        people.invite(store, CONSOLE, listed, [Grant(Role.ELECTED)], again=[aline.person.id])
    assert signing.shown(store, jean.token).name == "Jean"  # nothing was replaced
    people.invite(store, CONSOLE, listed, [Grant(Role.ELECTED)], again=[aline.person.id, jean.person.id])
    with store.reading() as connection:
        assert {(one.name, one.organisation) for one in access.everybody(connection)} == {
            ("Aline", ""),
            ("Jean", "Région"),
            ("Jean", "Chambre"),
            ("Ève", ""),
        }
        assert len(access.everybody(connection)) == 4
    with pytest.raises(Refused, match="ou il a été remplacé"):
        signing.shown(store, jean.token)


def test_a_person_whose_access_is_closed_gets_no_link(store: Store):
    signed_in(store, "Zoé", ADMINISTRATOR)
    closed = people.invite(store, CONSOLE, [Newcomer("Aline")], [Grant(Role.REVIEWER)])[0].person.id
    people.close_access(store, CONSOLE, closed)
    with pytest.raises(Refused, match="son accès est fermé"):
        people.renew_link(store, CONSOLE, closed)


def test_forty_people_are_invited_together_or_not_at_all(store: Store):
    forty = [Newcomer(f"Personne {number}", "Région", f"p{number}@exemple.fr") for number in range(40)]
    with pytest.raises(Refused, match="n'est pas une adresse électronique"):
        people.invite(store, CONSOLE, [*forty[:39], Newcomer("Dernière", "", "pas une adresse")], [Grant(Role.REVIEWER)])
    with store.reading() as connection:
        assert access.everybody(connection) == []
    assert len({invited.token for invited in people.invite(store, CONSOLE, forty, [Grant(Role.REVIEWER)])}) == 40


@pytest.mark.parametrize(
    ("grant", "told"),
    [
        (Grant(Role.PUBLIC), "ne se donne pas"),
        (Grant(Role.ADMINISTRATOR, "pork"), "ne se donne pas pour une seule étude"),
        (Grant(Role.AUTHOR, "pork"), "dernier jour absent"),
        (Grant(Role.AUTHOR, "pork", date(2020, 1, 31)), "dernier jour passé : 31/01/2020"),
        (Grant(Role.ADMINISTRATOR, until=date(2020, 1, 31)), "dernier jour passé"),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(store: Store, grant: Grant, told: str):
    with pytest.raises(Refused, match=told):
        people.invite(store, CONSOLE, [Newcomer("Aline")], [grant])


def test_an_identity_provider_s_address_is_the_person_whom_the_agency_invited(store: Store):
    people.invite(store, CONSOLE, [Newcomer("Aline", "", "aline@exemple.fr")], [ADMINISTRATOR])
    assert may(store, Actor(email="Aline@exemple.fr"), "manage_people")
    with pytest.raises(Refused, match="il a pris fin"):
        people.renew_link(store, Actor(email="autre@exemple.fr"), "x")


def test_leaving_all_devices_ends_what_an_identity_provider_said_before(store: Store):
    people.invite(store, CONSOLE, [Newcomer("Aline", "", "aline@exemple.fr")], [ADMINISTRATOR])
    here = datetime.now(UTC)
    first = Actor(email="aline@exemple.fr", since=here - timedelta(minutes=5))
    signing.sign_out(store, first, everywhere=True)
    for actor in (first, Actor(email="aline@exemple.fr")):
        assert signing.person_of(store, actor) is None
    assert signing.person_of(store, Actor(email="aline@exemple.fr", since=here + timedelta(minutes=5))).name == "Aline"


def test_the_first_start_invites_an_administrator_and_the_next_do_not(store: Store):
    invited = first_start.first_administrator(store)
    assert invited.person.grants == (ADMINISTRATOR,)
    assert first_start.first_administrator(store) is None


@pytest.mark.parametrize("name", ["\u3164", "Al\u200bine", "Al\u00adine", "enilA\u202e", "Aline\U000e0041", "Aline\x00"])
def test_a_name_with_what_nobody_sees_is_refused(store: Store, name: str):
    with pytest.raises(Refused, match="invisible") as refused:
        people.invite(store, CONSOLE, [Newcomer(name)], [ADMINISTRATOR])
    assert refused.value.fault.place in ("personne à inviter", "Aline", "enilA")
