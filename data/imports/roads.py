"""Imports a road network: a layer of segments cut at their crossings, such as troncon_de_route of BD TOPO (IGN).

What is kept: segments.csv (x1, y1, x2, y2 [m, Lambert-93], length_m [m], speed_kmh [km/h], forward, backward [0 or 1: from 1 to 2, from 2 to 1]),
one line for each segment open to cars, in Lozère and around.
"""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from data import editions
from data.editions import Edition, Origin
from data.ground import french, kept_tables
from data.ground.faults import Fault, first
from data.ground.files import digest
from data.imports.road_rules import CLOSED_ACCESS, IN_SERVICE, WAYS, lambert, leaps, parts, speed_of, word
from data.intake import cells
from data.intake.job import Answer
from data.intake.limits import Limits
from data.intake.places import LAMBERT_BOUNDS
from data.intake.raw import Rejected, Sheet, Value, left_aside
from data.intake.reading import read
from data.intake.task import Tell, Told

KIND = "roads"
TITLE = "Réseau routier (BD TOPO, ou un autre réseau)"
SEGMENTS = "segments.csv"
SPEEDS = ("vitesse_kmh", "vitesse_moyenne_vl")  # the first that is filled counts
OTHERS = ("nature", "importance", "urbain", "sens_de_circulation", "acces_vehicule_leger", "etat_de_l_objet")
# How IGN titles them where a title has ten letters at most. Source: BD TOPO 3, descriptif de contenu et de livraison, format shapefile.
IN_SHAPEFILES = {"vit_m_vl": "vitesse_moyenne_vl", "sens": "sens_de_circulation", "acces_vl": "acces_vehicule_leger", "etat": "etat_de_l_objet"}
SLOWEST, FASTEST = 5.0, 130.0  # [km/h] under a walker's pace it is a path (BD TOPO gives paths 0 or 1); the limit on French motorways
DECIMALS = 1  # decimals of a coordinate [m]: two ends that meet are the same to 0.1 m
CONNECTED = 0.9  # a network whose largest piece holds less was not cut at its crossings, or was cut out too small (posé, à vérifier)
SCATTERED = 0.4  # under it most places cannot reach each other: no travel time would be worth anything (posé, à vérifier)
DAY = re.compile(r"20\d\d-[01]\d-[0-3]\d")  # in the name of a file of IGN
UNDATED = "date non dite par le fichier"
AGAIN = "corriger ces tronçons, ou retélécharger le fichier ; rien n'en a été gardé"


@dataclass
class Roads:
    """The segments open to cars (path of each part, its object in the file, its speed and its two directions), and what was counted on the way."""

    paths: list[np.ndarray] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    speeds: list[float] = field(default_factory=list)
    ways: list[tuple[int, int]] = field(default_factory=list)
    closed: int = 0
    unknown: int = 0
    guessed: int = 0
    two_ways: int = 0
    faults: list[Fault] = field(default_factory=list)


def run(paths: list[Path], limits: Limits, options: dict, out: Path, tell: Tell) -> Told:
    """Reads, verifies and writes segments.csv in `out`. Rejected when the file cannot be read; the other faults are in the answer."""
    raw = read(paths[0], limits, tell)
    sheet = next((one for one in raw.sheets if {*SPEEDS, "nature"} & set(_names(one))), raw.sheets[0])
    names = _names(sheet)
    faults = _header_faults(paths[0].name, sheet, names)
    aside = [*raw.remarks, *left_aside(raw, [sheet])]
    if faults:
        return Told(faults, aside, {})
    roads = _roads(sheet, {name: names.index(name) for name in ("geometry", *SPEEDS, *OTHERS) if name in names}, tell)
    faults = roads.faults or ([] if roads.paths else [Fault(paths[0].name, "aucun tronçon ouvert aux voitures", AGAIN)])
    if not faults:
        counts = np.array([len(path) for path in roads.paths])
        points, faults = lambert(np.concatenate(roads.paths), np.repeat(roads.rows, counts), sheet)
        faults = faults or leaps(points, counts, np.array(roads.rows), sheet)
    if faults:
        return Told(first(faults), aside, {})
    frame = _segments(roads, points)
    pieces, share = _pieces(frame)
    if share < SCATTERED:
        return Told([_in_pieces(pieces, share, SCATTERED)], aside, {})
    kept_tables.write(out / SEGMENTS, frame)
    summary = {"rows": len(frame), "length_km": round(float(frame["length_m"].sum()) / 1000), "ign": "cleabs" in names}
    in_pieces = [_in_pieces(pieces, share, CONNECTED)] if share < CONNECTED else []
    return Told([], [*aside, *_remarks(roads), *in_pieces, *_doubled(frame)], summary)


