"""The new inventory: what a file says, completed by what the inventory in force says of what the file leaves out, and held together.

A table that the file does not have stays as it is; a column that it does not have keeps its values; an empty cell empties. The same lines make the
same edition, whatever the order they came in.
"""

import math
from collections import Counter
from collections.abc import Mapping
from itertools import zip_longest

import pandas as pd

from data import communes
from data.ground.faults import Fault
from data.ground.french import counted, listed, plural
from data.intake import places
from data.inventory import ways
from data.inventory.fields import BUILDINGS, COMMUNES, FACTS, KEYS, NUMBERS, PLOTS, SHEETS, YES, ZONES, fields, plain
from data.inventory.parsing import Line, Parsed
from data.inventory.store import Inventory
from data.inventory.ways import Way

Rows = list[dict[str, str]]
EXPECTED = "en Lozère : longitude 3,5, latitude 44,5"
POINT = "site_geompoint"  # how the standard gives the position of a zone
SOME = 5  # named in a sentence, the others are counted
REFERENCES = {"ref_zone": ZONES, "ref_plot": PLOTS}


def complete(found: Mapping[str, Parsed], inventory: Inventory, way: Way = ways.REPLACE) -> tuple[dict[str, Rows], list[Fault], list[Fault]]:
    """The lines of every table of the new inventory, in the order of their identifiers, its faults, and its remarks.

    `way` says what becomes of the lines in force that the file does not have. The faults of `parsing` are in `found`.
    """
    former = {table: kept(table, inventory) for table in SHEETS}
    going = ways.Scope(way, former)
    rows, lines, faults, remarks = {}, {}, [], []
    untold: set[tuple[str, str]] = set()  # the facts whose own date and source are no longer theirs, by site and field
    for table in SHEETS:
        given, lines[table] = [], []
        if table in found:
            faults += _repeated(table, found[table].lines)
            given, added = _with_kept_columns(table, found[table], former[table])
            remarks += added
            remarks += _nearly(table, found[table].lines, former[table])
            faults += _positions(table, found[table])
            _convert_metres(table, found[table], given, remarks)
            lines[table] = found[table].lines
            untold |= _untold(table, given, former, remarks)
        names = {_key(table, row) for row in given} | (untold if table == FACTS else set())
        staying = [row for row in former[table] if _key(table, row) not in names and not (table in found and going.holds(table, row))]
        rows[table] = [*given, *staying]
    faults += [*_outside(way, lines, rows), *_references(lines, rows)]
    rows[FACTS], dropped = _facts_of_sites(rows)
    return {table: sorted(rows[table], key=lambda row, of=table: _key(of, row)) for table in SHEETS}, faults, [*remarks, *dropped]


def _key(table: str, row: Mapping[str, str]) -> tuple[str, ...]:
    """What a line is known by: its identifier; for a fact, its site and its field."""
    return (row[KEYS[table]],) if table in KEYS else (row["id"], row["champ"])


def _outside(way: Way, lines: Mapping[str, list[Line]], rows: Mapping[str, Rows]) -> list[Fault]:
    """The lines of the file that are not of those that the way replaces."""
    if way.kind in ("complete", "replace"):
        return []
    scope, told = ways.Scope(way, rows), []
    for table in SHEETS:
        field, fault, remedy = ways.outside(way, table)
        here = zip(lines[table], rows[table], strict=False)
        told += [Fault(line.place(field), fault, remedy) for line, row in here if not scope.holds(table, row)]
    return told


def kept(table: str, inventory: Inventory) -> Rows:
    """The lines in force, as text."""
    frame = inventory.frames[table]
    columns = {name: [_written(value) if field.kind in NUMBERS else value for value in frame[name]] for name, field in fields(table).items()}
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def _written(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.15g}"


def _repeated(table: str, lines: list[Line]) -> list[Fault]:
    """Identifiers that stand twice (a fact is known by its site and its field)."""
    names = (KEYS[table],) if table in KEYS else ("id", "champ")
    keys = [tuple(line.values.get(name, "") for name in names) for line in lines]
    counts = Counter(keys)
    return [
        Fault(line.place(names[0]), f"« {' / '.join(key)} » est déjà l'identifiant d'une autre ligne", "donner à chaque ligne le sien")
        for line, key in zip(lines, keys, strict=True)
        if all(key) and counts[key] > 1
    ]


