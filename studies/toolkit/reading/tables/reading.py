"""The tables of a study, each with its card: what the model and the page read by name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.reading import grids
from studies.toolkit.reading.dimensions import Dimension
from studies.toolkit.reading.tables import cards, files
from studies.toolkit.reading.tables.cards import COMMUNE, YEAR, TableCard
from studies.toolkit.reading.tables.communes import Communes
from studies.toolkit.reading.tables.filling import filled
from studies.toolkit.reading.tables.values import Table

TO_DECLARE = (
    "écrire sa carte dans tables/tables.toml (title, by, year, basis, source, verified_on, et l'unité de chaque colonne), "
    "ou lui donner une colonne source si c'est une table de textes"
)


@dataclass(frozen=True)
class Held:
    """The tables of figures of a study that could be read, by name, and the names of all that are declared or stand in its folder."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()


def read(folder: Path, place: str, territory: xr.Dataset, dimensions: Mapping[str, Dimension], sources: set[str] | None) -> tuple[Held, list[Fault]]:
    """The tables of figures of a study by their names, and every fault found. `sources` are those of sources.csv, None when nobody can say."""
    here = files.found(folder, place)
    found, faults = {}, list(here.faults)
    if not here.sheets and not here.cards:
        return Held(), faults
    communes = Communes(dict(zip(territory.commune.values.tolist(), territory.name.values.tolist(), strict=True)))
    unsure = bool(here.faults)  # a card or a file that could not be read is told: the table that misses it is not told again
    for name, (sheet, path, where) in here.sheets.items():
        if name in here.twice:
            continue
        card = here.cards.get(name)
        if card is None:
            faults += [] if unsure else [Fault(_of_sheet(where, sheet.name), "table sans carte", TO_DECLARE)]
            continue
        wrong = _card_faults(name, card, dimensions, sources, f"{place}/{grids.FOLDER}/{cards.NAME}, [{name}]")
        faults += wrong
        if not wrong:
            data, wrong, remarks = filled(sheet, card, dimensions, communes, where)
            faults += wrong
            if data is not None:
                found[name] = Table(name, card, path, where, data, (*here.remarks.get(path.name, ()), *remarks))
    for name in here.cards if not unsure else ():
        if name not in here.sheets:
            remedy = f"mettre {name}.csv ou {name}.xlsx dans {grids.FOLDER}, ou retirer sa carte ; il y a {files.names(here.sheets)}"
            faults.append(Fault(f"{place}/{grids.FOLDER}/{cards.NAME}, [{name}]", "carte sans table", remedy))
    return Held(found, frozenset(here.sheets) | frozenset(here.cards)), faults


def _of_sheet(place: str, sheet: str) -> str:
    return f"{place}, feuille « {sheet} »" if sheet else place


def _card_faults(name: str, card: TableCard, dimensions: Mapping[str, Dimension], sources: set[str] | None, place: str) -> list[Fault]:
    """What a card names and that does not exist."""
    known = [COMMUNE, YEAR, *dimensions]
    faults = [
        Fault(f"{place} (by)", f"dimension « {axis} » inconnue", f"choisir parmi : {', '.join(known)} ; rien pour une simple liste")
        for axis in card.by
        if axis not in known
    ]
    if card.source is not None and sources is not None and card.source not in sources:
        faults.append(Fault(f"{place} (source)", f"source « {card.source} » inconnue", "l'ajouter à sources.csv, ou corriger le nom"))
    return faults
