"""The scale of a chart that a lever moves, and the names at the ends of its curves."""

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as some

from pages.parts.charts import alternatives, curves, end_names, figures, flows, house, scale
from pages.parts.charts.end_names import Ending
from pages.parts.study import scenario_lines
from pages.parts.study.view import Choice, View
from studies import catalog

OTHERS = ("Volontariste", "Rupture", "Rien", "Location", "Centre signé", "Centre aux deux tiers vide")  # of the datacenter study
AMOUNT = some.floats(-1e6, 1e6).map(lambda value: round(value, 4))  # figures as charts draw them


@pytest.mark.parametrize(
    ("known", "shown", "ends"),
    [
        ((2.0, 47.0), (30.0,), (0.0, 50.0)),
        ((2.0, 47.0), (50.0,), (0.0, 50.0)),
        ((2.0, 47.0), (51.0,), (0.0, 60.0)),  # by a graduation
        ((2.0, 47.0), (-3.0, 88.0), (-10.0, 90.0)),
        ((-1.5, 0.4), (0.0,), (-1.5, 0.5)),
        ((0.0, 0.0), (0.0,), (0.0, 0.0)),
    ],
)
def test_a_scale_holds_the_scenarios_and_widens_by_whole_graduations(known, shown, ends):
    assert scale.held(known, shown) == ends


@given(some.lists(AMOUNT, min_size=1), some.lists(AMOUNT, min_size=1))
def test_everything_shown_is_on_the_scale(known, shown):
    low, high = scale.held(known, shown)
    slack = 1e-5 * max(map(abs, [*known, *shown, 1.0]))
    assert low - slack <= min(*known, *shown, 0) and max(*known, *shown, 0) <= high + slack


def moved(study, **changes: float) -> View:
    choice = Choice("trend", tuple(changes.items()))
    return View(study, choice.outcome(study), study.run(study.card.reference), choice.title(study))


def test_the_axis_of_a_study_keeps_still_while_a_lever_moves_and_widens_for_a_choice_that_leaves_it():
    study = catalog.get("datacenter")
    ends = {
        racks: tuple(go.Figure(scenario_lines.compared(moved(study, racks=racks), "racks_sold")).layout.yaxis.range) for racks in (24.0, 48.0, 96.0)
    }
    assert len(set(ends.values())) == 1
    still = go.Figure(scenario_lines.compared(moved(study, racks=24.0), "racks_sold")).layout.yaxis.range
    far = go.Figure(scenario_lines.compared(moved(study, racks=200.0, anchor_client=150.0), "racks_sold")).layout.yaxis.range
    assert far[1] > still[1] and far[1] % (still[1] / 3) == pytest.approx(0)


def test_the_other_scenarios_stand_behind_thin_the_reference_dashed_and_each_is_named_at_its_end():
    study = catalog.get("datacenter")
    figure = go.Figure(scenario_lines.compared(moved(study, racks=24.0), "racks_sold"))
    lines = {trace.name: trace.line for trace in figure.data if trace.name and trace.mode == "lines" and trace.fill is None}
    assert list(lines) == [*OTHERS, "Tendanciel", "Mon scénario"]
    assert {lines[name].width for name in OTHERS} == {1}
    assert (lines["Tendanciel"].color, lines["Tendanciel"].dash) == (house.GREY, "dash")
    assert lines["Mon scénario"].width == 3
    assert sorted(note.text.replace("<br>", " ") for note in figure.layout.annotations) == sorted([*list(lines)[:-1], "<b>Mon scénario</b>"])
    assert [trace.name for trace in figure.data if trace.name and trace.showlegend is not False] == ["8 chances sur 10"]  # nothing said twice


@given(some.dictionaries(some.sampled_from([f"Scénario {letter}" for letter in "abcdefgh"]), some.floats(0, 100).map(Ending), min_size=1))
def test_no_name_stands_on_another_nor_out_of_the_chart(names):
    layout = end_names.written(names, 0.0, 100.0, {})
    places = sorted(note.get("ay", note["y"]) for note in layout["annotations"])
    line = end_names.LINE * 100 / end_names.ROOM
    assert all(after - before >= line * 0.99 for before, after in zip(places, places[1:], strict=False))
    assert places[0] >= -0.1 and places[-1] <= 100.1


def test_names_stand_in_the_order_of_the_ends_and_around_them_each_stroke_of_the_colour_of_its_curve():
    unit = 100 / end_names.ROOM
    names = {"Érosion": Ending(48.0, strong=True, colour=house.BLUE), "Tendanciel": Ending(50.0), "Rupture": Ending(52.0), "Seul": Ending(5.0)}
    notes = {note["text"]: note for note in end_names.written(names, 0.0, 100.0, {})["annotations"]}
    stood = {text: note.get("ay", note["y"]) for text, note in notes.items()}
    line = end_names.LINE * unit
    assert stood == pytest.approx({"<b>Érosion</b>": 50 - line, "Tendanciel": 50, "Rupture": 50 + line, "Seul": 5}, abs=0.1)
    assert (notes["<b>Érosion</b>"]["arrowcolor"], notes["Rupture"]["arrowcolor"]) == (house.BLUE, house.GREY)


