"""What a value of the committee does to the headlines of a study, and to the places of its options."""

import math
from collections.abc import Mapping, Sequence

from data.ground import french
from pages.parts import prose, provenance, wide_tables
from pages.parts.wide_tables import Cell
from studies.committee.effects import Effect, Places
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.study import Study

NOTHING = "inchangé"


def show(study: Study, effect: Effect, before: str = "Avant", after: str = "après") -> None:
    """Each headline before and after; the assumptions that the scenario sets itself, which nothing moves there."""
    named = {one.id: one.short or one.label for one in study.card.indicators}
    header = [Cell("Chiffre de tête"), Cell(f"{before} → {after}"), Cell("Écart")]
    lines = [_line(named[name], effect.before[name], headline) for name, headline in effect.after.items()]
    wide_tables.show(f"Chiffres de tête : {before} → {after}", header, lines, numbers=True)  # on a phone, it cuts no word
    if effect.held:
        labels = french.listed([f"« {study.parameters[name].label} »" for name in effect.held])
        title = study.scenarios[effect.scenario].title
        provenance.small(f"Le scénario « {title} » fixe lui-même {labels} : la valeur proposée n'y change rien.")


def _line(called: str, before: Headline, after: Headline) -> list[Cell]:
    """The unit stands once, in the last column when something moves; twice when the difference has no object, or is in points."""
    if _same(before, after):
        return [Cell(called), Cell(units.headline(after.value, after.unit)), Cell(NOTHING)]
    unit = after.unit
    (was, now), _ = units.side_by_side(unit, before.value, after.value)
    largest = max(before.value, after.value, key=abs)  # in whose unit both are written
    moves = units.becomes(before.value, after.value, unit) if math.isnan(before.value + after.value) else f"{was} → {now}"
    return [Cell(called), Cell(moves, strong=True), Cell(units.difference(after.value - before.value, unit, beside=largest, unit_too=True))]


def _same(before: Headline, after: Headline) -> bool:
    """Whether a headline has the same value, or has an object neither before nor after."""
    return before.value == after.value or (math.isnan(before.value) and math.isnan(after.value))


def in_a_line(effect: Effect) -> str:
    """The headline that it moves first; the first of all when it moves none."""
    moved = [name for name, headline in effect.after.items() if not _same(effect.before[name], headline)]
    if not moved:
        return "Cette valeur, seule, ne change aucun chiffre de tête."
    before, after = effect.before[moved[0]], effect.after[moved[0]]
    moves = units.becomes(before.value, after.value, after.unit, mark="**")
    largest = max(before.value, after.value, key=abs)
    difference = units.difference(after.value - before.value, after.unit, beside=largest, unit_too=True)
    return f"Avec cette valeur, {french.in_sentence(after.label)} : {moves} ({difference})."


def places(study: Study, found: Sequence[Places]) -> str:
    """Which options change places, by which headline; that none does."""
    titles = {option.id: option.title for option in study.card.options}
    lines = [f"- {words} pour « {one.indicator.short or one.indicator.label} »" for one in found for words in _moves(one, titles)]
    return "\n".join(["Des options changent de place :", "", *lines]) if lines else "Aucune option ne change de place, chiffre par chiffre."


def _moves(one: Places, titles: Mapping[str, str]) -> list[str]:
    named = {"passe devant": [*one.overtaken, *one.left], "rejoint": one.joined}
    return [f"« {titles[first]} » **{verb}** « {titles[other]} »" for verb, pairs in named.items() for first, other in pairs]


def on_options(study: Study, found: Sequence[Places]) -> None:
    """The same, on the page."""
    prose.markdown(places(study, found))
