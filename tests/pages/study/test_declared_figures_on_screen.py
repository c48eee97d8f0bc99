"""The figures that study.toml declares, on the page of a study that writes no code: each kind drawn, moved by a lever, served, printed."""

import json
import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.parts.drawings import whole_study, without_browser
from pages.parts.study.figures import pictures
from server import ROUTES
from studies import catalog
from tests.pages.conftest import lines
from tests.studies.toolkit.figures import figures_of_a_study as drawn

ROOT = Path(__file__).parents[3]
TAB = "chaleur_bois.tab"


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The study, in a folder of studies of its own."""
    shutil.copytree(ROOT / "studies/_template", tmp_path / "_template", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(catalog, "ROOT", tmp_path)
    return drawn.in_a_study(tmp_path)


@pytest.fixture
def page(folder, site):
    """Its figures, already run; a function that opens them with an address."""

    def opened(**address: str):
        site.switch_page(str(folder / "page.py"))
        site.query_params[TAB] = "Figures"
        for name, value in address.items():
            site.query_params[f"chaleur_bois.{name}"] = value
        return site.run()

    return opened


def charts(page) -> dict[str, dict]:
    """The charts on the page by the ends of their keys."""
    found = page.get("plotly_chart")
    return {without_browser.KEY.fullmatch(chart.proto.id)[1].removeprefix("chaleur_bois.figure-"): json.loads(chart.proto.spec) for chart in found}


def words(page) -> str:
    return "\n".join(text.value for text in page.markdown).replace("\u00a0", " ").replace("\u202f", " ")


def traces(chart: dict) -> dict[str, list]:
    """The values of each trace that has a name."""
    return {trace["name"]: trace["y"] for trace in chart["data"] if trace.get("name")}


def test_each_kind_is_drawn_under_its_title_over_its_source(page):
    shown = page()
    assert not shown.exception
    found = charts(shown)
    kinds = {name: {trace["type"] for trace in chart["data"]} for name, chart in found.items()}
    assert kinds["line"] == kinds["lines"] == kinds["table_line"] == kinds["stacked"] == kinds["range"] == {"scatter"}
    assert "bar" in kinds["bars"] and kinds["bars_by_year"] == kinds["pile"] == {"bar"} and kinds["waterfall"] == {"waterfall"}
    assert {"side_by_side.trend", "side_by_side.proactive", "bars_beside.trend"} <= set(found)
    text = words(shown)
    assert "### Énergie économisée : 2 500 MWh/an" in text
    assert "estimé. Pas de donnée pour certaines années : Bois." in text and "observé. Pas de donnée : Langogne." in text
    assert len(shown.get("deck_gl_json_chart")) == 2
    assert "![Un mur en cours d'isolation.](/pictures/study/" in text


def test_what_is_missing_is_a_gap_in_a_curve_and_no_bar(page):
    found = charts(page())
    assert traces(found["table_line"])["Bois"] == [4000, 4300, None, 5100]
    modes = {trace["name"]: trace["mode"] for trace in found["table_line"]["data"]}
    assert modes == {"Fioul": "lines", "Bois": "lines+markers"}  # 2023 stands alone after the gap: a line would not show it
    (bars,) = found["table_bars"]["data"]
    assert (bars["y"], bars["x"]) == (["Mende", "Florac"], [420, 130])


def test_a_lever_moves_figures_and_titles_beside_the_reference_on_a_still_axis(page):
    shown = page()
    before = charts(shown)
    shown.slider(key="chaleur_bois.homes_per_year").set_value(100).run()
    after = charts(shown)
    assert not shown.exception
    assert "### Énergie économisée : 5 000 MWh/an" in words(shown)
    assert traces(after["line"])["Mon scénario"][-1] == 5000 and traces(after["line"])["Tendanciel"][-1] == 2500
    assert traces(after["lines"])["Maison"][-1] == 700 and traces(after["lines"])["Maison, Tendanciel"][-1] == 350
    for name in ("line", "lines", "bars_by_year"):
        assert after[name]["layout"]["yaxis"]["range"] == before[name]["layout"]["yaxis"]["range"]
    assert "side_by_side.mine" in after and "side_by_side.mine" not in before
    assert after["table_line"]["data"] == before["table_line"]["data"]


def test_scenarios_side_by_side_share_their_axis_and_the_page_offers_them_all(page):
    shown = page()
    found = charts(shown)
    assert found["side_by_side.trend"]["layout"]["yaxis"]["range"] == found["side_by_side.proactive"]["layout"]["yaxis"]["range"]
    shown.toggle(key="chaleur_bois.beside").set_value(True).run()
    assert not shown.exception
    assert {"line.trend", "line.proactive", "line.breakthrough", "stacked.breakthrough"} <= set(charts(shown))
    assert "#### Rupture" in words(shown)


def test_a_figure_is_a_table_when_one_asks_for_it(page):
    shown = page()
    shown.segmented_control(key="chaleur_bois.figure-lines.form").set_value("Tableau").run()
    assert "lines" not in charts(shown)
    assert any('<th scope="row">2037</th><td>350</td><td>150</td>' in found.value for found in shown.get("html"))
    numbers = next(found.value for found in shown.get("html") if "Tableau\u00a0: Les nombres" in found.value)
    assert "<small>en MWh/an</small>" in numbers
    assert not lines(shown)


def test_a_study_without_figures_has_no_tab_for_them(folder, page):
    text = (folder / "study.toml").read_text("utf-8")
    (folder / "study.toml").write_text(text[: text.index("\n[[figures]]")], "utf-8")
    for name in ("tables", "pictures"):
        shutil.rmtree(folder / name)
    shown = page()
    assert "Figures" not in [tab.label for tab in shown.tabs]


def test_every_figure_is_drawn_without_a_browser(folder):
    study = catalog.get("chaleur_bois")
    names = {found.name for found in whole_study.drawings(study, study.run("proactive"))}
    assert {
        f"graphique-chaleur-bois-figure-{name.replace('_', '-')}.svg" for name in ("line", "stacked", "range", "waterfall", "table_line")
    } <= names
    assert "graphique-chaleur-bois-figure-side-by-side-trend.svg" in names


def test_a_picture_is_served_by_the_hash_of_its_content_and_runs_nothing(folder):
    study = catalog.get("chaleur_bois")
    shown = {figure.id: pictures.of_figure(study, figure) for figure in study.card.figures if figure.picture}
    client = TestClient(Starlette(routes=ROUTES))  # without Streamlit, which starts once in a process: for the tests of the server
    answer = client.get(shown["picture"].address)
    assert (answer.status_code, answer.headers["content-type"], answer.content) == (200, "image/png", drawn.png())
    assert "immutable" in answer.headers["cache-control"]
    drawing = client.get(shown["drawing"].address)
    assert drawing.headers["content-type"] == "image/svg+xml" and "default-src 'none'" in drawing.headers["content-security-policy"]
    (folder / "pictures/works.png").write_bytes(drawn.png((61, 40)))
    assert client.get(shown["picture"].address).status_code == 404
    assert client.get(f"/pictures/study/{'0' * 16}.png").status_code == 404


def test_a_picture_of_a_draft_read_from_another_folder_is_served_once_its_page_has_shown_it(folder, monkeypatch, tmp_path):
    study = catalog.get("chaleur_bois")
    figure = next(figure for figure in study.card.figures if figure.id == "picture")
    address = pictures.of_figure(study, figure).address
    elsewhere = tmp_path / "no_study"
    elsewhere.mkdir()
    monkeypatch.setattr(catalog, "ROOT", elsewhere)
    client = TestClient(Starlette(routes=ROUTES))
    assert client.get(address).status_code == 404
    pictures.in_markdown(study, figure)
    assert client.get(address).content == drawn.png()
    (folder / "pictures/works.png").write_bytes(drawn.png((61, 40)))
    assert client.get(address).status_code == 404
