"""One assumption at a time, those that weigh most first: where its value stands, what others would take, what one thinks of it and what that does."""

import statistics
from collections.abc import Sequence

import streamlit as st

from data.ground import escaping, french
from pages.parts import address, prose, provenance, tables
from pages.parts.committee import order_said
from pages.parts.committee.agenda import ITEM, link
from pages.parts.committee.desk import Desk, key
from pages.parts.committee.on_its_range import picture
from studies.committee.order import Weight
from studies.toolkit.reading import units
from studies.toolkit.reading.parameters import NATURES, Parameter


def show(desk: Desk) -> None:
    """The assumption of the address, else the heaviest that this member has not reviewed; what is said of it beside."""
    weights = {weight.parameter: weight for weight in desk.weights}
    name = _chosen(desk, weights)
    _next(desk, name)
    parameter = desk.study.parameters[name]
    left, right = st.columns([3, 2], gap="large")
    with left:
        _value(desk, parameter, weights[name])
    with right:
        pass
    _order(desk)


def _chosen(desk: Desk, weights: dict[str, Weight]) -> str:
    names, held = list(weights), key(desk.slug, "assumption")
    address.follow(ITEM, address.OneOf(names, unknown="hypothèse inconnue de cette étude"), "la première à relire est montrée", "Hypothèse")
    if held not in st.session_state:
        asked = st.query_params.get(ITEM)
        st.session_state[held] = asked if asked in weights else next(iter(desk.queue), names[0])

    def words(name: str) -> str:
        done = "✓ " if name in desk.mine else ""
        return f"{done}{desk.study.parameters[name].label} ({order_said.in_brief(weights[name])})"

    return prose.selectbox("Hypothèse", names, format_func=words, key=held, on_change=_written, args=(held,))


def _written(held: str) -> None:
    """Has the address name the assumption that was chosen."""
    st.query_params[ITEM] = st.session_state[held]


def _go(held: str, name: str) -> None:
    st.session_state[held] = name
    _written(held)


def _next(desk: Desk, name: str) -> None:
    """The way to the next one that this member has not reviewed: after this one, then from the heaviest."""
    order = [weight.parameter for weight in desk.weights]
    queue = [other for other in desk.queue if other != name]
    after = [other for other in queue if order.index(other) > order.index(name)]
    following = next(iter([*after, *queue]), None)
    if following is None:
        prose.caption("Vous avez relu toutes les autres hypothèses.")
        return
    prose.button(
        "Suivante",
        icon=":material/arrow_forward:",
        key=key(desk.slug, "next"),
        on_click=_go,
        args=(key(desk.slug, "assumption"), following),
        help=f"La prochaine que vous n'avez pas relue : {desk.study.parameters[following].label}",
    )


def _value(desk: Desk, parameter: Parameter, weight: Weight) -> None:
    """What it is, why it comes here, where it stands."""
    study, heard = desk.study, desk.heard.get(parameter.id)
    prose.subheader(escaping.markdown(parameter.label))
    prose.markdown(f"Cette hypothèse {order_said.of(study, weight)}.")
    given = sorted(heard.values.values()) if heard else []
    st.image(picture(parameter, given), alt="")  # the words below say the same
    source = study.sources[parameter.source]
    prose.markdown("  \n".join(_standing(parameter, given)))
    kind = f"{NATURES[parameter.nature].capitalize()} de {parameter.year}, {escaping.markdown(parameter.place)}"
    prose.caption(f"{kind} · {provenance.linked(source.producer, source.url)}")


def _standing(parameter: Parameter, given: Sequence[float]) -> list[str]:
    """Where the study stands, and the committee."""
    ends = [] if parameter.low is None else [units.written(end, parameter.unit) for end in (parameter.low, parameter.high)]
    band = f"fourchette {french.between(*ends)}" if ends else "sans fourchette"
    lines = [f"Étude : **{units.written(parameter.value, parameter.unit)}**, {band}"]
    if given:
        told = ", ".join(units.written(value, parameter.unit) for value in given)
        median = units.written(statistics.median(given), parameter.unit)
        lines.append(f"Comité : {told}" + (f" ; médiane **{median}**" if len(given) > 1 else ""))
    else:
        lines.append("Comité : personne n'a encore proposé de valeur")
    return lines


def _order(desk: Desk) -> None:
    """All of them in the order of review, and where each stands."""
    reviewed, mine = desk.reviewed, desk.mine
    with prose.expander("Toutes les hypothèses, dans l'ordre de relecture"):
        prose.caption("Le poids : ce qu'une hypothèse fait seule, d'un bout à l'autre de sa fourchette, au chiffre de tête qu'elle déplace le plus.")
        tables.show(
            [
                {
                    "Hypothèse": f"[{escaping.markdown(desk.study.parameters[weight.parameter].label)}]({link(desk, weight.parameter)})",
                    "Poids": order_said.of(desk.study, weight),
                    "Relue": "par vous" if weight.parameter in mine else "par d'autres" if weight.parameter in reviewed else "non",
                }
                for weight in desk.weights
            ]
        )
