"""What a decision keeps of a study: what the page of a version shows under a scenario on the day of the vote.

    as_shown.shown(store, "pork", 3, "trend")   # headlines, options with their figures, their order on each headline, the answer

All is read from the document of the version, which never changes; no model is run. It is JSON, so that a decision keeps it whole for ever.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from data.ground.faults import Fault, Refused
from data.store.opening import Store
from data.store.writings.versions import Version
from studies.publishing import document, life
from studies.toolkit.reading import units
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

ANSWER = narrative.NEEDED[0]  # the text that answers the question of a study


def shown(store: Store, slug: str, number: int, scenario: str = "") -> dict[str, Any]:
    """What the page of a version shows under a scenario, that of the study first when none is named.

    Refused when there is no such version or when it has not that scenario; raises FaultyStudy when this Studio cannot read it any more.
    """
    version = life.known(store, slug, number)
    study = life.frozen(store, version)
    asked = scenario or study.card.default_scenario
    if asked not in study.scenarios:
        known = ", ".join(f"« {one.title} »" for one in study.scenarios.values())
        raise Refused(Fault(f"version {number} de l'étude {slug}", f"elle n'a pas de scénario « {asked} »", f"choisir parmi : {known}"))
    return of(study, version, asked)


def of(study: Study, version: Version, scenario: str) -> dict[str, Any]:
    """The same of a version whose study is at hand."""
    outcome, base = study.run(scenario), study.run(study.card.reference)
    options = {option.id: study.run(option.scenario).indicators for option in study.card.options}
    return {
        "study": study.slug,
        "title": study.card.title,
        "question": study.card.question,
        "version": version.number,
        "version_digest": version.document,
        "scenario": scenario,
        "scenario_title": study.scenarios[scenario].title,
        "headlines": [document.headline(one) for one in outcome.indicators.values()],
        "options": [
            {"id": one.id, "label": one.title, "scenario": one.scenario, "figures": [document.headline(each) for each in options[one.id].values()]}
            for one in study.card.options
        ],
        "ranking": _ranking(study, options),
        "answer": narrative.fill(study.texts[ANSWER], outcome, base, study.parameters).strip(),
    }


def _ranking(study: Study, options: Mapping[str, Mapping[str, Headline]]) -> dict[str, list[list[str]]]:
    """The order of the options on each headline that has a good side (see `best_first`)."""
    found = {}
    for indicator in study.card.indicators:
        held = {name: headlines[indicator.id] for name, headlines in options.items()}
        if held and next(iter(held.values())).sense:
            found[indicator.id] = best_first(held)
    return found


def best_first(held: Mapping[str, Headline]) -> list[list[str]]:
    """The names of one headline under several options, the best first; those that are written alike stand together."""
    order: Sequence[str] = sorted(held, key=lambda name: -held[name].sense * held[name].value)
    groups: list[list[str]] = []
    for name in order:
        alike = groups and _written(held[groups[-1][0]]) == _written(held[name])
        groups[-1].append(name) if alike else groups.append([name])
    return groups


def _written(one: Headline) -> str:
    return units.headline(one.value, one.unit)
