"""The lists of what is installed, with the digest of each file: requirements*.lock, written by `make lock`."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNTIME, TESTS, TERRITORY = ROOT / "requirements.lock", ROOT / "requirements-dev.lock", ROOT / "requirements-territory.txt"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==(\S+)(?: ; ([^\\\n]+?))?((?: |\\|\n    |--hash=sha256:[0-9a-f]{64})*)$", re.MULTILINE)
DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Pinned:
    """One package of a list: its version, the machines that need it ("" for all), the SHA-256 of each of its files."""

    name: str
    version: str
    where: str
    digests: tuple[str, ...]


def read(path: Path) -> dict[str, Pinned]:
    """The packages of a list by name, as `same` writes it."""
    found = PINNED.finditer(path.read_text("utf-8"))
    return {same(one[1]): Pinned(same(one[1]), one[2], one[3] or "", tuple(DIGEST.findall(one[4]))) for one in found}


def same(name: str) -> str:
    """The one writing of a name that installers take for the same: Jinja2 and jinja2, et_xmlfile and et-xmlfile (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).casefold()
