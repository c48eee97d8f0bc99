"""The charts of a study, read as the browser receives them."""

import numpy as np
import plotly.graph_objects as go

from pages.parts.charts import figures, house


def test_the_parts_of_a_whole_are_stacked_and_the_reference_is_dashed_on_them():
    parts = {"avec": np.array([10.0, 30.0]), "sans": np.array([30.0, 10.0])}
    figure = go.Figure(figures.stacked([2020.0, 2021.0], parts, "premises", ("Base", np.array([9.0, 25.0]))))
    first, second, line, legend = figure.data
    assert (first.name, list(first.y), first.stackgroup) == ("avec", [10, 30], "all")
    assert (second.name, list(second.y), second.stackgroup) == ("sans", [30, 10], "all")
    assert (list(line.y), line.line.dash, line.showlegend) == ([9, 25], "dash", False)
    assert (legend.name, legend.line.color) == ("Base", house.GREY)  # seen on both themes


def test_the_money_of_a_year_is_one_bar_made_of_its_funders():
    figure = go.Figure(figures.stacked_bars([2027.0, 2028.0], {"État": np.array([100.0, 50.0]), "Région": np.array([20.0, 0.0])}, "kEUR_2024/year"))
    assert [(bar.name, list(bar.x), list(bar.y)) for bar in figure.data] == [("État", [2027, 2028], [100, 50]), ("Région", [2027, 2028], [20, 0])]
    assert figure.layout.barmode == "stack"


def test_a_fan_shows_whole_years_its_bands_from_the_widest_and_the_published_point():
    years, bands = [2025.0, 2025.5, 2026.0], np.array([[1.0, 9.0, 2.0], [2.0, 9.0, 3.0], [3.0, 9.0, 4.0], [4.0, 9.0, 5.0], [5.0, 9.0, 6.0]])
    figure = go.Figure(figures.fan(years, bands, "subscribers", {2025.5: 3.5}, "dans ce choix"))
    drawn = {trace.name: list(trace.y) for trace in figure.data if trace.name}
    assert drawn["8 tirages sur 10"] == [5, 6]  # 2025 and 2026: a half year is not drawn
    assert drawn["la moitié des tirages"] == [4, 5]
    assert drawn["dans ce choix"] == [3, 4]
    assert drawn["Publié"] == [3.5]
