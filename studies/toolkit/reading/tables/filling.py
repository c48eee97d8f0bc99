"""The cells of a sheet put at their places in a table: every cell read, or told with its place and remedy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from data.intake import cells
from data.intake.cells import Unreadable
from data.intake.raw import Sheet, Value
from studies.toolkit.reading.dimensions import Dimension
from studies.toolkit.reading.tables import forms, layout, numbers, words
from studies.toolkit.reading.tables.cards import COMMUNE, TEXT, YEAR, TableCard
from studies.toolkit.reading.tables.communes import Communes
from studies.toolkit.reading.tables.grouping import grouped
from studies.toolkit.reading.tables.layout import Layout
from studies.toolkit.reading.tables.values import LINE, empty


@dataclass
class _Filling:
    """A table that is being read."""

    sheet: Sheet
    card: TableCard
    dimensions: Mapping[str, Dimension]
    communes: Communes
    layout: Layout
    place: str
    found: dict[tuple, dict[str, forms.Read]] = field(default_factory=dict)  # of each key, the values by column
    rows: dict[tuple, int] = field(default_factory=dict)  # where each key was written first
    wrong: list[tuple[str, Fault]] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)

    def tell(self, row: int, column: int | None, fault: str, remedy: str) -> None:
        """A fault of a cell."""
        self.wrong.append((self.sheet.place(row, column), Fault(self.place, fault, remedy)))

    def cell(self, row: int, column: int, read: Callable[[Value], forms.Read]) -> tuple[forms.Read, bool]:
        """What a cell holds, and whether it could be read."""
        try:
            if any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.sheet.merged):
                raise Unreadable("cellule fusionnée", "séparer les cellules, puis écrire la valeur dans chacune")
            return read(self.sheet.rows[row][column]), True
        except Unreadable as wrong:
            self.tell(row, column, wrong.fault, wrong.remedy)
            return None, False


def filled(
    sheet: Sheet, card: TableCard, dimensions: Mapping[str, Dimension], communes: Communes, place: str
) -> tuple[xr.Dataset | None, list[Fault], list[Fault]]:
    """The columns of a table; None with every fault of its sheet, those of a kind together. Then what its author should read again."""
    found, faults = layout.of(sheet, card, dimensions, place)
    if found is None or faults:
        return None, faults, []
    filling = _Filling(sheet, card, dimensions, communes, found, place)
    columns = {**{column: name for name, column in found.values.items()}, **dict.fromkeys(found.years, next(iter(card.columns)))}
    figures = [column for column, name in columns.items() if card.columns[name].unit != TEXT]
    mark = numbers.decimal_mark(sheet, figures, found.first + 1)
    for row in range(found.first + 1, len(sheet.rows)):
        if any(value is not None for value in sheet.rows[row]):
            _read_row(filling, row, columns, mark)
    if not filling.rows and not filling.wrong:
        return None, [Fault(place, "table vide", "une ligne de titres, puis des lignes de données")], []
    if filling.wrong:
        return None, grouped(filling.wrong), []
    data = _dataset(filling)
    hollow = [name for name in card.columns if data[name].isnull().all()]
    faults = [Fault(place, f"colonne « {name} » sans aucune donnée", "la remplir, ou la retirer de la carte et du fichier") for name in hollow]
    return (None if faults else data), faults, filling.remarks


def _read_row(filling: _Filling, row: int, columns: Mapping[int, str], mark: str) -> None:
    key = _key(filling, row)
    for column, name in columns.items():
        unit = filling.card.columns[name].unit
        value, _ = filling.cell(row, column, lambda written, unit=unit: forms.read(written, unit, mark))
        if key is not None:
            dated = key if column not in filling.layout.years else _with_year(filling.card, key, filling.layout.years[column])
            filling.found.setdefault(dated, {})[name] = value


def _with_year(card: TableCard, key: tuple, year: float) -> tuple:
    """The key of a cell of a column of its year."""
    parts = list(key)
    parts.insert(card.by.index(YEAR), year)
    return tuple(parts)


def _key(filling: _Filling, row: int) -> tuple | None:
    """What a line is about, in the order of the card; None when it cannot be said, or was said by a line above."""
    if not filling.card.by:
        filling.rows[(row,)] = row
        return (row,)
    parts, sound = [], True
    for name in filling.card.by:
        if name in filling.layout.keys:
            part, read = filling.cell(row, filling.layout.keys[name], _reader(filling, name, row))
            parts.append(part)
            sound &= read
    key = tuple(parts)
    if not sound or not _name_agrees(filling, row, key):
        return None
    if key in filling.rows:
        above = filling.sheet.place(filling.rows[key])
        filling.tell(
            row, None, f"{_told(filling, key)} déjà donné plus haut ({above})", "n'en garder qu'une ligne, ou les additionner dans le tableur"
        )
        return None
    filling.rows[key] = row
    return key


def _told(filling: _Filling, key: tuple) -> str:
    said = [filling.communes.today.get(part, part) if isinstance(part, str) else f"{part:g}" for part in key]
    return f"« {', '.join(said)} »"


def _reader(filling: _Filling, name: str, row: int) -> Callable[[Value], forms.Read]:
    if name == COMMUNE:
        return lambda value: _commune(filling, value, row)
    return _year if name == YEAR else lambda value: _place(filling.dimensions[name], value)


def _commune(filling: _Filling, value: Value, row: int) -> str:
    code, remark = filling.communes.code(value)
    if remark:
        where = filling.sheet.place(row, filling.layout.keys[COMMUNE])
        filling.remarks.append(Fault(f"{filling.place}, {where}", remark, "vérifier que ces chiffres sont ceux de la commune d'aujourd'hui"))
    return code


def _year(value: Value) -> float:
    found = cells.year(value)
    if found is None:
        raise Unreadable("année absente", "écrire quatre chiffres : 2022")
    return float(found)


def _place(dimension: Dimension, value: Value) -> str:
    """The value of a dimension of the study that a cell names, by its name or its French words."""
    known = {words.plain(name): place for place, label in dimension.values.items() for name in (place, label)}
    written = words.plain(value)
    if written not in known:
        raise Unreadable(f"« {cells.short(value)} » inconnu", f"choisir parmi : {', '.join(dimension.values.values())}")
    return known[written]


def _name_agrees(filling: _Filling, row: int, key: tuple) -> bool:
    """Whether the name of a line is that of its code: lines whose names were sorted without their figures would all be wrong."""
    column, code = filling.layout.names, key[filling.card.by.index(COMMUNE)] if filling.layout.names is not None else ""
    if column is None or filling.sheet.rows[row][column] is None:
        return True
    try:
        named = filling.communes.code(filling.sheet.rows[row][column])[0]
    except Unreadable:  # the code says which commune it is; its name may be written in any way
        return True
    if named != code:
        today, written = filling.communes.today, cells.short(filling.sheet.rows[row][column])
        filling.tell(
            row, column, f"« {written} » à côté du code de {today[code]}", "corriger l'un des deux : les lignes ont peut-être été triées à moitié"
        )
    return named == code


def _axes(filling: _Filling) -> dict[str, list]:
    """The values of each dimension, in their order."""
    if not filling.card.by:
        return {LINE: list(range(len(filling.rows)))}
    axes = {}
    for at, name in enumerate(filling.card.by):
        if name == COMMUNE:
            axes[name] = list(filling.communes.today)
        elif name == YEAR:
            axes[name] = sorted({key[at] for key in filling.found})
        else:
            axes[name] = list(filling.dimensions[name].values)
    return axes


def _dataset(filling: _Filling) -> xr.Dataset:
    card, axes = filling.card, _axes(filling)
    keys = filling.found if card.by else {(number,): values for number, values in enumerate(filling.found.values())}
    ranks = [{value: rank for rank, value in enumerate(values)} for values in axes.values()]
    columns = {}
    for name, column in card.columns.items():
        held = empty(column.unit, tuple(len(values) for values in axes.values()))
        for key, values in keys.items():
            if values[name] is not None:
                held[tuple(rank[part] for rank, part in zip(ranks, key, strict=True))] = values[name]
        held.flags.writeable = False
        words_of_it = {"label": column.label or name, "unit": column.unit} | ({"basis": card.basis} if card.basis else {})
        columns[name] = (tuple(axes), held, words_of_it)
    return xr.Dataset(columns, coords={name: np.array(values) for name, values in axes.items() if name != LINE}, attrs={"title": card.title})
