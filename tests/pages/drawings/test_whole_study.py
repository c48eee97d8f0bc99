"""Every map and chart of a study, drawn from what its page shows."""

import logging
import re
from xml.etree import ElementTree

import pytest
from streamlit.testing.v1 import AppTest

from pages.__main__ import main
from pages.parts.drawings import chart_sheet, whole_study, without_browser
from studies import catalog
from studies.broadband.screens import network
from studies.toolkit.running import runs

SVG = "{http://www.w3.org/2000/svg}"
COMMUNES = 152


def small_page():
    """A page with a map under no reading, then a chart and a map that have one."""
    import pandas as pd

    from geo.maps import decks
    from pages.parts import prose, provenance
    from pages.parts.charts import chart_panel, figures
    from pages.parts.maps import legend

    prose.header("Carte")
    prose.pydeck_chart(decks.commune_map(), key="home.map")
    source = "Source : [INSEE](https://www.insee.fr), 2023."
    chart_panel.whole(figures.bars({"Mende": 2.0}, "premises"), "Deux locaux à **Mende**", "Mende : 2 locaux.", source, pd.DataFrame, "small.homes")
    prose.markdown("### Toutes au premier rang")
    prose.pydeck_chart(decks.commune_map([0] * 152, sites=False), alt="Carte des communes.")
    legend.show([(legend.SQUARE.format("rgb(255,234,70)"), "moins de 20 km")])
    provenance.small("À lire avec soin.")
    provenance.small("Source : Arcep.")


def test_what_stands_under_a_reading_is_drawn_with_its_legend_and_its_source():
    page = AppTest.from_function(small_page, default_timeout=60).run()
    assert not page.exception
    chart, drawn_map = whole_study.on_page(whole_study.leaves(page.main))
    assert (chart.name, drawn_map.name) == ("graphique-small-homes.svg", "carte-page-1.svg")
    drawn = ElementTree.fromstring(chart.svg)
    said = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
    assert (said[0], said[-1]) == ("Deux locaux à Mende", "Source\u00a0: INSEE, 2023.")
    assert drawn.find(f"{SVG}desc").text == "Mende\u00a0: 2 locaux."
    drawn = ElementTree.fromstring(drawn_map.svg)
    said = ["".join(text.itertext()) for text in drawn.iter(f"{SVG}text")]
    assert said[0] == "Toutes au premier rang"
    assert {"moins de 20 km", "A75, schématique", "Source\u00a0: Arcep."} <= set(said)
    communes = next(group for group in drawn.iter(f"{SVG}g") if group.get("class") == "communes")
    assert len(communes.findall(f"{SVG}g/{SVG}path")) == COMMUNES


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("Source : [INSEE, 2023](https://www.insee.fr/fr/statistiques).", "Source : INSEE, 2023."),
        ("**à vérifier**", "à vérifier"),
        (r"Zone \[sic\] \*x\*", "Zone [sic] *x*"),
        (r"[Plan \[2\]](https://exemple.invalid)", "Plan [2]"),
        ("1 250 €/an", "1 250 €/an"),
    ],
)
def test_a_line_of_markdown_is_written_as_it_is_read(markdown, text):
    assert chart_sheet.plain(markdown) == text


def test_an_unknown_scenario_is_told_with_those_that_there_are(capsys):
    assert main(["draw", "pork", "--scenario", "nope"]) == 2
    assert "scénario « nope » inconnu | choisir parmi : trend" in capsys.readouterr().err


def test_a_parameter_that_is_no_lever_is_told_with_the_levers_that_there_are(capsys):
    assert main(["draw", "pork", "--set", "capacity_langogne=400"]) == 2
    assert "--set capacity_langogne | ce n'est pas un levier, la page ne le déplace pas | choisir parmi : " in capsys.readouterr().err


def test_the_page_that_is_drawn_has_the_levers_of_the_outcome():
    study = catalog.get("broadband")
    outcome = runs.run(study, None, {"sessions": 60.0})
    page = without_browser.opened(study, outcome)
    assert page.slider(key="broadband.sessions").value == 60.0


def test_a_page_that_fails_is_told_in_one_french_line_with_its_place_and_a_remedy(monkeypatch, tmp_path, capsys):
    def published(_view):
        raise KeyError("Langogne")

    monkeypatch.setattr(network, "published", published)
    log = logging.getLogger("streamlit.error_util")
    monkeypatch.setattr(log, "filters", [lambda record: record.msg != "Uncaught app execution"])  # as a server that started in this process
    assert main(["draw", "broadband", "--out", str(tmp_path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert re.fullmatch(
        r"studies/broadband/screens/network\.py, ligne \d+ \| la page échoue : « Langogne » n'existe pas dans ce tableau \| corriger ce nom.*", line
    )


@pytest.mark.nightly
@pytest.mark.parametrize("slug", ["broadband", "datacenter", "hydrogen", "pork"])
def test_every_study_is_drawn_whole(slug):
    study = catalog.get(slug)
    found = list(whole_study.drawings(study, runs.run(study, study.card.reference)))
    assert len({drawn.name for drawn in found}) == len(found) > 15
    for drawn in found:
        assert "nan" not in ElementTree.fromstring(drawn.svg).get("viewBox")
        assert len(drawn.svg) < 100_000
