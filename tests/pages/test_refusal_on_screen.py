"""A model that refuses the figures of a visitor: its refusal stands in their place, on the screen and in the files."""

import io
import zipfile

import pytest

from data.ground import french
from pages.parts import refusal
from pages.parts.study import downloads
from pages.parts.study.effects import headline_strip
from pages.parts.study.part import Screen
from pages.parts.study.view import Choice
from studies import catalog
from studies.toolkit.errors import Refusal
from studies.toolkit.running import standing
from tests.pages.conftest import ROOT

WHY = "le forfait ne peut pas dépasser le nombre d'animateurs"


@pytest.fixture
def refusing(monkeypatch):
    """The broadband study, whose model refuses 61 sessions."""
    study = catalog.get("broadband")
    run = study.model.run

    def refuses(p, territory):
        if (p.sessions == 61.0).any():
            raise Refusal(WHY)
        return run(p, territory)

    monkeypatch.setattr(study.model, "run", refuses)
    return study


def texts(page) -> str:
    return "\n".join(text.value for text in page.markdown)


def test_a_refusal_stands_in_place_of_the_figures_and_goes_with_them_back(refusing, study_page):
    page = study_page(sessions="61")
    assert not page.exception and not page.error
    assert f"Refusé : {WHY}" in texts(page).replace("\u00a0", " ")
    assert "revenir à celles du scénario" in texts(page)
    assert not page.metric
    assert page.slider(key="broadband.sessions").value == 61.0  # the levers stay, to go back
    page.button(key="broadband.reset").click().run()
    assert page.metric and "Refusé" not in texts(page)


def test_one_goes_back_from_a_refused_choice_and_forth_to_it(refusing, study_page):
    page = study_page(sessions="30")
    before = [metric.value for metric in page.metric]
    assert before
    page.slider(key="broadband.sessions").set_value(61.0).run()
    assert "Refusé" in texts(page) and not page.metric
    page.button(key="broadband.step-1").click().run()
    assert [metric.value for metric in page.metric] == before and "Refusé" not in texts(page)
    page.button(key="broadband.step1").click().run()
    assert page.slider(key="broadband.sessions").value == 61.0
    assert "Refusé" in texts(page) and not page.metric and not page.exception


@pytest.mark.parametrize("tab", ["L'essentiel", "Questions du comité", "Récit", "Hypothèses", "Robustesse", "Emporter"])
def test_a_refusal_is_told_whatever_tab_is_open(refusing, site, tab):
    site.switch_page(str(ROOT / "studies/broadband/page.py"))
    site.query_params["broadband.tab"] = tab
    site.query_params["broadband.sessions"] = "61"
    page = site.run()
    assert not page.exception and page.session_state["broadband.tab"] == tab
    assert f"Refusé : {WHY}" in texts(page).replace("\u00a0", " ")


def test_the_files_of_a_refused_choice_hold_the_refusal(refusing):
    screen = Screen(refusing, Choice("trend", (("sessions", 61.0),)))
    assert downloads._series(screen)["refus"].tolist() == [WHY]
    with zipfile.ZipFile(io.BytesIO(downloads._workbook(screen))) as book:
        assert WHY.encode() in b"".join(book.read(name) for name in book.namelist())
    assert refusal.told(lambda: screen.outcome)["remede"].item().startswith("corriger")


def test_a_headline_outside_its_range_says_so_and_another_does_not(site, monkeypatch):
    monkeypatch.setattr(standing, "outside", lambda headline: headline.id == "npv")
    site.switch_page(str(ROOT / "studies/datacenter/page.py"))
    site.query_params["datacenter.scenario"] = "breakthrough"
    said = [caption.value for caption in site.run().caption]
    assert sum(french.spaced(headline_strip.OUTSIDE) in text for text in said) == 1  # the net value, 4,14 M€: 8 draws in 10 give less than 4,08
    site.switch_page(str(ROOT / "studies/pork/page.py")).run()
    assert not any(french.spaced(headline_strip.OUTSIDE) in caption.value for caption in site.caption)
