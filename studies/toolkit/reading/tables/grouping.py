"""The faults of the cells of a table, those of a kind told once: the first cell, how many there are, where the others stand."""

import re
from collections.abc import Sequence

from data.ground import french
from data.ground.faults import Fault

QUOTED = re.compile(r"« [^»]* »|\d+([.,]\d+)?")  # what differs between two faults of a kind
NAMED = 6  # cells named beside the first
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
    seen = [f"{fault.fault.partition(' »')[0]} » ({place})" if fault.fault.startswith("« ") else place for place, fault in others[:NAMED]]
    more = f" et {french.counted(len(others) - NAMED, 'autre')}" if len(others) > NAMED else ""
    return Fault(
        f"{first.place}, {where}", f"{first.fault} ; {french.number(len(alike))} cellules de cette sorte : {', '.join(seen)}{more}", first.remedy
    )
