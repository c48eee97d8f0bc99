"""A scenario written on screen: its lines of scenarios.toml change, comments and the rest stay."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ground.faults import Refused
from studies.publishing.editing import scenarios
from tests.studies.study_changes import good_study

PLACE = "studies/essai/scenarios.toml"
FILE = b"""# Les options du comit\xc3\xa9.
[trend]
title = "Tendanciel"
summary = "Rien ne change."

[help]   # celle de 2026
title = "Aider"
summary = "On aide."

[help.set]
rate = 0.40  # le plafond
year = 2029

[help.why]
rate = "Le plafond."
year = "Deux ans d'\xc3\xa9tudes."
"""


def test_a_value_changes_on_its_line_and_its_comment_stays():
    before = scenarios.read(FILE, PLACE)["help"]
    made = scenarios.changed(FILE, PLACE, "help", replace(before, values={**before.values, "rate": 0.35}))
    assert made == FILE.replace(b"rate = 0.40 ", b"rate = 0.35 ")


def test_what_a_scenario_sets_is_added_with_its_reason_and_taken_out():
    before = scenarios.read(FILE, PLACE)["help"]
    more = replace(before, values={**before.values, "sites": 3.0}, why={**before.why, "sites": "Trois communes."})
    made = scenarios.changed(FILE, PLACE, "help", more)
    assert b"year = 2029\nsites = 3\n" in made
    assert b'\nsites = "Trois communes."\n' in made
    assert scenarios.changed(made, PLACE, "help", before) == FILE


def test_the_reference_may_begin_to_change_something():
    before = scenarios.read(FILE, PLACE)["trend"]
    made = scenarios.changed(FILE, PLACE, "trend", replace(before, values={"rate": 0.1}, why={"rate": "Pour voir."}))
    assert tomllib.loads(made.decode())["trend"]["set"] == {"rate": 0.1}
    assert scenarios.read(made, PLACE)["help"] == scenarios.read(FILE, PLACE)["help"]


@pytest.mark.parametrize("content", [b"[help", b"help = 3", b"\xff"])
def test_a_file_that_is_not_one_of_scenarios_is_refused(content):
    with pytest.raises(Refused):
        scenarios.read(content, PLACE)


def test_nothing_changed_is_said():
    with pytest.raises(Refused, match="rien n'y a changé"):
        scenarios.changed(FILE, PLACE, "help", scenarios.read(FILE, PLACE)["help"])


def test_faults_are_those_of_the_check():
    known = good_study().parameters
    written = scenarios.Written("Essai", "On essaie.", {"imitation": 0.45, "catch_up_rate": 0.8}, {"imitation": "Parce que."})
    told = [fault.fault for fault in scenarios.faults(PLACE, "help", written, known)]
    assert "changement sans raison" in told
    assert scenarios.faults(PLACE, "help", replace(written, values={"imitation": 0.45}), known) == []


TEXTS = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=20)


@given(title=TEXTS, summary=TEXTS, rate=st.floats(-1e12, 1e12), why=TEXTS)
def test_any_title_reason_and_value_come_back_and_the_other_lines_stay(title, summary, rate, why):
    written = scenarios.Written(title, summary, {"rate": rate, "year": 2029}, {"rate": why, "year": "Deux ans d'études."})
    made = scenarios.changed(FILE, PLACE, "help", written)
    assert scenarios.read(made, PLACE)["help"] == written
    assert made.startswith(FILE[: FILE.index(b"[help]   # celle de 2026")])
    assert b"# le plafond" in made
