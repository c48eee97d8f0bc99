"""Whether what was kept of a table is what the file holds: each cell beside the one kept of it, by a reading that shares nothing with the readers."""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.fuzzing.seeds import Lines

BESIDE = {"catg_loc_imb": "premises_class", "code_l331": "operator", "pm_etat": "pm_state"}
# Of each reader: the file kept, the column of the file and the column kept that say the same, one of them telling the lines apart.
SAME: Mapping[str, tuple[str, str, str, Mapping[str, str]]] = {
    "premises": ("premises.csv", "", "", {"x": "lon", "y": "lat", "imb_etat": "state", **BESIDE}),
    "inventory": ("buildings.csv", "offre_id", "offre_id", {}),
    "arcep": ("communes.csv", "code_insee", "code", {"nbr": "premises", "elig_ftth": "connectable"}),
}  # fmt: skip
SURFACES = "m²"  # the unit of every surface, that people write in its cell
YES, NO = {"oui", "o", "1", "vrai", "true", "x", "yes"}, {"non", "n", "0", "faux", "false", "no"}


def differences(reader: str, cells: Lines, out: Path, said: str) -> list[str]:
    """What is not the same in what was kept; `said` is all that was told of the file: what is told is not silent."""
    name, key, kept_key, columns = SAME[reader]
    with (out / name).open(encoding="utf-8", newline="") as file:
        kept = list(csv.DictReader(file))
    titles, lines = list(cells[0]), [line for line in cells[1:] if any(cell.strip() for cell in line)]
    columns = columns or {title: title for title in titles if title in kept[0]} if kept else columns
    if "d'autres départements" in said:
        lines = [line for line in lines if "".join(line[titles.index("code_insee")].split()).zfill(5).startswith("48")]
    if len(kept) != len(lines):
        return [f"{len(lines)} lignes dans le fichier, {len(kept)} gardées"]
    pairs = _paired(lines, titles, kept, key, kept_key)
    return [f"{key} : « {line[titles.index(key)][:40]} » n'est celui d'aucune ligne gardée" for line, row in pairs if row is None] + [
        f"{title} : « {line[titles.index(title)][:40]} » gardé « {row[column][:40]} »"
        for line, row in pairs
        if row is not None
        for title, column in columns.items()
        if title in titles and not _alike(line[titles.index(title)], row[column], said)
    ]


def _paired(
    lines: Lines, titles: list[str], kept: Sequence[Mapping[str, str]], key: str, kept_key: str
) -> list[tuple[Sequence[str], Mapping[str, str] | None]]:
    """Each line of the file with the one kept of it, None when there is none: by its key, else in order."""
    if not key:
        return list(zip(lines, kept, strict=True))
    by_key = {_key(row[kept_key]): row for row in kept}
    return [(line, by_key.get(_key(line[titles.index(key)]))) for line in lines]


def _key(text: str) -> str:
    return _plain(text.strip().removesuffix(".0")).zfill(5)


def _alike(given: str, kept: str, said: str) -> bool:
    """Whether a cell says the same as the one kept of it: the same number, the same day, yes or no, or the same letters."""
    numbers = _number(given), _number(kept)
    if None not in numbers:
        return math.isclose(*numbers, rel_tol=1e-6, abs_tol=1e-6)
    if _plain(given) == _plain(kept):
        return True
    if kept in ("oui", "non"):
        return _plain(given) in (YES if kept == "oui" else NO)
    return _plain(given) == "".join(reversed(kept.split("-"))) or (bool(given.strip()) and given.strip()[:20] in said)


def _number(text: str) -> float | None:
    try:
        number = float("".join(text.split()).replace("\u2212", "-").replace(",", ".").removesuffix("%").removesuffix(SURFACES))
    except ValueError:
        return None
    return number if math.isfinite(number) else None  # « NaN » is a word to compare as such


def _plain(text: str) -> str:
    """The letters and digits that somebody sees."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
