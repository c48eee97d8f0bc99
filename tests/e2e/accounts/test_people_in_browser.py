"""The administrator, an intern and a reviewer at work, at a desk and on a phone, in both themes: what each is shown, and nothing that spills."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from data.store import people
from data.store.access import CONSOLE, PUBLIC
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import reports
from data.store.writings.reports import About
from tests.e2e import browser as finder
from tests.e2e.conftest import running_server

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TABS = {"Personnes": "Inès Roche", "Inviter": "Une personne par ligne", "Journal": "invitation", "Sauvegarde et santé": "Journal entier"}
LONG_NAME = "N" * 118
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server where three people are invited and two errors wait; its address and a secret of each of their links."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "var").mkdir()
    store = Store(f"sqlite:///{folder}/var/studio.sqlite")
    author = Grant(Role.AUTHOR, "pork", date(2999, 1, 1))
    roles = {"Aline Vert": [Grant(Role.ADMINISTRATOR)], "Inès Roche": [author], "René Pons": [Grant(Role.REVIEWER)]}
    links = {name: people.invite(store, CONSOLE, [Newcomer(name, "Chambre d'agriculture")], grants)[0].token for name, grants in roles.items()}
    for study, text in (("pork", "Le prix date de 2019."), ("hydrogen", "La station est fermée.")):
        reports.report(store, PUBLIC, About(study, "v1", "page", "Toute la page"), text)
    store.engine.dispose()
    with running_server(folder / "server.log", STUDIO_VAR=str(folder / "var")) as base:
        yield base, links


def enter(page: Page, house, name: str) -> None:
    base, links = house
    page.goto(f"{base}/invitation/{links[name]}")
    page.get_by_role("button", name="Entrer dans le Studio").click()
    expect(page.get_by_role("link", name=f"{name} : mon compte")).to_be_visible()


def visit(page: Page, base: str, address: str) -> None:
    page.goto(base + address)
    finder.settle(page)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.errors == []


@pytest.mark.browser
@pytest.mark.nightly  # by day tests/pages/accounts walks the same steps without a browser
def test_each_does_their_work_at_a_desk_and_on_a_phone_in_both_themes(open_page, house):
    base, _ = house
    agency = open_page(another=True, viewport=DESK, color_scheme="light")
    enter(agency, house, "Aline Vert")
    for size, theme in ((DESK, "light"), (PHONE, "dark")):
        agency.set_viewport_size(size)
        agency.emulate_media(color_scheme=theme)
        visit(agency, base, "/equipe")
        for tab, seen in TABS.items():
            agency.get_by_role("tab", name=tab).click()
            expect(agency.get_by_role("tabpanel").get_by_text(seen).first).to_be_visible()
            assert agency.evaluate(OVERFLOW) <= 0
        visit(agency, base, "/erreurs")
        expect(agency.get_by_role("heading", name="À répondre : 2")).to_be_visible()
    visit(agency, base, "/equipe")
    agency.get_by_role("tab", name="Inviter").click()
    agency.get_by_role("textbox", name="Une personne par ligne").fill(f"Zoé Blanc\n{LONG_NAME}")
    agency.get_by_role("button", name="Inviter").dblclick()
    expect(agency.get_by_text("Lien personnel : Zoé Blanc")).to_be_visible()
    finder.settle(agency)
    agency.get_by_role("tab", name="Personnes").click()
    expect(agency.get_by_role("cell", name="Zoé Blanc")).to_have_count(1)
    place = agency.get_by_role("cell", name=LONG_NAME).bounding_box()
    assert place["x"] + place["width"] < agency.viewport_size["width"]
    visit(agency, base, "/territoire?site=la_tieule_hqe")
    expect(agency.get_by_text("Modifier ce site")).to_be_visible()

    intern = open_page(another=True, viewport=PHONE, color_scheme="light")
    enter(intern, house, "Inès Roche")
    visit(intern, base, "/erreurs")
    expect(intern.get_by_text("Le prix date de 2019.")).to_be_visible()
    expect(intern.get_by_text("La station est fermée.")).to_have_count(0)
    intern.get_by_text("Répondre", exact=True).first.click()
    finder.settle(intern)
    intern.get_by_label("Réponse, lue par tous").fill("Corrigé d'après FranceAgriMer.")
    intern.get_by_role("button", name="Répondre").click()
    expect(intern.get_by_text("Aucune pour l'instant.")).to_have_count(0)
    expect(intern.get_by_text("Corrigé d'après FranceAgriMer.")).to_be_visible()

    reviewer = open_page(another=True, viewport=DESK, color_scheme="dark")
    enter(reviewer, house, "René Pons")
    visit(reviewer, base, "/erreurs")
    expect(reviewer.get_by_text("Corrigé d'après FranceAgriMer.")).to_be_visible()
    expect(reviewer.get_by_text("Répondre", exact=True)).to_have_count(0)
    visit(reviewer, base, "/equipe")
    expect(reviewer.get_by_text("Ce qui est fait ici demande")).to_be_visible()
    visit(reviewer, base, "/compte")
    reviewer.get_by_role("button", name="De tous mes appareils").click()
    expect(reviewer.get_by_text("Toutes les pages se lisent")).to_be_visible()
