"""The pages of the house and their public addresses: the fixed ones, then one for each study of the catalogue."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from studies import catalog
from studies.toolkit.running.study import Study

PAGES = Path(__file__).parents[1]


@dataclass(frozen=True)
class Entry:
    """A page: its file, its title, its address without the slash ("" is the home page), its section of the menu, or the footer only; what one must
    be allowed to do for the menu to show it ("" for everybody)."""

    file: Path
    title: str
    address: str
    section: str = ""
    in_menu: bool = True
    needs: str = ""


STUDIES = "Études"  # the section of the menu that holds them
HOME = Entry(PAGES / "home.py", "Accueil", "")
TERRITORY = Entry(PAGES / "territory.py", "Territoire", "territoire")
ROLLOUT = Entry(PAGES / "rollout.py", "Fibre", "fibre")
INVENTORY = Entry(PAGES / "inventory.py", "Inventaire", "inventaire", "Repères")
TEAM = Entry(PAGES / "team.py", "Équipe", "equipe", "Repères", needs="manage_people")
ACCOUNT = Entry(PAGES / "account.py", "Mon compte", "compte", "Repères")
REPORTED = Entry(PAGES / "reported.py", "Erreurs signalées", "erreurs", "Repères")
SAVED = Entry(PAGES / "saved.py", "Lien court", "scenario", "Repères", in_menu=False)
GUIDES = (
    Entry(PAGES / "provenance.py", "Sources", "sources", "Repères"),
    Entry(PAGES / "method.py", "Méthode", "methode", "Repères"),
    Entry(PAGES / "accessibility.py", "Accessibilité", "accessibilite", "Repères", in_menu=False),
    Entry(PAGES / "legal.py", "Mentions légales", "mentions-legales", "Repères", in_menu=False),
)


def entries() -> list[Entry]:
    """Every page that can be visited now, in the order of the menu."""
    return [HOME, *(of_study(study) for study in catalog.studies()), TERRITORY, ROLLOUT, INVENTORY, TEAM, REPORTED, ACCOUNT, SAVED, *GUIDES]


def of_study(study: Study) -> Entry:
    """The page of a study."""
    return Entry(study.folder / "page.py", study.card.title, study.card.url, STUDIES)


def as_page(entry: Entry, shown: bool = True) -> st.Page:
    """The entry as Streamlit's router and links want it, in the menu when it is `shown` there. No icon: Streamlit would make it the favicon and ask
    another host for it."""
    visibility = "visible" if entry.in_menu and shown else "hidden"
    return st.Page(entry.file, title=entry.title, url_path=entry.address or None, default=not entry.address, visibility=visibility)


def addresses() -> list[str]:
    """The public address of every page: "/", "/tres-haut-debit"…"""
    return [f"/{entry.address}" for entry in entries()]
