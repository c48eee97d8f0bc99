"""What a choice makes doubtful: the warnings that the author wrote, and the indicators that leave their plausible values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.card import Indicator
from studies.toolkit.reading.results import Caution
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

NOTHING = 1e-9  # [unit of what is named] what is left of a sum that closes


@dataclass(frozen=True)
class Raised:
    """A warning that a choice raises: the parameter, result or indicator it is on, what is wrong, why, what to change (French sentences)."""

    on: str
    what: str
    why: str
    change: str


def raised(study: Study, outcome: Outcome, reference: Outcome) -> list[Raised]:
    """The warnings that an outcome raises, those of the author first, beginning with what leaves figures without object; differences in their
    sentences are to `reference`."""
    found = []
    for caution in sorted(study.card.warnings, key=lambda caution: not caution.without_object):
        if caution.raised_by(_figure(study, outcome, caution.on)) and _has_object(study, outcome, caution):
            found.append(
                Raised(
                    caution.on, *(narrative.fill(text, outcome, reference, study.parameters) for text in (caution.what, caution.why, caution.change))
                )
            )
    found = _once(found)
    for indicator in study.card.indicators:
        value = outcome.indicators[indicator.id].value
        if indicator.plausible and (value < indicator.plausible[0] or value > indicator.plausible[1]):  # not what is without object
            found.append(_implausible(study, indicator, value, outcome.indicators[indicator.id].unit))
    return found


def _once(found: list[Raised]) -> list[Raised]:
    """Warnings that give the same figures and the same advice as one, which names all that is wrong: three abattoirs that close."""
    together: dict[tuple[str, str], list[Raised]] = {}
    for one in found:
        together.setdefault((one.why, one.change), []).append(one)
    return [replace(alike[0], what=" ".join(one.what for one in alike)) for alike in together.values()]


def _figure(study: Study, outcome: Outcome, name: str) -> float:
    return narrative.measure(name, outcome, study.parameters)[0]


def _has_object(study: Study, outcome: Outcome, caution: Caution) -> bool:
    """Whether something of what a warning speaks of exists in an outcome; always, when it does not say what that is."""
    return not caution.about or any(_figure(study, outcome, name) > NOTHING for name in caution.about)


def _implausible(study: Study, indicator: Indicator, value: float, unit: str) -> Raised:
    source = study.sources[indicator.plausible_source]
    band = french.between(*(units.written(end, unit) for end in indicator.plausible))
    return Raised(
        indicator.id,
        f"{indicator.label} : {units.headline(value, unit)}, hors des valeurs plausibles.",
        f"Valeurs plausibles : {band}, d'après {source.producer}, {source.title}.",
        "Revoir les hypothèses qui comptent le plus pour cet indicateur, avant d'en tirer une conclusion.",
    )


def _bound_faults(bounds: list[float], unit: str, place: str) -> list[Fault]:
    """The bounds [unit] that no value of that unit can reach."""
    known = units.find(unit)
    return [
        Fault(place, f"{bound:g} impossible pour l'unité « {unit} »", known.span) for bound in bounds if not known.lowest <= bound <= known.highest
    ]


def _caution_faults(study: Study, outcome: Outcome, caution: Caution, place: str) -> Iterator[Fault]:
    """What is wrong with a warning; `place` names it without its keys."""
    for key, name in (("on", caution.on), *(("about", name) for name in caution.about)):
        try:
            _, unit = narrative.measure(name, outcome, study.parameters)
        except (KeyError, ValueError, TypeError):
            near = narrative.nearest(name, outcome, study.parameters, form="{}")
            yield Fault(f"{place}.{key})", f"« {name} » ne se lit pas", f"{near}écrire un paramètre, un indicateur ou résultat@année")
        else:
            if key == "on":
                yield from _bound_faults([caution.bound], unit, f"{place}.{'below' if caution.above is None else 'above'})")
    for name in caution.without_object:
        if name.partition("[")[0] not in outcome.data or caution.on not in outcome.data:
            what = f"« {name} » ne peut pas y être sans objet : lui, et « {caution.on} », sont des résultats du modèle"
            yield Fault(f"{place}.without_object)", what, f"choisir parmi : {', '.join(map(str, outcome.data.data_vars))}")
    for key in ("what", "why", "change"):
        yield from narrative.sentence_faults(getattr(caution, key), f"{place}.{key})", outcome, study.parameters)


def faults(study: Study, outcome: Outcome, place: str) -> list[Fault]:
    """What is wrong with the warnings and the plausible values of a card, seen from an outcome: names, dates, bounds, sentences."""
    found = [fault for i, caution in enumerate(study.card.warnings) for fault in _caution_faults(study, outcome, caution, f"{place} (warnings.{i}")]
    for i, indicator in enumerate(study.card.indicators):
        found += _bound_faults(indicator.plausible or [], outcome.indicators[indicator.id].unit, f"{place} (indicators.{i}.plausible)")
    return found
