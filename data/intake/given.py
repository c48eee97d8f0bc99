"""A file whose content somebody just gave, read in the process made for it: what it answers, the files that it made."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.ground.faults import Fault
from data.intake.job import PREFIX, Answer, Reading, not_begun
from data.intake.limits import Limits

FILES = "files"  # in the summary of a task: the name of each file that it made -> where it is in its folder


@dataclass(frozen=True)
class Given:
    """What a file holds: the files that the task made of it, by name; what it says of them; what was mended. Nothing of it when there are faults."""

    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
    files: Mapping[str, bytes] | None = None
    summary: Mapping | None = None


def apart(task: str, content: bytes, limits: Limits, options: dict | None = None) -> Given:
    """Reads a content. Refused when it cannot begin: no place on disk, too many files read at once."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}donne-"))
    except OSError as error:
        raise not_begun(error) from None
    try:
        path = folder / "fichier"  # the place that a fault of the whole file tells
        path.write_bytes(content)
        reading = Reading(task, [path], limits, options)
        answer: Answer = reading.answer()
        if answer.faults:
            return Given(tuple(answer.faults))
        made = {name: (answer.folder / place).read_bytes() for name, place in answer.summary.get(FILES, {}).items()}
        return Given((), tuple(answer.remarks), made, answer.summary)
    except OSError as error:
        raise not_begun(error) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)
