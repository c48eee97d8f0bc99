"""The figures of a saved scenario as they stood, beside those that the study gives today for the same choice."""

import math
from collections.abc import Mapping

from data.ground import escaping, french
from data.store.writings.saved import Figure, Saved
from pages.parts.study.choosing import state
from pages.parts.study.view import Choice
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

GONE, SAME = "n'existe plus", "inchangé"
UNMOVED = "Le même choix donne aujourd'hui les mêmes chiffres."


def of(study: Study, choice: Choice) -> list[Figure]:
    """The headlines of a choice, as they are kept; what is without object in it is no figure."""
    return [_figure(headline) for headline in choice.outcome(study).indicators.values() if not math.isnan(headline.value)]


def _figure(one: Headline) -> Figure:
    written, ranged = units.headline(one.value, one.unit), units.headline_range(one.low, one.high, one.unit)
    return Figure(one.id, one.label, one.unit, one.value, one.low, one.high, written, ranged)


def today(study: Study, kept: Saved) -> Mapping[str, Headline] | None:
    """The headlines of the same choice today; None when the study has no such choice any more, or refuses it."""
    if kept.scenario not in study.scenarios or not set(kept.changes) <= set(study.parameters):
        return None
    try:
        return runs.run(study, kept.scenario, dict(kept.changes)).indicators
    except BadRequest:
        return None


def moved(study: Study, kept: Saved, now: Mapping[str, Headline] | None) -> str:
    """What became of these figures since: the sentence of the banner."""
    if now is None:
        return f"L'étude a changé (version {study.version}) et ne permet plus ce choix : voici les chiffres du jour où il a été enregistré."
    if not has_changed(study, kept, now):
        return UNMOVED
    if not _differ(kept, now):
        return f"L'étude a changé (version {study.version}) : pour ce choix, aucun de ces chiffres n'a bougé."
    return f"L'étude a changé depuis (version {study.version}) : voici les chiffres du jour où ce choix a été enregistré, et ceux d'aujourd'hui."


def has_changed(study: Study, kept: Saved, now: Mapping[str, Headline] | None) -> bool:
    """Whether the study has another version, or gives other figures: a draft moves under the same number."""
    return now is None or study.version != kept.version or _differ(kept, now)


def _differ(kept: Saved, now: Mapping[str, Headline]) -> bool:
    return any(figure.id not in now or now[figure.id].value != figure.value for figure in kept.figures)


def rows(study: Study | None, kept: Saved, now: Mapping[str, Headline] | None) -> list[dict[str, str]]:
    """A line for each headline; the columns of today only when the study has changed."""
    changed = study is not None and now is not None and has_changed(study, kept, now)
    return [_row(figure, now.get(figure.id) if changed else None, changed) for figure in kept.figures]


def _row(figure: Figure, headline: Headline | None, changed: bool) -> dict[str, str]:
    label, written, ranged = escaping.markdown(figure.label), f"**{escaping.markdown(figure.written)}**", escaping.markdown(figure.ranged)
    if not changed:
        return {"Chiffre": label, "Ce jour-là": written, "8 chances sur 10": ranged}
    then = {"Chiffre": label, "Ce jour-là (8 chances sur 10)": f"{written} ({ranged})"}  # three columns, which a phone shows whole
    if headline is None or headline.unit != figure.unit:
        return {**then, "Aujourd'hui (écart)": GONE}
    change = headline.value - figure.value
    moved = units.difference(change, figure.unit, beside=headline.value, unit_too=True) if change else SAME
    return {**then, "Aujourd'hui (écart)": f"{units.headline(headline.value, figure.unit)} ({moved})"}


def chosen(study: Study, kept: Saved) -> str:
    """The scenario and the levers moved, in Markdown."""
    scenario = study.scenarios[kept.scenario].title if kept.scenario in study.scenarios else kept.scenario
    lines = [f"- Scénario « {escaping.markdown(scenario)} »"]
    for name, value in kept.changes.items():
        parameter = study.parameters.get(name)
        told = f"{parameter.label} : {units.written(value, parameter.unit)}" if parameter else f"{name} : {french.number(value)} (ce levier {GONE})"
        lines.append(f"- {escaping.markdown(told)}")
    return "\n".join(lines)


def query(study: Study, kept: Saved) -> dict[str, str]:
    """The parameters of the address of the study that carry this choice."""
    carried = {state.key(study, name): repr(float(value)) for name, value in kept.changes.items() if name in study.parameters}
    if kept.scenario in study.scenarios and kept.scenario != study.card.default_scenario:
        carried[state.key(study, state.SCENARIO)] = kept.scenario
    return carried
