"""Charts drawn without a browser, from the figures that the pages show."""

from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest

from data.ground import svg
from data.ground.svg_sheet import NIGHT, WHITE
from pages.parts.charts import alternatives, curves, figures, flows, house, rank_chart
from pages.parts.drawings.axes import Axis
from pages.parts.drawings.chart import drawing
from tests.hostile_texts import TEXTS

SVG = "{http://www.w3.org/2000/svg}"
NARROW = "\u202f"


def drawn(figure, paper=WHITE):
    """The drawing of a figure, as an XML reader gives it."""
    text = svg.document(600, 380, "Graphique", "", drawing(figure, 600, 380, paper))
    assert "nan" not in text.lower().replace("finance", "")
    return ElementTree.fromstring(text)


def said(drawing):
    """Every text of a drawing."""
    return ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text")]


def sizes(drawing, colour, side):
    """A length of each rectangle of a colour, the sign of the legend apart."""
    return [float(shape.get(side)) for shape in drawing.iter(f"{SVG}rect") if shape.get("fill") == colour and shape.get("height") != "10"]


def test_bars_are_as_long_as_their_values_and_say_them():
    drawing = drawn(figures.bars({"Mende": 200.0, "Florac": 50.0}, "premises"))
    long, short = sizes(drawing, house.BLUE, "width")
    assert long == pytest.approx(4 * short, rel=0.001)
    assert "200 locaux" in said(drawing)[-2].replace("\u00a0", " ")
    assert {"Mende", "Florac", "Locaux"} <= set(said(drawing))


def test_bars_in_groups_stand_side_by_side_with_a_name_for_each_colour():
    drawing = drawn(alternatives.grouped({"Autocars": {"Diesel": 2.0, "Batterie": 1.0}, "Bennes": {"Diesel": 4.0, "Batterie": 3.0}}, "EUR_2024/kg"))
    assert sizes(drawing, alternatives.COLOURS[0], "width") == pytest.approx(
        [h * 2 for h in (sizes(drawing, alternatives.COLOURS[1], "width")[0], 2 * sizes(drawing, alternatives.COLOURS[1], "width")[0])], rel=0.001
    )
    assert {"Diesel", "Batterie", "Autocars", "Bennes", "€/kg (2024)"} <= set(said(drawing))


def test_parts_of_a_whole_are_put_end_to_end():
    drawing = drawn(alternatives.stacked({"Choix": {"État": 3.0, "Région": 1.0}}, "MEUR_2024"))
    first = next(shape for shape in drawing.iter(f"{SVG}rect") if shape.get("fill") == alternatives.COLOURS[0] and shape.get("height") != "10")
    second = next(shape for shape in drawing.iter(f"{SVG}rect") if shape.get("fill") == alternatives.COLOURS[1] and shape.get("height") != "10")
    assert float(first.get("x")) + float(first.get("width")) == pytest.approx(float(second.get("x")), abs=0.02)


def test_the_steps_of_a_sum_follow_one_another_to_the_whole():
    drawing = drawn(figures.waterfall({"Achats": 3.0, "Travail": 1.0}, "Coût", "MEUR_2024"))
    whole = sizes(drawing, house.GREY, "width")[0]
    assert sum(sizes(drawing, house.BLUE, "width")) == pytest.approx(whole, abs=0.05)


def test_no_name_nor_date_is_cut_at_the_edge_even_in_the_widest_font():
    """The printed page of version 0.17.0 said « épartement et communes », and ended a chart in the year 203."""
    wide = 0.6 * 12  # [px] a letter of DejaVu Sans
    bars = drawn(figures.waterfall({"Département et communes": 3.0}, "Coût", "MEUR_2024"))
    name = next(text for text in bars.iter(f"{SVG}text") if text.text == "Département et communes")
    assert name.get("text-anchor") == "end" and float(name.get("x")) > len(name.text) * wide
    ends = drawn(alternatives.curves([-2_000, 8_000], {"Prix": [0.0, 20.0]}, "Tonnes", "EUR_2024/kg"))
    (last,) = [text for text in ends.iter(f"{SVG}text") if text.text == f"8{NARROW}000"]
    assert last.get("text-anchor") == "middle" and float(last.get("x")) + 5 * wide / 2 < 600


