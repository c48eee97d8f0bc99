"""An invited intern edits a study in a browser: refused with faults, met by another editor, submitted, sent back, answered, published, read."""

import re
import shutil
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from data.store import people
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import drafts, versions
from data.store.writings.versions import Status
from tests.e2e.browser import choose, settle
from tests.e2e.conftest import copy_project, running_server
from tests.studies.study_changes import GOOD, copy_of_the_good_study

SLUG, ESSENTIAL = "broadband", "text/essential.md"
AUTHOR = Grant(Role.AUTHOR, SLUG, date(2999, 1, 1))


@pytest.fixture
def studio(tmp_path):
    """A Studio of one small study, its store, and a function that invites an author and gives the address of his link."""
    project = copy_project(tmp_path / "copy")
    for folder in (project / "studies").glob("*/study.toml"):
        if not folder.parent.name.startswith("_"):
            shutil.rmtree(folder.parent)
    copy_of_the_good_study(project / "studies")
    var = tmp_path / "var"
    var.mkdir()
    store = Store(f"sqlite:///{var}/studio.sqlite")
    with running_server(tmp_path / "server.log", project, STUDIO_VAR=str(var)) as base:

        def invited(name: str, grant: Grant = AUTHOR) -> str:
            return f"{base}/invitation/{people.invite(store, CONSOLE, [Newcomer(name)], [grant])[0].token}"

        yield base, store, invited
    store.engine.dispose()


def entered(page: Page, base: str, link: str) -> Page:
    page.goto(link)
    page.get_by_role("button", name="Entrer dans le Studio").click()
    settle(page)
    page.goto(f"{base}/modifier?etude={SLUG}")
    settle(page)
    return page


def section(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).click()
    settle(page)


def written(page: Page, text: str) -> None:
    field = page.get_by_role("textbox", name=re.compile("^Le texte, en Markdown"))
    field.fill(text)
    field.press("Tab")
    settle(page)


def submitted(page: Page, base: str, number: int, text: str) -> None:
    """Writes the answer again and submits it as that version."""
    page.goto(f"{base}/modifier?etude={SLUG}")
    settle(page)
    section(page, "Textes")
    written(page, text)
    section(page, "Vérifier et soumettre")
    page.get_by_label(re.compile("^Message à l'agence")).fill(f"Version {number}, revue")
    page.get_by_role("button", name="Soumettre à l'agence").click()
    expect(page.get_by_text(f"Version {number} soumise")).to_be_visible(timeout=90_000)


def step(page: Page, base: str, version: str, button: str, message: str = "") -> None:
    """Takes a step of a version on the page of versions."""
    page.goto(f"{base}/versions?etude={SLUG}")
    settle(page)
    page.get_by_text(f"{version} : la suite").click()
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name=button))
    form.get_by_role("textbox").fill(message)
    form.get_by_role("button", name=button).click()
    settle(page)


def sent_back_answered_and_published(ines: Page, agency: Page, base: str, store: Store, before: str) -> None:
    """Version 1 is published; version 2 is sent back, version 3 answers and is published."""
    for since, to in ((Status.SUBMITTED, Status.VALIDATED), (Status.VALIDATED, Status.PUBLISHED)):
        versions.move(store, CONSOLE, SLUG, 1, since, to)
    submitted(ines, base, 2, f"Une autre phrase d'Inès.\n\n{before}")
    step(agency, base, "Version 2, soumise", "Demander des corrections", "Dire de quand date le prix.")
    expect(agency.get_by_text("Version 2 : corrections demandées.")).to_be_visible()
    ines.goto(f"{base}/versions?etude={SLUG}")
    settle(ines)
    expect(ines.get_by_text("Dire de quand date le prix.").first).to_be_attached()
    submitted(ines, base, 3, f"Une phrase d'Inès, datée de 2024.\n\n{before}")
    step(agency, base, "Version 3, soumise", "Noter la validation du comité")
    step(agency, base, "Version 3, validée par le comité", "Publier")
    expect(agency.get_by_text("Version 3 : publiée.")).to_be_visible()


@pytest.mark.browser
@pytest.mark.nightly  # by day tests/pages/editing walks the same steps without a browser
def test_two_authors_write_and_submit_the_agency_sends_back_then_publishes_and_the_public_reads_the_difference(studio, open_page):
    base, store, invited = studio
    ines = entered(open_page(another=True), base, invited("Inès Roche"))
    omar = entered(open_page(another=True), base, invited("Omar Blanc"))

    choose(ines, ines.get_by_role("combobox", name=re.compile("^Hypothèse")), "imitation")
    ines.get_by_label("Valeur", exact=True).fill("0,9")
    ines.get_by_role("button", name="Enregistrer cette hypothèse").click()
    expect(ines.get_by_text("hors de sa fourchette")).to_be_visible()
    expect(ines.get_by_label("Valeur", exact=True)).to_have_value("0,9")
    assert drafts.read(store, SLUG) == {}

    for page in (ines, omar):
        section(page, "Textes")
    before = (GOOD / ESSENTIAL).read_text("utf-8")
    written(omar, f"{before}\n\nUne phrase d'Omar.\n")
    expect(omar.get_by_text(re.compile(r"Enregistré dans le brouillon à \d\d:\d\d"))).to_be_visible()
    written(ines, f"Une phrase d'Inès.\n\n{before}")
    expect(ines.get_by_text(re.compile("Omar Blanc.*a enregistré"))).to_be_visible()
    ines.get_by_role("button", name="Enregistrer les deux réunies").click()
    settle(ines)
    kept = drafts.read(store, SLUG)[ESSENTIAL].content.decode()
    assert kept.startswith("Une phrase d'Inès.") and kept.endswith("Une phrase d'Omar.\n")

    section(ines, "Vérifier et soumettre")
    ines.get_by_label(re.compile("^Message à l'agence")).fill("Deux phrases de plus")
    ines.get_by_role("button", name="Soumettre à l'agence").click()
    expect(ines.get_by_text("Version 1 soumise")).to_be_visible(timeout=90_000)
    assert [(one.number, one.status) for one in versions.listed(store, SLUG)] == [(1, versions.Status.SUBMITTED)]

    ines.goto(f"{base}/apercu?etude={SLUG}")
    settle(ines)
    expect(ines.get_by_text("Brouillon : aperçu")).to_be_visible()
    expect(ines.get_by_text("Une phrase d'Omar.")).to_be_visible()
    stranger = open_page(another=True)
    stranger.goto(f"{base}/apercu?etude={SLUG}")
    settle(stranger)
    expect(stranger.get_by_text("Une phrase d'Omar.")).to_have_count(0)
    agency = entered(open_page(another=True), base, invited("Zoé Agence", Grant(Role.ADMINISTRATOR)))
    sent_back_answered_and_published(ines, agency, base, store, before)

    stranger.goto(f"{base}/versions?etude={SLUG}&avant=1&apres=3")
    settle(stranger)
    expect(stranger.get_by_text("1 texte a changé.")).to_be_visible()
    stranger.get_by_text("1 texte", exact=True).click()
    expect(stranger.locator("ins").filter(has_text="2024")).to_be_visible()
    expect(stranger.get_by_text("corrections demandées")).to_have_count(0)
    assert ines.errors == omar.errors == agency.errors == stranger.errors == [] and ines.outside == []
