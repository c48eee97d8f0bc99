"""The values that the members of a committee would take for an assumption, on one scale with the range of the study: a bar from the value of the
study to each of them; in classes when they are many."""

from collections.abc import Iterator, Mapping, Sequence

from data.ground import french
from data.store.writings.discussion import Remark
from data.store.writings.remarks import Position
from pages.parts import barred_tables, prose
from pages.parts.barred_tables import Bar, Line
from pages.parts.charts.house import BLUE, GREY, VERMILION
from pages.parts.study.choosing.sliders import bounds
from studies.committee.counter_values import LEAST, Heard
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import Parameter

MOST = 10  # lines of their own: more values are counted by class


def show(parameter: Parameter, heard: Heard, remarks: Sequence[Remark]) -> None:
    """How many find it too low, right, too high, the value of the committee, the strip of values when there is one."""
    prose.markdown(f"**{counted(heard)}**. {_median(parameter, heard)}")
    proposed = {one.by: one for one in remarks if one.value is not None and one.by in heard.values}
    if not proposed:
        return
    marks = {"étude": parameter.value, **({"comité": heard.median} if heard.median is not None else {})}
    lines = [*_published(parameter), *_lines(parameter, proposed)]
    barred_tables.show(f"Valeurs proposées pour « {parameter.label} »", ("Valeur", "Avis"), lines, marks)
    dotted = " ; pointillé : médiane du comité" if heard.median is not None else ""
    prose.caption(f"Trait plein : valeur de l'étude{dotted}.")


def counted(heard: Heard) -> str:
    """2 trop bas, 1 juste, 0 trop haut."""
    return ", ".join(f"{french.number(heard.positions[position])} {position.value}" for position in Position)


def _median(parameter: Parameter, heard: Heard) -> str:
    if heard.median is not None:
        return f"Valeur du comité, la médiane de {len(heard.values)} avis : **{units.written(heard.median, parameter.unit)}**"
    if not heard.contested:
        return "Personne n'a proposé d'autre valeur."
    return f"Pour une valeur du comité, il faut {LEAST} avis chiffrés ; « juste » en est un."


def _published(parameter: Parameter) -> Iterator[Line]:
    """The range of the study."""
    if parameter.low is not None:
        yield Line("Fourchette de l'étude", (), Bar(parameter.low, parameter.high, GREY), [bounds(parameter)])


def _lines(parameter: Parameter, proposed: Mapping[str, Remark]) -> list[Line]:
    """From the lowest value to the highest."""
    by_value: dict[float, list[Remark]] = {}
    for one in sorted(proposed.values(), key=lambda one: one.value):
        by_value.setdefault(one.value, []).append(one)
    if len(by_value) <= MOST:
        return [_of_value(parameter, value, said) for value, said in by_value.items()]
    least, most = min(by_value), max(by_value)
    step = (most - least) / MOST
    classes: list[list[float]] = [[] for _ in range(MOST)]
    for one in sorted(proposed.values(), key=lambda one: one.value):
        classes[min(int((one.value - least) / step), MOST - 1)].append(one.value)
    return [_of_class(parameter, least + rank * step, least + (rank + 1) * step, len(held)) for rank, held in enumerate(classes) if held]


def _of_value(parameter: Parameter, value: float, said: Sequence[Remark]) -> Line:
    colour = BLUE if value > parameter.value else VERMILION
    who = " ; ".join(one.author for one in said)
    return Line(units.written(value, parameter.unit), [who], Bar(parameter.value, value, colour), [_opinions(len(said))])


def _of_class(parameter: Parameter, low: float, high: float, count: int) -> Line:
    name = f"{units.written(low, parameter.unit)} à {units.written(high, parameter.unit)}"
    return Line(name, (), Bar(low, high, BLUE if low >= parameter.value else VERMILION), [_opinions(count)])


def _opinions(count: int) -> str:
    return f"{french.number(count)} avis"
