"""The twin of a study page in Dash, as anybody would write it first: its levers, its headlines, the chart of its first series, same model and same
draws. `STUDIO_TWIN=pork gunicorn --workers 2 benchmarks.twins.dash_page:server` serves it."""

import os

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from benchmarks.twins.shared import levers, series
from studies import catalog
from studies.toolkit.reading import units

study = catalog.get(os.environ["STUDIO_TWIN"])
LEVERS = levers(study)
app = Dash(__name__)
server = app.server
app.layout = html.Div(
    [
        html.H1(study.card.title),
        *(html.Div([html.Label(lever.label), dcc.Slider(lever.low, lever.high, value=value, id=lever.id)]) for lever, value in LEVERS),
        html.Div(id="headlines"),
        dcc.Graph(id="chart"),
    ]
)


@app.callback(Output("headlines", "children"), Output("chart", "figure"), [Input(lever.id, "value") for lever, _ in LEVERS])
def move(*values: float) -> tuple[list[html.Div], go.Figure]:
    """What a lever changes: all of it, in one answer."""
    outcome = study.run(study.card.default_scenario, **{lever.id: value for (lever, _), value in zip(LEVERS, values, strict=True)})
    told = [
        html.Div([headline.label, units.headline(headline.value, headline.unit), units.headline_range(headline.low, headline.high, headline.unit)])
        for headline in outcome.indicators.values()
    ]
    name, found, low, high = series(outcome)
    return told, go.Figure([go.Scatter(x=found.year.values, y=each) for each in (low, high, found.values)]).update_layout(title=name)
