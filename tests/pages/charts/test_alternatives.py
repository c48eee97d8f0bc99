"""The charts that set alternatives side by side, read as figures."""

import plotly.graph_objects as go
import pytest

from pages.parts.charts import alternatives, end_names, figure_table, figures, rank_chart
from pages.parts.charts.house import GREEN, GREY

COSTS = {"Autocars": {"Diesel": 1.344, "Biométhane": 1.49}, "Bennes": {"Diesel": 2.22, "Biométhane": -0.5}}


def written(figure) -> dict[str, list[str]]:
    """The values written beside the bars of each alternative."""
    return {bar.offsetgroup: [text.replace("\u2007", " ") for text in bar.text] for bar in figure.data if bar.text}


def test_groups_keep_the_colour_of_their_alternative_and_write_values_whose_commas_are_in_line():
    figure = go.Figure(alternatives.grouped(COSTS, "EUR_2024/km", {"Diesel": GREY, "Biométhane": GREEN}))
    bars = [bar for bar in figure.data if bar.name]
    assert [bar.name for bar in bars] == ["Diesel", "Biométhane"]
    assert [bar.marker.color for bar in bars] == [GREY, GREEN]
    assert list(bars[0].y) == ["Autocars", "Bennes"]
    assert list(bars[0].x) == [1.344, 2.22]
    assert written(figure) == {"Diesel": [" 1,34", " 2,22"], "Biométhane": [" 1,49", "−0,50"]}
    assert figure.layout.barmode == "group"


def test_a_large_value_is_written_whole_and_a_share_in_percent():
    figure = go.Figure(alternatives.grouped({"Bennes": {"Hydrogène": 6_299.7}}, "EUR_2024/tCO2e"))
    assert written(figure) == {"Hydrogène": ["6\u202f300"]}
    assert written(go.Figure(alternatives.grouped({"Station": {"Usage": 0.137}}, "share"))) == {"Usage": ["14"]}


def test_stacked_bars_write_their_sum_and_leave_out_what_is_nothing():
    wholes = {"Attendre": {"Station": 2.0, "Terrain": 0.0, "Camions": 1.5}, "Partir": {"Station": 3.0, "Terrain": 0.0, "Camions": 0.0}}
    figure = go.Figure(alternatives.stacked(wholes, "MEUR_2024"))
    assert [bar.name for bar in figure.data] == ["Station", "Camions"]
    assert [name.replace("\u00a0", " ") for name in figure.data[0].y] == ["Attendre<br><b>3,5 M€</b>", "Partir<br><b>3 M€</b>"]
    assert figure.layout.barmode == "stack"


def test_curves_carry_their_level_lines_and_hold_their_top():
    figure = go.Figure(
        alternatives.curves([3, 30, 90], {"Prix": [20.0, 12.0, 9.0]}, "Camions", "EUR_2024/kg", {"Diesel": 3.85, "Batterie": 3.65}, 25)
    )
    assert [line.name for line in figure.data] == ["Prix", "Diesel", "Batterie"]
    assert list(figure.data[1].x) == [3, 90] and list(figure.data[1].y) == [3.85, 3.85]
    assert figure.data[1].line.dash != figure.data[2].line.dash  # colour is not alone in telling them apart
    assert tuple(figure.layout.yaxis.range) == (0, 25)
    assert figure.layout.xaxis.title.text == "Camions"


def test_a_curve_without_marks_has_no_level_line():
    assert len(go.Figure(alternatives.curves([0, 1], {"Prix": [1.0, 2.0]}, "Années", "MEUR_2024")).data) == 1


@pytest.mark.parametrize("value", [0.0, 0.0463])
def test_a_small_value_keeps_two_digits(value):
    figure = go.Figure(alternatives.grouped({"Utilitaires": {"Batterie": value}}, "kgCO2e/km"))
    assert written(figure) == {"Batterie": ["0" if value == 0 else "0,046"]}


def test_the_reference_and_the_other_scenarios_are_strokes_on_the_bars_and_values_stand_in_a_column_at_the_end_of_the_axis():
    reference = {"Autocars": {"Diesel": 1.4, "Biométhane": 2.0}, "Bennes": {"Diesel": 2.22, "Biométhane": 0.5}}
    figure = go.Figure(alternatives.grouped(COSTS, "EUR_2024/km", None, 4.0, ("Tendanciel", reference), [COSTS]))
    strokes = [bar for bar in figure.data if bar.type == "bar" and bar.base is not None and bar.offsetgroup == "Diesel"]
    middles = [[start + long / 2 for start, long in zip(bar.base, bar.x, strict=True)] for bar in strokes]
    assert middles == [pytest.approx([1.4, 2.22], abs=0.01), pytest.approx([1.344, 2.22], abs=0.01)]
    assert strokes[0].x[0] > strokes[1].x[0]
    assert (strokes[0].width, strokes[0].marker.color) == (None, GREY)  # as high as its bar
    assert strokes[1].width == pytest.approx(0.18) and strokes[1].marker.color == alternatives.PALE  # half of one of the two bars of 0,36
    assert [trace.name for trace in figure.data if trace.name] == ["Diesel", "Biométhane", "Tendanciel", "autres scénarios"]
    assert {tuple(bar.x) for bar in figure.data if bar.text} == {(4, 4)}
    assert tuple(figure.layout.xaxis.range) == (-1, 4)  # one value is below nothing


