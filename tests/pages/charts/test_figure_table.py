"""The table of a chart: what is drawn, as figures that a French reader compares line by line."""

import numpy as np
import plotly.graph_objects as go

from pages.parts.charts import alternatives, curves, figure_table, figures, flows, house, rank_chart


def table(figure):
    return figure_table.of_figure(figure)


def test_bars_become_a_row_each_with_their_commas_in_line():
    found = table(figures.bars({"Diesel": 0.854, "Batterie": 12.25, "Hydrogène": 1.7}, "EUR_2024/km"))
    assert (found.unit, list(found.header)) == ("€/km (2024)", ["€/km (2024)"])
    assert found.rows == [["Diesel", "0,85"], ["Batterie", "12,25"], ["Hydrogène", "1,70"]]


def test_bars_in_groups_become_a_row_a_group_and_a_column_an_alternative():
    groups = {"Autocars": {"Diesel": 1.25, "Batterie": 1.5}, "Bennes": {"Diesel": 2.0, "Batterie": 3.75}}
    found = table(alternatives.grouped(groups, "EUR_2024/km"))
    assert list(found.header) == ["Diesel", "Batterie"]
    assert found.rows == [["Autocars", "1,25", "1,50"], ["Bennes", "2,00", "3,75"]]


def test_a_sum_keeps_its_parts_its_whole_and_no_amount_twice():
    found = table(figures.waterfall({"État": 13.8, "Région": 2.9}, "Coût total", "MEUR_2017"))
    assert found.rows == [["État", "13,8"], ["Région", "2,9"], ["Coût total", "16,7"]]


def test_the_sum_of_a_bar_made_of_parts_stands_beside_its_name():
    found = table(alternatives.stacked({"Ne rien faire": {"Usagers": 7.5, "Public": 0.5}}, "MEUR_2024"))
    assert found.rows == [["Ne rien faire (8\u00a0M€)", "7,5", "0,5"]]


def test_a_fan_gives_both_edges_of_each_band_year_by_year():
    bands = np.array([[1.0, 2.0], [2.0, 3.0], [3.0, 4.0], [4.0, 5.0], [5.0, 6.0]])
    found = table(figures.fan([2025.0, 2026.0], bands, "subscribers", {}, "dans ce choix"))
    assert (found.rows_are, found.unit) == ("Année", "Abonnés")
    assert list(found.header) == [
        "Dans ce choix", "8 tirages sur 10, de", "8 tirages sur 10, à", "La moitié des tirages, de", "La moitié des tirages, à",
    ]  # fmt: skip
    assert found.rows == [["2025", "3", "1", "5", "2", "4"], ["2026", "4", "2", "6", "3", "5"]]


def test_the_curve_of_the_choice_comes_right_after_the_dates_then_the_reference():
    curves_drawn = [house.line([1.0, 2.0], "Rien", house.GREY, 1), house.line([3.0, 4.0], "Tendanciel", house.GREY, 2, "dash")]
    found = table(house.by_date([*curves_drawn, house.line([5.0, 6.0], "Volontariste", house.BLUE)], "MEUR_2024"))
    assert list(found.header) == ["Volontariste", "Tendanciel", "Rien"] and found.rows[0][1:] == ["5", "3", "1"]
    alone = table(house.by_date(curves_drawn, "MEUR_2024"))
    assert list(alone.header) == ["Tendanciel", "Rien"]  # the reference is what one chose


def test_a_date_between_two_years_is_told_with_its_quarter_and_an_unknown_figure_is_left_empty():
    published = {"Lozère": ([2018.25], [0.05]), "France": ([2018.0, 2018.25], [0.28, 0.3])}
    found = table(figures.by_quarter(published, {}, "share", (2018.0, 2019.0), (2018.5, "promesse"), "France"))
    assert found.rows == [["fin 2017", "", "28"], ["fin du T1 2018", "5", "30"]]


def test_a_line_across_a_chart_has_its_value_in_each_row():
    found = table(alternatives.curves([10, 20, 30], {"Ici": [2.5, 1.5, 1.0]}, "Occupation, %", "EUR_2024", {"Seuil": 2.0}))
    assert (found.rows_are, list(found.header)) == ("Occupation, %", ["Ici", "Seuil"])
    assert found.rows == [["10", "2,5", "2,0"], ["20", "1,5", "2,0"], ["30", "1,0", "2,0"]]


def test_a_bar_on_a_base_is_told_by_where_it_ends():
    lengths = {"à la borne basse": -3.0, "à la borne haute": 2.0}
    bars = [{"type": "bar", "y": ["Prix"], "x": [length], "base": 5.0, "orientation": "h", "name": name} for name, length in lengths.items()]
    found = table(house.level(bars, "MEUR_2024", 200))
    assert (list(found.header), found.rows) == (["À la borne basse", "À la borne haute"], [["Prix", "2", "7"]])


def test_a_range_is_told_by_its_ends_and_its_middle():
    found = table(alternatives.intervals({"Diesel": (0.79, 0.85, 0.92)}, "EUR_2024/km", {"Diesel": "#000000"}))
    assert (list(found.header), found.rows) == (["Fourchette, de", "Fourchette, à", "Milieu"], [["Diesel", "0,79", "0,92", "0,85"]])


def test_ranks_are_whole():
    found = table(rank_chart.rank_intervals(["ZA de Gardès"], [4], [9], [12]))
    assert (list(found.header), found.rows) == (["Rang possible, de", "Rang possible, à", "Rang"], [["ZA de Gardès", "4", "12", "9"]])


def test_a_grid_keeps_its_two_quantities():
    found = table(flows.grid(["260", "300"], ["0,1", "0,2"], np.array([[30.0, 4.0], [47.0, -21.0]]), "kEUR_2024/year", ("Aliment", "Prime")))
    assert (found.rows_are, found.unit, list(found.header)) == ("Prime ↓ Aliment →", "k€/an (2024)", ["260", "300"])
    assert found.rows == [["0,1", "30", "4"], ["0,2", "47", "−21"]]
    found = table(curves.grid([500, 1000], [30], np.array([[-4.25, 2.5]]), "MEUR_2024", ("Loyer", "Occupation"), (500, 30)))
    assert (list(found.header), found.rows) == (["500", "1\u202f000"], [["30", "−4,25", "2,50"]])


def test_flows_are_told_from_where_to_where():
    found = table(flows.flows({("Naisseurs", "Langogne"): 148.0, ("Langogne", "Bouchers"): 52.0}, "t/year"))
    assert (found.rows_are, list(found.header)) == ("De", ["Vers", "t/an"])
    assert found.rows == [["Naisseurs", "Langogne", "148"], ["Langogne", "Bouchers", "52"]]


def test_points_along_a_road_are_told_by_their_words_and_where_they_stand():
    figure = go.Figure()
    figure.add_scatter(x=[1, 1], y=[0, 92], mode="lines+markers+text", text=["Clermont-Ferrand", "Saint-Flour"])
    figure.add_scatter(x=[2, 2], y=[0, 193], mode="lines", name="Un plein, batterie")
    figure.update_xaxes(visible=False).update_yaxes(title="Kilomètres")
    found = table(figure.to_plotly_json())
    assert list(found.header) == ["Kilomètres"]
    assert found.rows == [["Clermont-Ferrand", "0"], ["Saint-Flour", "92"], ["Un plein, batterie", "193"]]
