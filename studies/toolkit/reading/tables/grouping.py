"""The faults of the cells and of the lines of a table, those of a kind told once: the first one, how many there are, where the others stand."""

import re
from collections.abc import Sequence

from data.ground import french
from data.ground.faults import Fault

QUOTED = re.compile(r"« [^»]* »|\d+([.,]\d+)?")  # what differs between two faults of a kind
NAMED = 6  # cells named beside the first
BETWEEN_SEMICOLONS = "mettre entre guillemets les textes qui ont un point-virgule ; partout le même signe entre les cellules"
IN_QUOTES = "mettre entre guillemets les textes qui ont une virgule ou un point-virgule ; écrire les nombres avec un point"
EACH = 3  # faults of a kind that are told one by one


def grouped(wrong: Sequence[tuple[str, Fault]]) -> list[Fault]:
    """The faults of cells, each with its cell, whose place is that of the table."""
    kinds: dict[str, list[tuple[str, Fault]]] = {}
    for where, fault in wrong:
        kinds.setdefault(QUOTED.sub("", fault.fault), []).append((where, fault))
    found = []
    for alike in kinds.values():
        found += [_alike(alike)] if len(alike) > EACH else [Fault(f"{fault.place}, {where}", fault.fault, fault.remedy) for where, fault in alike]
    return found


def _alike(alike: Sequence[tuple[str, Fault]]) -> Fault:
    (where, first), *others = alike
    sheet = f"{where.rpartition(', ')[0]}, "  # told once, when all the cells are of one
    seen = [
        f"{fault.fault.partition(' »')[0]} » ({place})" if fault.fault.startswith("« ") else place
        for place, fault in ((place.removeprefix(sheet), fault) for place, fault in others[:NAMED])
    ]
    more = f" et {french.counted(len(others) - NAMED, 'autre')}" if len(others) > NAMED else ""
    return Fault(
        f"{first.place}, {where}", f"{first.fault} ; {french.number(len(alike))} cellules de cette sorte : {', '.join(seen)}{more}", first.remedy
    )


def uneven_lines(lines: list[tuple[int, str]], place: str, other_separator: bool) -> list[Fault]:
    """The lines that have not as many cells as there are columns, told once with the others when several are alike; between semicolons, a decimal
    comma does no harm."""
    remedy = BETWEEN_SEMICOLONS if other_separator else IN_QUOTES
    alike: dict[str, list[int]] = {}
    for line, said in lines:
        alike.setdefault(said, []).append(line)
    return [Fault(f"{place}, ligne {first}", f"{said}{_also(others)}", remedy) for said, (first, *others) in alike.items()]


def _also(lines: list[int]) -> str:
    if not lines:
        return ""
    return f" ; {french.plural(len(lines), 'ligne')} {french.listed([str(line) for line in lines])} de même"
