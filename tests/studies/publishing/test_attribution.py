"""What each change between two versions did to each headline: the lines add up to the whole, whatever was changed."""

import copy
import csv
import io
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.store.access import CONSOLE
from data.store.opening import Store
from data.store.writings import drafts
from studies import catalog
from studies.publishing import attribution, document, folders, life
from studies.toolkit.running import outcome, runs
from tests.studies.publishing.conftest import SLUG
from tests.studies.study_changes import GOOD, cell, edit, good_study


def with_values(folder: Path, values: dict[str, str]) -> bytes:
    """parameters.csv with other values."""
    rows = list(csv.DictReader(io.StringIO((folder / "parameters.csv").read_text("utf-8"))))
    for row in rows:
        row["value"] = values.get(row["id"], row["value"])
    written = io.StringIO()
    writer = csv.DictWriter(written, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def added(found, kind: str) -> dict[str, float]:
    return {term.id: term.added["subscribers_2031"] for term in found.terms if term.kind == kind}


def subscribers(study, scenario: str) -> float:
    answer = runs.simulate(study, runs.choices(study, scenario, {}))
    return outcome.central_headlines(study.card, answer)["subscribers_2031"].value


def test_the_only_change_did_all(store: Store, kept, folder: Path):
    kept()
    drafts.save(store, CONSOLE, SLUG, "parameters.csv", (folder / "parameters.csv").read_bytes(), with_values(folder, {"imitation": "0.45"}))
    before, after = catalog.get(SLUG), life.draft(store, SLUG)
    found = life.effects(store, SLUG, 1, life.DRAFT, "trend")
    assert [term.id for term in found.terms] == ["imitation"]
    assert found.terms[0].added["subscribers_2031"] == subscribers(after, "trend") - subscribers(before, "trend") != 0


def test_nothing_moved_is_said_by_no_line_at_all(store: Store, kept):
    kept()
    assert life.effects(store, SLUG, 1, life.DRAFT, "trend").terms == ()
    assert life.changes(store, SLUG, 1, life.DRAFT) == []


def test_a_change_of_the_model_is_one_line_and_those_of_values_stand_beside_it(store: Store, kept, folder: Path):
    kept()
    edit("model.py", "subscribers = permanent[1] + second[1]", "subscribers = 0.9 * (permanent[1] + second[1])")(folder)
    cell("parameters.csv", "imitation", "value", "0.45")(folder)
    found = life.effects(store, SLUG, 1, life.DRAFT, "trend")
    assert {term.kind for term in found.terms} == {"model", "assumption", "interaction"} or {term.kind for term in found.terms} == {
        "model",
        "assumption",
    }
    assert added(found, "model")["model"] == pytest.approx(-0.1 * found.before["subscribers_2031"], rel=1e-9)
    assert adds_up(found)


def test_a_scenario_that_was_changed_is_a_line_of_that_scenario_alone(store: Store, kept, folder: Path):
    kept()
    edit("scenarios.toml", "imitation = 0.45", "imitation = 0.44")(folder)
    assert [term.kind for term in life.effects(store, SLUG, 1, life.DRAFT, "proactive").terms] == ["scenario"]
    assert life.effects(store, SLUG, 1, life.DRAFT, "trend").terms == ()


def test_when_no_code_gives_the_figures_any_more_the_whole_is_one_line(store: Store, kept, folder: Path):
    kept()
    cell("parameters.csv", "catch_up_rate", "value", "0.85")(folder)
    kept("Une seconde")
    first, last = (life.content(store, life.known(store, SLUG, number)) for number in (1, 2))
    found = attribution.of(first, last, "trend", None, {}, life.of_files)
    assert [term.kind for term in found.terms] == ["together"]
    assert adds_up(found)


def test_a_difference_read_backwards_is_the_same_with_the_other_sign(store: Store, kept, folder: Path):
    kept()
    cell("parameters.csv", "catch_up_rate", "value", "0.85")(folder)
    kept("Une seconde")
    there, back = life.effects(store, SLUG, 1, 2, "trend"), life.effects(store, SLUG, 2, 1, "trend")
    assert added(there, "assumption")["catch_up_rate"] == pytest.approx(-added(back, "assumption")["catch_up_rate"])


def test_each_own_table_that_changed_is_a_line_and_one_that_moves_no_headline_has_none(store: Store, root: Path):
    folder = Path(shutil.copytree(GOOD.parent / "third_places", root / "third_places", ignore=shutil.ignore_patterns("__pycache__")))
    life.submit(store, CONSOLE, "third_places", "Première")
    population, workers = folder / "tables/population.csv", folder / "tables/workers.csv"
    population.write_bytes(population.read_bytes().replace(b"76\xa0520", b"80\xa0000"))
    lines = workers.read_bytes().splitlines(keepends=True)
    workers.write_bytes(b"".join(line.replace(b"\r\n", b"1\r\n") if line.startswith(b"48") else line for line in lines))
    scenario = next(iter(catalog.read_folder(folder).scenarios))
    found = life.effects(store, "third_places", 1, life.DRAFT, scenario)
    moved = {term.label for term in found.terms if term.kind == "table"}
    assert moved == {"Table « Actifs ayant un emploi, par commune de résidence »"}
    assert adds_up(found)


def test_a_headline_without_object_in_one_version_or_absent_from_it_is_told_apart_and_never_left_out(store: Store, kept):
    kept()
    now = life.side(store, SLUG, 1)[0]
    was = copy.deepcopy(now)
    lost, renamed, *_ = was["answers"]["trend"]["headlines"]
    lost |= {"value": None, "written": "sans objet"}
    renamed |= {"id": "former", "label": "Ancien chiffre", "written": "12 M€"}
    found = attribution.of(was, now, "trend", None, {}, lambda files: None)
    first, second = now["answers"]["trend"]["headlines"][:2]
    assert [(one.label, one.before, one.after) for one in found.apart] == [
        (first["label"], "sans objet", first["written"]),
        (second["label"], "absent de cette version", second["written"]),
        ("Ancien chiffre", "12 M€", "absent de cette version"),
    ]
    assert not {first["id"], second["id"], "former"} & found.before.keys()
    back = attribution.turned(found)
    assert [(one.before, one.after) for one in back.apart] == [(one.after, one.before) for one in found.apart]


def test_a_scenario_that_one_of_them_lacks_has_no_lines(store: Store, kept):
    kept()
    assert life.effects(store, SLUG, 1, life.DRAFT, "unknown") is None


def adds_up(found) -> bool:
    """The lines lead from the first figure to the second, to the last digit that a double holds."""
    return all(
        math.isclose(
            math.fsum(term.added[name] for term in found.terms),
            found.after[name] - found.before[name],
            rel_tol=1e-12,
            abs_tol=1e-12 * abs(found.after[name]),
        )
        for name in found.before
    )


MOVED = {name: (one.low, one.high) for name, one in good_study().parameters.items() if one.low is not None}


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(MOVED)), st.floats(0, 1), max_size=6), st.sampled_from(sorted(good_study().scenarios)))
def test_the_lines_add_up_to_the_whole_for_any_values(chosen: dict[str, float], scenario: str):
    study = good_study()
    moved = {name: MOVED[name][0] + share * (MOVED[name][1] - MOVED[name][0]) for name, share in chosen.items()}
    after = replace(study, parameters={name: one.model_copy(update={"value": moved.get(name, one.value)}) for name, one in study.parameters.items()})
    first, last = ({**CONTENT, **rows_of(one, scenario)} for one in (study, after))
    found = attribution.of(first, last, scenario, after, FILES, lambda _: after)
    assert adds_up(found)
    assert len([term for term in found.terms if term.kind == "assumption"]) <= len(moved)


FILES = folders.content_of(good_study().folder)
CONTENT = {"scenarios": {name: one.model_dump(mode="json", by_alias=True) for name, one in good_study().scenarios.items()}}


def rows_of(study, scenario: str) -> dict:
    answer = outcome.central_headlines(study.card, runs.simulate(study, runs.choices(study, scenario, {})))
    return {
        "parameters": [one.model_dump(mode="json") for one in study.parameters.values()],
        "answers": {scenario: {"headlines": [document.headline(one) for one in answer.values()]}},
    }
