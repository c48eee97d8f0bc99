"""A version shows for ever what its page answered to the committee, also when the page computed some of it."""

import re
from pathlib import Path

import pytest

from data.store.opening import Store
from pages.parts.versions import answers
from studies import catalog
from studies.publishing import document, life
from studies.publishing.life import FaultyDraft
from studies.toolkit.checking.trials import page_trial
from tests.studies.publishing.conftest import SLUG
from tests.studies.study_changes import edit


def page_computes(folder: Path, code: str = 'view.number("subscribers@2031")') -> None:
    """Has the page of the study give a number to the answer of its first question."""
    edit("text/questions.md", "Ils ne sont pas si peu :", "{page.ten} abonnés pour dix communes :")(folder)
    edit("page.py", '"few": Shown(show_take_up, still=True)', '"few": Shown(show_take_up, named, still=True)')(folder)
    edit(
        "page.py", "def show(chart", f'def named(view: View) -> dict[str, str]:\n    return {{"ten": str(round({code} / 15.2))}}\n\n\ndef show(chart'
    )(folder)


def test_it_keeps_the_sentences_of_its_page_when_the_model_changes(store: Store, kept, folder: Path):
    page_computes(folder)
    before, faults = page_trial.answers(folder)
    assert not faults and re.match(r"\d{4} abonnés pour dix communes", before["proactive"]["few"])
    kept()
    edit("model.py", "subscribers = permanent[1] + second[1]", "subscribers = 0.9 * (permanent[1] + second[1])")(folder)
    now = catalog.read_folder(folder)
    frozen = life.frozen(store, life.known(store, SLUG, 1))
    for scenario in frozen.scenarios:
        assert now.run(scenario).indicators["subscribers_2031"].value < frozen.run(scenario).indicators["subscribers_2031"].value
        assert frozen.answered[scenario].said == before[scenario]


def test_a_version_of_before_they_were_kept_is_still_read(store: Store, kept, folder: Path):
    kept()
    content = life.content(store, life.known(store, SLUG, 1))
    old = {**content, "format": 1, "answers": {name: {k: v for k, v in one.items() if k != "said"} for name, one in content["answers"].items()}}
    territory = life.lozere.dataset()
    assert document.study(old, folder, territory).answered["trend"].said == {}
    assert set(document.study(content, folder, territory).answered["trend"].said) == {"few", "late"}


def test_a_page_that_cannot_answer_keeps_the_draft_from_being_submitted(store: Store, kept, folder: Path, monkeypatch):
    page_computes(folder, "view.outcome.data.nothing")
    monkeypatch.setattr(page_trial, "answers", answers.asked)  # in this process
    with pytest.raises(FaultyDraft) as refused:
        kept()
    (fault,) = refused.value.faults
    assert re.fullmatch(r"studies/broadband/page\.py, ligne \d+", fault.place)
    assert "nothing" in fault.fault
