"""A text file that somebody wrote, as all else reads it: UTF-8, one kind of line end, no invisible character, of a size that a page can hold."""

import re
from pathlib import Path

from data.ground import french
from data.ground.faults import Fault

# What nobody sees, or what turns a line round.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
ENCODING_REMEDY = "enregistrer le fichier en UTF-8 (Excel : « CSV UTF-8 »)"
LARGEST = 1_000_000  # [bytes] five times the longest table of a study: above, somebody took another file for this one
INVISIBLE_REMEDY = "l'effacer : il ne se voit pas, et change ce qui se lit"


def read_text(path: Path, place: str) -> tuple[str | None, list[Fault]]:
    """The text of a file, or the fault that prevents reading it."""
    if not path.is_file():
        return None, [Fault(place, "fichier absent", "le créer, ou copier celui de studies/_template")]
    if path.stat().st_size > LARGEST:
        return None, [Fault(place, f"fichier de {french.number(path.stat().st_size / 1e6, 1)} Mo", f"{LARGEST / 1e6:.0f} Mo au plus : le couper")]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return None, [Fault(place, f"le caractère n° {error.start + 1} n'est pas en UTF-8", ENCODING_REMEDY)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        where = f"{place}, ligne {text[: found.start()].count(chr(10)) + 1}"
        return None, [Fault(where, invisible(found[0]), INVISIBLE_REMEDY)]
    return text, []


def invisible(sign: str) -> str:
    """What is wrong with a character that nobody sees."""
    return f"caractère invisible U+{ord(sign):04X}"