def test_a_curve_goes_through_its_values_and_a_level_line_is_dashed():
    drawing = drawn(alternatives.curves([0, 10], {"Prix": [0.0, 20.0]}, "Camions", "EUR_2024/kg", {"Diesel": 5.0}))
    lines = [path for path in drawing.iter(f"{SVG}path") if path.get("fill") == "none"]
    start, end = [tuple(map(float, point.split())) for point in lines[0].get("d")[1:].split("L")]
    level = [tuple(map(float, point.split())) for point in lines[1].get("d")[1:].split("L")]
    assert lines[1].get("stroke-dasharray")
    assert level[0][1] == pytest.approx(start[1] + (end[1] - start[1]) / 4, abs=0.2)  # 5 is a quarter of 20


def test_cells_have_the_colours_of_their_values_and_the_line_of_zero_crosses_them():
    drawing = drawn(curves.grid([1.0, 2.0], [1.0, 2.0], np.array([[-1.0, 1.0], [-1.0, 1.0]]), "MEUR_2024", ("Loyer", "Occupation"), (1.0, 1.0)))
    fills = [shape.get("fill") for shape in drawing.iter(f"{SVG}rect") if shape.get("shape-rendering")]
    low, high = curves.DIVERGING[0][1].lower(), curves.DIVERGING[-1][1].lower()
    assert fills == [low, high, low, high]
    assert any(path.get("stroke") == house.DARK and path.get("stroke-width") == "3" for path in drawing.iter(f"{SVG}path"))


def test_flows_are_as_wide_as_what_goes_along_them():
    drawing = drawn(flows.flows({("Éleveurs", "Abattoir"): 30.0, ("Abattoir", "Cantines"): 10.0, ("Abattoir", "Bouchers"): 20.0}, "t/year"))
    heights = sorted(float(shape.get("height")) for shape in drawing.iter(f"{SVG}rect") if shape.get("width") == "12")
    assert heights[1] == pytest.approx(2 * heights[0], rel=0.01)


def test_ranks_have_their_points_and_names():
    drawing = drawn(rank_chart.rank_intervals(["ZAE de Mende", "ZAE de Florac"], [1, 1], [1, 2], [2, 2]))
    assert len(list(drawing.iter(f"{SVG}circle"))) == 2
    assert {"ZAE de Mende", "ZAE de Florac"} <= set(said(drawing))


@pytest.mark.parametrize(("paper", "unseen"), [(WHITE, "#E8E6DF"), (NIGHT, "#000000")])
def test_words_are_in_the_colours_of_their_theme(paper, unseen):
    drawing = drawn(figures.bars({"Mende": 1.0}, "premises"), paper)
    fills = {text.get("fill") for text in drawing.iter(f"{SVG}text")}
    assert paper.words in fills
    assert unseen not in fills


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_a_hostile_name_stays_text(text):
    drawing = drawn(rank_chart.rank_intervals([text, "Mende"], [1, 2], [1, 2], [1, 2]))
    assert not drawing.findall(f".//{SVG}image")
    assert not drawing.findall(f".//{SVG}script")
    assert not drawing.findall(f".//{SVG}a")
    written = "".join(said(drawing))
    assert "".join(text.split()) in "".join(written.split())


def test_graduations_are_round_and_in_french():
    axis = Axis({"tickformat": ",~f", "rangemode": "tozero"}, False, [0.0, 37_000.0], start=0, length=200)
    assert [text for _, text in axis.ticks(34)] == ["0", f"10{NARROW}000", f"20{NARROW}000", f"30{NARROW}000"]


def test_years_have_no_space_and_decimals_have_a_comma():
    years = Axis({"tickformat": "d"}, True, [2026.0, 2041.0], start=0, length=400)
    assert [text for _, text in years.ticks(62)] == ["2030", "2035", "2040"]
    small = Axis({"tickformat": ",~f"}, False, [0.0, 0.6], start=0, length=200)
    assert [text for _, text in small.ticks(34)] == ["0,0", "0,2", "0,4", "0,6"]


def test_a_chart_that_cannot_be_drawn_is_refused_by_its_name():
    with pytest.raises(ValueError, match="graphique « pie » inconnu"):
        drawing(go.Figure(go.Pie(values=[1, 2])).to_plotly_json(), 300, 300)
