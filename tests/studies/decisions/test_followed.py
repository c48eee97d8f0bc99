"""What became of a decision: from its actions, from its vote and its deadline, from what a source or the agency says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from data.instances.rules import Result
from data.store.writings.assembly import outcomes
from data.store.writings.assembly.actions import Action, Status, Step
from data.store.writings.assembly.decisions import Decision
from data.store.writings.assembly.outcomes import Outcome
from studies.decisions import followed, former
from studies.decisions.followed import Became, Followed

TODAY = date(2026, 11, 30)
LATER = date(2027, 3, 1)


def action(status: Status, deadline: date | None = None, reason: str = "", evidence: str = "") -> Action:
    return Action("a", "d", "", "Écrire la convention", "Aline", (Step(status, deadline, reason, evidence, "zoe", datetime(2026, 1, 1, tzinfo=UTC)),))


@pytest.mark.parametrize(
    ("actions", "became", "reason"),
    [
        ([action(Status.TO_DO, date(2026, 11, 18))], Became.LATE, "« Écrire la convention » : 12 jours de retard"),
        ([action(Status.UNDER_WAY, date(2026, 11, 29), "L'avocat")], Became.LATE, "« Écrire la convention » : 1 jour de retard ; L'avocat"),
        ([action(Status.TO_DO, LATER), action(Status.DONE)], Became.UNDER_WAY, "1 action close sur 2"),
        ([action(Status.TO_DO)], Became.UNDER_WAY, "0 action close sur 1"),
        ([action(Status.DONE, date(2026, 1, 1), evidence="Signée le 3")], Became.KEPT, "« Écrire la convention » : Signée le 3"),
        ([action(Status.DONE), action(Status.DROPPED, reason="Trop cher")], Became.DROPPED, "« Écrire la convention » ; Trop cher"),
    ],
)
def test_a_decision_with_actions_is_what_they_are(decision: Decision, actions: list[Action], became: Became, reason: str):
    found = followed.of_decision(decision, actions, TODAY)
    assert (found.became, found.reason) == (became, reason)
    assert (found.on, found.instance) == (date(2025, 12, 12), "Assemblée générale")


@pytest.mark.parametrize(
    ("changed", "became", "reason"),
    [
        ({}, Became.UNTOLD, "échéance passée le 30 juin 2026, aucune action suivie"),
        ({"deadline": LATER}, Became.UNDER_WAY, "échéance le 1er mars 2027"),
        ({"deadline": None}, Became.UNTOLD, "aucune action suivie"),
        ({"result": Result.REJECTED}, Became.NOTHING, "rejetée"),
        ({"result": Result.NO_QUORUM}, Became.NOTHING, "pas de quorum"),
    ],
)
def test_without_any_action_it_is_what_was_voted_and_when_it_was_for(decision: Decision, changed: dict, became: Became, reason: str):
    found = followed.of_decision(replace(decision, **changed), [], TODAY)
    assert (found.became, found.reason) == (became, reason)


def test_what_the_agency_says_of_a_former_decision_counts_before_a_source():
    fair = next(one for one in former.undertaken() if one.id == "fair_2019")
    assert followed.of_former(fair, {}).became is Became.UNTOLD
    said = Outcome("fair_2019", outcomes.Status.DROPPED, "Le salon n'a pas eu lieu.", "Compte rendu de 2019", "zoe", datetime(2026, 1, 1, tzinfo=UTC))
    told = followed.of_former(fair, {"fair_2019": said})
    assert (told.became, told.reason, told.source) == (Became.DROPPED, "Le salon n'a pas eu lieu.", "Compte rendu de 2019")


def one(day: date, became: Became) -> Followed:
    return Followed("d", day, "Assemblée générale", "Décidé.", became, "")


def test_last_year_is_the_last_one_in_which_something_was_decided_what_waits_first():
    found = [
        one(date(2026, 6, 1), Became.KEPT),
        one(date(2024, 12, 10), Became.KEPT),
        one(date(2024, 5, 2), Became.LATE),
        one(date(2018, 1, 1), Became.LATE),
    ]
    year, of_it = followed.last_year(found, TODAY)
    assert year == 2024 and [each.became for each in of_it] == [Became.LATE, Became.KEPT]
    assert followed.counted(of_it) == "1 en retard et 1 tenue"
    assert followed.last_year(found[:1], TODAY) == (0, [])
