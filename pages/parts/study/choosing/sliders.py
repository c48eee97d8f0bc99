"""A lever: its slider, and beside it the same value to type, with a decimal comma, within the same bounds."""

from collections.abc import Container, Iterable

import streamlit as st

from data.ground import escaping, french
from data.intake import cells
from pages.parts import address, prose, provenance
from pages.parts.study.choosing import echoes, redrawn, state
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import NATURES, Parameter
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

KEPT = "la valeur du scénario est gardée"  # when the address asks a lever what it cannot do
WIDTHS = (3, 1)  # of the slider and of what one types
DECIMALS = 6  # of a typed value: more is what a computer adds to a sum


def slider(study: Study, parameter: Parameter, default: float, labelled: bool = True) -> float:
    """The slider alone, its name above it unless something else says it; returns its value [unit of the parameter]."""
    key = state.key(study, parameter.id)
    value = address.bound(
        prose.slider,
        _label(parameter),
        value=default,
        key=key,
        accepts=address.Number(parameter.low, parameter.high),
        kept=KEPT,
        named=parameter.label,
        help=about(study, parameter, default) if labelled else None,
        label_visibility="visible" if labelled else "collapsed",
        on_change=_follow,
        args=(study, parameter),
        **_scale(study, parameter),
    )
    echoes.drawn(key, value)
    return value


def _follow(study: Study, parameter: Parameter) -> None:
    """Has what a lever changes drawn again, when it is the visitor who moved it; the page is drawn again for an uncertainty."""
    if echoes.touched(state.key(study, parameter.id)) and parameter.role == "lever":
        redrawn.again(study, parameter.id)


def now(study: Study, defaults: Iterable[tuple[Parameter, float]]) -> dict[str, float]:
    """Where parameters stand before their sliders are drawn, or without any: in the session, or where the address asks them, or else by default
    [unit of each]."""
    held = set(st.session_state)  # asked once: each key that is not there costs Streamlit an error, and a study has a hundred and fifty of them
    return {parameter.id: _now(study, parameter, default, held) for parameter, default in defaults}


def _now(study: Study, parameter: Parameter, default: float, held: Container[str]) -> float:
    key = state.key(study, parameter.id)
    if key in held:
        return st.session_state[key]
    address.follow(key, address.Number(parameter.low, parameter.high), KEPT, parameter.label)
    return float(st.query_params.get(key, default))


def moved(study: Study, defaults: Iterable[tuple[Parameter, float]]) -> set[str]:
    """Those that stand elsewhere than by default."""
    given = list(defaults)
    stand = now(study, given)
    return {parameter.id for parameter, default in given if abs(stand[parameter.id] - default) > runs.SAME}


def twin(study: Study, parameter: Parameter) -> None:
    """A second slider of a lever, which the address does not carry: it stands where the first one does, and moves it."""
    key = state.key(study, f"near.{parameter.id}")
    echoes.show(key, st.session_state[state.key(study, parameter.id)])
    prose.slider(_label(parameter), key=key, on_change=_follow_twin, args=(study, parameter), **_scale(study, parameter))


def _follow_twin(study: Study, parameter: Parameter) -> None:
    key = state.key(study, f"near.{parameter.id}")
    first = state.key(study, parameter.id)
    if echoes.chosen(key, st.session_state[first]):
        echoes.put(first, st.session_state[key])
        redrawn.again(study, parameter.id)


def _scale(study: Study, parameter: Parameter) -> dict[str, float | str]:
    """The bounds of a slider, its steps, how it writes its value."""
    steps = (plan.changes[parameter.id] for plan in study.scenarios.values() if parameter.id in plan.changes)
    return {"min_value": parameter.low, "max_value": parameter.high, "step": parameter.step_through(*steps), "format": _format(parameter.unit)}


def _format(unit: str) -> str:
    """How the browser writes the value of a slider: 60 %, 1 500, and a year of the calendar without grouping, 2029."""
    if unit in units.DATES:
        return "%.0f"
    return "percent" if units.find(unit).label.startswith("%") else "localized"


def name(study: Study, parameter: Parameter, default: float) -> None:
    """What stands above a slider that has its value to type beside it."""
    prose.markdown(_label(parameter), help=about(study, parameter, default))


