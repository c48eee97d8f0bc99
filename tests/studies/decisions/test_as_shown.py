"""What a decision keeps of a version: what its page showed that day, and nothing that was computed since."""

import json
from pathlib import Path

import pytest

from data.ground.faults import Refused
from data.store.opening import Store
from studies.decisions import as_shown
from studies.publishing import document, life
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import Headline
from tests.studies.decisions.conftest import SLUG
from tests.studies.study_changes import edit


def test_it_is_what_the_version_kept_and_no_model_is_run(store: Store, root: Path, monkeypatch: pytest.MonkeyPatch):
    edit("model.py", "subscribers = permanent[1] + second[1]", "subscribers = 0.5 * (permanent[1] + second[1])")(root / SLUG)
    monkeypatch.setattr(runs, "called", lambda *_: pytest.fail("a model was run"))
    found = as_shown.shown(store, SLUG, 1, "proactive")
    version = life.known(store, SLUG, 1)
    assert found["headlines"] == document.headlines(life.content(store, version), "proactive")
    assert found["version"] == 1 and found["version_digest"] == version.document
    assert found["scenario_title"] == "Volontariste"
    assert [one["label"] for one in found["options"]][0] == "Ne rien faire de plus\N{NO-BREAK SPACE}: le réseau suffit"
    assert found["options"][0]["figures"] == document.headlines(life.content(store, version), "trend")
    written = next(one["written"] for one in found["headlines"] if one["id"] == "coverage_2031")
    assert f"La fibre atteindrait {written} des logements" in found["answer"] and "{" not in found["answer"]
    assert json.loads(json.dumps(found, allow_nan=False)) == found  # it comes back whole


def test_the_options_stand_best_first_on_each_headline(store: Store):
    ranking = as_shown.shown(store, SLUG, 1)["ranking"]
    assert ranking["without_fibre_2031"] == [["whole_territory"], ["support"], ["network_alone"]]  # fewer is better
    assert ranking["subscribers_2031"] == [["whole_territory"], ["support"], ["network_alone"]]  # more is better


def test_options_that_the_screen_writes_alike_have_the_same_rank():
    jobs = {name: Headline("jobs", "Emplois", "jobs", 1, value, value, value) for name, value in {"a": 27.7, "b": 12, "c": 28.2}.items()}
    assert as_shown.best_first(jobs) == [["c", "a"], ["b"]]  # 28 and 28


def test_without_a_scenario_it_is_the_one_that_the_study_shows_first(store: Store):
    assert as_shown.shown(store, SLUG, 1)["scenario"] == "trend"


@pytest.mark.parametrize(("number", "scenario", "told"), [(2, "", "pas de version 2"), (1, "moon", "elle n'a pas de scénario « moon »")])
def test_what_is_not_kept_is_refused(store: Store, number: int, scenario: str, told: str):
    with pytest.raises(Refused, match=told):
        as_shown.shown(store, SLUG, number, scenario)
