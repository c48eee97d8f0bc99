"""What the declared figures of a study name: results, tables and their columns, scenarios, sources, pictures. All that can be told before the model
runs."""

import difflib
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.dimensions import BUILT_IN, Dimension
from studies.toolkit.reading.figures import picture_files
from studies.toolkit.reading.figures.declared import BARS, LINE, MAP, PICTURE, RANGE, STACKED, TABLE, WATERFALL, Figure
from studies.toolkit.reading.results import EVERY_PLACE, NAMED_PARTS, Result
from studies.toolkit.reading.tables import words
from studies.toolkit.reading.tables.cards import COMMUNE, DAY, TEXT, YEAR
from studies.toolkit.reading.tables.reading import Held
from studies.toolkit.reading.tables.values import Table

MOST = {LINE: 4, BARS: 20, STACKED: 6, RANGE: 12, WATERFALL: 12}  # of what is drawn in one figure: more has neither room nor colours
MOST_OVER_TIME = 4  # parts of a stack year by year
Dimensions = Mapping[str, Dimension]


class Shown(NamedTuple):
    """What one name of a figure stands for: its name, its unit, whether it has dates, whether it is by commune, how many values at one date."""

    name: str
    unit: str
    dated: bool
    by_commune: bool
    count: int


class Wrong(Exception):
    """What is wrong with a figure: the key of its entry, the fault, the remedy."""


def faults(
    figures: Sequence[Figure],
    results: Mapping[str, Result],
    dimensions: Dimensions,
    held: Held,
    named: tuple[Collection[str] | None, Collection[str] | None],
    folder: Path,
    place: str,
) -> list[Fault]:
    """Every fault of the figures of a card, `place` being its file. `named` are the scenarios and the sources, None when nobody can say."""
    scenarios, sources = named
    found = []
    for number, figure in enumerate(figures):
        at = f"{place} (figures.{number}"
        try:
            _names_known(figure, scenarios, sources)
            if figure.kind == PICTURE:
                found += picture_files.faults(folder, figure.picture, f"{at}.picture)")
            elif (shown := _shown(figure, results, dimensions, held)) is not None:
                _sound(figure, shown)
        except Wrong as wrong:
            key, fault, remedy = wrong.args
            found.append(Fault(f"{at}.{key})", fault, remedy))
    return found


def _names_known(figure: Figure, scenarios: Collection[str] | None, sources: Collection[str] | None) -> None:
    for name in figure.scenarios:
        if scenarios is not None and name not in scenarios:
            raise Wrong("scenarios", f"scénario « {name} » inconnu", f"choisir parmi : {', '.join(sorted(scenarios))}")
    if figure.source is not None and sources is not None and figure.source not in sources:
        raise Wrong("source", f"source « {figure.source} » inconnue", "l'ajouter à sources.csv, ou corriger le nom")


def _shown(figure: Figure, results: Mapping[str, Result], dimensions: Dimensions, held: Held) -> list[Shown] | None:
    """What the names of a figure stand for; None when its table could not be read, which is told elsewhere."""
    if figure.table is None:
        _once("results", figure.results)
        shown = [_of_result(name, results, dimensions, figure.kind) for name in figure.results]
        ids = [NAMED_PARTS.fullmatch(name)["result"] for name in figure.results]
        _told_apart("results", {name: results[name].label for name in ids}, "results.csv")
        return shown
    if figure.table not in held.declared:
        near = _near(figure.table, held.declared)
        raise Wrong(
            "table", f"table « {figure.table} » inconnue", f"{near}corriger le nom ; il y a {', '.join(sorted(held.declared)) or 'aucune table'}"
        )
    _once("columns", figure.columns)
    table = held.tables.get(figure.table)
    return None if table is None else _of_table(figure, table, dimensions)


def _once(key: str, names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise Wrong(key, f"« {name} » en double", "ne l'écrire qu'une fois")


def _told_apart(key: str, labels: Mapping[str, str], where: str) -> None:
    """Two curves of one label are one for who reads the legend."""
    for name, label in labels.items():
        if twins := [other for other, said in labels.items() if said == label and other != name]:
            raise Wrong(
                key, f"{name} et {twins[0]} ont le même libellé, « {label} »", f"un libellé à chacun, dans {where} : la légende les confondrait"
            )


def _near(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), n=1)
    return f"peut-être {near[0]} ; " if near else ""


