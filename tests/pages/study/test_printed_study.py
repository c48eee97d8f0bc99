"""A study on paper: its choice is written, what is behind drawers and buttons is in the page, its charts and maps are drawings."""

import functools

import pytest

from pages.parts.study import assumptions
from tests.pages.conftest import ROOT, Visitor

PRESSED = ("button", "download_button", "popover", "plotly_chart", "deck_gl_json_chart")


@pytest.fixture(scope="module")
def paper():
    """A function that opens the pork study on paper, with an address; each address is opened once, to be read."""

    @functools.cache
    def opened(**address: str):
        site = Visitor.new()
        site.switch_page(str(ROOT / "studies/pork/page.py"))
        site.query_params["vue"] = "imprimer"
        for name, value in address.items():
            site.query_params[f"pork.{name}"] = value
        page = site.run()
        assert not page.exception
        return page

    return opened


def said(page) -> str:
    return "\n".join(text.value for text in page.markdown).replace("\u00a0", " ")


def test_the_choice_is_written_with_each_lever_that_was_moved_and_its_value(paper):
    told = said(paper(scenario="nothing", install_eng_lr="1,5"))
    assert "**Scénario de départ : Rien.**" in told
    assert "**Mon scénario : 1 levier déplacé**" in told
    assert "| Installations d'engraisseurs plein air Label Rouge | 0 exploitation/an | **1,5 exploitation/an** |" in told


def test_a_lever_that_the_link_cannot_move_is_told_on_paper_too(paper):
    told = said(paper(install_eng_lr="900"))
    assert "Le lien demandait « Installations d'engraisseurs plein air L… » = « 900 » : hors des bornes (0 à 2)" in told
    assert "Aucun levier déplacé." in told


def test_nothing_is_left_to_press_and_every_question_shows_its_details(paper):
    page = paper()
    assert {name: len(page.get(name)) for name in PRESSED} == dict.fromkeys(PRESSED, 0)
    assert all(drawer.proto.expanded for drawer in page.expander)
    assert not [drawer.label for drawer in page.expander if drawer.label.startswith("Voir ")]  # it is there to be seen
    assert page.get("page_link") == [] and "Aucun traceur" not in "\n".join(caption.value for caption in page.caption)  # no footer of the site
    assert "**12. " in said(page) and "### La carcasse Label Rouge coûte" in said(page)
    assert (
        len([image for image in page.get("image") if image.proto.imgs[0].alt]) > 15
    )  # what is drawn is said; the signs of a legend are beside their words


def test_the_layer_and_the_commune_of_the_link_are_those_of_the_map_on_paper(paper):
    told = said(paper())
    assert ":small[Ce que montre la carte : **Aptitude à accueillir un atelier (estimé)**]" in told


def test_the_foot_has_the_sources_with_their_links_and_the_address_of_the_choice(paper):
    told = said(paper(scenario="nothing", install_eng_lr="1,5"))
    assert "- Le Réveil Lozère, [Le porc ultra" in told
    assert "[/porc-de-qualite](/porc-de-qualite?pork.scenario=nothing&pork.install_eng_lr=1.5)" in told


def test_an_assumption_keeps_all_its_words_in_three_columns_of_a_sheet():
    row = {
        "Hypothèse": "Poids de carcasse",
        "Valeur": "95 kg",
        "Fourchette": "entre 90 et 100 kg",
        "Nature": "○ hypothèse",
        "Année, lieu": "2024, France",
        "Source": "IFIP, Guide. **À vérifier**",
        "Vérifié ou reporté": "reporté le 24/11/2026",
        "Remarque": "Posé.",
    }
    assert assumptions.on_paper(row) == {
        "Hypothèse": "Poids de carcasse",
        "Valeur, fourchette": "**95 kg**, entre 90 et 100 kg",
        "D'où elle vient": "○ hypothèse, 2024, France. IFIP, Guide. **À vérifier**. Reporté le 24/11/2026. Posé.",
    }


def test_assumptions_have_three_columns_and_robustness_says_its_indicator_and_where_the_others_are(paper):
    told = said(paper())
    assert "| Hypothèse | Valeur, fourchette | D'où elle vient |" in told
    assert "Ici, « Exploitations qui ont des porcs, fin 2040 (départ supposé) » seulement." in told
    assert "sous « D'où viennent les chiffres de tête »." in told


def test_robustness_on_paper_is_that_of_the_indicator_of_the_link(paper):
    told = said(paper(robustness="Argent public, de la décision à la fin de 2040 (départ supposé)"))
    assert "Ici, « Argent public, de la décision à la fin de 2040 (départ supposé) » seulement." in told
    assert "Le lien demandait" not in told
