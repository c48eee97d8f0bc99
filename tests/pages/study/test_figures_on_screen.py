"""What one does with a figure of a study: look at its table, open what may be taken away."""

import json

import pytest

from pages.parts.charts import figure_table
from tests.pages.conftest import ROOT, opened_question

MAIN = "hydrogen.tco"


@pytest.fixture
def hydrogen(site):
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    return site.run()


def html(page) -> str:
    return "\n".join(block.proto.body for block in page.get("html")).replace("\u00a0", " ")


def test_a_figure_is_a_chart_until_its_table_is_asked_for_and_again_after(hydrogen):
    page = hydrogen
    (chart,) = page.get("plotly_chart")
    drawn = figure_table.of_figure(json.loads(chart.proto.spec))
    page.segmented_control(key=f"{MAIN}.form").set_value("Tableau").run()
    assert not page.exception and not page.get("plotly_chart")
    for name, *values in drawn.rows:
        assert f'<th scope="row">{name}</th>' + "".join(f"<td>{value}</td>" for value in values) in html(page)
    page.segmented_control(key=f"{MAIN}.form").set_value("Graphique").run()
    assert len(page.get("plotly_chart")) == 1 and "Tableau : " not in html(page)


def test_the_table_follows_the_choice(hydrogen):
    page = hydrogen
    page.segmented_control(key=f"{MAIN}.form").set_value("Tableau").run()
    before = html(page)
    page.radio(key="hydrogen.scenario").set_value("trend").run()
    assert not page.exception
    assert html(page) != before and "Tableau : " in html(page)


def test_no_file_of_a_figure_is_on_the_page_before_it_is_asked_for(hydrogen):
    page = hydrogen
    keys = [f"{MAIN}.svg", f"{MAIN}.png", f"{MAIN}.data"]
    assert not [button for button in page.get("download_button") if button.key in keys]
    page.session_state[f"{MAIN}.take"] = True
    page.run()
    labels = {button.key: button.proto.label for button in page.get("download_button") if button.key in keys}
    assert labels == dict(zip(keys, ("Dessin (SVG)", "Image (PNG)", "Données (CSV)"), strict=True))
    _link, for_programs = (code.value for code in page.code)  # a browser alone knows the link (test_figures_in_browser.py)
    assert for_programs.endswith("/api/studies/hydrogen/brouillon/tco.json")


def test_a_figure_of_a_question_has_the_same_switch(hydrogen):
    page = hydrogen
    page.query_params["hydrogen.tab"] = "Questions du comité"
    opened_question(page, "hydrogen", 4)
    page.segmented_control(key="hydrogen.public-money.form").set_value("Tableau").run()
    assert not page.exception
    assert "Tableau : " in html(page)