def test_too_many_names_for_the_height_stay_in_the_legend():
    assert end_names.fit({f"Scénario {number}": Ending(0) for number in range(12)})
    assert not end_names.fit({f"Scénario {number}": Ending(0) for number in range(13)})


def test_curves_are_named_at_their_ends_on_whole_graduations_with_zero():
    figure = go.Figure(flows.lines([2026, 2040], {"Label Rouge": [0.0, 83.0], "Plein air": [0.0, -12.0]}, "kEUR_2024/year"))
    assert {note.text: note.y for note in figure.layout.annotations} == {"Label Rouge": 83, "Plein air": -12}
    assert tuple(figure.layout.yaxis.range) == (-20, 100)
    assert [trace.showlegend for trace in figure.data] == [False, False]


def test_a_curve_alone_has_no_name_and_two_of_one_name_keep_the_legend():
    alone = flows.lines([2026, 2040], {"Choix": [1.0, 2.0]}, "kEUR_2024/year")
    twice = flows.lines([2026, 2040], {"Érosion": [1.0, 2.0]}, "kEUR_2024/year", {"Érosion": [1.0, 3.0]})
    assert ["annotations" in figure["layout"] for figure in (alone, twice)] == [False, False]
    assert all(trace.get("showlegend", True) for trace in twice["data"])


def test_a_name_that_is_moved_is_joined_to_the_end_of_its_curve_and_one_too_far_leaves_all_of_them_in_the_legend():
    ends = {"Naisseur-engraisseur Label Rouge": -45.0, "Naisseur-engraisseur de montagne": -5.0, "Plein air extensif": 30.0}
    figure = flows.lines([2030, 2040], {name: [-300.0, end] for name, end in ends.items()}, "kEUR_2024")
    joined = {note["y"] for note in figure["layout"]["annotations"] if note["showarrow"]}
    assert joined and joined <= set(ends.values())  # each stroke begins where its curve ends
    crowd = {f"Scénario au nom long, numéro {number}": [-300.0, 0.0] for number in range(6)}
    figure = flows.lines([2030, 2040], crowd, "kEUR_2024")
    assert "annotations" not in figure["layout"] and all(trace.get("showlegend", True) for trace in figure["data"])


def test_every_curve_that_is_counted_is_drawn_and_looks_like_no_other():
    study = catalog.get("datacenter")
    shown = {scenario.title: study.run(name).data.cumulated.values for name, scenario in study.scenarios.items()}
    figure = curves.curve(range(21), shown, "MEUR_2024", "Fin de l'année", zero=True)
    assert [trace["name"] for trace in figure["data"]] == list(shown) and "Centre signé" in shown  # four of seven before
    assert len({(trace["line"]["color"], trace["line"].get("dash")) for trace in figure["data"]}) == len(shown)


def test_curves_that_are_zero_everywhere_have_no_scale_to_be_named_on():
    figure = flows.lines([2026, 2040], {"À vendre": [0.0, 0.0], "Voulus": [0.0, 0.0]}, "kEUR_2024/year")
    assert "annotations" not in figure["layout"] and "range" not in figure["layout"]["yaxis"]
    assert "range" not in alternatives.grouped({"Bennes": {"Batterie": 0.0}}, "kgCO2e/km")["layout"]["xaxis"]


def test_a_small_chart_names_the_choice_and_the_reference_and_the_others_once():
    figure = go.Figure(scenario_lines.compared(moved(catalog.get("datacenter"), racks=24.0), "racks_sold", small=True))
    assert {note.text for note in figure.layout.annotations} == {"Tendanciel", "<b>Mon scénario</b>"}
    assert [trace.name for trace in figure.data if trace.name and trace.showlegend is not False] == ["8 chances sur 10", "autres scénarios"]


def test_the_mark_of_the_choice_stays_beside_the_names_of_the_curves():
    figure = curves.curve([0, 200], {"comme affiché": [0.0, -8.0], "signées": [0.0, 1.0]}, "MEUR_2024", "Baies", here=48)
    assert [note["text"] for note in figure["layout"]["annotations"]] == ["choix affiché", "comme affiché", "signées"]


def test_the_names_of_groups_are_above_their_bars_and_the_axis_keeps_room_for_what_is_known():
    figure = go.Figure(alternatives.grouped({"Poids lourds locaux": {"Diesel": 1.0}}, "EUR_2024/km", known=7.2))
    assert [(note.text, note.y, note.yanchor) for note in figure.layout.annotations] == [("Poids lourds locaux", 0.86, "bottom")]
    assert figure.layout.yaxis.visible is False
    assert (tuple(figure.layout.xaxis.range), figure.layout.margin.r) == ((0, 8), 10 + 3 * alternatives.LETTER)  # « 1,0 »


def test_money_that_is_the_same_each_year_is_one_bar_a_funder_and_not_the_same_bar_again_and_again():
    figure = go.Figure(figures.stacked_bars([2027.0, 2028.0], {"État": np.array([230.0, 230.0]), "Région": np.array([0.0, 0.0])}, "kEUR_2024/year"))
    assert [(list(bar.y), list(bar.x)) for bar in figure.data] == [(["État"], [230])]
    assert figure.layout.xaxis.title.text == "k€/an (2024), le même chaque année de 2027 à 2028"
