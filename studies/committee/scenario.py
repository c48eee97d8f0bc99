"""« Scénario du comité »: the reference of a study with the values of its committee, beside the scenarios that its author named."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from data.ground import french
from studies.toolkit.reading import units
from studies.toolkit.reading.scenarios import MadeScenario
from studies.toolkit.running.study import Study

NAME = "committee"
TITLE = "Scénario du comité"
WHY = "Médiane des valeurs que des membres du comité ont proposées."


def beside(study: Study, medians: Mapping[str, float]) -> Study:
    """The study with the scenario of its committee after its own; the study itself when there is nothing to put in it, or when a version is shown
    without its model."""
    reference = study.scenarios[study.card.reference]
    values = {name: value for name, value in medians.items() if name not in reference.changes}
    if not values or study.answered or NAME in study.scenarios:
        return study
    return _beside(study, tuple(sorted(values.items())))


@lru_cache(maxsize=16)
def _beside(study: Study, values: tuple[tuple[str, float], ...]) -> Study:
    reference = study.scenarios[study.card.reference]
    told = [f"{study.parameters[name].label} : {units.written(value, study.parameters[name].unit)}" for name, value in values]
    made = MadeScenario(
        title=TITLE,
        summary=f"« {reference.title} » avec {french.plural(len(values), 'la valeur', 'les valeurs')} du comité. {' ; '.join(told)}.",
        set={**reference.changes, **dict(values)},
        why={**reference.why, **{name: WHY for name, _ in values}},
        over=study.card.reference,
        added=values,
    )
    return replace(study, scenarios={**study.scenarios, NAME: made})
