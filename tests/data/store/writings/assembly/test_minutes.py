"""Minutes are written, submitted to those present, settled: then neither the Studio nor the database lets anybody change them."""

import hashlib
import json
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from data.ground.faults import Refused
from data.instances.rules import Attendee, ChairVote, Result, Vote
from data.store import keeping
from data.store.access import PUBLIC, Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import contents
from data.store.writings.assembly import agenda, decisions, minutes, settled, sittings
from data.store.writings.assembly.agenda import Item
from data.store.writings.assembly.decisions import Recusal, Status
from data.store.writings.assembly.minutes import Minute
from tests.data.store.conftest import signed_in
from tests.data.store.writings.assembly import conftest
from tests.data.store.writings.assembly.conftest import AT, EIGHT, FREE, ON_PORK, SHOWN, attend, the_decision, the_sitting, write

SUPPORTED = Minute(
    "La filière est soutenue.",
    "Soutenir",
    Vote(5, 1, 1),
    [Recusal("Membre 7", "Gérant d'un élevage")],
    "Sous réserve du prix de l'aliment.",
    "Aline Vert",
    date(2027, 6, 30),
)


def test_an_item_on_a_study_needs_the_figures_of_a_version_that_was_kept(store: Store, zoe: Actor, held: str):
    for item, told in (
        (Item(" "), "question"),
        (Item("Quoi ?", ["a", "a"]), "l'une y est deux fois"),
        (Item("Quoi ?", study="pork"), "ce ne sont pas ceux de cette version"),
        (Item("Quoi ?", study="pork", version=2, scenario="trend", shown={**SHOWN, "version": 2}), "l'étude n'a pas de version 2"),
        (Item("Quoi ?", study="pork", shown={"study": "pork", "version": 0, "scenario": ""}), "aucune version figée n'est choisie"),
        (Item("Quoi ?", study="pork", version=1, scenario="trend", shown={**SHOWN, "scenario": "bold"}), "ce ne sont pas ceux de cette version"),
        (Item("Quoi ?", shown=SHOWN), "point libre"),
    ):
        with pytest.raises(Refused, match=told):
            agenda.add(store, zoe, held, item)
    assert decisions.read(store, zoe) == []


def test_the_agenda_keeps_the_order_that_one_gives_it(store: Store, zoe: Actor, held: str):
    first, second = agenda.add(store, zoe, held, FREE), agenda.add(store, zoe, held, ON_PORK)
    agenda.place(store, zoe, second, up=True)
    agenda.place(store, zoe, second, up=True)
    assert [one.id for one in decisions.read(store, zoe, sitting=held)] == [second, first]
    agenda.change(store, zoe, first, Item("Quel budget pour 2028 ?"))
    assert the_decision(store, zoe, first).question == "Quel budget pour 2028 ?"


def test_minutes_that_cannot_be_are_refused_with_the_remedy(store: Store, zoe: Actor, held: str):
    item = agenda.add(store, zoe, held, ON_PORK)
    for said, told in (
        (Minute(" "), "écrire ce qui a été décidé"),
        (Minute("Oui.", vote=Vote(5, 1, 1)), "il manque 1 voix"),
        (Minute("Oui.", vote=Vote(8, 1, 0)), "en retirer 1"),
        (Minute("Oui.", vote=Vote(4, 4, 0)), "sa voix décide"),
        (Minute("Oui.", "Autre", Vote(8, 0, 0)), "n'est pas une option de ce point"),
        (Minute("Oui.", vote=Vote(7, 0, 0), recusals=[Recusal("Inconnue", "Liens")]), "ni parmi les présents ni représenté"),
        (Minute("Oui.", vote=Vote(7, 0, 0), recusals=[Recusal("Membre 7", " ")]), "en écrire la raison"),
        (Minute("Oui.", recusals=[Recusal("Membre 7", "Liens")]), "il n'y a pas eu de vote"),
        (Minute("Oui.", vote=Vote(4, 3, 0, chair=ChairVote.FOR), recusals=[Recusal("Membre 1", "Liens")]), "« Membre 1 » s'est retiré du vote"),
        (Minute("Oui.", vote=Vote(8, 0, 0), deadline=date(2026, 12, 9)), "09/12/2026 est avant la séance"),
    ):
        with pytest.raises(Refused, match=told):
            write(store, zoe, item, said)
    assert the_decision(store, zoe, item).decided == ""


