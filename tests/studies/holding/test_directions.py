"""Which way each lever moves each headline: declared in effects.csv, held against the model, told when the two differ."""

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from studies import catalog
from studies.toolkit.checking import directions
from studies.toolkit.running import runs
from tests.studies.study_changes import edit

HEAD = "lever,indicator,sign,why\n"
TRUE = HEAD + (
    "homes_per_year,saved_energy_2037,+,\nhomes_per_year,public_cost_2037,+,\ngrant,public_cost_2037,+,\n"  # and none on the cost of a saved MWh
)


@pytest.fixture
def folder(root):
    """The template, which has two levers, with the signs that its formulas say."""
    (root / "_template/effects.csv").write_text(TRUE, "utf-8")
    return root / "_template"


def said(folder) -> list[tuple[str, str]]:
    study, faults = catalog.check_folder(folder)
    assert faults == []
    return [(fault.place.removeprefix("studies/_template/"), fault.fault) for fault in directions.faults(study)]


def test_signs_that_the_model_follows_are_said_nothing_of(folder):
    assert said(folder) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "fault"),
    [
        (
            "grant,public_cost_2037,+",
            "grant,public_cost_2037,-",
            "effects.csv (grant, public_cost_2037)",
            "fait baisser, et le modèle le fait monter",
        ),
        ("grant,public_cost_2037,+,\n", "", "effects.csv (grant, public_cost_2037)", "ne le change pas, et le modèle le fait monter"),
        (HEAD, f"{HEAD}grant,saving_cost,+,\n", "effects.csv (grant, saving_cost)", "fait monter, et le modèle ne le change pas"),
        (HEAD, f"{HEAD}lifetime,saving_cost,-,\n", "effects.csv, ligne 2", "« lifetime, saving_cost » : pas un levier et un indicateur"),
        (HEAD, f"{HEAD}grant,saving_cost,?,\n", "effects.csv, ligne 2", "« grant » fait monter puis baisser « saving_cost » sans raison"),
        (HEAD, f"{HEAD}grant,saving_cost,0,\n", "effects.csv, ligne 2 (sign)", "signe « 0 » inconnu"),
    ],
)
def test_a_sign_that_the_model_does_not_follow_is_told(folder, old, new, place, fault):
    edit("effects.csv", old, new)(folder)
    (where, what), *_ = said(folder)
    assert where.startswith(place) and fault in what


def test_a_model_that_turns_round_is_told_to_an_author_who_declared_one_way(folder):
    """More homes than craftsmen can serve, from 300 a year on, save nothing."""
    edit("model.py", '"saved_energy": helped * p.saving_per_home,', '"saved_energy": helped * p.saving_per_home * (p.homes_per_year < 300),')(folder)
    assert ("effects.csv (homes_per_year, saved_energy_2037)", "dit que le levier le fait monter, et le modèle le fait monter puis baisser") in said(
        folder
    )


def test_the_command_writes_the_signs_keeps_the_reasons_and_tells_what_changed(root, told):
    folder = root / "broadband"
    assert told("effects", "broadband")[0] == 0
    written = (folder / "effects.csv").read_text("utf-8")
    assert "final_coverage,subscribers_2031,+,\n" in written
    edit("effects.csv", "final_coverage,subscribers_2031,+,", "final_coverage,subscribers_2031,-,")(folder)
    status, said = told("effects", "broadband")
    assert said.splitlines()[1:] == ["final_coverage sur subscribers_2031 : « - » devient « + »"]
    assert (folder / "effects.csv").read_text("utf-8") == written


def test_both_ways_that_an_author_found_for_a_reason_stay_where_the_settings_tried_show_one(folder):
    edit("effects.csv", "grant,public_cost_2037,+,", "grant,public_cost_2037,?,Au-delà elle ne décide personne.")(folder)
    written = (folder / "effects.csv").read_text("utf-8")
    assert said(folder) == []
    text, changed = directions.table(catalog.check_folder(folder)[0])
    assert sorted(text.splitlines()) == sorted(written.splitlines()) and changed == []


@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_every_lever_of_a_study_goes_the_way_that_its_author_declared(slug):
    study = catalog.get(slug)
    assert (study.folder / directions.NAME).is_file()
    assert [(fault.place, fault.fault) for fault in directions.faults(study)] == []


OPPOSITE = {directions.UP: directions.DOWN, directions.DOWN: directions.UP}


@pytest.mark.nightly
@settings(max_examples=max(settings.default.max_examples // 250, 1), phases=[Phase.generate])
@given(seed=st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_no_lever_goes_against_its_declared_sign_alone_around_any_choice_of_the_others(slug, seed):
    study, random = catalog.get(slug), np.random.default_rng(seed)
    declared = {pair: row.sign for pair, row in directions.read(study)[0].items()}
    scenario = list(study.scenarios)[random.integers(len(study.scenarios))]
    levers = [lever for lever in study.parameters.values() if lever.role == "lever"]
    changes = {lever.id: float(random.uniform(lever.low, lever.high)) for lever in levers if random.random() < directions.MOVED}
    found = directions.moves(study, runs.choices(study, scenario, changes))
    against = [(pair, ways, changes) for pair, ways in found.items() if ways == {OPPOSITE.get(declared.get(pair, ""), "")}]
    assert against == []
