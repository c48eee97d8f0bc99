"""A version shows the figures of its day, whatever changed since: its model, its parameters, what all studies share."""

import json
from pathlib import Path

import numpy as np
import pytest

from data.ground.faults import Refused
from data.store.access import CONSOLE
from data.store.opening import Store
from data.store.writings import drafts
from studies import catalog
from studies.publishing import document, folders, life
from studies.toolkit.errors import BadRequest, FaultyStudy
from studies.toolkit.running import runs
from tests.studies.publishing.conftest import SLUG, headlines, today
from tests.studies.study_changes import append, cell, edit


def frozen(store: Store, number: int = 1):
    return life.frozen(store, life.known(store, SLUG, number))


def test_a_version_gives_back_every_figure_of_every_scenario_to_the_last_bit(store: Store, kept):
    kept()
    here, there = catalog.get(SLUG), frozen(store)
    for scenario in here.scenarios:
        now, then = here.run(scenario), there.run(scenario)
        assert now.indicators == then.indicators
        for name in now.data.data_vars:
            assert np.array_equal(now.data[name].values, then.data[name].values, equal_nan=True), name
            assert now.data[name].dims == then.data[name].dims
        ranges = runs.ranges(here, scenario, ())
        assert all(np.array_equal(ranges.spreads[name], then_sides) for name, then_sides in runs.ranges(there, scenario, ()).spreads.items())


def test_it_keeps_them_when_the_model_changes(store: Store, kept, folder: Path):
    kept()
    before = today()
    edit("model.py", "subscribers = permanent[1] + second[1]", "subscribers = 0.9 * (permanent[1] + second[1])")(folder)
    now = headlines(catalog.read_folder(folder))
    assert now["subscribers_2031"] != before["subscribers_2031"]
    assert headlines(frozen(store)) == before
    assert life.running(store, life.known(store, SLUG, 1)) is None  # levers locked: today's model gives other figures


def test_it_keeps_them_when_a_parameter_changes_and_its_levers_still_move(store: Store, kept, folder: Path):
    kept()
    before = today()
    cell("parameters.csv", "imitation", "value", "0.45")(folder)
    assert headlines(catalog.read_folder(folder), "trend") != headlines(frozen(store), "trend")
    assert headlines(frozen(store)) == before
    alive = life.running(store, life.known(store, SLUG, 1))
    assert headlines(alive) == before
    assert alive.run("trend", imitation=0.5).indicators["subscribers_2031"].value > alive.run("trend").indicators["subscribers_2031"].value


def test_it_keeps_them_when_what_all_studies_share_changes(store: Store, kept, monkeypatch):
    kept()
    before = today()
    fewer = catalog.lozere.dataset().copy()
    fewer["second_homes"] = fewer["second_homes"] * 0.5
    monkeypatch.setattr(catalog.lozere, "dataset", lambda: fewer)
    monkeypatch.setattr(life.lozere, "dataset", lambda: fewer)
    now = headlines(catalog.read_folder(catalog.folder_of(SLUG)))
    assert now["subscribers_2031"] != before["subscribers_2031"]
    assert headlines(frozen(store)) == before


def test_nothing_of_it_is_computed_again(store: Store, kept, monkeypatch):
    kept()
    before = today()
    monkeypatch.setattr(runs, "called", lambda *_: pytest.fail("a model was run"))
    assert headlines(frozen(store)) == before


def test_its_levers_are_locked_and_say_what_to_do(store: Store, kept):
    kept()
    with pytest.raises(BadRequest, match=r"les leviers d'une version figée ne bougent plus \| rejouer ce choix sur la version courante"):
        frozen(store).run("trend", imitation=0.4)


def test_a_version_that_this_studio_cannot_read_says_so_and_its_headlines_stay(store: Store, kept):
    kept()
    content = dict(life.content(store, life.known(store, SLUG, 1)))
    with pytest.raises(FaultyStudy, match="plus récente du Studio"):
        document.study({**content, "format": 99}, Path(), catalog.lozere.dataset())
    with pytest.raises(FaultyStudy, match="ne sait plus la montrer entière"):
        document.study({**content, "card": {"former": True}}, Path(), catalog.lozere.dataset())
    assert document.headlines(content, "trend")[0]["written"]


def test_communes_that_were_joined_since_are_without_a_figure_and_the_others_keep_theirs(store: Store, kept):
    kept()
    content = json.loads(json.dumps(life.content(store, life.known(store, SLUG, 1))))
    codes = content["axes"]["commune"]
    codes[0] = "48999"
    then = document.study(content, Path(), catalog.lozere.dataset()).run("trend").data["take_up_by_commune"]
    now = catalog.get(SLUG).run("trend").data["take_up_by_commune"]
    assert np.isnan(then.values[0]).all()
    assert np.array_equal(then.values[1:], now.values[1:])


