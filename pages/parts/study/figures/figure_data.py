"""The numbers of a declared figure, as a file and as a table on the page; where they come from."""

from collections.abc import Callable, Sequence

import pandas as pd

from data.ground import escaping, french
from pages.parts import provenance
from pages.parts.maps.commune_layers import places
from pages.parts.study.figures import charts
from pages.parts.wide_tables import Cell
from studies.toolkit.reading import units
from studies.toolkit.reading.figures import named
from studies.toolkit.reading.figures.declared import RANGE, Figure
from studies.toolkit.reading.tables import described
from studies.toolkit.reading.tables.cards import COMMUNE, DAY, TEXT
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.running.figures import pieces
from studies.toolkit.running.figures.pieces import YEAR, Piece
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

UNKNOWN = "pas de donnée"
HUNDREDTHS = 2  # decimals of what an author gives: surveys are published with fifteen


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
    by_name = dict(zip(pieces.called(figure, shown), shown, strict=True))
    if _by_commune(shown):
        here = places().sel(commune=shown[0].values[COMMUNE].values)
        rows = {"commune": here.commune.values, "nom": here.name.values}
        return pd.DataFrame(rows | {f"{name} ({piece.unit})": piece.at(figure.year).values for name, piece in by_name.items()})
    if _by_year(shown, figure):
        return pd.DataFrame(
            {"annee": shown[0].values[YEAR].values} | {f"{name} ({piece.unit})": piece.values.values for name, piece in by_name.items()}
        )
    rows = [{"nom": name, "valeur": piece.sign * float(piece.at(figure.year)), "unite": piece.unit} for name, piece in by_name.items()]
    if figure.kind == RANGE:
        ends = charts.ranges(outcome, figure, by_name).values()
        rows = [{**row, "bas": low, "haut": high} for row, (low, _, high) in zip(rows, ends, strict=True)]
    return pd.DataFrame(rows if figure.year is None else [{**row, "annee": figure.year} for row in rows])


def grid(study: Study, figure: Figure, outcome: Outcome) -> tuple[list[Cell], list[list[Cell]]]:
    """The header and the lines of a table on the page: results as headlines, what the author observed as it was given."""
    table = study.tables.get(figure.table) if figure.table else None
    if table and not table.card.by:
        return _listed(figure, table)
    write = _as_given if table and not table.card.computed else _written
    shown = pieces.of_figure(study, figure, outcome.data)
    if _by_commune(shown):
        names = places().name.sel(commune=shown[0].values[COMMUNE].values).values
        return _columns("Commune", figure, shown), _lines(names, [piece.at(figure.year).values for piece in shown], shown, write)
    if _by_year(shown, figure):
        dates = [french.end_of_quarter(year) if year % 1 else f"{year:.0f}" for year in shown[0].values[YEAR].values]
        return _columns("Année", figure, shown), _lines(dates, [piece.values.values for piece in shown], shown, write)
    if all(piece.words for piece in shown) and len({piece.label for piece in shown}) < len(shown):
        return _crossed(figure, shown, write)
    lines = [
        [Cell(name), Cell(_written(float(piece.at(figure.year)), piece.unit, unit_too=True))]
        for name, piece in zip(pieces.called(figure, shown), shown, strict=True)
    ]
    return [Cell(""), Cell("Valeur")], lines


def _crossed(figure: Figure, shown: Sequence[Piece], write: Callable[[float, str], str]) -> tuple[list[Cell], list[list[Cell]]]:
    """A line for each place, a column for each thing."""
    by_label: dict[str, list[Piece]] = {}
    for piece in shown:
        by_label.setdefault(piece.label, []).append(piece)
    heads = [Cell(""), *(Cell(label, under=_unit(of[0].unit)) for label, of in by_label.items())]
    columns = [{piece.words: write(float(piece.at(figure.year)), piece.unit) for piece in of} for of in by_label.values()]
    words = dict.fromkeys(piece.words for piece in shown)
    return heads, [[Cell(word), *(Cell(column.get(word, "")) for column in columns)] for word in words]


def _listed(figure: Figure, table: Table) -> tuple[list[Cell], list[list[Cell]]]:
    """The lines of a plain list with their texts and their days, in the order of its card."""
    first = named.names_of_lines(table)
    order = [first, *(figure.columns or [name for name in table.card.columns if name != first])]
    heads = [table.card.columns[name] for name in order]
    columns = [[_cell(value, head.unit) for value in table.data[name].values] for name, head in zip(order, heads, strict=True)]
    titles = [Cell(head.label or name, under="" if head.unit in (TEXT, DAY) else _unit(head.unit)) for name, head in zip(order, heads, strict=True)]
    return titles, [list(line) for line in zip(*columns, strict=True)]


def _cell(value: object, unit: str) -> Cell:
    if pd.isna(value) or value == "":
        return Cell(UNKNOWN)
    if unit == DAY:
        return Cell(french.short_day(pd.Timestamp(value).date()))
    return Cell(str(value) if unit == TEXT else _as_given(float(value), unit))


def _columns(first: str, figure: Figure, shown: Sequence[Piece]) -> list[Cell]:
    titles = zip(pieces.called(figure, shown), shown, strict=True)
    return [Cell(first), *(Cell(name, under=_unit(piece.unit)) for name, piece in titles)]


def _lines(names: Sequence[str], columns: Sequence[Sequence[float]], shown: Sequence[Piece], write: Callable[[float, str], str]) -> list[list[Cell]]:
    written = [[write(float(value), piece.unit) for value in column] for column, piece in zip(columns, shown, strict=True)]
    return [[Cell(str(name)), *(Cell(column[row]) for column in written)] for row, name in enumerate(names)]


def _written(value: float, unit: str, unit_too: bool = False) -> str:
    return UNKNOWN if pd.isna(value) else units.headline(value, unit, unit_too=unit_too)


def _as_given(value: float, unit: str) -> str:
    """A figure of a table to the hundredth, 12 480 or 7 240,5; a smaller one, and a date, as a headline."""
    shown = value * units.find(unit).scale
    return _written(value, unit) if pd.isna(value) or unit in units.DATES or abs(shown) < 1 else french.number(round(shown, HUNDREDTHS))


def _unit(unit: str) -> str:
    return f"en {units.label(unit)}" if units.label(unit) else ""


def _by_commune(shown: Sequence[Piece]) -> bool:
    return COMMUNE in shown[0].values.dims


def _by_year(shown: Sequence[Piece], figure: Figure) -> bool:
    return figure.year is None and YEAR in shown[0].values.dims
