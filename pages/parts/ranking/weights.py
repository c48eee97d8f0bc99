"""What a committee finds important: a weight from 0 to 100 for each criterion, told as its share of the total. The address carries them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.ground import french
from geo.sites.siting import Criterion
from pages.parts import address, prose, provenance

MOST = 100
KEPT = "le poids proposé est gardé"  # when the address asks what a weight cannot be
NO_WEIGHT = "Tous les poids sont nuls : en donner au moins un."


def ask(key: str, criteria: Sequence[Criterion], proposed: Mapping[str, int]) -> dict[str, float] | None:
    """The weights of the visitor, those `proposed` to begin with; None, and it is said, when they are all 0."""
    weights = {criterion.id: float(_slider(key, criterion, proposed[criterion.id])) for criterion in criteria}
    if any(weights.values()):
        provenance.small(f"Part de chaque critère : {shares_in_words(criteria, weights)}.")
    else:
        prose.info(NO_WEIGHT)
    prose.button(
        "Revenir aux poids proposés",
        icon=":material/undo:",
        on_click=_propose,
        args=(key, dict(proposed)),
        key=f"{key}.weights-reset",
        width="stretch",
    )
    return weights if any(weights.values()) else None


def asked(key: str, criteria: Sequence[Criterion]) -> bool:
    """Whether the address gives weights, before their sliders are drawn; what it asks and nobody can follow is said."""
    for criterion in criteria:
        address.follow(parameter(key, criterion.id), _accepts(), KEPT, _titled(criterion))
    return any(parameter(key, criterion.id) in st.query_params for criterion in criteria)


def parameter(key: str, criterion: str) -> str:
    """The name of a weight in the address."""
    return f"{key}.weight-{criterion}"


def shares_in_words(criteria: Sequence[Criterion], weights: Mapping[str, float]) -> str:
    """The share of each criterion that counts: fibre **33 %** et relief **67 %**."""
    total = sum(weights.values())
    counting = [criterion for criterion in criteria if weights[criterion.id]]
    return french.listed([f"{criterion.label} **{_percent(weights[criterion.id] / total)}**" for criterion in counting])


def _slider(key: str, criterion: Criterion, proposed: int) -> int:
    return address.bound(
        prose.slider,
        f"{_titled(criterion)} (de 0 à {MOST})",
        0,
        MOST,
        proposed,
        key=parameter(key, criterion.id),
        accepts=_accepts(),
        kept=KEPT,
        named=_titled(criterion),
    )


def _accepts() -> address.Number:
    return address.Number(0, MOST, whole=True)


def _titled(criterion: Criterion) -> str:
    return french.begun(criterion.label)


def _propose(key: str, proposed: Mapping[str, int]) -> None:
    """Puts every slider back on the weight proposed."""
    for name, weight in proposed.items():
        st.session_state[parameter(key, name)] = weight


def _percent(share: float) -> str:
    return french.with_unit(french.number(100 * share, 0), "%")
