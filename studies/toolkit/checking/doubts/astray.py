"""Files of a study that nobody reads where they stand: a table, a picture or a text put beside the folder that it is for."""

from collections.abc import Iterator
from pathlib import Path

from data.ground.faults import Fault
from studies.toolkit.checking.rewriting import ROWS
from studies.toolkit.running.study import NEEDED, Study

KNOWN = {*NEEDED, *ROWS, "ids.csv", "effects.csv", "report.pdf", "tables.toml"}  # at the top of a folder; what the reading tells already among them
TABLE, PICTURE = (
    "si c'est une table, la mettre dans tables, avec sa carte dans tables/tables.toml",
    "la mettre dans pictures, et la montrer par une figure",
)
WORDS = "recopier son texte dans un fichier de text, text/story.md par exemple"
REMEDIES = (
    ((".csv", ".tsv", ".xlsx", ".xls", ".ods"), TABLE),
    ((".png", ".jpg", ".jpeg", ".svg", ".webp", ".heic", ".gif"), PICTURE),
    ((".docx", ".doc", ".odt", ".rtf", ".txt", ".md", ".pdf"), WORDS),
)
LOCKED = ("~$", ".")  # how the name of what an office leaves beside an open file begins


def remarks(study: Study) -> list[Fault]:
    """Each such file, and where it belongs."""
    return list(_astray(study.folder, f"studies/{study.slug}"))


def _astray(folder: Path, place: str) -> Iterator[Fault]:
    beside = [path for path in folder.glob("*") if path.name not in KNOWN and Path(path.name).stem not in {Path(name).stem for name in ROWS}]
    texts = [path for path in (folder / "text").glob("*") if path.suffix.lower() != ".md"]  # the others are told by who reads them
    for path in sorted(path for path in (*beside, *texts) if path.is_file() and not path.name.startswith(LOCKED)):
        if remedy := next((said for ends, said in REMEDIES if path.suffix.lower() in ends), ""):
            yield Fault(f"{place}/{path.relative_to(folder).as_posix()}", "fichier que personne ne lit", f"{remedy} ; sinon le ranger ailleurs")
