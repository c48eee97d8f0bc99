"""What the committee says is kept whole, read by who may read it, answered once; meetings and signatures follow."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from data.ground.faults import Refused
from data.store import journal, own_data, people, signing
from data.store.access import CONSOLE, PUBLIC, Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import discussion, meetings, remarks, sign_offs, versions
from data.store.writings.remarks import Attachment, Pinned, Position, Said, Status
from data.store.writings.sign_offs import Verdict
from data.store.writings.versions import Snapshot
from tests.data.store.conftest import signed_in

LATER = date(2999, 1, 1)
PRICE = Pinned("pork", "abc123", "parameter:feed_price", "Hypothèse : prix de l'aliment")
TOO_LOW = Said("Les contrats de 2025 sont à 340 €/t.", Position.LOW, 340.0, "Chambre d'agriculture, 2025")
MEETING = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)


def member(store: Store, name: str, role: Role = Role.REVIEWER) -> Actor:
    return signed_in(store, name, Grant(role, "pork", LATER if role is Role.AUTHOR else None))


def agency(store: Store) -> Actor:
    return signed_in(store, "Zoé", Grant(Role.ADMINISTRATOR))


def test_a_counter_value_is_kept_with_its_reason_and_its_source(store: Store):
    aline = member(store, "Aline")
    remarks.give(store, aline, PRICE, TOO_LOW)
    (found,) = discussion.of_study(store, member(store, "Bruno"), "pork")
    assert (found.position, found.value, found.parameter, found.source) == (Position.LOW, 340.0, "feed_price", "Chambre d'agriculture, 2025")
    assert found.author == "Aline, relecteur"
    assert found.waits


def test_what_one_said_before_on_the_same_figure_is_replaced_and_stays_in_the_journal(store: Store):
    aline = member(store, "Aline")
    remarks.give(store, aline, PRICE, TOO_LOW)
    remarks.give(store, aline, PRICE, Said("", Position.RIGHT))
    (found,) = discussion.of_study(store, aline, "pork")
    assert (found.position, found.waits) == (Position.RIGHT, False)
    with store.reading() as connection:
        values = [row.facts["value"] for row in journal.rows(connection) if row.action == "give_remark"]
    assert values == [340.0, None]


def test_thirty_members_who_write_together_on_one_assumption_lose_nothing(store: Store):
    members = [member(store, f"Membre {number}") for number in range(30)]
    together = threading.Barrier(30)

    def give(number: int) -> None:
        together.wait()
        remarks.give(store, members[number], PRICE, Said(f"Contrat {number}", Position.LOW, 300.0 + number))

    with ThreadPoolExecutor(30) as threads:
        list(threads.map(give, range(30)))
    found = discussion.of_study(store, member(store, "Autre"), "pork")
    assert sorted(one.value for one in found) == [300.0 + number for number in range(30)]
    assert {one.text for one in found} == {f"Contrat {number}" for number in range(30)}


@pytest.mark.parametrize(
    ("pinned", "said", "where"),
    [
        (PRICE, Said("  "), "raison"),
        (PRICE, Said("x" * 2001, Position.LOW), "raison"),
        (PRICE, Said("Trop cher", None, 12.0), "valeur proposée"),
        (PRICE, Said("", Position.RIGHT, 12.0), "valeur proposée"),
        (PRICE, Said("Infini", Position.HIGH, float("inf")), "valeur proposée"),
        (Pinned("pork", "abc", "paragraph:story.one", "Phrase"), Said("Faux", Position.LOW, 1.0), "avis"),
        (PRICE, Said("ordre\u202einverse", Position.LOW), "raison"),
        (PRICE, Said("ok", source="s" * 501), "source"),
        (PRICE, Said("ok", place="p" * 20_001), "lieu dessiné"),
        (PRICE, Said("ok", attachment=Attachment("a.pdf", b"x" * 5_000_001)), "pièce jointe"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is(store: Store, pinned: Pinned, said: Said, where: str):
    aline = member(store, "Aline")
    with pytest.raises(Refused) as refused:
        remarks.give(store, aline, pinned, said)
    assert refused.value.fault.place == where
    assert discussion.of_study(store, aline, "pork") == []


def test_the_public_reads_what_was_answered_with_names_only_of_who_agreed(store: Store):
    first = remarks.give(store, member(store, "Aline"), PRICE, TOO_LOW)
    named = remarks.give(store, member(store, "Bruno"), PRICE, Said("Trop cher", Position.HIGH, 200.0, named=True))
    remarks.reply(store, member(store, "Carole", Role.AUTHOR), first, "Quel contrat ?")
    assert discussion.of_study(store, PUBLIC, "pork") == []
    remarks.answer(store, agency(store), first, Status.ACCEPTED, "Prix porté à 340 €/t.", in_version=2)
    remarks.answer(store, agency(store), named, Status.REFUSED, "Le prix de 2019 n'a plus cours.")
    one, other = discussion.of_study(store, PUBLIC, "pork")
    assert (one.author, other.author) == ("relecteur", "Bruno, relecteur")
    assert [reply.author for reply in one.replies] == ["auteur"]
    assert (one.status, one.in_version, other.status) == (Status.ACCEPTED, 2, Status.REFUSED)


def test_an_answer_is_given_once(store: Store):
    first = remarks.give(store, member(store, "Aline"), PRICE, TOO_LOW)
    zoe = agency(store)
    remarks.answer(store, zoe, first, Status.REFUSED, "Maintenu.")
    with pytest.raises(Refused, match="déjà refusé"):
        remarks.answer(store, zoe, first, Status.ACCEPTED, "Accepté.", in_version=2)
    with pytest.raises(Refused, match="ne dit pas ce que devient"):
        remarks.answer(store, zoe, first, Status.ACCEPTED, "Accepté.")


def test_a_remark_taken_out_of_sight_leaves_its_place_and_the_reason(store: Store):
    aline = member(store, "Aline")
    first = remarks.give(store, aline, PRICE, Said("Propos déplacés"))
    remarks.hide(store, agency(store), first, "Propos sur une personne")
    (seen,) = discussion.of_study(store, member(store, "Bruno"), "pork")
    assert (seen.text, seen.hidden, seen.author) == ("avis retiré par l'agence", "Propos sur une personne", "membre du comité")
    (moderated,) = discussion.of_study(store, CONSOLE, "pork")
    assert moderated.text == "Propos déplacés"
    with pytest.raises(Refused):
        remarks.hide(store, member(store, "Bruno"), first, "Encore")
    with pytest.raises(Refused, match="plus en vue"):
        remarks.withdraw(store, aline, first)  # it would take the trace away


def test_one_takes_back_only_what_is_ones_own_and_not_answered(store: Store):
    aline = member(store, "Aline")
    first = remarks.give(store, aline, PRICE, TOO_LOW)
    with pytest.raises(Refused, match="autre personne"):
        remarks.withdraw(store, member(store, "Bruno"), first)
    remarks.withdraw(store, aline, first)
    assert discussion.of_study(store, aline, "pork") == []
    with pytest.raises(Refused):
        remarks.reply(store, aline, first, "Trop tard")


def test_an_attachment_is_read_by_who_reads_its_remark(store: Store):
    aline = member(store, "Aline")
    first = remarks.give(store, aline, PRICE, Said("Voir le contrat", attachment=Attachment("contrat.pdf", b"%PDF-1.7")))
    assert discussion.attachment(store, aline, first) == Attachment("contrat.pdf", b"%PDF-1.7")
    assert discussion.attachment(store, PUBLIC, first) is None
    assert discussion.attachment(store, aline, "unknown") is None


def test_a_version_is_not_validated_while_a_remark_waits_for_its_answer(store: Store):
    zoe = agency(store)
    versions.submit(store, zoe, "pork", Snapshot("aaa", "bbb", b"{}", {}), "Première lecture")
    first = remarks.give(store, member(store, "Aline"), PRICE, TOO_LOW)
    remarks.give(store, member(store, "Bruno"), PRICE, Said("", Position.RIGHT))
    with pytest.raises(Refused, match="1 avis du comité attend sa réponse"):
        versions.move(store, zoe, "pork", 1, versions.Status.SUBMITTED, versions.Status.VALIDATED)
    remarks.answer(store, zoe, first, Status.REFUSED, "Maintenu.")
    versions.move(store, zoe, "pork", 1, versions.Status.SUBMITTED, versions.Status.VALIDATED)


def test_a_meeting_is_called_opened_and_closed_once(store: Store):
    zoe = agency(store)
    first = meetings.call(store, zoe, "pork", MEETING, "Mende, salle Urbain V", "Relire les prix.")
    assert meetings.under_way(store, "pork") is None
    meetings.open_it(store, zoe, first)
    assert meetings.under_way(store, "pork").place == "Mende, salle Urbain V"
    other = meetings.call(store, zoe, "pork", MEETING, "Mende", "Autre")
    with pytest.raises(Refused, match="une autre l'est"):
        meetings.open_it(store, zoe, other)
    meetings.close(store, zoe, first)
    with pytest.raises(Refused, match="n'est pas en cours"):
        meetings.close(store, zoe, first)
    with pytest.raises(Refused):
        meetings.call(store, member(store, "Aline"), "pork", MEETING, "Mende", "Sans droit")


def test_a_meeting_lasts_as_long_as_one_says_from_a_minute_to_half_a_day(store: Store):
    zoe = agency(store)
    for lasts, told in ((timedelta(seconds=20), "0 min [|] entre 1 min et 12 h"), (timedelta(hours=13, minutes=30), "810 min")):
        with pytest.raises(Refused, match=told):
            meetings.call(store, zoe, "pork", MEETING, "Mende", "Relire les prix.", lasts)
    meetings.open_it(store, zoe, meetings.call(store, zoe, "pork", MEETING, "Mende", "Relire les prix.", timedelta(minutes=210)))
    assert meetings.under_way(store, "pork").lasts == timedelta(hours=3, minutes=30)


def test_levers_of_those_present_are_seen_by_all_until_the_meeting_ends(store: Store):
    zoe, aline, bruno = agency(store), member(store, "Aline"), member(store, "Bruno")
    meeting = meetings.call(store, zoe, "pork", MEETING, "Mende", "Relire les prix.")
    with pytest.raises(Refused):
        meetings.show_levers(store, aline, meeting, "trend", {"share": 0.2})
    meetings.open_it(store, zoe, meeting)
    before = meetings.revision(store, meeting)
    meetings.show_levers(store, aline, meeting, "trend", {"share": 0.2})
    meetings.show_levers(store, bruno, meeting, "trend", {"share": 0.5})
    meetings.show_levers(store, aline, meeting, "trend", {"share": 0.3})
    assert [(one.name, dict(one.values)) for one in meetings.stands(store, meeting)] == [("Aline", {"share": 0.3}), ("Bruno", {"share": 0.5})]
    assert meetings.revision(store, meeting) == before + 3
    with pytest.raises(Refused):
        meetings.show_levers(store, PUBLIC, meeting, "trend", {})
    meetings.close(store, zoe, meeting)
    assert meetings.stands(store, meeting) == []
    assert meetings.revision(store, meeting) == before + 4  # a page that asks for nothing else learns that it is closed


def test_levers_are_no_more_seen_once_one_takes_them_back(store: Store):
    zoe, aline, bruno = agency(store), member(store, "Aline"), member(store, "Bruno")
    meeting = meetings.call(store, zoe, "pork", MEETING, "Mende", "Relire les prix.")
    meetings.open_it(store, zoe, meeting)
    for actor in (aline, bruno):
        meetings.show_levers(store, actor, meeting, "trend", {"share": 0.2})
    before = meetings.revision(store, meeting)
    meetings.hide_levers(store, aline, meeting)
    meetings.hide_levers(store, aline, meeting)
    meetings.hide_levers(store, PUBLIC, meeting)
    assert [one.name for one in meetings.stands(store, meeting)] == ["Bruno"]
    assert meetings.revision(store, meeting) == before + 1


def test_a_signature_says_in_what_capacity_and_the_last_one_counts(store: Store):
    zoe, aline = agency(store), member(store, "Aline")
    with pytest.raises(Refused, match="n'existe pas"):
        sign_offs.sign(store, aline, "pork", 1, Verdict.FOR, "Chambre d'agriculture")
    versions.submit(store, zoe, "pork", Snapshot("aaa", "bbb", b"{}", {}), "Première lecture")
    with pytest.raises(Refused, match="rien n'est écrit"):
        sign_offs.sign(store, aline, "pork", 1, Verdict.RESERVED, "Chambre d'agriculture")
    sign_offs.sign(store, aline, "pork", 1, Verdict.RESERVED, "Chambre d'agriculture", "Revoir le prix de l'aliment.")
    sign_offs.sign(store, aline, "pork", 1, Verdict.FOR, "Chambre d'agriculture")
    (seen,) = sign_offs.of_study(store, PUBLIC, "pork")
    assert (seen.author, seen.verdict, seen.capacity) == ("relecteur", Verdict.FOR, "Chambre d'agriculture")
    versions.move(store, zoe, "pork", 1, versions.Status.SUBMITTED, versions.Status.CORRECTIONS, "Prix.")
    with pytest.raises(Refused, match="corrections demandées"):
        sign_offs.sign(store, aline, "pork", 1, Verdict.FOR, "Chambre d'agriculture")


def test_one_takes_away_what_one_said_to_the_committee(store: Store):
    zoe, aline = agency(store), member(store, "Aline")
    remarks.give(store, aline, PRICE, TOO_LOW)
    versions.submit(store, zoe, "pork", Snapshot("aaa", "bbb", b"{}", {}), "Première lecture")
    sign_offs.sign(store, aline, "pork", 1, Verdict.AGAINST, "Chambre", "Prix trop bas.")
    person = signing.person_of(store, aline).id
    with store.reading() as connection:
        told = own_data.of_person(connection, person)
    assert [(one["sur"], one["avis"], one["valeur"]) for one in told["avis au comité"]] == [("Hypothèse : prix de l'aliment", "trop bas", 340.0)]
    assert [one["avis"] for one in told["signatures"]] == ["défavorable"]
    people.erase(store, zoe, person)
    assert discussion.of_study(store, CONSOLE, "pork")[0].author == "personne effacée"


def test_what_was_answered_keeps_its_place_when_its_author_gives_another_value(store: Store):
    aline, zoe = member(store, "Aline"), agency(store)
    first = remarks.give(store, aline, PRICE, TOO_LOW)
    remarks.answer(store, zoe, first, Status.ACCEPTED, "Prix porté à 340 €/t.", in_version=2)
    hidden = remarks.give(store, aline, PRICE, Said("Propos déplacés", Position.HIGH, 100.0))
    remarks.hide(store, zoe, hidden, "Propos sur une personne")
    remarks.give(store, aline, PRICE, Said("Encore trop bas", Position.LOW, 360.0))
    assert [one.status for one in discussion.of_study(store, PUBLIC, "pork")] == [Status.ACCEPTED]
    assert [(one.value, one.hidden) for one in discussion.of_study(store, member(store, "Bruno"), "pork")] == [
        (340.0, ""),
        (None, "Propos sur une personne"),
        (360.0, ""),
    ]


def test_a_button_pressed_twice_says_a_thing_once(store: Store):
    aline = member(store, "Aline")
    assert remarks.give(store, aline, PRICE, Said("Et l'eau ?")) == (first := remarks.give(store, aline, PRICE, Said("Et l'eau ?")))
    for text in ("Quelle eau ?", "Quelle eau ?", "Celle du lavage."):
        remarks.reply(store, aline, first, text)
    (found,) = discussion.of_study(store, aline, "pork")
    assert [one.text for one in found.replies] == ["Quelle eau ?", "Celle du lavage."]
    assert len({meetings.call(store, agency(store), "pork", MEETING, "Mende", "Relire les prix.") for _ in range(2)}) == 1


def test_the_reason_of_what_is_hidden_holds_nothing_that_nobody_sees(store: Store):
    first = remarks.give(store, member(store, "Aline"), PRICE, Said("Propos déplacés"))
    with pytest.raises(Refused, match="U\\+202E"):
        remarks.hide(store, agency(store), first, "ordre\u202einverse")


def test_a_remark_that_the_public_read_leaves_its_place_and_the_reason_to_it_too(store: Store):
    zoe = agency(store)
    first, waiting = (remarks.give(store, member(store, name), PRICE, Said(f"Propos de {name}")) for name in ("Aline", "Bruno"))
    remarks.answer(store, zoe, first, Status.REFUSED, "Maintenu.")
    for one in (first, waiting):
        remarks.hide(store, zoe, one, "Propos sur une personne")
    (seen,) = discussion.of_study(store, PUBLIC, "pork")
    assert (seen.id, seen.text, seen.answer, seen.hidden) == (first, "avis retiré par l'agence", "", "Propos sur une personne")


def test_reservations_are_not_dropped_from_a_signature_for(store: Store):
    zoe, aline = agency(store), member(store, "Aline")
    versions.submit(store, zoe, "pork", Snapshot("aaa", "bbb", b"{}", {}), "Première lecture")
    with pytest.raises(Refused, match="n'en porte aucune"):
        sign_offs.sign(store, aline, "pork", 1, Verdict.FOR, "Chambre d'agriculture", "Revoir le prix de l'aliment.")
    assert sign_offs.of_study(store, CONSOLE, "pork") == []
