"""A new study folder is a page, a line of the menu, a card of the home page, sources and a layer of the map, with no other file changed."""

import shutil
from pathlib import Path

import pytest
import typst

from pages.parts import menu
from studies import catalog
from studies.toolkit.checking import starting
from tests.pages.conftest import in_whole

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A study that was just started beside another one, in a folder of studies of its own."""
    for name in ("_template", "broadband"):
        shutil.copytree(ROOT / "studies" / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    return starting.start(tmp_path, "chaleur_bois", "Chaleur au bois")


@pytest.fixture
def page(folder, site):
    """Its page, already run."""
    site.switch_page(str(folder / "page.py"))
    in_whole(site)
    return site.run()


def texts(page) -> str:
    return "\n".join(text.value for text in page.markdown)


def test_the_menu_has_it_and_never_the_template(folder):
    studies = {entry.address: entry.title for entry in menu.entries() if entry.section == "Études"}
    assert studies == {"tres-haut-debit": "Usages du très haut débit", "chaleur-bois": "Chaleur au bois"}
    assert "/chaleur-bois" in menu.addresses()


def test_the_home_page_has_its_card(folder, site):
    home = site.run()
    assert not home.exception
    assert "Chaleur au bois" in [header.value for header in home.header]
    assert "Sujet à choisir" not in [header.value for header in home.header]
    assert "Dans dix ans, 2\u202f500\u00a0MWh/an seraient économisés si rien ne change" in texts(home)


def test_its_page_shows_every_part_from_the_folder_alone(page):
    assert not page.exception
    assert page.title[0].value == "Chaleur au bois"
    headers = [header.value for header in page.header]
    assert headers[0] == "Faut-il aider davantage de logements à s'isoler\u00a0? (exemple du modèle)"
    assert headers[1:] == ["L'essentiel", "Figures", "Hypothèses", "Robustesse", "Emporter"]
    assert page.get("deck_gl_json_chart") and page.get("plotly_chart")
    assert "En aidant 50\u00a0logements/an, la Lozère économiserait **2\u202f500\u00a0MWh/an**" in texts(page)
    assert sum(len(table.value) for table in page.table if "Fourchette" in table.value) == 7
    assert page.slider(key="chaleur_bois.homes_per_year").value == 50


def test_the_report_put_in_its_folder_is_taken_away_and_read_in_the_page(folder, site, tmp_path):
    source = tmp_path / "report.typ"
    source.write_text('#set document(title: "Rapport")\n#set text(lang: "fr")\n= Rapport de stage', "utf-8")
    (folder / "report.pdf").write_bytes(typst.compile(str(source)))
    site.switch_page(str(folder / "page.py"))
    site.session_state["chaleur_bois.report-here"] = True
    in_whole(site)
    page = site.run()
    assert not page.exception
    assert "Le rapport complet" in [header.value for header in page.subheader]
    assert any(button.proto.label.startswith("Télécharger le rapport (PDF") for button in page.get("download_button"))
    drawer = next(drawer for drawer in page.expander if drawer.label == "Lire le rapport ici")
    assert [each.proto.component_name for each in drawer.children.values()] == ["streamlit-pdf.pdf_viewer"]


def test_its_map_colours_its_own_layer_first(page):
    names = page.selectbox(key="chaleur_bois.map.layer").options
    assert names[0] == "Logements aidés rapportés à tous les logements (réparti)"
    assert len(names) > 1


def test_its_levers_move_its_text(page):
    page.slider(key="chaleur_bois.homes_per_year").set_value(600).run()
    assert not page.exception
    assert "la Lozère économiserait **30\u202f000\u00a0MWh/an**" in texts(page)


def test_its_sources_are_in_the_register(folder, site):
    site.switch_page(str(ROOT / "pages/provenance.py"))
    register = site.run()
    assert not register.exception
    assert any(drawer.label.startswith("Chaleur au bois") for drawer in register.expander)
