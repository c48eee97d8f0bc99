"""The declared figures of a study that are charts, drawn as the charts of every study are."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

import numpy as np

from pages.parts.charts import alternatives, figures, looks, scale, several
from pages.parts.charts.end_names import on_lines
from pages.parts.charts.house import BLUE, Chart, drawn
from pages.parts.charts.rank_chart import LABEL_WIDTH
from pages.parts.charts.several import Series
from pages.parts.study import scenario_lines
from pages.parts.study.view import View
from studies.toolkit.reading import units
from studies.toolkit.reading.figures.declared import BARS, LINE, RANGE, STACKED, WATERFALL, Figure
from studies.toolkit.running.figures import pieces
from studies.toolkit.running.figures.pieces import YEAR, Piece
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

NAMED_BAR, ABOVE = 60, 34  # [px] of a bar under its name, of the room over the first range for its value
OVER = 1.1  # [share of the height] where the legend of such bars stands, over the first name
T = TypeVar("T")


class Drawn(NamedTuple):
    """A chart and the words that replace it."""

    chart: Chart
    alt: str


def draw(view: View, figure: Figure) -> Drawn:
    """The chart of a figure for the choice of a view."""
    found = pieces.of_figure(view.study, figure, view.outcome.data)
    return KINDS[figure.kind](view, figure, dict(zip(pieces.called(figure, found), found, strict=True)))


def _line(view: View, figure: Figure, shown: Mapping[str, Piece]) -> Drawn:
    unit = next(iter(shown.values())).unit
    words = ". ".join(_in_words(name, piece, figure) for name, piece in shown.items())
    if figure.table is not None:
        return Drawn(several.lines(_series(shown), unit), words)
    if len(shown) == 1:
        (piece,) = shown.values()
        known = _reached(view.study, piece.name, (view.outcome.scenario, *figure.scenarios))
        return Drawn(scenario_lines.compared(view, piece.name, known=known), words)
    before = _series(_named(view.study, figure, view.reference)) if view.outcome is not view.reference else None
    base = view.study.scenarios[view.study.card.reference].title
    return Drawn(several.lines(_series(shown), unit, before, base, extent(view.study, figure)), words)


def _bars(view: View, figure: Figure, shown: Mapping[str, Piece]) -> Drawn:
    first = next(iter(shown.values()))
    if figure.year is None and YEAR in first.values.dims:
        (name,) = shown
        years, values = known_years(first)
        chart = figures.stacked_bars(years, {name: values}, first.unit)
        if figure.table is None and "barmode" in chart["layout"]:  # bars that are all the same lie level, one for all
            held = scale.held(drawn(extent(view.study, figure), first.unit), drawn(values, first.unit))
            chart["layout"]["yaxis"] |= {"range": list(held), "rangemode": None}
        return Drawn(chart, _in_words(name, first, figure))
    here = amounts(shown, figure.year)
    alt = f"{alternatives.in_words(here, first.unit)}."
    if figure.table is not None:
        return Drawn(figures.bars(_on_lines(here), first.unit, height=_height(len(here))), alt)
    base = view.study.scenarios[view.study.card.reference].title
    seen = {title: _groups(view.study, figure, outcome, view.title) for title, outcome in _other_outcomes(view).items()}
    before = (base, _groups(view.study, figure, view.reference, view.title)) if view.outcome is not view.reference else None
    groups = {name: {view.title: value} for name, value in here.items()}
    chart = alternatives.grouped(groups, first.unit, {view.title: BLUE}, extent(view.study, figure)[1], before, list(seen.values()))
    chart["layout"] |= {"height": _height(len(groups), NAMED_BAR), "legend": {**chart["layout"]["legend"], "y": OVER}}
    return Drawn(chart, alt)


def _stacked(view: View, figure: Figure, shown: Mapping[str, Piece]) -> Drawn:
    first = next(iter(shown.values()))
    base = view.study.scenarios[view.study.card.reference].title
    if figure.year is None and YEAR in first.values.dims:
        parts = {name: piece.values.values for name, piece in shown.items()}
        years, alt = first.values[YEAR].values, ". ".join(_in_words(name, piece, figure) for name, piece in shown.items())
        if figure.table is not None:
            return Drawn(figures.stacked_bars(years, parts, first.unit), alt)
        before = sum(piece.values.values for piece in _named(view.study, figure, view.reference).values())
        return Drawn(figures.stacked(years, parts, first.unit, (base, before), known=_highest_pile(view.study, figure)), alt)
    groups = {view.title: amounts(shown, figure.year)}
    if figure.table is None and view.outcome is not view.reference:
        groups[base] = amounts(_named(view.study, figure, view.reference), figure.year)
    elif figure.table is not None:
        groups = {view.study.tables[figure.table].card.title: amounts(shown, figure.year)}
    return Drawn(alternatives.stacked(groups, first.unit), alternatives.groups_in_words(groups, first.unit))


def _waterfall(view: View, figure: Figure, shown: Mapping[str, Piece]) -> Drawn:
    parts, unit = amounts(shown, figure.year), next(iter(shown.values())).unit
    said = alternatives.in_words({**parts, figure.total: sum(parts.values())}, unit)
    return Drawn(figures.waterfall(_on_lines(parts), figure.total, unit), f"{said}.")


def _range(view: View, figure: Figure, shown: Mapping[str, Piece]) -> Drawn:
    unit = next(iter(shown.values())).unit
    found = ranges(view.outcome, figure, shown)
    colours = dict(zip(_on_lines(found), looks.of_surfaces(len(found), alternatives.COLOURS), strict=True))
    said = ". ".join(
        f"{name} : {units.headline(middle, unit)}, {units.headline_range(low, high, unit)}" for name, (low, middle, high) in found.items()
    )
    chart = alternatives.intervals(_on_lines(found), unit, colours)
    chart["data"] = [{**trace, "cliponaxis": False} for trace in chart["data"]]
    chart["layout"]["margin"] = {**chart["layout"]["margin"], "t": ABOVE}
    return Drawn(chart, f"{said}, 8 chances sur 10.")


KINDS: dict[str, Callable[[View, Figure, Mapping[str, Piece]], Drawn]] = {
    LINE: _line,
    BARS: _bars,
    STACKED: _stacked,
    WATERFALL: _waterfall,
    RANGE: _range,
}


def ranges(outcome: Outcome, figure: Figure, shown: Mapping[str, Piece]) -> dict[str, tuple[float, float, float]]:
    """The low, the central and the high value of each piece at the date of a figure [its unit]."""
    found = {}
    for name, piece in shown.items():
        dated = figure.year is not None and YEAR in piece.values.dims
        low, high = outcome.bands[f"{piece.name}@{figure.year:g}" if dated else piece.name]
        found[name] = (float(low), float(piece.at(figure.year)), float(high))
    return found


def amounts(shown: Mapping[str, Piece], year: float | None) -> dict[str, float]:
    """The value of each piece at a date, with its sign; those that nobody knows are left out, and told beside the source."""
    found = {name: piece.sign * float(piece.at(year)) for name, piece in shown.items()}
    return {name: value for name, value in found.items() if not np.isnan(value)}


def unknown(figure: Figure, shown: Sequence[Piece]) -> list[str]:
    """The names of what a figure would show and nobody knows, at its date or at some of its years."""
    return [
        name
        for name, piece in zip(pieces.called(figure, shown), shown, strict=True)
        if np.isnan(np.asarray(piece.at(figure.year).values, dtype=float)).any()
    ]


def known_years(piece: Piece) -> tuple[np.ndarray, np.ndarray]:
    """The years of a series whose value is known, and those values: a bar of nothing would be read as 0."""
    values = piece.values.values.astype(float)
    there = ~np.isnan(values)
    return piece.values[YEAR].values[there], values[there]


def extent(study: Study, figure: Figure) -> tuple[float, float]:
    """The least and the greatest value that a figure has in the named scenarios [its unit]: a lever does not move its axis."""
    return _extent(study, figure.id)


@lru_cache(maxsize=256)
def _extent(study: Study, name: str) -> tuple[float, float]:
    figure = _of_name(study, name)
    values = [piece.at(figure.year).values for scenario in study.scenarios for piece in pieces.of_figure(study, figure, study.run(scenario).data)]
    return float(min(map(np.min, values))), float(max(map(np.max, values)))


def _highest_pile(study: Study, figure: Figure) -> float:
    return _pile(study, figure.id)


@lru_cache(maxsize=256)
def _pile(study: Study, name: str) -> float:
    """The highest whole that a pile reaches in the named scenarios [its unit]."""
    figure = _of_name(study, name)
    return max(float(sum(piece.values for piece in pieces.of_figure(study, figure, study.run(plan).data)).max()) for plan in study.scenarios)


def _of_name(study: Study, name: str) -> Figure:
    return next(figure for figure in study.card.figures if figure.id == name)


def _reached(study: Study, name: str, scenarios: Sequence[str]) -> tuple[float, float]:
    """What a curve with its range reaches in all that stands side by side [unit of the result]."""
    ends = [scenario_lines.reached(study, name, scenario) for scenario in scenarios]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _other_outcomes(view: View) -> dict[str, Outcome]:
    return {view.study.scenarios[name].title: view.study.run(name) for name in scenario_lines.others_than(view)}


def _groups(study: Study, figure: Figure, outcome: Outcome, title: str) -> dict[str, dict[str, float]]:
    """The values of another outcome as bars of the one that has that title: strokes across them."""
    return {name: {title: value} for name, value in amounts(_named(study, figure, outcome), figure.year).items()}


def _named(study: Study, figure: Figure, outcome: Outcome) -> dict[str, Piece]:
    found = pieces.of_figure(study, figure, outcome.data)
    return dict(zip(pieces.called(figure, found), found, strict=True))


def _series(shown: Mapping[str, Piece]) -> dict[str, Series]:
    """Each piece by year; a series with points between two years keeps those of whole years, as all our curves do."""
    found = {}
    for name, piece in shown.items():
        years, values = piece.values[YEAR].values, piece.values.values.astype(float)
        whole = years % 1 == 0 if (years % 1 == 0).any() else np.ones(years.size, dtype=bool)
        found[name] = Series([int(year) if float(year).is_integer() else float(year) for year in years[whole]], values[whole].tolist())
    return found


def _in_words(name: str, piece: Piece, figure: Figure) -> str:
    """Where a series starts and where it ends: a date of the model is a 1 January, a year of a table is that year."""
    years, values = known_years(piece)
    if not years.size:
        return f"{name} : pas de donnée"
    if figure.table is None:
        return figures.in_words(name, years, values, piece.unit)
    first, last = (f"{units.headline(float(values[end]), piece.unit)} ({years[end]:g})" for end in (0, -1))
    return f"{name} : de {first} à {last}"


def _on_lines(named: Mapping[str, T]) -> dict[str, T]:
    """The same under names on several lines: a phone keeps room for the bars."""
    return {on_lines(name, LABEL_WIDTH): value for name, value in named.items()}


def _height(bars: int, each: int = 30) -> int:
    """[px] of level bars: as high as they are many."""
    return max(figures.BARS, 110 + each * bars)
