"""The numbers of a declared figure, as a file and as a table on the page; where they come from."""

from collections.abc import Sequence

import pandas as pd

from data.ground import escaping, french
from pages.parts import provenance
from pages.parts.maps.commune_layers import places
from pages.parts.study.figures import charts
from pages.parts.wide_tables import Cell
from studies.toolkit.reading import units
from studies.toolkit.reading.figures.declared import RANGE, Figure
from studies.toolkit.reading.tables import described
from studies.toolkit.reading.tables.cards import COMMUNE
from studies.toolkit.running.figures import pieces
from studies.toolkit.running.figures.pieces import YEAR, Piece
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

UNKNOWN = "pas de donnée"


def source(study: Study, figure: Figure) -> str:
    """The line under a figure: the model, or the card of its table; what nobody knows of what it shows."""
    if figure.table is None:
        return provenance.of_model(study)
    table = study.tables[figure.table]
    told = described.of_source(table, study.sources) if table.card.computed else f"{provenance.of_source(study.sources[table.card.source])}"
    how = "" if table.card.computed else f", {', '.join(described.obtained(table))}"
    lacking = [] if COMMUNE in table.card.by else charts.unknown(figure, pieces.of_figure(study, figure, study.run().data))
    some = " pour certaines années" if table.card.year is None and figure.year is None else ""
    missing = f" Pas de donnée{some} : {escaping.markdown(french.listed(lacking))}." if lacking else ""
    return f"Source : {told}{how}.{missing} {provenance.TREATMENT}"


def frame(study: Study, figure: Figure, outcome: Outcome) -> pd.DataFrame:
    """What is downloaded: a row a year, a commune or a thing, with the unit of each value."""
    shown = pieces.of_figure(study, figure, outcome.data)
    named = dict(zip(pieces.called(figure, shown), shown, strict=True))
    if _by_commune(shown):
        here = places().sel(commune=shown[0].values[COMMUNE].values)
        rows = {"commune": here.commune.values, "nom": here.name.values}
        return pd.DataFrame(rows | {f"{name} ({piece.unit})": piece.at(figure.year).values for name, piece in named.items()})
    if _by_year(shown, figure):
        return pd.DataFrame(
            {"annee": shown[0].values[YEAR].values} | {f"{name} ({piece.unit})": piece.values.values for name, piece in named.items()}
        )
    rows = [{"nom": name, "valeur": piece.sign * float(piece.at(figure.year)), "unite": piece.unit} for name, piece in named.items()]
    if figure.kind == RANGE:
        ends = charts.ranges(outcome, figure, named).values()
        rows = [{**row, "bas": low, "haut": high} for row, (low, _, high) in zip(rows, ends, strict=True)]
    return pd.DataFrame(rows if figure.year is None else [{**row, "annee": figure.year} for row in rows])


def grid(study: Study, figure: Figure, outcome: Outcome) -> tuple[list[Cell], list[list[Cell]]]:
    """The header and the lines of a table on the page."""
    shown = pieces.of_figure(study, figure, outcome.data)
    if _by_commune(shown):
        names = places().name.sel(commune=shown[0].values[COMMUNE].values).values
        return _columns("Commune", figure, shown), _lines(names, [piece.at(figure.year).values for piece in shown], shown)
    if _by_year(shown, figure):
        dates = [french.end_of_quarter(year) if year % 1 else f"{year:.0f}" for year in shown[0].values[YEAR].values]
        return _columns("Année", figure, shown), _lines(dates, [piece.values.values for piece in shown], shown)
    if all(piece.words for piece in shown) and len({piece.label for piece in shown}) < len(shown):
        return _crossed(figure, shown)
    lines = [
        [Cell(name), Cell(_written(float(piece.at(figure.year)), piece.unit, unit_too=True))]
        for name, piece in zip(pieces.called(figure, shown), shown, strict=True)
    ]
    return [Cell(""), Cell("Valeur")], lines


def _crossed(figure: Figure, shown: Sequence[Piece]) -> tuple[list[Cell], list[list[Cell]]]:
    """A line for each place, a column for each thing."""
    by_label: dict[str, list[Piece]] = {}
    for piece in shown:
        by_label.setdefault(piece.label, []).append(piece)
    heads = [Cell(""), *(Cell(label, under=_unit(of[0].unit)) for label, of in by_label.items())]
    columns = [{piece.words: _written(float(piece.at(figure.year)), piece.unit) for piece in of} for of in by_label.values()]
    words = dict.fromkeys(piece.words for piece in shown)
    return heads, [[Cell(word), *(Cell(column.get(word, "")) for column in columns)] for word in words]


def _columns(first: str, figure: Figure, shown: Sequence[Piece]) -> list[Cell]:
    named = zip(pieces.called(figure, shown), shown, strict=True)
    return [Cell(first), *(Cell(name, under=_unit(piece.unit)) for name, piece in named)]


def _lines(names: Sequence[str], columns: Sequence[Sequence[float]], shown: Sequence[Piece]) -> list[list[Cell]]:
    written = [[_written(float(value), piece.unit) for value in column] for column, piece in zip(columns, shown, strict=True)]
    return [[Cell(str(name)), *(Cell(column[row]) for column in written)] for row, name in enumerate(names)]


def _written(value: float, unit: str, unit_too: bool = False) -> str:
    return UNKNOWN if pd.isna(value) else units.headline(value, unit, unit_too=unit_too)


def _unit(unit: str) -> str:
    return f"en {units.label(unit)}" if units.label(unit) else ""


def _by_commune(shown: Sequence[Piece]) -> bool:
    return COMMUNE in shown[0].values.dims


def _by_year(shown: Sequence[Piece], figure: Figure) -> bool:
    return figure.year is None and YEAR in shown[0].values.dims
