"""The pages that explain: sources, method, accessibility, legal notices."""

from datetime import date
from pathlib import Path

import pytest

from data import tables
from pages.parts import menu
from studies import catalog
from studies.exports import register
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import kept_inventory
from tests.studies.study_changes import good_study

ROOT = Path(__file__).parents[2]


@pytest.fixture
def guide(site):
    """A function that opens one of the guides."""

    def opened(stem: str):
        site.switch_page(str(ROOT / f"pages/{stem}.py"))
        return site.run()

    return opened


TITLES = {"provenance": "Sources", "method": "Méthode", "accessibility": "Accessibilité", "legal": "Mentions légales"}


@pytest.mark.parametrize(("stem", "title"), TITLES.items())
def test_every_guide_opens_under_its_title(guide, stem, title):
    page = guide(stem)
    assert not page.exception
    assert [title.value for title in page.title] == [title]


def test_the_guides_have_french_addresses_and_the_menu_shows_the_two_that_everybody_needs():
    assert [f"/{entry.address}" for entry in menu.GUIDES] == ["/sources", "/methode", "/accessibilite", "/mentions-legales"]
    assert set(menu.addresses()) >= {f"/{entry.address}" for entry in menu.GUIDES}
    assert [entry.title for entry in menu.GUIDES if entry.in_menu] == ["Sources", "Méthode"]


def test_every_source_of_every_study_and_every_table_is_in_the_register():
    studies, shared = catalog.studies(), catalog.shared()
    titles = register.whole(studies, shared, date.today())["titre"].tolist()
    assert {source.title for study in (*studies, shared) for source in study.sources.values()} - set(titles) == set()
    assert len(register.of_tables(studies, date.today())) == len(tables.cards()) + 2  # and the service and the package of the contours
    first = register.of_study(catalog.get("broadband"), date.today()).iloc[0]
    assert "Abonnés à la fibre publiés" in first["sert_a"]


def test_the_register_is_folded_by_study_and_a_search_without_accents_finds_a_source_its_licence_and_its_figures(guide):
    page = guide("provenance")
    labels = [drawer.label.replace("\u00a0", " ") for drawer in page.expander]
    assert "Usages du très haut débit : 26 entrées" in labels
    assert len(labels) == len(catalog.studies()) + 3 and len(page.table) == 0
    page.text_input(key="sources.text").set_value("fin du reseau adsl").run()
    assert not page.exception
    found = page.table[0].value.iloc[0]
    assert "48FM" in found["Source"] and "Article" in found["Licence"] and "Communes qui perdent le cuivre" in found["Sert à"]
    page.text_input(key="sources.text").set_value("rien de tel").run()
    assert "Aucune source ne répond" in page.info[0].value


def test_an_imported_edition_is_in_the_register_with_its_file_and_its_day():
    kept_inventory(buildings=[])
    row = register.of_tables(catalog.studies(), date(2026, 11, 24)).iloc[-1]
    assert (row["entree"], row["producteur"], row["licence"]) == ("inventory, édition 1", "Agence", "Licence Ouverte 2.0")
    assert "test.xlsx" in row["titre"]


def test_a_source_read_more_than_a_year_ago_is_flagged():
    study = good_study()  # its sources were all read on 22 November 2026
    assert not register.of_study(study, date(2027, 11, 22))["a_relire"].any()
    assert register.of_study(study, date(2027, 11, 23))["a_relire"].all()


def test_the_method_says_how_many_draws_make_a_range_and_what_each_word_means(guide):
    text = " ".join(text.value for text in guide("method").markdown)
    assert "le modèle est calculé 256 fois" in text
    for study in catalog.studies():
        assert f"/{study.card.url}?{study.slug}.tab=" in text
    for word in ("observé", "réparti", "estimé", "posée", "À vérifier", "valeur de bascule"):
        assert word in text


@pytest.mark.parametrize("stem", ["accessibility", "legal"])
def test_what_only_the_agency_knows_is_marked(guide, stem):
    assert "à compléter par l'agence" in " ".join(text.value for text in guide(stem).markdown).lower()
