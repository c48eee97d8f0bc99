"""What the charts and the questions of a study page are made from: the choice on screen, a chart, the table under it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go

from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study


class View(NamedTuple):
    """What a chart is drawn from: the study, the outcome on screen under its title, the reference."""

    study: Study
    outcome: Outcome
    reference: Outcome
    title: str


class Drawing(NamedTuple):
    """A chart ready to be shown: the figure, the title that says its reading, the words that replace it for those who do not see it."""

    figure: go.Figure
    title: str
    alt: str


@dataclass(frozen=True)
class Chart:
    """A chart of a study: its key, the line that tells its sources, how it is drawn, the table that is downloaded under it."""

    key: str
    source: str
    draw: Callable[[View], Drawing]
    data: Callable[[Outcome], pd.DataFrame]


def results(*names: str) -> Callable[[Outcome], pd.DataFrame]:
    """The table of some results by date, under their French names."""

    def table(outcome: Outcome) -> pd.DataFrame:
        frame = outcome.data[list(names)].to_dataframe()
        return frame.rename(columns={name: outcome.data[name].attrs["label"] for name in names}).reset_index()

    return table
