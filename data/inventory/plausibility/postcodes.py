"""Codes of communes that are also the postcode of others: 48100 is Montbel by its INSEE code, Marvejols by its postcode.

The commune that the line names, or its place, says which; else both readings are told.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry import shape

from data import communes
from data.communes import Commune
from data.ground.faults import Fault
from data.intake import cells, commune_codes
from data.intake.raw import NAMED, some
from data.inventory.fields import COMMUNES, CONTOURS, plain
from data.inventory.linking import degrees, position
from data.inventory.parsing import Line

NAME = "site_comm_nom"  # the only field that says the name of a commune; a column that nobody knows may too


@dataclass(frozen=True)
class Doubt:
    """A code as it is written and read, and the communes of which it is the postcode."""

    line: Line
    field: str
    written: str
    read: Commune
    others: tuple[Commune, ...]


def faults(table: str, lines: Sequence[Line]) -> list[Fault]:
    """Postcodes written in place of codes: the line names one of the communes of the postcode, and not that of the code."""
    found = []
    for doubt in _doubts(table, lines):
        names = _names(doubt.line)
        meant = next((one for one in doubt.others if plain(one.name) in names), None)
        if meant and plain(doubt.read.name) not in names:
            what = f"« {doubt.written} » est le code INSEE de {doubt.read.name} et le code postal de {meant.name}, que dit cette ligne"
            found.append(Fault(doubt.line.place(doubt.field), what, f"écrire le code INSEE, en texte : {meant.proposed}"))
    return found


def remarks(table: str, lines: Sequence[Line]) -> list[Fault]:
    """Codes that nothing in their line tells from a postcode, and names that are those of another commune than the code."""
    doubtful = defaultdict(list)
    for doubt in _doubts(table, lines):
        if plain(doubt.read.name) not in _names(doubt.line) and not _placed_there(table, doubt):
            doubtful[doubt.written].append(doubt)
    return [*map(_told, doubtful.values()), *_other_names(table, lines)]


def _doubts(table: str, lines: Sequence[Line]) -> Iterator[Doubt]:
    field = COMMUNES.get(table, "")
    known = {one.code: one for one in communes.of_lozere()}
    of_postcode = defaultdict(list)
    for one in communes.of_lozere():
        for postcode in one.postcodes:
            of_postcode[postcode].append(one)
    for line in lines:
        if field not in line.columns or not (read := known.get(line.values.get(field, ""))):
            continue
        written = commune_codes.bare(cells.text(line.sheet.rows[line.row][line.columns[field]]))
        if others := tuple(one for one in of_postcode.get(written, ()) if one != read):
            yield Doubt(line, field, written, read, others)


def _names(line: Line) -> set[str]:
    """What may be the name of a commune in a line, in plain letters: the field of that name, and the columns that no field has."""
    taken = {column for field, column in line.columns.items() if field != NAME}
    return {plain(value) for column, value in enumerate(line.sheet.rows[line.row]) if column not in taken and isinstance(value, str)}


def _placed_there(table: str, doubt: Doubt) -> bool:
    """Whether the place of a line is nearer the town hall of the commune read than those of the others; one far from it is refused elsewhere."""
    lon, lat, _ = position(doubt.line)
    if lon and lat:
        x, y = degrees(float(lon), float(lat))
    elif drawn := doubt.line.values.get(CONTOURS.get(table, ""), ""):
        middle = shapely.centroid(shape(json.loads(drawn)))
        x, y = middle.x, middle.y
    else:
        return False
    return communes.nearest(x, y, [one.code for one in (doubt.read, *doubt.others)]) == doubt.read.code


def _told(doubts: Sequence[Doubt]) -> Fault:
    """One remark for all the cells where a code stands."""
    written, read, others = doubts[0].written, doubts[0].read, doubts[0].others
    code = "le code" if written == read.code else "un ancien code"
    what = f"« {written} » lu comme {code} INSEE de {read.name} ; si c'est un code postal, c'est {some([one.name for one in others])}"
    offered = ", ".join(one.proposed for one in others[:NAMED])
    more = "…" if len(others) > NAMED else ""
    return Fault(some([one.line.place(one.field) for one in doubts]), what, f"rien à faire si c'est {read.name}, ou écrire {offered}{more}")


def _other_names(table: str, lines: Sequence[Line]) -> Iterator[Fault]:
    """Names of communes of Lozère that are not that of the code beside them."""
    known = {plain(one.name): one for one in communes.of_lozere()}
    for line in lines:
        named, code = known.get(plain(line.values.get(NAME, ""))), line.values.get(COMMUNES.get(table, ""), "")
        if named and code and named.code != code:
            of_code = next((one.name for one in communes.of_lozere() if one.code == code), code)
            yield Fault(line.place(NAME), f"« {named.name} », et le code {code} est celui de {of_code}", f"{named.proposed} ? Relire l'un et l'autre")
