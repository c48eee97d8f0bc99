"""Actions are followed step by step, former decisions get their outcome, a flag is raised once for each version and answered once."""

from datetime import date, datetime

import pytest

from data.ground.faults import Refused
from data.store.access import PUBLIC, Actor
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings.assembly import actions, agenda, flags, outcomes
from data.store.writings.assembly.actions import Status, Task
from data.store.writings.assembly.flags import Answer
from data.store.writings.assembly.minutes import Minute
from tests.data.store.conftest import signed_in
from tests.data.store.writings.assembly.conftest import FREE, ON_PORK, settled

JUNE, SEPTEMBER = date(2027, 6, 30), date(2027, 9, 30)
MOVED = [{"label": "Valeur nette", "unit": "MEUR", "low": -6.1, "high": 0.6, "new": 1.2, "cause": "Prix de l'aliment"}]


@pytest.fixture
def decision(store: Store, zoe: Actor, held: str) -> str:
    """A settled decision on a study."""
    return settled(store, zoe, held, ON_PORK, Minute("La filière est soutenue.", "Soutenir"))


def moved(store: Store, decision: str) -> datetime:
    """When the only action of a decision was last moved."""
    (found,) = actions.of(store, decision)
    return found.steps[-1].at


def test_an_action_keeps_each_of_its_steps(store: Store, zoe: Actor, decision: str):
    action = actions.add(store, zoe, Task("Réunir les éleveurs", "Aline Vert", JUNE, decision))
    author = signed_in(store, "Ève", Grant(Role.AUTHOR, "pork", date(2999, 1, 1)))
    actions.move(store, author, action, moved(store, decision), Status.UNDER_WAY, SEPTEMBER, "Deux éleveurs absents en juin.")
    known = moved(store, decision)
    actions.move(store, zoe, action, known, Status.DONE, SEPTEMBER, evidence="https://exemple.fr/compte-rendu")
    with pytest.raises(Refused, match="quelqu'un l'a changée entre-temps"):
        actions.move(store, author, action, known, Status.DROPPED, JUNE, "Faute de temps.")
    (found,) = actions.of(store, decision)
    assert [(step.status, step.deadline) for step in found.steps] == [(Status.TO_DO, JUNE), (Status.UNDER_WAY, SEPTEMBER), (Status.DONE, SEPTEMBER)]
    assert (found.status, found.steps[1].reason, found.steps[2].evidence) == (
        Status.DONE,
        "Deux éleveurs absents en juin.",
        "https://exemple.fr/compte-rendu",
    )
    assert found.days_late(date(2027, 12, 1)) == 0


def test_an_action_is_late_from_the_day_after_its_deadline(store: Store, zoe: Actor, decision: str):
    actions.add(store, zoe, Task("Réunir les éleveurs", "Aline Vert", JUNE, decision))
    actions.add(store, zoe, Task("Écrire au préfet", "Bruno Roux", None, decision))
    dated, undated = actions.of(store, decision)
    assert (dated.days_late(JUNE), dated.days_late(date(2027, 7, 10)), undated.days_late(date(2099, 1, 1))) == (0, 10, 0)


def test_an_action_says_what_who_and_why(store: Store, zoe: Actor, decision: str):
    for task, told in (
        (Task(" ", "Aline", JUNE, decision), "écrire ce qui est à faire"),
        (Task("Réunir", " ", JUNE, decision), "dire qui s'en charge"),
        (Task("Réunir", "Aline", JUNE), "elle ne dit pas de quelle décision"),
        (Task("Réunir", "Aline", JUNE, "unknown"), "il n'existe pas"),
    ):
        with pytest.raises(Refused, match=told):
            actions.add(store, zoe, task)
    action = actions.add(store, zoe, Task("Réunir", "Aline", JUNE, decision))
    for to, deadline, told in ((Status.DONE, JUNE, "preuve"), (Status.DROPPED, JUNE, "raison"), (Status.TO_DO, SEPTEMBER, "raison")):
        with pytest.raises(Refused, match=told):
            actions.move(store, zoe, action, moved(store, decision), to, deadline)
    with pytest.raises(Refused, match="votre rôle ne le permet pas"):
        actions.move(store, PUBLIC, action, moved(store, decision), Status.UNDER_WAY, JUNE)


def test_what_the_agency_says_last_of_a_former_decision_counts(store: Store, zoe: Actor):
    outcomes.tell(store, zoe, "2018-memberships", outcomes.Status.LATE, "Quatre adhésions.", "Bilan de 2019")
    outcomes.tell(store, zoe, "2018-memberships", outcomes.Status.KEPT, "Dix adhésions.", "Bilan de 2020")
    with pytest.raises(Refused, match="choisir : tenu"):
        outcomes.tell(store, zoe, "2018-fair", outcomes.Status.UNTOLD, "Rien.", "")
    (found,) = outcomes.read(store).values()
    assert (found.status, found.text, found.source) == (outcomes.Status.KEPT, "Dix adhésions.", "Bilan de 2020")
    actions.add(store, zoe, Task("Retrouver le bilan", "Aline", None, former="2018-memberships"))
    assert [one.former for one in actions.of_former(store)] == ["2018-memberships"]


def test_a_decision_is_flagged_once_for_each_version_and_answered_once(store: Store, zoe: Actor, decision: str):
    assert flags.write(store, zoe, decision, 2, MOVED, {})
    assert not flags.write(store, zoe, decision, 2, MOVED, {})
    assert flags.write(store, zoe, decision, 3, MOVED, {"before": ["a", "b"], "after": ["b", "a"]})
    third, second = flags.of(store, decision)
    assert (second.version, second.moved, second.answer) == (2, MOVED, Answer.WAITING)
    assert third.ranking == {"before": ["a", "b"], "after": ["b", "a"]}
    with pytest.raises(Refused, match="choisir : maintenue"):
        flags.answer(store, zoe, second.id, Answer.WAITING, "Je ne sais pas.")
    with pytest.raises(Refused, match="rien n'est écrit"):
        flags.answer(store, zoe, second.id, Answer.STANDS, " ")
    flags.answer(store, zoe, second.id, Answer.STANDS, "L'écart ne change pas le choix.")
    with pytest.raises(Refused, match="quelqu'un a déjà répondu"):
        flags.answer(store, zoe, second.id, Answer.REVIEW, "Encore.")
    assert [(one.version, one.answer) for one in flags.of_all(store, [decision])] == [(3, Answer.WAITING), (2, Answer.STANDS)]


def test_only_a_settled_decision_is_flagged_or_followed(store: Store, zoe: Actor, held: str):
    draft = agenda.add(store, zoe, held, FREE)
    with pytest.raises(Refused, match="il n'existe pas"):
        flags.write(store, zoe, draft, 2, MOVED, {})
    with pytest.raises(Refused, match="la décision n'est pas arrêtée"):
        actions.add(store, zoe, Task("Réunir les éleveurs", "Aline Vert", JUNE, draft))
