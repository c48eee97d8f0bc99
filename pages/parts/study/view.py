"""What the charts and the questions of a study page are made from: the choice on screen, its values by the names that results.csv and study.toml give
them, a chart, the table under it."""

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
import xarray as xr

from pages.parts.charts.house import Chart as Figure
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import paragraphs, units
from studies.toolkit.running import narrative, runs
from studies.toolkit.running.outcome import NAMED, Headline, Outcome, named, own_axes, read
from studies.toolkit.running.study import Study

MINE = "Mon scénario"


@dataclass(frozen=True)
class Choice:
    """A named scenario and what the visitor changed on it: (parameter, value) pairs in a fixed order."""

    scenario: str
    changes: tuple[tuple[str, float], ...] = ()

    def outcome(self, study: Study) -> Outcome:
        """The outcome of the study under this choice."""
        return runs.run(study, self.scenario, dict(self.changes))

    def early(self, study: Study) -> "Early":
        """What can be said before the ensemble is counted."""
        base = runs.central_headlines(study, study.card.reference, ())
        return Early(study, runs.central_headlines(study, self.scenario, self.changes), base)

    def asked(self, study: Study) -> AbstractContextManager[Future | None]:
        """The ranges of this choice, asked of the process apart, for `outcome` to find them there."""
        return runs.asked(study, self.scenario, self.changes)

    def title(self, study: Study) -> str:
        """How charts and texts name it."""
        return MINE if self.changes else study.scenarios[self.scenario].title


@dataclass(frozen=True)
class Visitor:
    """Who looks at the page: a name, and what that person may do there."""

    name: str
    role: str


ANONYMOUS = Visitor("anonyme", "public")  # nobody says who they are yet


class Early(NamedTuple):
    """The headlines of the choice on screen and those of the reference, without their ranges: known at once."""

    study: Study
    headlines: Mapping[str, Headline]
    reference: Mapping[str, Headline]


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
        return units.headline(self.number(name), self.unit(name))

    def unit(self, name: str) -> str:
        """The unit of a result, as results.csv writes it, or of a figure, as parameters.csv does."""
        if name in self.study.parameters:
            return self.study.parameters[name].unit
        return read(self.outcome.data, name.partition("[")[0]).attrs["unit"]

    def names(self, dimension: str) -> Mapping[str, str]:
        """The French names of the values of a dimension of study.toml, in its order."""
        return self.study.card.dimensions[dimension].values

    def filled(self, text: str, **page: str) -> str:
        """A text of the study with the values of the choice on screen; `page` gives what it calls `{page.…}`.

        Raises BadRequest for a name of the page that is not given.
        """
        try:
            return narrative.fill(text, self.outcome, self.reference, self.study.parameters, lambda: page)
        except narrative.NotGiven as missing:
            name, kind = missing.args
            raise BadRequest(f"studies/{self.study.slug}/screens", f"la page ne donne pas « {name} »", f"donner {kind} de ce nom") from missing

    def note(self, name: str, **page: str) -> str:
        """A paragraph of text/notes.md, filled. Raises BadRequest when nobody wrote it, and as `filled` does."""
        notes = paragraphs.named(self.study.texts.get(narrative.NOTES, ""))
        if name not in notes:
            place = f"studies/{self.study.slug}/text/{narrative.NOTES}.md"
            raise BadRequest(place, f"note « {name} » absente", f"l'y écrire : {{#{name}}} Ce qu'elle dit.")
        return self.filled(notes[name], **page)


def along(data: xr.Dataset, name: str) -> dict[str, float]:
    """A result along the one dimension that it has, by the ids of its values: "heat", "spent@2041" [its unit]."""
    result = read(data, name)
    (axis,) = own_axes(result)
    return dict(zip(map(str, data[axis].values), map(float, result.values), strict=True))


def worded(data: xr.Dataset, name: str) -> dict[str, float]:
    """The same by French names, to be shown and never looked up: an author may change these words at any time."""
    (axis,) = own_axes(read(data, name))
    return {data[axis].attrs["labels"][value]: amount for value, amount in along(data, name).items()}


def swept(view: View, names: Collection[str], given: Mapping[str, np.ndarray | float]) -> dict[str, np.ndarray]:
    """Some results when some parameters go through the values `given`, everything else as shown."""
    chosen = runs.choices(view.study, view.outcome.scenario, view.outcome.changes)
    answer = runs.simulate(view.study, {**chosen, **given})
    shape = np.broadcast_shapes(*map(np.shape, given.values()))
    return {name: np.broadcast_to(read(answer, name).values, shape) for name in names}


class Drawing(NamedTuple):
    """A chart ready to be shown: the figure, the title that says its reading, the words that replace it for those who do not see it."""

    figure: Figure
    title: str
    alt: str


@dataclass(frozen=True)
class Chart:
    """A chart of a study: its key, the line that tells its sources, how it is drawn, the table that is downloaded under it."""

    key: str
    source: str
    draw: Callable[[View], Drawing]
    data: Callable[[Outcome], pd.DataFrame]


@dataclass(frozen=True)
class Results:
    """The table of some results by date, under their French names: `tco` is all of a result, `tco[battery, hgv]` one place of it; or the table that
    the study makes of them itself."""

    names: tuple[str, ...]
    table: Callable[[Outcome], pd.DataFrame] | None = None

    @property
    def first(self) -> str:
        """The result that the first name reads: "-tco[battery, hgv]@2030" the result "tco"."""
        return NAMED.fullmatch(self.names[0])["result"].removeprefix("-")

    def __call__(self, outcome: Outcome) -> pd.DataFrame:
        """The table of an outcome. Raises KeyError for an unknown name."""
        if self.table is not None:
            return self.table(outcome)
        found = xr.Dataset(dict(piece for name in self.names for piece in named(outcome.data, name)))
        return found.to_dataframe().rename(columns={name: piece.attrs["label"] for name, piece in found.data_vars.items()}).reset_index()


def results(*names: str, table: Callable[[Outcome], pd.DataFrame] | None = None) -> Results:
    """The table of those results, or the `table` that the study makes of them."""
    return Results(names, table)