@pytest.mark.parametrize(
    "values, said", [([0.45, 7.66], ["0,45", "7,66"]), ([0.046, 1.25], ["0,05", "1,25"]), ([8.0, 120.0], ["  8", "120"]), ([0.0, 0.0], ["0", "0"])]
)
def test_values_of_one_chart_have_the_digits_that_the_greatest_can_bear(values, said):
    groups = {f"Flotte {rank}": {"Diesel": value} for rank, value in enumerate(values)}
    assert written(go.Figure(alternatives.grouped(groups, "EUR_2024/km"))) == {"Diesel": said}


def test_bars_of_groups_are_as_thick_whatever_their_number():
    three, six = ({f"Flotte {rank}": {"Diesel": 1.0} for rank in range(count)} for count in (3, 6))
    heights = [alternatives.grouped(groups, "EUR_2024/km")["layout"]["height"] for groups in (three, six)]
    assert heights[1] - heights[0] == pytest.approx(3 * 13 / 0.72, abs=1)  # a bar of 13 px, under its name


def test_the_table_of_bars_in_groups_leaves_the_strokes_to_the_chart():
    found = figure_table.of_figure(alternatives.grouped(COSTS, "EUR_2024/km", None, 4.0, ("Tendanciel", COSTS)))
    assert (list(found.header), found.rows[0]) == (["Diesel", "Biométhane"], ["Autocars", "1,34", "1,49"])


def test_bars_are_crossed_by_named_levels_and_leave_the_legend_to_them():
    figure = go.Figure(
        alternatives.crossed(figures.waterfall({"Station": 6.8, "Courant": 3.9}, "Pompe", "EUR_2024/kg"), {"Diesel": 3.85}, "EUR_2024/kg")
    )
    assert list(figure.data[1].x) == [3.85, 3.85] and figure.data[1].name == "Diesel"
    assert list(figure.data[1].y) == [figure.data[0].y[0], figure.data[0].y[-1]]
    assert figure.data[0].showlegend is False and figure.layout.showlegend is True


def test_an_interval_goes_from_its_low_to_its_high_end_around_its_middle():
    figure = go.Figure(alternatives.intervals({"Diesel": (0.7, 0.8, 1.0)}, "EUR_2024/km", {"Diesel": GREY}))
    assert list(figure.data[0].x) == [0.7, 1.0] and figure.data[0].line.color == GREY
    assert list(figure.data[1].x) == [0.8] and "0,8" in figure.data[1].text[0]


def test_bars_that_have_a_name_keep_their_legend_when_levels_cross_them():
    figure = alternatives.stacked({"Station": {"Achat": 4.0, "Courant": 5.0}}, "EUR_2024/kg")
    crossed = go.Figure(alternatives.crossed(figure, {"Face au biométhane : 4,65 €/kg": 4.65}, "EUR_2024/kg", (GREY,)))
    assert [trace.name for trace in crossed.data if trace.showlegend is not False] == ["Achat", "Courant", "Face au biométhane : 4,65 €/kg"]
    assert list(crossed.data[-1].x) == [4.65, 4.65] and crossed.data[-1].line.color == GREY


def test_a_ranking_shows_the_ranks_of_its_rivals_beside_its_own():
    figure = go.Figure(
        rank_chart.rank_intervals(["Causse d'Auge", "Rousses"], [1, 2], [1, 3], [2, 3], "pour l'hydrogène", {"pour des bornes": [5, 1]})
    )
    discs, squares = figure.data[-2:]
    assert (discs.name, list(discs.x), discs.showlegend) == ("pour l'hydrogène", [1, 3], True)
    assert (squares.name, list(squares.x), list(squares.y)) == ("pour des bornes", [5, 1], list(discs.y))
    assert figure.layout.xaxis.range[1] == 5.5  # the last rank drawn, whoever has it
    assert go.Figure(rank_chart.rank_intervals(["Rousses"], [1], [1], [1])).data[-1].showlegend is False


def test_a_name_in_a_chart_is_text_and_not_the_html_that_plotly_reads():
    ranks = go.Figure(rank_chart.rank_intervals(['<a href="x">Lou</a> %{x}'], [1], [1], [1]))
    assert set(ranks.data[0].y) == {"&lt;a href=&#34;x&#34;&gt;Lou&lt;/a&gt; %&#123;x&#125;"}
    assert end_names.on_lines("Part < 5 % et > 2 %", 28) == "Part &lt; 5 % et &gt; 2 %"
