"""Tabs of a study page: only the open one is drawn, the address carries it, and what a link asks opens the tab that shows it."""

import pytest

from pages.parts.maps import commune_layers
from studies import catalog
from tests.pages.conftest import ROOT

STORY, QUESTIONS, ESSENTIAL = "Récit", "Questions du comité", "L'essentiel"


@pytest.fixture
def pork(site):
    """A function that opens the pork study with an address."""

    def opened(**address: str):
        site.switch_page(str(ROOT / "studies/pork/page.py"))
        for name, value in address.items():
            site.query_params[name.replace("__", ".")] = value
        page = site.run()
        assert not page.exception
        return page

    return opened


def said(page) -> str:
    return "\n".join(text.value for text in [*page.markdown, *page.subheader]).replace("\u00a0", " ")


def told(page) -> list[str]:
    return [text.value for text in page.markdown if text.value.startswith("Le lien demandait")]


def test_a_page_opens_on_the_essential_and_draws_no_other_tab(pork):
    page = pork()
    assert page.session_state["pork.tab"] == ESSENTIAL
    assert "Ce qui est demandé à l'assemblée" in said(page)
    assert "**1. " not in said(page) and "Limites, données, auteurs" not in said(page)
    assert page.get("deck_gl_json_chart")
    assert {button.key for button in page.get("download_button")} == {"pork.map.map-data.data"}
    switches = {switch.key for switch in page.segmented_control if switch.key.endswith(".form")}
    assert switches == {"pork.pigs.form", "pork.piglet_balance.form"}


def test_a_tab_of_the_address_is_open_and_the_essential_is_not_drawn(pork):
    page = pork(pork__tab=QUESTIONS)
    assert "**1. " in said(page) and "Ce qui est demandé à l'assemblée" not in said(page)
    assert not page.get("deck_gl_json_chart")


def test_a_lever_moves_what_the_open_tab_shows(pork):
    page = pork(pork__tab=QUESTIONS)
    before = said(page)
    page.slider(key="pork.closed_years_langogne").set_value(10.0).run()
    assert not page.exception
    assert said(page) != before


def test_weights_in_a_link_open_the_questions_that_use_them(pork):
    page = pork(**{"pork__committee.weight-headroom": "80"})
    assert not told(page)
    assert page.session_state["pork.tab"] == QUESTIONS
    assert page.slider(key="pork.committee.weight-headroom").value == 80


def test_a_tab_that_does_not_exist_is_told_and_the_essential_is_shown(pork):
    page = pork(pork__tab="Licornes")
    assert page.session_state["pork.tab"] == ESSENTIAL
    assert len(told(page)) == 1 and "Onglet" in told(page)[0]


def test_a_layer_of_the_map_waits_for_its_tab_without_a_word(pork):
    study = catalog.get("pork")
    second = commune_layers.of_study(study, study.run())[1].named(None)
    page = pork(pork__tab=STORY, **{"pork__map.layer": second})
    assert not told(page) and not page.get("deck_gl_json_chart")
    assert page.query_params["pork.map.layer"] == second  # still there for when its tab opens
    layers = pork(vue="entiere").selectbox(key="pork.map.layer")
    assert layers.options[layers.index] == second


def test_the_whole_page_shows_every_tab_one_under_the_other(pork):
    page = pork(vue="entiere")
    titles = [header.value for header in page.header][1:]
    assert titles == [ESSENTIAL, QUESTIONS, STORY, "Hypothèses", "Robustesse", "Emporter"]
    assert "**1. " in said(page) and "Limites, données, auteurs" in said(page)


def test_the_whole_page_is_one_button_away_and_so_are_the_tabs(pork):
    page = pork(pork__tab="Emporter")
    page.slider(key="pork.install_eng_lr").set_value(1.0).run()
    page.button(key="pork.whole").click().run()
    assert not page.exception
    assert [header.value for header in page.header][1] == ESSENTIAL and "**1. " in said(page)
    assert page.slider(key="pork.install_eng_lr").value == 1.0
    page.button(key="pork.tabs-again").click().run()
    assert not page.exception and "**1. " not in said(page)


ROBUSTNESS, MONEY = "Robustesse", "Argent public, de la décision à la fin de 2040 (départ supposé)"


def test_the_indicator_of_the_link_is_the_one_that_is_tried_and_waits_for_its_tab_without_a_word(pork):
    page = pork(pork__tab=STORY, pork__robustness=MONEY)
    assert not told(page) and page.query_params["pork.robustness"] == MONEY
    page = pork(pork__tab=ROBUSTNESS)
    assert not told(page) and page.selectbox(key="pork.robustness").value == "public_money"
    assert "Trait : argent public, de la décision à la fin de 2040" in said(page)


def test_an_indicator_that_does_not_exist_is_told_and_the_first_one_is_tried(pork):
    page = pork(pork__tab=ROBUSTNESS, pork__robustness="Licornes")
    assert len(told(page)) == 1 and "Indicateur" in told(page)[0]
    assert page.selectbox(key="pork.robustness").value == catalog.get("pork").card.indicators[0].id


def test_what_it_takes_is_a_table_with_the_figure_and_the_assumption_as_they_are(pork):
    text = said(pork(pork__tab=ROBUSTNESS)).replace("\u202f", " ")
    assert "Valeurs de bascule" in text and "Ce que ce choix change" in text
    assert (
        "| **0 tête** (ici −4 140 têtes), porcelets à vendre en Lozère moins porcelets voulus, en 2040 (départ supposé) "
        "| Truies du naissage collectif | **172 truies** (ici 0 truie) |"
    ) in text
