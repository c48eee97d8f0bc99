"""A list of members pasted or typed, one to a line: name ; in what capacity ; présent, excusé or absent ; to whom she gave her proxy."""

import re
from collections.abc import Iterable

from data.ground.faults import Fault
from data.instances.rules import Attendee, Presence

SEPARATOR = re.compile(r"[;\t]")
LINE_END = re.compile(r"\r\n|\r|\n")
PROXY = re.compile(r"^(a donné )?(pouvoir|procuration)\s+(à|a)\s+", re.IGNORECASE)
WORDS = {  # how each state is written, its letter and without accents included
    Presence.PRESENT: {"présent", "présente", "present", "presente", "p"},
    Presence.EXCUSED: {"excusé", "excusée", "excuse", "excusee", "e"},
    Presence.ABSENT: {"absent", "absente", "a"},
}
MOST_CELLS = 4


def read(text: str) -> tuple[list[Attendee], list[Fault]]:
    """The members of a list, and what is wrong with it, line by line. Who is said to be nothing is present, or excused when she gave her proxy."""
    found, faults = [], []
    for number, line in enumerate(LINE_END.split(text), 1):
        if not line.strip():
            continue
        cells = [" ".join(cell.split()) for cell in SEPARATOR.split(line)]
        cells += [""] * (MOST_CELLS - len(cells))
        name, capacity, said, proxy = cells[:MOST_CELLS]
        proxy = PROXY.sub("", proxy)
        state = _state(said, Presence.EXCUSED if proxy else Presence.PRESENT)
        if len(cells) > MOST_CELLS:
            faults.append(Fault(f"ligne {number}", f"{len(cells)} cases", "quatre au plus : nom ; qualité ; présent, excusé ou absent ; pouvoir à"))
        elif not name:
            faults.append(Fault(f"ligne {number}", "le nom manque", "l'écrire en premier"))
        elif state is None:
            faults.append(Fault(f"ligne {number}", f"« {said} » ne dit pas si {name} est là", "écrire présent, excusé ou absent"))
        else:
            found.append(Attendee(name, capacity, state, proxy))
    return found, faults


def written(members: Iterable[Attendee]) -> str:
    """The list that reads back as these members."""
    return "\n".join(" ; ".join([one.name, one.capacity, one.presence.value, one.proxy_to]).rstrip(" ;") for one in members)


def _state(said: str, usual: Presence) -> Presence | None:
    word = said.casefold()
    return usual if not word else next((state for state, words in WORDS.items() if word in words), None)