def keep(answer: Answer, paths: Sequence[Path]) -> tuple[Edition, str]:
    """Adds the edition that was read and gives it, with the sentence to print; an edition that is there already is given as it is.

    Rejected when the answer has faults, Refused when it cannot be written.
    """
    if answer.faults:
        raise Rejected(answer.faults)
    files = {SEGMENTS: (answer.folder / SEGMENTS).read_bytes()}
    last = editions.current(KIND)
    if last and last.card.sha256 == editions.digest(files):
        return last, f"Déjà importé (édition n° {last.card.number}, le {french.short_day(last.card.imported_at.date())}) : rien n'est ajouté."
    named, told = _day_in(paths[0].name), answer.summary
    edition = editions.keep(
        KIND,
        files,
        Origin(
            title="BD TOPO, tronçons de route" if told["ign"] else f"Réseau routier du fichier {paths[0].name}",
            producer="IGN" if told["ign"] else "non dit par le fichier",
            licence="Licence Ouverte 2.0" if told["ign"] else "à vérifier",
            data_on=named or UNDATED,
            source_file=paths[0].name,
            source_sha256=digest(paths[0]),
            rows=told["rows"],
        ),
    )
    counted = f"{french.counted(told['rows'], 'tronçon')}, {french.with_unit(french.number(told['length_km']), 'km')}"
    return edition, f"Édition n° {edition.card.number} gardée : {counted}. Les temps d'accès se calculent désormais par la route."


def verify(folder: Path) -> None:
    """The segments as the travel times read them: every number there, finite and within Lambert-93. ValueError (in French) otherwise."""
    (west, south), (east, north) = LAMBERT_BOUNDS
    corners = {"x1": (west, east), "y1": (south, north), "x2": (west, east), "y2": (south, north)}
    ways = dict.fromkeys(("forward", "backward"), (0, 1))
    longest = east - west + north - south
    kept_tables.verified(folder / SEGMENTS, {**corners, "length_m": (0, longest), "speed_kmh": (SLOWEST, FASTEST), **ways}, {}, pd.read_csv)


def _day_in(name: str) -> str:
    """The day that the name of a file gives (ISO), "" when it gives none that exists."""
    found = DAY.search(name)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else ""
    except ValueError:
        return ""


def _names(sheet: Sheet) -> list[str]:
    """The titles of a sheet in small letters, whole where IGN cut them for a shapefile."""
    titles = [str(name).casefold() for name in sheet.rows[0]] if sheet.rows else []
    return [IN_SHAPEFILES.get(title, title) for title in titles]


def _header_faults(name: str, sheet: Sheet, names: list[str]) -> list[Fault]:
    """A file without lines, or without anything that says how fast one drives."""
    if sheet.kind != "geojson" or "geometry" not in names:
        return [Fault(name, "ce n'est pas une couche de tronçons", "enregistrer la couche troncon_de_route en GeoPackage ou en GeoJSON")]
    if not {*SPEEDS, "nature"} & set(names):
        return [
            Fault(name, "aucune vitesse et aucune nature de route", f"garder les propriétés {french.listed([*SPEEDS, 'nature'], 'ou')} des tronçons")
        ]
    return []


def _roads(sheet: Sheet, at: dict[str, int], tell: Tell) -> Roads:
    """Every segment of the file, judged."""
    roads, ways = Roads(), _remembered(_way)
    for row in range(1, len(sheet.rows)):
        line = sheet.rows[row]
        try:
            _add(roads, row, line[at["geometry"]], {name: line[at[name]] if name in at else None for name in (*SPEEDS, *OTHERS)}, ways)
        except cells.Unreadable as unreadable:
            roads.faults.append(Fault(sheet.place(row), unreadable.fault, unreadable.remedy))
        if row % 10_000 == 0:
            tell("Vérification des tronçons", row, len(sheet.rows))
    return roads


def _add(roads: Roads, row: int, geometry: Value, known: dict[str, Value], ways: Callable[[Value], tuple[int, int]]) -> None:
    """One segment, or the count of those that are left out. cells.Unreadable when it cannot be read."""
    paths, way = parts(geometry), ways(known["sens_de_circulation"])
    given = next((speed for speed in (_speed(known[name]) for name in SPEEDS) if speed is not None), None)
    speed = speed_of(known["nature"], known["importance"], known["urbain"]) if given is None else given
    if word(known["acces_vehicule_leger"]) in CLOSED_ACCESS or word(known["etat_de_l_objet"]) not in IN_SERVICE:
        roads.closed += 1
    elif speed is None:
        roads.unknown += 1
    elif speed < SLOWEST:
        roads.closed += 1
    else:
        roads.guessed += given is None
        roads.two_ways += word(known["sens_de_circulation"]) == ""
        for path in paths:
            roads.paths.append(path)
            roads.rows.append(row)
            roads.speeds.append(speed)
            roads.ways.append(way)


