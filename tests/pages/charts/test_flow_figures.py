"""Charts of several series, of two assumptions, of flows, read as the browser receives them."""

import numpy as np
import plotly.graph_objects as go

from pages.parts.charts import flows


def test_lines_are_solid_and_their_limits_dashed_in_the_same_colours():
    figure = go.Figure(flows.lines([2025, 2026], {"Langogne": [1.0, 2.0]}, "t/week", {"capacité": [3.0, 3.0]}))
    load, limit = figure.data
    assert (load.name, list(load.y), load.line.dash) == ("Langogne", [1, 2], None)
    assert (limit.name, limit.line.dash, limit.line.color) == ("capacité", "dash", load.line.color)


def test_a_symbol_keeps_its_small_letter_on_the_axis_and_a_word_takes_a_capital():
    assert go.Figure(flows.lines([2025], {"a": [1.0]}, "t/week")).layout.yaxis.title.text == "t/semaine"
    assert go.Figure(flows.lines([2025], {"a": [1.0]}, "kEUR_2024")).layout.yaxis.title.text == "k€ (2024)"
    assert go.Figure(flows.lines([2025], {"a": [1.0]}, "farms")).layout.yaxis.title.text == "Exploitations"


def test_parts_are_stacked_in_the_order_of_the_names():
    figure = go.Figure(flows.parts(["un", "deux"], {"trouvé": [1.0, 2.0], "qui manque": [0.5, 0.0]}, "t/year", ("limite", 2.0)))
    assert [(bar.name, list(bar.x)) for bar in figure.data] == [("trouvé", [1, 2]), ("qui manque", [0.5, 0])]
    assert all(list(bar.y) == ["un", "deux"] for bar in figure.data)
    assert figure.layout.barmode == "stack"
    assert figure.layout.shapes[0].x0 == 2


def test_the_grid_writes_each_value_and_is_white_at_nothing():
    figure = go.Figure(flows.grid(["260", "300"], ["0", "0,1"], np.array([[-20.0, 10.0], [5.0, 0.0]]), "kEUR_2024/year", ("Aliment", "Prime")))
    (cells,) = figure.data
    assert [list(row) for row in cells.text] == [["\u221220", "10"], ["5", "0"]]
    assert (cells.zmin, cells.zmax) == (-20, 20)


def test_what_goes_through_a_stage_is_written_and_nothing_is_not_drawn():
    figure = go.Figure(flows.flows({("Fermes", "Langogne"): 3.0, ("Fermes", "Antrenas"): 0.0, ("Langogne", "Vendu"): 3.0}, "t/year"))
    (flow,) = figure.data
    assert list(flow.node.label) == ["Fermes, 3", "Langogne, 3", "Vendu, 3"]
    assert list(zip(flow.link.source, flow.link.target, flow.link.value, strict=True)) == [(0, 1, 3), (1, 2, 3)]