def typed_too(study: Study, parameter: Parameter, default: float) -> float:
    """The slider, and its value to type beside it; under both, what cannot be read, and the slider stays where it was; or the way back to the value
    of the scenario, once it is moved."""
    moved, typed = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    with moved:
        value = slider(study, parameter, default, labelled=False)
    key = _typed_key(study, parameter)
    fault = st.session_state.pop(f"{key}.fault", "")
    if not fault:
        echoes.show(key, _typed(parameter, value))
    with typed:
        prose.text_input(f"{parameter.label}, à taper", key=key, label_visibility="collapsed", on_change=_follow_typed, args=(study, parameter))
    if fault:
        prose.caption(f":material/error: {fault}")
    elif abs(value - default) > runs.SAME:
        way_back(study, parameter, default, "here")
    return value


def way_back(study: Study, parameter: Parameter, default: float, place: str, label: str = "") -> None:
    """The button that puts a lever back where its scenario has it; its place on the page, its words when they are not « Revenir à 0,5 % »."""
    back = f"Revenir à {units.written(default, parameter.unit)}"
    prose.button(
        label or back,
        key=state.key(study, f"{place}.{parameter.id}"),
        icon=":material/undo:",
        type="tertiary",
        help=back if label else None,
        on_click=_put_back,
        args=(study, parameter, default),
    )


def _put_back(study: Study, parameter: Parameter, default: float) -> None:
    echoes.put(state.key(study, parameter.id), state.within(parameter, default))
    st.rerun()  # the page whole: asked for by a button, fragments would draw the lever where it was


def _typed_key(study: Study, parameter: Parameter) -> str:
    return state.key(study, f"typed.{parameter.id}")


def _follow_typed(study: Study, parameter: Parameter) -> None:
    """Moves the slider to what was typed, or keeps why not."""
    key, scale = _typed_key(study, parameter), units.find(parameter.unit).scale
    asked, lever = st.session_state[key], state.key(study, parameter.id)
    if not echoes.chosen(key, _typed(parameter, st.session_state[lever])):
        return
    try:
        value = cells.number(_bare(asked, parameter.unit))
    except cells.Unreadable:
        value = None
    if value is not None and parameter.low <= value / scale <= parameter.high:
        echoes.put(lever, float(value / scale))
        redrawn.again(study, parameter.id)
    else:
        st.session_state[f"{key}.fault"] = f"{address.echoed(asked)} n'est pas un nombre de {bounds(parameter)}."


def _bare(asked: str, unit: str) -> str:
    """What was typed without the unit that stands beside the field: 5 of « 5 % »."""
    words = (units.noun(unit, 2), units.noun(unit, 1))
    return next((asked.strip().removesuffix(word) for word in words if word and asked.strip().endswith(word)), asked)


def _typed(parameter: Parameter, value: float) -> str:
    if parameter.unit in units.DATES:
        return units.written(value, parameter.unit)
    return french.number(round(value * units.find(parameter.unit).scale, DECIMALS))


def _label(parameter: Parameter) -> str:
    """Its name and its bounds; the slider itself shows the value."""
    return f"{parameter.label} ({bounds(parameter)})"


def bounds(parameter: Parameter) -> str:
    """The bounds of a parameter that has a range: 0 à 15 %."""
    return f"{units.written(parameter.low, parameter.unit, unit_too=False)} à {units.written(parameter.high, parameter.unit)}"


def about(study: Study, parameter: Parameter, default: float) -> str:
    """What one reads of a lever without leaving it: where the scenario has it, what kind of figure it is, what its authors note, where it is from."""
    source = study.sources[parameter.source]
    origin = [provenance.linked(source.producer, source.url), *map(escaping.markdown, (str(source.published_on), parameter.locator))]
    said = [
        f"**{units.written(default, parameter.unit)}** dans ce scénario",
        f"{NATURES[parameter.nature]}{', à vérifier' if parameter.doubtful else ''}",
        escaping.markdown(parameter.note),
        f"Source : {', '.join(filter(None, origin))}",
    ]
    return " ".join(f"{french.begun(one.rstrip('. '))}." for one in said if one)