def _speed(value: Value) -> float | None:
    """A speed [km/h], None when the cell is empty."""
    speed = cells.number(value)
    if speed is not None and not 0 <= speed <= FASTEST:
        raise cells.Unreadable(f"vitesse de {french.number(speed)} km/h", f"écrire de 0 (où l'on ne roule pas) à {french.number(FASTEST)} km/h")
    return speed


def _way(value: Value) -> tuple[int, int]:
    """Whether one drives from the first point to the last, and back; both when nothing is said."""
    text = word(value)
    return WAYS[text] if text in WAYS else WAYS[word(cells.choice(value, ("Double sens", "Sens direct", "Sens inverse", "Sans objet")))]


def _remembered(function: Callable[[Value], tuple[int, int]]) -> Callable[[Value], tuple[int, int]]:
    """The same function that reads each distinct value once: a network repeats four words a hundred thousand times."""
    known: dict[Value, tuple[int, int]] = {}

    def answer(value: Value) -> tuple[int, int]:
        key = value if isinstance(value, str | None) else str(value)
        if key not in known:
            known[key] = function(value)
        return known[key]

    return answer


def _segments(roads: Roads, points: np.ndarray) -> pd.DataFrame:
    """The table that is kept, from the points of all the paths one after the other [m]."""
    counts = np.array([len(path) for path in roads.paths])
    ends = np.cumsum(counts)
    steps = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(steps)])
    starts = ends - counts
    corners = np.round(np.hstack([points[starts], points[ends - 1]]), DECIMALS)
    frame = pd.DataFrame(corners, columns=["x1", "y1", "x2", "y2"])
    frame["length_m"] = np.round(along[ends - 1] - along[starts], DECIMALS)
    frame["speed_kmh"] = roads.speeds
    frame[["forward", "backward"]] = np.array(roads.ways)
    return frame[frame["length_m"] > 0]


def _remarks(roads: Roads) -> list[Fault]:
    """What was decided without the file saying it."""
    told = [
        (roads.guessed, "sans vitesse : celle que l'IGN donne à leur nature et à leur importance", "remplir vitesse_kmh si elle est connue"),
        (roads.two_ways, "sans sens de circulation, pris dans les deux sens", "remplir sens_de_circulation s'il est connu"),
        (roads.closed, "fermés aux voitures (chemins, sentiers, accès restreint, hors service), lus et non gardés", "rien à faire"),
        (roads.unknown, "sans vitesse ni nature connue, lus et non gardés", "remplir vitesse_kmh, ou nature et importance"),
    ]
    return [Fault("fichier", f"{french.counted(count, 'tronçon')} {words}", remedy) for count, words, remedy in told if count]


def _doubled(frame: pd.DataFrame) -> list[Fault]:
    twice = int(frame.duplicated(["x1", "y1", "x2", "y2", "length_m"]).sum())
    what = f"{french.counted(twice, 'tronçon')} en double (mêmes bouts, même longueur)"
    remedy = "vérifier que deux extraits qui se recouvrent n'ont pas été réunis ; les temps n'en changent pas"
    return [Fault("fichier", what, remedy)] if twice else []


def _in_pieces(pieces: int, share: float, least: float) -> Fault:
    # Never rounded up to the bound that it is below; 0.29 is 28.999999999999996 in a hundred.
    largest, wanted = (french.with_unit(french.number(math.floor(round(100 * part, 9))), "%") for part in (share, least))
    return Fault(
        "fichier",
        f"réseau en {french.number(pieces)} morceaux, le plus grand porte {largest} des tronçons, moins de {wanted} (posé, à vérifier)",
        "vérifier que les lignes sont coupées à chaque carrefour, et que la zone extraite est assez large",
    )


def _pieces(frame: pd.DataFrame) -> tuple[int, float]:
    """How many pieces that do not touch, and the share of the segments that the largest holds."""
    ends = pd.concat([frame[["x1", "y1"]].set_axis(["x", "y"], axis=1), frame[["x2", "y2"]].set_axis(["x", "y"], axis=1)])
    nodes = ends.groupby(["x", "y"]).ngroup().to_numpy()
    start, end = nodes[: len(frame)], nodes[len(frame) :]
    size = int(nodes.max()) + 1
    count, labels = connected_components(csr_array((np.ones(len(frame)), (start, end)), shape=(size, size)), directed=False)
    return count, float(np.bincount(labels[start]).max() / len(frame))