def _spelled(identifier: str) -> str:
    """What two people would call the same identifier: ZA-1, za_1, za1."""
    return plain(identifier).replace("_", "")


def _nearly(table: str, lines: list[Line], in_force: Rows) -> list[Fault]:
    """Identifiers that differ from another only by their capitals, their accents or their signs, in the file or in force."""
    if table not in KEYS:
        return []
    spelled: dict[str, str] = {}
    for key in [*(row[KEYS[table]] for row in in_force), *(line.values.get(KEYS[table], "") for line in lines)]:
        spelled.setdefault(_spelled(key), key)
    return [
        Fault(
            line.place(KEYS[table]),
            f"« {key} » n'est pas « {other} », qui s'écrit presque de même : deux lignes",
            f"écrire « {other} » si c'est la même",
        )
        for line in lines
        if (key := line.values.get(KEYS[table], "")) and (other := spelled[_spelled(key)]) != key
    ]


def _with_kept_columns(table: str, parsed: Parsed, in_force: Rows) -> tuple[Rows, list[Fault]]:
    """The lines of a file with, for the fields that it has no column for, the values in force."""
    missing = [name for name in fields(table) if name not in parsed.named]
    former = {row[KEYS[table]]: row for row in in_force if not _invented(row)} if table in KEYS else {}
    rows = [
        {
            name: line.values.get(name, "") if name in parsed.named else former.get(line.values.get(KEYS.get(table, ""), ""), {}).get(name, "")
            for name in fields(table)
        }
        for line in parsed.lines
    ]
    held = [fields(table)[name].label for name in missing if any(row[name] for row in rows)]
    told = (
        [
            Fault(
                SHEETS[table],
                f"colonnes absentes du fichier, valeurs gardées : {', '.join(held)}",
                "ajouter la colonne, vide, pour effacer ces valeurs",
            )
        ]
        if held
        else []
    )
    return rows, told


def _invented(row: Mapping[str, str]) -> bool:
    """Whether a line in force is an example of ours: a real one of the same identifier keeps nothing of it."""
    return row.get("exemple") == YES


def _untold(table: str, given: Rows, former: Mapping[str, Rows], remarks: list[Fault]) -> set[tuple[str, str]]:
    """The facts in force of the lines of a file, by site and field, whose date and source were those of another value; they are told."""
    if table not in KEYS:
        return set()
    before, sourced = {row[KEYS[table]]: row for row in former[table]}, [_key(FACTS, row) for row in former[FACTS]]
    now = {row[KEYS[table]]: row for row in given}
    invented = [name for name in now if name in before and _invented(before[name]) and not _invented(now[name])]
    changed = [(name, field) for name, field in sourced if name in now and name in before and now[name].get(field) != before[name].get(field)]
    if invented:
        told = f"« {' », « '.join(invented[:SOME])} » {plural(len(invented), 'était un exemple inventé', 'étaient des exemples inventés')} du Studio"
        remarks.append(Fault(SHEETS[table], f"{told} : il n'en reste rien", "compléter la ligne de ce que le fichier ne dit pas"))
    moved = [(name, field) for name, field in changed if name not in invented]
    if moved:
        named = listed([f"{fields(table)[field].label} de « {name} »" for name, field in moved[:SOME]])
        more = f", et {counted(len(moved) - SOME, 'autre')}" if len(moved) > SOME else ""
        remarks.append(
            Fault(
                SHEETS[table],
                f"valeurs changées, qui avaient leur propre source : {named}{more} ; la date et la source de la ligne valent désormais",
                "ajouter ces faits à la feuille Sources s'ils ont la leur",
            )
        )
    return {*changed, *(key for key in sourced if key[0] in invented)}


def _positions(table: str, parsed: Parsed) -> list[Fault]:
    """Longitude without latitude, axes the wrong way round, a place far from its commune."""
    if not {"lon", "lat"} <= set(fields(table)):
        return []
    faults = []
    for line in parsed.lines:
        lon, lat, where = position(line)
        if bool(lon) != bool(lat):
            faults.append(Fault(line.place(where), "une coordonnée sans l'autre", "écrire la longitude et la latitude, ou aucune des deux"))
        elif lon and (wrong := misplaced(float(lon), float(lat), line.values.get(COMMUNES.get(table, ""), ""))):
            faults.append(Fault(line.place(where), *wrong))
    return faults


