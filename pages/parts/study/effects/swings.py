"""Assumptions with what each end of their range makes of a headline, one a line: where they stand now, their range, who says it."""

from collections.abc import Mapping, Sequence

from data.ground import french
from pages.parts import barred_tables
from pages.parts.barred_tables import Bar, Line, Link
from pages.parts.charts import house
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.running.outcome import Headline
from studies.toolkit.running.sensitivity import Swing
from studies.toolkit.running.study import Study


def show(
    study: Study,
    name: str,
    swings: Sequence[Swing],
    values: Mapping[str, float],
    headline: Headline,
    levels: Mapping[str, float] | None = None,
    beside: Sequence[Swing] = (),
) -> None:
    """The table, in the order of `swings`; `values` are those of the parameters on screen [unit of each]. A stroke shows the headline as it is,
    dotted ones the `levels` that it is to be read against [its unit]. `name` is that of its first column; `beside` are the swings of a table that is
    read beside this one."""
    lines = [_line(study, study.parameters[swing.parameter], swing, values[swing.parameter], headline.unit) for swing in swings]
    header = (name, f"Devient{_in_unit(headline.unit)}")
    others = [_bar(swing) for swing in beside]
    barred_tables.show(f"{name}, et ce que devient « {headline.label} »", header, lines, {"": headline.value, **(levels or {})}, others)


def _in_unit(unit: str) -> str:
    """The unit of a column, which its lines need not repeat."""
    words = units.noun(unit, 2).replace(" ", "\u00a0")
    return f" ({words})" if words else ""


def _line(study: Study, parameter: Parameter, swing: Swing, value: float, unit: str) -> Line:
    low, high = ends(parameter, value)
    source = study.sources[parameter.source]
    range_ = french.between(units.written(low, parameter.unit), units.written(high, parameter.unit))
    now = f"{units.written(value, parameter.unit)} ici ; {range_}{' (posée)' if parameter.posed else ''}. "
    under = [now, f"{source.producer}, ", Link(source.title, source.url), *([". À vérifier"] if parameter.doubtful else [])]
    says = [
        f"à {units.written(end, parameter.unit)} : {units.headline(figure, unit, unit_too=False)}"
        for end, figure in ((low, swing.low), (high, swing.high))
    ]
    return Line(parameter.label, under, _bar(swing), says)


def _bar(swing: Swing) -> Bar:
    return Bar(swing.low, swing.high, house.BLUE)


def ends(parameter: Parameter, value: float) -> tuple[float, float]:
    """The ends that a parameter is taken to around its value on screen: a scenario may take an uncertainty out of its range, which then goes just as
    far [unit of the parameter]."""
    return min(parameter.low, value), max(parameter.high, value)
