"""Somebody on the page of a study whose committee speaks."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.store import people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store, store
from data.store.permissions import Grant, Role
from data.store.writings import remarks
from data.store.writings.remarks import Pinned, Position, Said
from studies import catalog
from studies.toolkit.running.study import Study
from tests.pages.conftest import ROOT, Visitor

SLUG = "broadband"
GRANTS = {"member": Grant(Role.REVIEWER), "author": Grant(Role.AUTHOR, SLUG, date(2999, 1, 1)), "agency": Grant(Role.ADMINISTRATOR)}


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty store, of this test only."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    return store()


@pytest.fixture
def study(opened: Store) -> Study:
    """The study that the page shows."""
    return catalog.get(SLUG)


def signed_in(opened: Store, name: str, role: str = "member") -> Actor:
    """Somebody of that role, in a browser of hers."""
    invited = people.invite(opened, CONSOLE, [Newcomer(name)], [GRANTS[role]])[0]
    return Actor(session=signing.enter(opened, invited.token).session)


def page_of(site: Visitor, actor: Actor | None, tab: str = "Avis", **address: str) -> AppTest:
    """The page of the study as she reads it, already run; the public's when there is nobody."""
    if actor is not None:
        site.user = {"session": actor.session}
    site.switch_page(str(ROOT / f"studies/{SLUG}/page.py"))
    site.query_params[f"{SLUG}.tab"] = tab
    for name, value in address.items():
        site.query_params[f"{SLUG}.{name}"] = value
    page = site.run()
    assert not page.exception
    return page


def contested(study: Study) -> str:
    """An assumption that moves the headlines and that no scenario of the study sets."""
    held = {name for scenario in study.scenarios.values() for name in scenario.changes}
    return next(name for name, one in study.parameters.items() if one.uncertain and one.low < one.value < one.high and name not in held)


def pinned(study: Study, item: str, label: str = "Hypothèse") -> Pinned:
    """What a remark of these tests is about."""
    return Pinned(study.slug, study.version, item, label)


def say(opened: Store, actor: Actor, study: Study, name: str, share: float, why: str = "Vu sur place.") -> tuple[str, float]:
    """Gives a counter-value at a share of the range of an assumption; the identifier of the remark, and the value."""
    one = study.parameters[name]
    value = one.low + share * (one.high - one.low)
    position = Position.LOW if value > one.value else Position.HIGH
    return remarks.give(opened, actor, pinned(study, f"parameter:{name}", f"Hypothèse : {one.label}"), Said(why, position, value)), value


def written_on(page: AppTest) -> str:
    """All that is written on a page, tables of ours included, with plain spaces."""
    elements = (*page.header, *page.subheader, *page.markdown, *page.caption, *page.text, *page.info, *page.success, *page.error)
    told = [str(element.value) for element in elements] + [html.proto.body for html in page.get("html")] + [drawer.label for drawer in page.expander]
    return " ".join(told).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def tabs_of(page: AppTest) -> list[str]:
    """The titles of the tabs."""
    return [tab.label for tab in page.tabs]
