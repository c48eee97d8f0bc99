"""A sitting is called, changed and held; who was there is known to members, and counted for everybody."""

from datetime import timedelta

import pytest

from data.ground.faults import Refused
from data.instances.rules import Attendee, Presence, Quorum, Roll
from data.store.access import PUBLIC, Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings.assembly import agenda, documents, sittings
from data.store.writings.assembly.minutes import Minute
from data.store.writings.assembly.sittings import Call
from data.store.writings.remarks import Attachment
from tests.data.store.conftest import signed_in
from tests.data.store.writings.assembly.conftest import AT, EIGHT, FREE, attend, settled, the_sitting


def test_a_sitting_is_called_once_and_read_by_members(store: Store, zoe: Actor, called: str):
    assert sittings.call(store, zoe, Call("follow_up_committee", AT, " Mende,  salle Urbain V", 12)) == called
    seen = the_sitting(store, signed_in(store, "Aline", Grant(Role.ELECTED, "pork")))
    assert (seen.card.name, seen.place, seen.seats, seen.held_at) == ("Comité de suivi", "Mende, salle Urbain V", 12, None)
    assert sittings.read(store, PUBLIC) == []
    with pytest.raises(Refused, match="votre rôle ne le permet pas"):
        sittings.call(store, signed_in(store, "Bruno", Grant(Role.REVIEWER)), Call("follow_up_committee", AT, "Florac", 12))


def test_a_call_that_cannot_be_kept_is_refused(store: Store, zoe: Actor):
    for said, told in (
        (Call("parliament", AT, "Mende", 12), "pas de carte « parliament »"),
        (Call("general_assembly", AT, "  ", 12), "lieu de la séance"),
        (Call("general_assembly", AT, "Mende", 0), "membres en exercice"),
        (Call("general_assembly", AT, "Me\u202ende", 12), "caractère invisible"),
    ):
        with pytest.raises(Refused, match=told):
            sittings.call(store, zoe, said)
    assert sittings.read(store, zoe) == []


def test_who_is_there_says_whether_they_are_enough(store: Store, zoe: Actor, called: str):
    attend(store, zoe, [*EIGHT, Attendee(" Membre  9 ", presence=Presence.EXCUSED)])
    seen = the_sitting(store, zoe)
    assert seen.roll == Roll(12, present=7, represented=1, excused=1)
    assert (seen.quorum, seen.chair, seen.attendees[-1].name) == (Quorum(needed=6, counted=7), "Membre 1", "Membre 9")
    assert seen.held_at is not None


def test_a_name_is_one_name_however_a_keyboard_composes_its_accents(store: Store, zoe: Actor, called: str):
    members = [Attendee("E\u0300ve"), Attendee("Bruno", presence=Presence.EXCUSED, proxy_to="\u00c8ve")]
    attend(store, zoe, members, chair="E\u0300ve")
    seen = the_sitting(store, zoe)
    assert (seen.chair, [one.name for one in seen.attendees], seen.attendees[1].proxy_to) == ("\u00c8ve", ["\u00c8ve", "Bruno"], "\u00c8ve")


def test_a_list_of_members_that_cannot_be_is_refused_and_the_former_one_stays(store: Store, zoe: Actor, called: str):
    attend(store, zoe, EIGHT)
    with pytest.raises(Refused, match="n'est pas parmi les présents"):
        attend(store, zoe, [Attendee("Aline", presence=Presence.EXCUSED, proxy_to="Bruno")], chair="")
    with pytest.raises(Refused, match="président de séance"):
        attend(store, zoe, EIGHT, chair="Membre 8")
    with pytest.raises(Refused, match="écrire le nom de chaque membre"):
        attend(store, zoe, [Attendee(" ")], chair="")
    assert the_sitting(store, zoe).roll.present == 7


def test_two_people_who_write_at_once_do_not_undo_each_other(store: Store, zoe: Actor, called: str):
    read_before = the_sitting(store, zoe).changed_at
    attend(store, zoe, EIGHT)
    with pytest.raises(Refused, match="quelqu'un l'a modifiée entre-temps"):
        sittings.change(store, zoe, called, read_before, AT + timedelta(days=7), "Florac", 12)
    sittings.change(store, zoe, called, the_sitting(store, zoe).changed_at, AT + timedelta(days=7), "Florac", 14)
    assert (the_sitting(store, zoe).place, the_sitting(store, zoe).seats, the_sitting(store, zoe).roll.present) == ("Florac", 14, 7)


def test_a_sitting_called_by_mistake_is_taken_away_while_nothing_is_on_its_agenda(store: Store, zoe: Actor, called: str):
    item = agenda.add(store, zoe, called, FREE)
    with pytest.raises(Refused, match="son ordre du jour n'est pas vide"):
        sittings.withdraw(store, zoe, called)
    agenda.remove(store, zoe, item)
    documents.join(store, zoe, called, Attachment("ordre.pdf", b"%PDF-1.7"))
    sittings.withdraw(store, zoe, called)
    assert sittings.read(store, zoe) == []
    with pytest.raises(Refused, match="elle n'existe pas"):
        sittings.withdraw(store, zoe, called)


def test_documents_are_read_by_members_and_stay_once_the_minutes_are_settled(store: Store, zoe: Actor, held: str):
    documents.join(store, zoe, held, Attachment("note.pdf", b"%PDF-1.7 premier"))
    documents.join(store, zoe, held, Attachment("note.pdf", b"%PDF-1.7 second"))
    documents.join(store, zoe, held, Attachment("autre.pdf", b"%PDF-1.7"))
    documents.take_away(store, zoe, held, "autre.pdf")
    aline = signed_in(store, "Aline", Grant(Role.ELECTED))
    assert [one.name for one in documents.of(store, aline, held)] == ["note.pdf"]
    assert documents.read(store, aline, held, "note.pdf") == b"%PDF-1.7 second"
    assert (documents.of(store, PUBLIC, held), documents.read(store, PUBLIC, held, "note.pdf")) == ([], None)
    with pytest.raises(Refused, match="fichier de 5,1 Mo [|] 5 Mo au plus"):
        documents.join(store, zoe, held, Attachment("long.pdf", b"x" * 5_000_001))
    settled(store, zoe, held, FREE, Minute("Budget adopté."))
    with pytest.raises(Refused, match="son relevé est arrêté"):
        documents.take_away(store, zoe, held, "note.pdf")


def test_the_public_reads_how_many_were_there_and_not_who(store: Store, zoe: Actor, held: str):
    settled(store, zoe, held, FREE, Minute("Budget adopté."))
    seen = the_sitting(store, PUBLIC)
    assert (seen.attendees, seen.chair, seen.roll.present, seen.roll.represented) == ((), "", 7, 1)
