"""A model that refuses its figures: the refusal stands in the place of the figures, with its remedy, on the screen and in the files."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from data.ground.faults import Fault
from pages.parts import prose
from pages.parts.provenance import READABLE
from studies.toolkit.errors import BadRequest

NO_FIGURE = "Pas de chiffre : le modèle refuse ces valeurs. Le refus est sous les chiffres de tête ; déplacer les leviers, ou revenir au scénario."


@contextmanager
def in_place() -> Iterator[None]:
    """A part of a page: when the model refuses what it asks, the refusal is shown where the part stands, and the rest of the page goes on."""
    try:
        yield
    except BadRequest as refused:
        show(refused.fault)


def show(fault: Fault) -> None:
    """Where, what, and what to do about it."""
    with st.container(width=READABLE, border=True):
        prose.markdown(
            f":material/block: **Refusé{french.NO_BREAK}: {_shown(fault.fault)}** ({_shown(fault.place)}). "
            f"*Que faire{french.NO_BREAK}:* {_shown(fault.remedy)}."
        )


def _shown(text: str) -> str:
    return escaping.markdown(french.spaced(text))


def no_figure(places: Sequence[DeltaGenerator], said: str = NO_FIGURE) -> None:
    """No figure in some places of a page: none of the choice before may stay in sight."""
    for place in places:
        with place:
            prose.markdown(said)


def told(make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """The table of a file, or the refusal as a table: a file is made after the page, and cannot answer with an error."""
    try:
        return make()
    except BadRequest as refused:
        return table(refused.fault)


def table(fault: Fault) -> pd.DataFrame:
    """The refusal as the only line of a file."""
    return pd.DataFrame([{"ou": fault.place, "refus": fault.fault, "remede": fault.remedy}])
