"""The pages of the house and their public addresses: the fixed ones, then one for each study of the catalogue."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from pages.parts.visiting import author
from studies import catalog
from studies.publishing import shown
from studies.publishing.shown import Shown
from studies.toolkit.checking import starting
from studies.toolkit.reading.code import page_loading
from studies.toolkit.running.study import Study

PAGES = Path(__file__).parents[1]
OWN = "page.py"  # the page that a study has in its folder


@dataclass(frozen=True)
class Entry:
    """A page: its file, its title, its address without the slash ("" is the home page), its section of the menu, or the footer
    only; what one must be allowed to do, to some study at least, for the menu to show it ("" for everybody)."""

    file: Path
    title: str
    address: str
    section: str = ""
    in_menu: bool = True
    needs: str = ""


LOCKED = PAGES / "publishing/locked.py"  # shows a version that today's code does not compute any more, at the address of its study
ADDRESS = "menu.address"  # in the session of a visitor: the address of the page on screen, which the one above stands for
STUDIES = "Études"  # the section of the menu that holds them
HOME = Entry(PAGES / "home.py", "Accueil", "")
MY_PLACE = Entry(PAGES / "my_place.py", "Ma commune", "ma-commune")
TERRITORY = Entry(PAGES / "territory.py", "Territoire", "territoire")
ROLLOUT = Entry(PAGES / "rollout.py", "Fibre", "fibre")
DECISIONS = Entry(PAGES / "publishing/decided.py", "Décisions", "decisions")
INVENTORY = Entry(PAGES / "inventory.py", "Mettre à jour l'inventaire", "inventaire", "Repères")
TEAM = Entry(PAGES / "team.py", "Équipe", "equipe", "Repères", needs="manage_people")
ACCOUNT = Entry(PAGES / "account.py", "Mon compte", "compte", "Repères")
VERSIONS = Entry(PAGES / "publishing/history.py", "Versions", "versions", "Repères")
KEPT = Entry(PAGES / "publishing/kept.py", "Version d'une étude", "version", "Repères", in_menu=False)
COMMITTEE = Entry(PAGES / "publishing/committee.py", "Comité", "comite", needs="read_remarks")
SITTINGS = Entry(PAGES / "publishing/sittings.py", "Séances", "seances", needs="read_minutes")
EDITING = Entry(PAGES / "publishing/editing.py", "Modifier une étude", "modifier", "Repères", needs="edit_study")
PREVIEW = Entry(PAGES / "publishing/preview.py", "Aperçu d'un brouillon", "apercu", "Repères", in_menu=False)
REPORTED = Entry(PAGES / "reported.py", "Erreurs signalées", "erreurs", "Repères")
SAVED = Entry(PAGES / "saved.py", "Lien court", "scenario", "Repères", in_menu=False)
GUIDES = (
    Entry(PAGES / "provenance.py", "Sources", "sources", "Repères"),
    Entry(PAGES / "method.py", "Méthode", "methode", "Repères"),
    Entry(PAGES / "accessibility.py", "Accessibilité", "accessibilite", "Repères", in_menu=False),
    Entry(PAGES / "legal.py", "Mentions légales", "mentions-legales", "Repères", in_menu=False),
)


def entries(read: Sequence[Shown] | None = None) -> list[Entry]:
    """Every page that can be visited now, in the order of the menu, with the studies that somebody reads: those of the public when it is not said."""
    home, *others = fixed()
    found = [of_shown(one) for one in (shown.public() if read is None else read)]
    aside = catalog.faults() if shown.for_everybody() else ()  # nobody hears of a draft that is not for all
    return [home, *found, *others, *_aside(aside, {entry.address for entry in [*found, *others]})]


def of_shown(one: Shown) -> Entry:
    """The page of a study as somebody reads it: that of its folder, or the one that shows a version without running it."""
    return replace(of_study(one.study), file=LOCKED) if one.locked else of_study(one.study)


def _aside(slugs: Collection[str], taken: set[str]) -> list[Entry]:
    """A page for each study that is left out, where a link would find it: it says so, out of the menu."""
    read = {name: (url, title) for url, (name, title) in starting.titled(catalog.ROOT).items()} if slugs else {}
    found = [(slug, *(read.get(slug) or starting.as_written(catalog.ROOT / slug))) for slug in slugs]
    return [Entry(PAGES / "aside.py", title, url, STUDIES, in_menu=False) for _, url, title in found if url not in taken]


def fixed() -> list[Entry]:
    """The pages that are there whatever the studies, the home page first."""
    around = [*GUIDES, VERSIONS, INVENTORY, TEAM, REPORTED, ACCOUNT, SAVED, KEPT, PREVIEW]
    return [HOME, MY_PLACE, TERRITORY, ROLLOUT, DECISIONS, COMMITTEE, SITTINGS, EDITING, *around]


def written(root: Path) -> list[Entry]:
    """The page of each study of a folder whose card can be read, whether the rest of it is right or not."""
    return [Entry(root / name / OWN, title, url, STUDIES) for url, (name, title) in starting.titled(root).items()]


def of_study(study: Study) -> Entry:
    """The page of a study."""
    return Entry(study.folder / OWN, study.card.title, study.card.url, STUDIES)


def as_page(entry: Entry, in_menu: bool = True) -> st.Page:
    """The entry as Streamlit's router and links want it, in the menu when `in_menu`. No icon: Streamlit would make it the favicon and ask
    another host for it."""
    visibility = "visible" if entry.in_menu and in_menu else "hidden"
    return st.Page(_source(entry), title=entry.title, url_path=entry.address or None, default=not entry.address, visibility=visibility)


def _source(entry: Entry) -> Path | Callable[[], None]:
    """What draws a page: its file, which Streamlit keeps as it first read it; for an author, the files of a study as they are now."""
    if not (entry.section == STUDIES and entry.file.name == OWN and author.writing()):
        return entry.file

    def as_it_is_now() -> None:
        page_loading.run(entry.file.parent)

    return as_it_is_now


def addresses() -> list[str]:
    """The public address of every page: "/", "/tres-haut-debit"…"""
    return [f"/{entry.address}" for entry in entries()]