def position(line: Line) -> tuple[str, str, str]:
    """The longitude and latitude that a line gives, and the field to name when they are wrong."""
    lon, lat = line.values.get("lon", ""), line.values.get("lat", "")
    if not (lon or lat) and line.values.get(POINT):
        return *line.values[POINT].split(", "), POINT
    return lon, lat, "lon" if lon else "lat"


def misplaced(lon: float, lat: float, code: str) -> tuple[str, str] | None:
    """What is wrong with a position given in degrees or in metres, and the remedy; far from no commune when `code` is ""."""
    if abs(lon) > places.ANY_DEGREE and not places.metric_system(lon, lat) and not places.metric_system(lat, lon):
        return "coordonnées qui ne sont ni des degrés, ni du Lambert-93", places.ANY_SYSTEM
    lon, lat = degrees(lon, lat)
    if 40 < lon < 52 and -6 < lat < 10:  # France the wrong way round
        return "axes inversés : latitude à la place de la longitude", f"échanger les deux coordonnées ({EXPECTED})"
    if not (-6 < lon < 10 and 40 < lat < 52):
        return "position hors de France", f"écrire des degrés décimaux ({EXPECTED}), ou des mètres en Lambert-93"
    away = communes.far(lon, lat, code)
    return None if away is None else (f"position à {away.told}", f"corriger la position, ou le code de la commune : {away.proposed}")


def degrees(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude, whether given so or in metres: no longitude is above 180."""
    if abs(x) <= 180:
        return x, y
    return places.to_degrees(x, y)


def _convert_metres(table: str, parsed: Parsed, rows: Rows, remarks: list[Fault]) -> None:
    converted: Counter[str] = Counter()
    for row in rows:
        x, y = (float(row.get(axis) or 0) for axis in ("lon", "lat"))
        if abs(x) > places.ANY_DEGREE and places.metric_system(x, y):
            converted[places.metres_named(x, y)] += 1
            lon, lat = degrees(x, y)
            row["lon"], row["lat"] = f"{lon:.7g}", f"{lat:.7g}"
    for system, count in converted.items():
        what = counted(count, f"position en {system} convertie", f"positions en {system} converties")
        remarks.append(Fault(SHEETS[table], f"{what} en degrés", "aucun : les relire sur la carte"))


def _references(lines: Mapping[str, list[Line]], rows: Mapping[str, Rows]) -> list[Fault]:
    """Every zone or plot that a line names must exist, be that line in the file or kept from before."""
    known = {table: {row[KEYS[table]] for row in rows[table]} for table in (ZONES, PLOTS)}
    faults = []
    for table in (PLOTS, BUILDINGS):
        references = {name: REFERENCES[field.kind] for name, field in fields(table).items() if field.kind in REFERENCES}
        for line, row in zip_longest(lines[table], rows[table]):  # the lines of the file come first, then those that stay
            for name, target in references.items():
                if row[name] and row[name] not in known[target]:
                    where = line.place(name) if line else f"{SHEETS[table]}, {row[KEYS[table]]} (déjà dans l'inventaire)"
                    wanted = f"joindre au fichier la feuille {SHEETS[table]}, ou choisir « compléter »"
                    close = next((one for one in sorted(known[target]) if _spelled(one) == _spelled(row[name])), "")
                    mend = f"écrire « {close} » ?" if close else "corriger l'identifiant, ou ajouter la ligne qui manque"
                    remedy = mend if line else f"garder cette ligne en {SHEETS[target]}, {wanted}"
                    faults.append(Fault(where, f"« {row[name]} » n'est pas dans la feuille {SHEETS[target]}", remedy))
    return faults


def _facts_of_sites(rows: Mapping[str, Rows]) -> tuple[Rows, list[Fault]]:
    """The facts of the sites of the new inventory. Those of a site that is gone go with it, and it is told."""
    known = {row[KEYS[table]] for table in KEYS for row in rows[table]}
    kept = [row for row in rows[FACTS] if row["id"] in known]
    gone = len(rows[FACTS]) - len(kept)
    told = (
        [
            Fault(
                SHEETS[FACTS],
                f"{counted(gone, 'ligne')} dont le site n'est pas dans l'inventaire, {plural(gone, 'laissée')} de côté",
                "corriger l'identifiant si c'est une erreur",
            )
        ]
        if gone
        else []
    )
    return kept, told


def as_frame(table: str, rows: Rows) -> pd.DataFrame:
    """A table as an edition keeps it: texts, every field in order."""
    return pd.DataFrame(rows, columns=list(fields(table)), dtype=str)
