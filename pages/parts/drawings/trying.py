"""The page of a study drawn as its readers may ask for it: under each scenario, then with its levers at their bounds, alone and together.

`python -m studies check` has it done in a process of its own: a page may do anything, and the toolkit knows no page.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from streamlit.testing.v1 import AppTest

from data.ground.faults import Fault
from pages.parts.drawings import without_browser
from studies.toolkit.checking.trials import bounds
from studies.toolkit.running.study import Study


@dataclass(frozen=True)
class Trial:
    """A choice of a reader, and the words that name it; none for the page as it opens."""

    words: str
    scenario: str
    changes: Mapping[str, float]


def trials(study: Study, only_scenarios: bool = False) -> Iterator[Trial]:
    """The page as it opens comes first: when it fails there, nothing else is to be learnt."""
    default = study.card.default_scenario
    yield Trial("", default, {})
    for name in study.scenarios:
        if name != default:
            yield Trial(f" sous le scénario « {name} »", name, {})
    for words, changes in () if only_scenarios else bounds.tried(study):
        yield Trial(f" avec {words}", default, changes)


def faults(study: Study, only_scenarios: bool = False) -> list[Fault]:
    """What the page of a study raises, each line that fails told once, with the first choice that shows it."""
    found: dict[tuple[str, str], Fault] = {}
    drawers: list[str] = []
    for trial in trials(study, only_scenarios):
        page, raised = _drawn(study, trial, drawers)
        for error in raised:
            plain = without_browser.failed(study, error)
            found.setdefault((plain.place, plain.fault), without_browser.failed(study, error, trial.words))
        if raised and not trial.words:
            break
        drawers = drawers or without_browser.closed(page)
    return list(found.values())


def _drawn(study: Study, trial: Trial, drawers: list[str]) -> tuple[AppTest, list[BaseException]]:
    """The page of a new reader who comes by the link of a choice; its drawers are opened once they are known."""
    with without_browser.errors() as raised:
        page = without_browser.alone(study)
        without_browser.visit(page, study, trial.scenario, trial.changes, drawers)
        if not drawers and not raised and (known := without_browser.closed(page)):
            without_browser.visit(page, study, trial.scenario, trial.changes, known)
    return page, raised