def test_a_draft_with_a_fault_is_not_submitted(store: Store, kept, folder: Path):
    held = (folder / "parameters.csv").read_bytes()
    drafts.save(store, CONSOLE, SLUG, "parameters.csv", held, held.replace(b"0.4,0.32,0.52", b"0.9,0.32,0.52"))
    with pytest.raises(Refused, match=r"hors de sa fourchette"):
        kept()


def test_an_assumption_changed_on_screen_moves_known_results_and_is_submitted_all_the_same(store: Store, kept, folder: Path):
    held = (folder / "parameters.csv").read_bytes()
    drafts.save(store, CONSOLE, SLUG, "parameters.csv", held, held.replace(b",0.4,0.32,0.52", b",0.45,0.32,0.52"))
    assert [fault.place for fault in catalog.check_folder(life.draft(store, SLUG).folder)[1]] != []  # cases.csv expects the results of 0.4
    assert life.proved(store, SLUG).faults == []
    assert {fault.place.partition(",")[0] for fault in life.proved(store, SLUG).moved} == {"studies/broadband/cases.csv"}
    assert kept() == 1


def test_cases_that_were_rewritten_on_screen_are_held_to(store: Store, kept, folder: Path):
    held = (folder / "cases.csv").read_bytes()
    wrong = held.decode().replace("0.83", "0.93", 1).encode()
    drafts.save(store, CONSOLE, SLUG, "cases.csv", held, wrong)
    assert any("attendu" in fault.fault for fault in life.faults_of_draft(store, SLUG))


def test_what_the_folder_says_is_compared_without_what_was_changed_on_screen(store: Store, kept, folder: Path):
    kept()
    held = (folder / "text/essential.md").read_bytes()
    drafts.save(store, CONSOLE, SLUG, "text/essential.md", held, held + b"\nUne phrase de plus.\n")
    assert life.changes(store, SLUG, 1, life.FOLDER) == []
    assert [change.kind for change in life.changes(store, SLUG, 1, life.DRAFT)] == ["text"]


def test_a_draft_is_the_folder_with_what_was_changed_on_screen(store: Store, kept, folder: Path):
    held = (folder / "text/essential.md").read_bytes()
    drafts.save(store, CONSOLE, SLUG, "text/essential.md", held, held + b"\nUne phrase de plus.\n")
    assert "Une phrase de plus." in life.draft(store, SLUG).texts["essential"]
    append("text/essential.md", "Pas celle-ci.")(folder)
    assert "Pas celle-ci." not in life.draft(store, SLUG).texts["essential"]
    assert kept() == 1
    assert "Une phrase de plus." in frozen(store).texts["essential"]


def test_a_version_never_runs_code_of_its_own(store: Store, kept, folder: Path):
    kept()
    version = life.known(store, SLUG, 1)
    hostile = {**folders.content_of(folder), "model.py": b"raise SystemExit", "evil.py": b"raise SystemExit"}
    ours = folders.with_our_code(hostile, folder)
    assert ours["model.py"] == (folder / "model.py").read_bytes()
    assert "evil.py" not in ours
    assert life.running(store, version) is not None


@pytest.mark.parametrize("path", ["../out.csv", "/tmp/out.csv", "tables/../../out.csv"])
def test_a_path_that_leaves_the_folder_is_refused(store: Store, path: str):
    with pytest.raises(Refused, match="son chemin sort du dossier"):
        folders.laid(SLUG, {path: b"x"})


def test_a_process_apart_finds_the_study_of_a_version_whose_folder_has_changed_since(store: Store, kept, folder: Path):
    kept()
    cell("parameters.csv", "catch_up_rate", "value", "0.85")(folder)
    alive = life.running(store, life.known(store, SLUG, 1))
    given = catalog.ranges(SLUG, alive.version, "trend", ())
    assert given.headlines == alive.run("trend").indicators
    assert catalog.ranges(SLUG, "0" * 12, "trend", ()) is None


def test_folders_that_were_laid_down_long_ago_are_taken_away_and_laid_again(store: Store, kept, folder: Path):
    kept()
    cell("parameters.csv", "catch_up_rate", "value", "0.85")(folder)
    laid = life.running(store, life.known(store, SLUG, 1)).folder
    assert folders.clean() == 0
    assert folders.clean(age=-1.0) >= 1
    assert not laid.exists()
    assert folders.laid(SLUG, folders.content_of(folder)).is_dir()