def _near_column(name: str, table: Table) -> str:
    """The column whose heading or label was written in place of its name, else the nearest name."""
    said = words.plain(name)
    titled = [column for column, of in table.card.columns.items() if said in (words.plain(of.label), words.plain(of.heading))]
    return f"écrire {titled[0]} ; " if titled else _near(name, numbers(table))


def _of_result(written: str, results: Mapping[str, Result], dimensions: Dimensions, kind: str) -> Shown:
    named = NAMED_PARTS.fullmatch(written)
    result = results.get(named["result"])
    if result is None:
        raise Wrong("results", f"résultat « {named['result']} » inconnu", f"{_near(named['result'], results)}choisir parmi : {', '.join(results)}")
    if named["sign"] and kind != WATERFALL:
        raise Wrong("results", f"« {written} » : un moins", f'seule une cascade retire : kind = "waterfall", ou {written.removeprefix("-")}')
    own = [axis for axis in result.axes if axis not in BUILT_IN]
    places = [place.strip() for place in named["places"].split(",")] if named["places"] else [EVERY_PLACE] * len(own)
    known = [[EVERY_PLACE, *dimensions[axis].values] for axis in own if axis in dimensions]
    if len(places) != len(own) or any(place not in there for place, there in zip(places, known, strict=False)):
        raise Wrong("results", f"« {written} » ne désigne aucune valeur", _places(result, own, dimensions))
    count = math.prod(len(there) - 1 for place, there in zip(places, known, strict=False) if place == EVERY_PLACE)
    return Shown(written, result.unit, YEAR in result.axes, COMMUNE in result.axes, count)


def _places(result: Result, own: Sequence[str], dimensions: Dimensions) -> str:
    if not own:
        return f"écrire {result.id}, qui n'a pas de dimension à mettre entre crochets"
    first = ", ".join(next(iter(dimensions[axis].values)) for axis in own)
    known = [f"{axis} : {', '.join(dimensions[axis].values)}" for axis in own]
    return f"écrire {' ; '.join([f'{result.id}[{first}]', *known])} ; * pour chacune"


def numbers(table: Table) -> list[str]:
    """The columns of a table that hold numbers."""
    return [name for name, column in table.card.columns.items() if column.unit not in (TEXT, DAY)]


def names_of_lines(table: Table) -> str | None:
    """The column that names the lines of a plain list."""
    return next((name for name, column in table.card.columns.items() if column.unit == TEXT), None)


def _of_table(figure: Figure, table: Table, dimensions: Dimensions) -> list[Shown]:
    by, known = table.card.by, numbers(table)
    for name in figure.columns:
        if name not in table.card.columns:
            near = _near_column(name, table)
            raise Wrong("columns", f"colonne « {name} » inconnue", f"{near}dans la table {table.name}, choisir parmi : {', '.join(known)}")
        if name not in known:
            raise Wrong("columns", f"colonne « {name} » sans nombre", f"dans la table {table.name}, choisir parmi : {', '.join(known) or 'aucune'}")
    if not known:
        raise Wrong("table", f"table « {table.name} » sans nombre", 'donner son unité à une colonne, dans sa carte : homes = { unit = "homes" }')
    if not by and names_of_lines(table) is None:
        remedy = 'lui donner une colonne qui nomme ses lignes, dans sa carte : name = { unit = "text" }'
        raise Wrong("table", f"table « {table.name} » dont les lignes n'ont pas de nom", remedy)
    years = table.years if YEAR in by else ()
    if figure.year is not None and YEAR in by and figure.year not in years:
        raise Wrong(
            "year", f"l'année {figure.year:g} n'est pas dans la table {table.name}", f"choisir parmi : {', '.join(f'{year:g}' for year in years)}"
        )
    lines = math.prod(len(dimensions[axis].values) for axis in by if axis in dimensions) if by else table.data.sizes["line"]
    _told_apart("columns", {name: table.card.columns[name].label or name for name in figure.columns or known}, "la carte de la table")
    return [Shown(name, table.card.columns[name].unit, YEAR in by, COMMUNE in by, lines) for name in figure.columns or known]


