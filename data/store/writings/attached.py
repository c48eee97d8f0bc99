"""A file joined to a remark: read apart, under a name that any system takes."""

import re
import unicodedata
from pathlib import PurePosixPath

from data.ground.faults import Fault, Refused
from data.ground.text_files import CONTROL
from data.intake import job
from data.intake.limits import MEGABYTE, Limits
from data.store.writings.remarks import LARGEST, Attachment

LIMITS = Limits(size=LARGEST, unpacked=50 * MEGABYTE, rows=20_000, seconds=20)
TASK = "attachment"
LONGEST_NAME = 80  # [characters] without its ending
ODD = re.compile(r"[^\w ()'’,.-]+")  # what a name of file does without
NAMELESS = "piece-jointe"


def read(name: str, content: bytes) -> Attachment:
    """What is kept of a file that somebody joins. Refused when it is none of those that are read, or holds what acts."""
    found = job.apart(TASK, content, LIMITS)
    if found.faults:
        first = found.faults[0]
        place = "pièce jointe" if first.place == "fichier" else f"pièce jointe, {first.place}"
        raise Refused(Fault(place, first.fault, first.remedy))
    return Attachment(cleaned(name, found.summary["ending"]), found.files["content"])


def cleaned(name: str, ending: str) -> str:
    """A name of file without folder, nor sign that a system or a reader would take for something else; its ending says what the file is."""
    plain = CONTROL.sub("", unicodedata.normalize("NFC", name)).replace("\\", "/")
    stem = " ".join(ODD.sub(" ", PurePosixPath(plain).stem).split())[:LONGEST_NAME].strip(" .-'")
    return f"{stem or NAMELESS}{ending}"
