"""What the questions of the pork study share: dates, values of the moment, the mark of the assumed start."""

from pages.parts import provenance
from pages.parts.charts import chart_panel, figures
from pages.parts.study import taken
from pages.parts.study.view import View
from studies.toolkit.reading import grids, units
from studies.toolkit.running.outcome import Outcome, read

KEY = "pork.committee"
LAST = 2041  # [year] 1 January after the horizon: the flows of 2040
ASSUMED = "départ supposé"


def at(outcome: Outcome, name: str, date: float = LAST) -> float:
    """A result at a date, or a result without date [its unit]."""
    result = read(outcome.data, name)
    return float(result.sel(year=date)) if "year" in result.dims else float(result)


def value(view: View, name: str, date: float = LAST) -> float:
    """The same in the choice on screen."""
    return at(view.outcome, name, date)


def written(view: View, name: str, date: float = LAST) -> str:
    """The same with its unit, three digits at most."""
    return units.headline(value(view, name, date), read(view.outcome.data, name).attrs["unit"])


def marked(view: View) -> dict[str, str]:
    """What follows an answer as long as the agency has not entered its own herd."""
    return {"mark": f" ({ASSUMED})" if view.study.parameters["baseline_pigs"].doubtful else ""}


def cited(rows: list[dict[str, str]]) -> list[str]:
    """The sources that the rows of a table of texts name, once each."""
    return list(dict.fromkeys(" ".join(row[grids.SOURCE] for row in rows).split()))


def doubtful(view: View, *names: str) -> str:
    """The mark of a figure to be checked, when one of the parameters behind it is."""
    return f", {provenance.DOUBT}" if any(view.study.parameters[name].doubtful for name in names) else ""


def draw(view: View, key: str, drawing: tuple, *names: str) -> None:
    """A figure with its title and its words, its source and the results `names` to download."""
    chart_panel.whole(*drawing, provenance.of_model(view.study), taken.of_results(view, *names), key)


def against(view: View, name: str) -> dict:
    """The series of the reference under its title, to be drawn beside that of the choice; nothing when the choice is the reference."""
    if view.outcome is view.reference:
        return {}
    return {view.study.scenarios[view.study.card.reference].title: view.reference.data[name].values}


def said(view: View, name: str, label: str) -> str:
    """A series in words."""
    result = read(view.outcome.data, name)
    return figures.in_words(label, result.year.values, result.values, result.attrs["unit"])
