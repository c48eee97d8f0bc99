"""Settled decisions are compared with each later version that a committee stands for, and flagged once when it moves their figures."""

from pathlib import Path

import pytest

from data.store.access import CONSOLE
from data.store.opening import Store
from data.store.writings.assembly import flags
from data.store.writings.versions import Status
from studies.decisions import watching
from studies.publishing import life
from tests.studies.decisions.conftest import SLUG
from tests.studies.decisions.settled import settled
from tests.studies.study_changes import cell

COVERAGE = "Logements raccordables, fin 2030"


def validated(store: Store, folder: Path, coverage: str) -> list[str]:
    """Submits and validates a version in which fewer homes will ever have the fibre; returns the decisions flagged then."""
    cell("parameters.csv", "final_coverage", "value", coverage)(folder)
    number = life.submit(store, CONSOLE, SLUG, "Une couverture revue")
    return watching.move(store, CONSOLE, SLUG, number, Status.SUBMITTED, Status.VALIDATED)


@pytest.fixture
def decision(store: Store) -> str:
    """A decision on the first version."""
    return settled(store, SLUG, "trend")


def test_a_version_that_moves_a_figure_out_of_its_range_flags_the_decision_with_the_cause(store: Store, decision: str, root: Path, told):
    cell("parameters.csv", "final_coverage", "value", "0.97")(root / SLUG)
    life.submit(store, CONSOLE, SLUG, "Une couverture revue")
    said = told("validate", SLUG, "2")
    assert said == (0, "broadband : version 2, validée par le comité\nà revoir ? 1 décision : voir la page Décisions\n")
    (flag,) = flags.of(store, decision)
    assert flag.version == 2
    moved = {one["label"]: (one["written"], one["now_written"], one["cause"]) for one in flag.moved}
    assert moved[COVERAGE] == ("98,5\N{NO-BREAK SPACE}%", "97\N{NO-BREAK SPACE}%", "Part des logements que la fibre atteindra à la fin")


def test_it_is_flagged_once_for_a_version_and_not_again_for_the_same_figures(store: Store, decision: str, root: Path):
    validated(store, root / SLUG, "0.97")
    assert watching.move(store, CONSOLE, SLUG, 2, Status.VALIDATED, Status.PUBLISHED) == []
    cell("parameters.csv", "final_coverage", "note", "Une note")(root / SLUG)
    life.submit(store, CONSOLE, SLUG, "Une note")
    assert watching.move(store, CONSOLE, SLUG, 3, Status.SUBMITTED, Status.VALIDATED) == []  # says what version 2 said
    assert validated(store, root / SLUG, "0.96") == [decision]
    assert [flag.version for flag in flags.of(store, decision)] == [4, 2]


def test_nothing_is_flagged_by_what_moves_within_its_range_or_by_a_version_that_nobody_stands_for(store: Store, decision: str, root: Path):
    assert validated(store, root / SLUG, "0.9849") == []  # written 98,5 % still
    cell("parameters.csv", "final_coverage", "value", "0.96")(root / SLUG)
    life.submit(store, CONSOLE, SLUG, "Encore")
    assert watching.look(store, CONSOLE, SLUG) == []
    assert watching.move(store, CONSOLE, SLUG, 3, Status.SUBMITTED, Status.CORRECTIONS, "Trop bas") == []
