"""What the charts and the questions of a study page are made from: the choice on screen, a chart, the table under it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd
import plotly.graph_objects as go
import xarray as xr

from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import paragraphs, units
from studies.toolkit.running import narrative, runs
from studies.toolkit.running.outcome import Outcome, named, read
from studies.toolkit.running.study import Study

MINE = "Mon scénario"
NOTES = "notes"  # text/notes.md: what is written under the figures, each paragraph under its name


@dataclass(frozen=True)
class Choice:
    """A named scenario and what the visitor changed on it: (parameter, value) pairs in a fixed order."""

    scenario: str
    changes: tuple[tuple[str, float], ...] = ()

    def outcome(self, study: Study) -> Outcome:
        """The outcome of the study under this choice."""
        return runs.run(study, self.scenario, dict(self.changes))

    def title(self, study: Study) -> str:
        """How charts and texts name it."""
        return MINE if self.changes else study.scenarios[self.scenario].title


@dataclass(frozen=True)
class Visitor:
    """Who looks at the page: a name, and what that person may do there."""

    name: str
    role: str


ANONYMOUS = Visitor("anonyme", "public")  # nobody says who they are yet


class View(NamedTuple):
    """What a chart is drawn from: the study, the outcome on screen under its title, the reference, who looks."""

    study: Study
    outcome: Outcome
    reference: Outcome
    title: str
    visitor: Visitor = ANONYMOUS

    def number(self, name: str) -> float:
        """One value of a result in the choice on screen, by its name: "npv", "rents@2039", "heat_given[building]" [its unit]."""
        return float(read(self.outcome.data, name))

    def written(self, name: str) -> str:
        """The same with its unit, three digits at most."""
        return units.headline(self.number(name), read(self.outcome.data, name).attrs["unit"])

    def names(self, dimension: str) -> Mapping[str, str]:
        """The French names of the values of a dimension of study.toml, in its order."""
        return self.study.card.dimensions[dimension].values

    def filled(self, text: str, page: Mapping[str, str] = MappingProxyType({})) -> str:
        """A text of the study with the values of the choice on screen; `page` gives what it calls `{page.…}`."""
        return narrative.fill(text, self.outcome, self.reference, self.study.parameters, page)

    def note(self, name: str) -> str:
        """A paragraph of text/notes.md, filled. Raises BadRequest when nobody wrote it."""
        notes = paragraphs.named(self.study.texts.get(NOTES, ""))
        if name not in notes:
            raise BadRequest(f"studies/{self.study.slug}/text/{NOTES}.md", f"note « {name} » absente", f"l'y écrire : {{#{name}}} Ce qu'elle dit.")
        return self.filled(notes[name])


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
    """The table of some results by date, under their French names: `tco` is all of a result, `tco[battery, hgv]` one place of it."""

    def table(outcome: Outcome) -> pd.DataFrame:
        found = xr.Dataset(dict(piece for name in names for piece in named(outcome.data, name)))
        return found.to_dataframe().rename(columns={name: piece.attrs["label"] for name, piece in found.data_vars.items()}).reset_index()

    return table
