"""A chart is checked by Plotly once for its kind, and sent as Plotly itself would send it."""

import json

import pytest
from plotly.io import to_json
from plotly.tools import return_figure_from_figure_or_data

from data.ground import french
from pages.parts.charts import checked, house
from pages.parts.study import live_charts
from pages.parts.study.view import Choice, View
from studies import catalog


def lines(**trace) -> house.Chart:
    return house.chart([house.line([1.0, 2.0, 4.5], "pigs", house.BLUE, **trace)])


@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_a_chart_is_sent_as_plotly_sends_it(slug):
    study = catalog.get(slug)
    for scenario in study.scenarios:
        choice = Choice(scenario)
        view = View(study, choice.outcome(study), study.run(study.card.reference), choice.title(study))
        for chart in live_charts.of_indicators(study):
            figure = french.spaced_within(chart.draw(view).figure)
            ours, its = (
                json.loads(to_json(return_figure_from_figure_or_data(each, validate_figure=True))) for each in (checked.checked(figure), figure)
            )
            assert ours == its, (scenario, chart.key)


def test_numbers_and_words_that_move_are_not_checked_again(monkeypatch):
    checked.checked(lines(text=["a", "b", "c"]))
    monkeypatch.setattr(checked, "return_figure_from_figure_or_data", None)
    moved = house.chart([house.line([0.0, -7, 1e9], "sows", house.BLUE, text=["d", "e", "f"])])
    assert checked.checked(moved).to_dict() is moved


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"mode": "liines"}, {"line": {"color": "not a colour"}}, {"y": "words"}])
def test_a_property_that_plotly_does_not_know_is_refused_each_time(wrong):
    checked.checked(lines())
    for _ in range(2):
        with pytest.raises(ValueError):
            checked.checked({"data": [{"type": "scatter", "mode": "lines", "y": [1.0], **wrong}], "layout": {}})
