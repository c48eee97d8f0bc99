"""A faulty study is told on screen and takes nothing else down."""

import shutil
from pathlib import Path

from streamlit.testing.v1 import AppTest

from studies import catalog
from studies.toolkit.checking import starting
from tests.pages.conftest import PATIENCE, Visitor, text_of

ROOT = Path(__file__).parents[2]


def test_the_other_studies_stay_and_the_team_reads_what_to_mend(tmp_path, monkeypatch):
    for name in ("broadband", "broken"):
        shutil.copytree(ROOT / "studies/broadband", tmp_path / name)
    card = tmp_path / "broken/study.toml"
    card.write_text(card.read_text("utf-8").replace('url = "tres-haut-debit"', 'url = "Très cassé"'), "utf-8")
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    site = Visitor.new().run()  # only its first run goes through app.py
    assert not site.exception
    banner = "«\N{NO-BREAK SPACE}broken\N{NO-BREAK SPACE}» n'est pas affiché\N{NO-BREAK SPACE}: 1 défaut à corriger"
    assert banner in [drawer.label for drawer in site.expander]
    told, remedy = next(drawer for drawer in site.expander if drawer.label == banner).markdown[0].value.split("*Que faire\N{NO-BREAK SPACE}:*")
    assert told.startswith("- **studies/broken/study.toml") and r"\(url\)**" in told
    assert "Très cassé" in told and "tres-haut-debit" in remedy
    assert "Usages du très haut débit" in [header.value for header in site.header]
    site.query_params["tab"] = "Figures"
    site.switch_page(str(ROOT / "pages/aside.py")).run()
    assert site.title[0].value == "Cette étude n'est pas affichée"
    assert "Le lien demandait" not in text_of(site) and site.query_params["tab"] == "Figures"  # for the study, once it is mended


def test_a_study_whose_card_is_refused_keeps_its_address_and_its_title(tmp_path):
    (tmp_path / "wood_heat").mkdir()
    card = tmp_path / "wood_heat/study.toml"
    card.write_text('title = "Chaleur au bois"\nurl = "chaleur-bois"\nedition = 2018.5\nlimits = [\n', "utf-8")
    assert starting.as_written(tmp_path / "wood_heat") == ("chaleur-bois", "Chaleur au bois")
    card.write_text('title = "Chaleur au bois\nurl = "Chaleur bois"\n', "utf-8")
    assert starting.as_written(tmp_path / "wood_heat") == ("wood-heat", "wood_heat")


def test_every_page_ends_with_the_footer_and_its_links(home):
    assert ":small[Lozère Développement. Des études à discuter, pas des prévisions." in home.markdown[-1].value
    links = [link.proto.label for link in home.get("page_link")]
    assert links[-5:] == ["Accueil", "Sources", "Méthode", "Accessibilité\u00a0: partiellement conforme", "Mentions légales"]


def test_thousands_of_faults_are_counted_beyond_the_first_ones():
    def banner():
        from data.ground.faults import Fault
        from pages.parts import frame

        frame._tell("« x » n'est pas affiché", [Fault(f"studies/x, ligne {line}", "défaut", "remède") for line in range(1, 10_001)])

    drawer = AppTest.from_function(banner, default_timeout=PATIENCE).run().expander[0]
    listed, more = drawer.markdown
    assert "10\N{NARROW NO-BREAK SPACE}000 défauts" in drawer.label
    assert listed.value.count("\n") == 29
    assert "9\N{NARROW NO-BREAK SPACE}970 autres" in more.value