def test_a_vote_needs_somebody_there(store: Store, zoe: Actor, called: str):
    item = agenda.add(store, zoe, called, FREE)
    with pytest.raises(Refused, match="noter d'abord les présents"):
        write(store, zoe, item, Minute("Oui.", vote=Vote(0, 0, 0)))


def test_equal_votes_are_parted_by_the_chair(store: Store, zoe: Actor, held: str):
    item = agenda.add(store, zoe, held, FREE)
    write(store, zoe, item, Minute("Budget adopté.", vote=Vote(4, 4, 0, chair=ChairVote.FOR)))
    assert the_decision(store, zoe, item).result is Result.ADOPTED
    attend(store, zoe, EIGHT, chair="")
    with pytest.raises(Refused, match="n'a pas de président noté"):
        minutes.submit(store, zoe, held)


def test_each_reader_sees_the_minutes_when_they_are_for_her(store: Store, zoe: Actor, held: str):
    aline = signed_in(store, "Aline", Grant(Role.ELECTED))
    item = agenda.add(store, zoe, held, ON_PORK)
    write(store, zoe, item, SUPPORTED)
    assert (decisions.read(store, aline), len(decisions.read(store, zoe))) == ([], 1)
    minutes.submit(store, zoe, held)
    (seen,) = decisions.read(store, aline)
    assert (seen.status, seen.result, seen.recusals[0].name) == (Status.SUBMITTED, Result.ADOPTED, "Membre 7")
    assert decisions.read(store, PUBLIC) == []
    minutes.settle(store, zoe, held)
    (public,) = decisions.read(store, PUBLIC, study="pork")
    assert (public.status, public.vote, public.shown) == (Status.SETTLED, Vote(5, 1, 1, 1), SHOWN)
    assert public.recusals == (Recusal("", "Gérant d'un élevage"),)
    assert decisions.read(store, PUBLIC, study="hydrogen") == []


def test_what_is_changed_after_it_was_submitted_is_submitted_again(store: Store, zoe: Actor, held: str):
    item = agenda.add(store, zoe, held, ON_PORK)
    with pytest.raises(Refused, match="il ne dit pas ce qui a été décidé"):
        minutes.submit(store, zoe, held)
    write(store, zoe, item, SUPPORTED)
    with pytest.raises(Refused, match="1 point est encore en brouillon"):
        minutes.settle(store, zoe, held)
    minutes.submit(store, zoe, held)
    with pytest.raises(Refused, match="déjà soumis"):
        minutes.submit(store, zoe, held)
    with pytest.raises(Refused, match="quelqu'un a modifié ce point"):
        minutes.write(store, zoe, item, AT, SUPPORTED)
    seen = the_sitting(store, zoe)
    sittings.change(store, zoe, held, seen.changed_at, seen.at, seen.place, 7)
    with pytest.raises(Refused, match="8 membres pour 7 sièges"):
        minutes.settle(store, zoe, held)
    sittings.change(store, zoe, held, the_sitting(store, zoe).changed_at, seen.at, seen.place, 12)
    attend(store, zoe, EIGHT[:6])
    with pytest.raises(Refused, match="point 1, retrait du vote"):
        minutes.settle(store, zoe, held)
    attend(store, zoe, EIGHT)
    with pytest.raises(Refused, match="1 point est encore en brouillon"):  # a list of those present is part of what they read
        minutes.settle(store, zoe, held)


