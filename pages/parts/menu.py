"""The pages of the house and their public addresses: the fixed ones, then one for each study of the catalogue."""

from dataclasses import dataclass
from pathlib import Path

from studies import catalog

PAGES = Path(__file__).parents[1]


@dataclass(frozen=True)
class Entry:
    """A page of the menu: its file, its title, its address without the slash ("" is the home page), the section it is listed in."""

    file: Path
    title: str
    address: str
    section: str = ""


def entries() -> list[Entry]:
    """Every page that can be visited now, in the order of the menu."""
    home = Entry(PAGES / "home.py", "Accueil", "")
    studies = [Entry(study.folder / "page.py", study.card.title, study.card.url, "Études") for study in catalog.studies()]
    return [home, *studies]


def addresses() -> list[str]:
    """The public address of every page: "/", "/tres-haut-debit"…"""
    return [f"/{entry.address}" for entry in entries()]