def _sound(figure: Figure, shown: Sequence[Shown]) -> None:
    """Whether what a figure names can stand in it. Raises Wrong."""
    key = "results" if figure.table is None else "columns" if figure.columns else "table"
    for look in (_one_unit, _places_of_communes, _dates, _number, _adding):
        if wrong := next(look(figure, shown), None):
            raise Wrong(wrong[2] if len(wrong) == 3 else key, *wrong[:2])


def _one_unit(figure: Figure, shown: Sequence[Shown]) -> Iterator[tuple[str, ...]]:
    for one in shown[1:] if figure.kind != TABLE else ():
        if one.unit != shown[0].unit:
            said = f"unités mêlées : {shown[0].name} en {shown[0].unit}, {one.name} en {one.unit}"
            of_table = f"nommer ses colonnes d'une même unité, {_one_of(figure, shown[0])}" if figure.table else "une figure par unité"
            yield said, f'{of_table}, ou la même unité dans results.csv ou dans la carte de la table ; kind = "table" les admet toutes'


def _places_of_communes(figure: Figure, shown: Sequence[Shown]) -> Iterator[tuple[str, ...]]:
    if figure.kind == MAP:
        if len(shown) > 1:
            yield f"carte de {french.listed([one.name for one in shown])}", f"une carte montre une chose : {_one_of(figure, shown[0])}"
        if not shown[0].by_commune:
            remedy = 'un résultat qui a la dimension commune dans results.csv, ou une table par commune ; sinon kind = "bars"'
            yield f"carte de « {shown[0].name} », qui n'est pas par commune", remedy
        if shown[0].count > 1:
            yield f"carte de {shown[0].count} choses à la fois", f"en choisir une : {_one_of(figure, shown[0])}, avec sa place entre crochets"
    elif figure.kind != TABLE:
        for one in shown:
            if one.by_commune:
                yield f"« {one.name} » est par commune", f'kind = "map" ; pour {figure.kind}, un résultat qui n\'a pas la dimension commune'


def _one_of(figure: Figure, one: Shown) -> str:
    return f'columns = ["{one.name}"]' if figure.table else f'results = ["{one.name}"]'


def _dates(figure: Figure, shown: Sequence[Shown]) -> Iterator[tuple[str, ...]]:
    dated = [one.name for one in shown if one.dated]
    undated = [one.name for one in shown if not one.dated]
    if figure.kind == LINE and undated:
        yield f"courbe de « {undated[0]} », qui n'a pas d'années", 'kind = "bars", ou un résultat qui a la dimension year'
    if figure.kind == LINE and figure.year is not None:
        yield "une année dans une courbe, qui les montre toutes", 'ôter year, ou kind = "bars"', "year"
    if figure.year is not None and not dated:
        yield f"une année pour « {shown[0].name} », qui n'en a pas", "ôter year", "year"
    if figure.year is None and dated and (figure.kind in (MAP, WATERFALL, RANGE) or undated or any(one.by_commune for one in shown)):
        yield f"« {dated[0]} » a plusieurs années", "dire laquelle : year = 2037"
    if figure.kind == BARS and figure.year is None and dated and sum(one.count for one in shown) > 1:
        yield "plusieurs barres par année", 'year = 2037 pour une seule date, ou kind = "line", ou kind = "stacked" si elles s\'ajoutent'


def _number(figure: Figure, shown: Sequence[Shown]) -> Iterator[tuple[str, ...]]:
    total = sum(one.count for one in shown)
    over_time = figure.kind == STACKED and figure.year is None and shown[0].dated
    most = MOST_OVER_TIME if over_time else MOST.get(figure.kind, total)
    if total > most:
        yield f"{total} choses dans une figure « {figure.kind} »", f'{most} au plus : nommer celles qui comptent, ou kind = "table"'
    if figure.kind in (STACKED, WATERFALL) and total < 2:
        yield f"une seule part dans une figure « {figure.kind} »", 'en nommer deux ou plus, ou kind = "bars"'


def _adding(figure: Figure, shown: Sequence[Shown]) -> Iterator[tuple[str, ...]]:
    unit = shown[0].unit
    if figure.kind == STACKED and unit != "share" and not units.adds_up(unit):
        yield (
            f"pile de choses en {units.label(unit)}, qui ne s'ajoutent pas",
            'kind = "line" ou "bars" ; une pile est faite de quantités : homes, MWh/year, kEUR_2024',
        )