def test_a_settled_decision_has_the_digest_of_all_that_was_decided(store: Store, zoe: Actor, held: str):
    item = conftest.settled(store, zoe, held, ON_PORK, SUPPORTED)
    found = the_decision(store, zoe, item)
    with store.reading() as connection:
        kept = contents.read(connection, [found.digest])[found.digest]
    assert hashlib.sha256(kept).hexdigest() == found.digest
    told = json.loads(kept)
    assert told["figures"] == {"study": "pork", "version": 1, "scenario": "trend", "shown": SHOWN}
    assert told["decision"]["result"] == "adoptée"
    assert (told["vote"], told["deadline"]) == ({"for": 5, "against": 1, "abstentions": 1, "chair": ""}, "2027-06-30")
    assert told["recusals"] == [{"name": "Membre 7", "reason": "Gérant d'un élevage"}]
    assert told["sitting"]["attendance"][-1] == ["Membre 8", "élu", "excusé", "Membre 1"]
    assert told["sitting"]["rules"]["quorum"] == "1/2"


def test_a_settled_decision_is_only_added_to(store: Store, zoe: Actor, held: str):
    item = conftest.settled(store, zoe, held, ON_PORK, SUPPORTED)
    before = the_decision(store, zoe, item)
    for change in (
        lambda: write(store, zoe, item, SUPPORTED),
        lambda: agenda.change(store, zoe, item, ON_PORK),
        lambda: agenda.remove(store, zoe, item),
        lambda: attend(store, zoe, [Attendee("Membre 1")]),
        lambda: minutes.settle(store, zoe, held),
    ):
        with pytest.raises(Refused, match="corriger par un ajout daté"):
            change()
    minutes.add(store, zoe, item, "Lire : 30 juin 2028.")
    minutes.add(store, zoe, item, "Lire : 30 juin 2028.")
    after = the_decision(store, PUBLIC, item)
    assert [one.text for one in after.addenda] == ["Lire : 30 juin 2028."]
    assert (after.digest, after.deadline) == (before.digest, date(2027, 6, 30))


def test_the_database_itself_refuses_to_change_what_is_settled(store: Store, zoe: Actor, held: str):
    item = conftest.settled(store, zoe, held, ON_PORK, SUPPORTED)
    minutes.add(store, zoe, item, "Lire : 30 juin 2028.")
    for order in (
        "UPDATE decisions SET decided = 'Non.'",
        "DELETE FROM decisions",
        "UPDATE sittings SET place = 'Florac'",
        "UPDATE attendance SET state = 'absent'",
        "DELETE FROM attendance",
        "UPDATE addenda SET text = 'Rien'",
        "DELETE FROM addenda",
    ):
        with pytest.raises(DBAPIError, match="what is settled does not change"), store.engine.begin() as connection:
            connection.execute(text(order))
    with store.reading() as connection:
        assert settled.faults(connection) == []


def test_what_was_settled_is_the_same_once_a_backup_is_put_back(store: Store, zoe: Actor, held: str, tmp_path):
    item = conftest.settled(store, zoe, held, ON_PORK, SUPPORTED)
    before = the_decision(store, PUBLIC, item)
    with store.reading() as connection:
        keeping.back_up(connection, tmp_path / "copy.zip")
    store.restore(keeping.read(tmp_path / "copy.zip"))
    assert the_decision(store, PUBLIC, item) == before
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text("DELETE FROM decisions"))


def test_a_decision_changed_behind_the_guards_is_told(store: Store, zoe: Actor, held: str):
    item = conftest.settled(store, zoe, held, ON_PORK, SUPPORTED)
    drop = "DROP TRIGGER decisions_keeps_update" if store.engine.dialect.name == "sqlite" else "DROP TRIGGER decisions_keeps_rows ON decisions"
    with store.engine.begin() as connection:
        connection.execute(text(drop))
        connection.execute(text("UPDATE decisions SET votes_for = 6"))
    with store.reading() as connection:
        (fault,) = settled.faults(connection)
    assert fault.place == f"décision {item}"


def test_a_sitting_without_its_quorum_says_so(store: Store, zoe: Actor, held: str):
    attend(store, zoe, EIGHT[:5])
    item = conftest.settled(store, zoe, held, FREE, Minute("Le budget attend.", vote=Vote(5, 0, 0)))
    assert the_decision(store, PUBLIC, item).result is Result.NO_QUORUM
    assert the_sitting(store, PUBLIC).closed_at is not None
    assert [one.id for one in sittings.read(store, PUBLIC)] == [held]
