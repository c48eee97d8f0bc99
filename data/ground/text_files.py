"""A text file that somebody wrote, as all else reads it: UTF-8, one kind of line end, no invisible character, of a size that a page can hold."""

import re
from pathlib import Path

from data.ground import french
from data.ground.faults import Fault

# What nobody sees, or what turns a line round: controls, zero widths, orders of direction, fillers, the invisible alphabet of the tags (U+E0000 and
# after). Not the two selectors U+FE0E and U+FE0F, which choose how a sign is drawn; nor no-break spaces, which are seen.
UNSEEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ud800-\udfff\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
INVISIBLE = re.compile(f"[{UNSEEN}]")
SOFT_HYPHEN = "\u00ad"  # says where a word may be cut: typography in a text, another spelling of the same word in a name
CONTROL = re.compile(f"[{UNSEEN}{SOFT_HYPHEN}]")
IN_UTF8 = "enregistrer le fichier en UTF-8 "
OF_A_TABLE, OF_A_TEXT = "(Excel : « CSV UTF-8 »)", "(Bloc-notes : Enregistrer sous, Encodage ; Notepad++ : Encodage, Convertir en UTF-8)"
LARGEST = 1_000_000  # [bytes] five times the longest table of a study: above, somebody took another file for this one
CONFLICT = re.compile(r"(<{7}|={7}|>{7})")
OF_GIT = ("marque de conflit de Git", "garder l'une des deux versions, et retirer les lignes <<<<<<<, ======= et >>>>>>>")
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
        line = error.object[: error.start].count(b"\n") + 1
        before = error.object[error.object.rfind(b"\n", 0, error.start) + 1 : error.start]
        sign = len(before.decode("utf-8")) + 1
        remedy = IN_UTF8 + (OF_A_TABLE if path.suffix.lower() == ".csv" else OF_A_TEXT)
        return None, [Fault(f"{place}, ligne {line}", f"le caractère n° {sign} de la ligne n'est pas en UTF-8", remedy)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := INVISIBLE.search(text):
        where = f"{place}, ligne {text[: found.start()].count(chr(10)) + 1}"
        return None, [Fault(where, invisible(found[0]), INVISIBLE_REMEDY)]
    return text, []


def invisible(sign: str) -> str:
    """What is wrong with a character that nobody sees."""
    return f"caractère invisible U+{ord(sign):04X}"


def uneven(cells: int, wanted: int) -> str:
    """What is wrong with a line of a table that has not as many cells as the others."""
    return f"{french.counted(cells, 'cellule')} au lieu de {french.number(wanted)}"
