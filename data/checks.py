"""The checks of one table against its card; each answers with the faults that it finds."""

from collections.abc import Iterator, Set
from pathlib import Path

import pandas as pd

from data.cards import CATALOGUE, Card
from data.ground.faults import Fault
from data.ground.files import digest, load

SHOWN = 5  # cells named in one message: enough to find the mistake, short enough to be read


def table_faults(path: Path, name: str, card: Card, communes: Set[str]) -> list[Fault]:
    """Every fault of the table `name` stored at `path`; `communes` are the current commune codes."""
    place = f"data/tables/{name}.csv"
    if not path.is_file():
        return [Fault(place, "fichier absent", f"ajouter le fichier, ou retirer la carte [tables.{name}]")]
    try:
        frame = load(path)
    except ValueError:
        return [Fault(place, "fichier illisible", "l'enregistrer en CSV, UTF-8, séparateur virgule, une colonne par titre")]
    faults = [*_file_faults(path, place, name, card, len(frame))]
    absent = [column for column in dict.fromkeys((*card.key, *card.filled, *card.commune_columns)) if column not in frame.columns]
    faults += [Fault(place, f"colonne « {column} » absente", "la rétablir, ou corriger la carte") for column in absent]
    return faults if absent else [*faults, *_cell_faults(frame, place, card, communes)]


def _file_faults(path: Path, place: str, name: str, card: Card, rows: int) -> Iterator[Fault]:
    card_place = f"[tables.{name}] de data/{CATALOGUE}"
    if rows != card.rows:
        yield Fault(place, f"{rows} lignes au lieu de {card.rows}", f"rétablir les lignes, ou écrire rows = {rows} dans {card_place}")
    found = digest(path)
    if found != card.sha256:
        yield Fault(
            place,
            "empreinte SHA-256 différente de la carte",
            f'rétablir le fichier ; si le changement est voulu, écrire sha256 = "{found}" dans {card_place}',
        )


def _cell_faults(frame: pd.DataFrame, place: str, card: Card, communes: Set[str]) -> Iterator[Fault]:
    for column in dict.fromkeys((*card.key, *card.filled)):
        empty = frame[column].isna() | (frame[column].astype(str) == "")
        if empty.any():
            yield Fault(place, f"colonne « {column} » : valeur absente, {_lines(frame, empty)}", "remplir la cellule")
    repeated = frame.duplicated(list(card.key), keep=False)
    if repeated.any():
        yield Fault(place, f"clé ({', '.join(card.key)}) répétée, {_lines(frame, repeated)}", "garder une seule ligne par clé")
    for column in card.commune_columns:
        yield from _code_faults(frame, place, column, communes)


def _code_faults(frame: pd.DataFrame, place: str, column: str, communes: Set[str]) -> Iterator[Fault]:
    codes = frame[column].astype(str)
    short = (codes.str.len() != 5) & (codes != "")
    if short.any():
        yield Fault(
            place,
            f"colonne « {column} » : code qui n'a pas 5 caractères, {_lines(frame, short)}",
            "écrire le code de la commune en texte, zéro initial compris (01001)",
        )
    unknown = ~short & ~codes.isin(communes) & (codes != "")
    if communes and unknown.any():
        yield Fault(place, f"colonne « {column} » : commune inconnue, {_lines(frame, unknown)}", "prendre un code actuel de data/tables/communes.csv")


def _lines(frame: pd.DataFrame, where: pd.Series) -> str:
    """The lines of the file, as a spreadsheet numbers them (the titles are line 1)."""
    numbers = [str(line) for line in (frame.index[where] + 2)]
    more = " …" if len(numbers) > SHOWN else ""
    return f"{'ligne' if len(numbers) == 1 else 'lignes'} {', '.join(numbers[:SHOWN])}{more}"
