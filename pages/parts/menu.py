"""The pages of the house and their public addresses: the fixed ones, then one for each study of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from studies.publishing import shown
from studies.publishing.shown import Shown
from studies.toolkit.running.study import Study

PAGES = Path(__file__).parents[1]


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


LOCKED = PAGES / "locked_study.py"  # shows a version that today's code does not compute any more, at the address of its study
ADDRESS = "menu.address"  # in the session of a visitor: the address of the page on screen, which the one above stands for
STUDIES = "Études"  # the section of the menu that holds them
HOME = Entry(PAGES / "home.py", "Accueil", "")
TERRITORY = Entry(PAGES / "territory.py", "Territoire", "territoire")
ROLLOUT = Entry(PAGES / "rollout.py", "Fibre", "fibre")
INVENTORY = Entry(PAGES / "inventory.py", "Inventaire", "inventaire", "Repères")
TEAM = Entry(PAGES / "team.py", "Équipe", "equipe", "Repères", needs="manage_people")
ACCOUNT = Entry(PAGES / "account.py", "Mon compte", "compte", "Repères")
EDITING = Entry(PAGES / "drafts/editing.py", "Modifier une étude", "modifier", "Repères", needs="edit_study")
PREVIEW = Entry(PAGES / "drafts/preview.py", "Aperçu d'un brouillon", "apercu", "Repères", in_menu=False)
REPORTED = Entry(PAGES / "reported.py", "Erreurs signalées", "erreurs", "Repères")
SAVED = Entry(PAGES / "saved.py", "Scénario enregistré", "scenario", "Repères", in_menu=False)
GUIDES = (
    Entry(PAGES / "provenance.py", "Sources", "sources", "Repères"),
    Entry(PAGES / "method.py", "Méthode", "methode", "Repères"),
    Entry(PAGES / "accessibility.py", "Accessibilité", "accessibilite", "Repères", in_menu=False),
    Entry(PAGES / "legal.py", "Mentions légales", "mentions-legales", "Repères", in_menu=False),
)


def entries(read: Sequence[Shown] | None = None) -> list[Entry]:
    """Every page that can be visited now, in the order of the menu, with the studies that somebody reads: those of the public when it is not said."""
    found = shown.public() if read is None else read
    return [HOME, *map(of_shown, found), TERRITORY, ROLLOUT, INVENTORY, EDITING, TEAM, REPORTED, ACCOUNT, SAVED, PREVIEW, *GUIDES]


def of_shown(one: Shown) -> Entry:
    """The page of a study as somebody reads it: that of its folder, or the one that shows a version without running it."""
    return replace(of_study(one.study), file=LOCKED) if one.locked else of_study(one.study)


def of_study(study: Study) -> Entry:
    """The page of a study."""
    return Entry(study.folder / "page.py", study.card.title, study.card.url, STUDIES)


def as_page(entry: Entry, in_menu: bool = True) -> st.Page:
    """The entry as Streamlit's router and links want it, in the menu when `in_menu`. No icon: Streamlit would make it the favicon and ask
    another host for it."""
    visibility = "visible" if entry.in_menu and in_menu else "hidden"
    return st.Page(entry.file, title=entry.title, url_path=entry.address or None, default=not entry.address, visibility=visibility)


def addresses() -> list[str]:
    """The public address of every page: "/", "/tres-haut-debit"…"""
    return [f"/{entry.address}" for entry in entries()]
