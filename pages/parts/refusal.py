"""A model that refuses its figures: the refusal stands in the place of the figures, with its remedy, on the screen and in the files. So does the
fault of a drawing, which never takes with it the rest of the page."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import FragmentHandledException

from data.ground import escaping, french
from data.ground.faults import Fault
from pages.parts import incidents, prose
from pages.parts.provenance import READABLE
from studies.toolkit.errors import BadRequest
from studies.toolkit.running.study import Study

NO_FIGURE = "Pas de chiffre : le modèle refuse ces valeurs. Le refus est sous les chiffres de tête ; déplacer les leviers, ou revenir au scénario."


@contextmanager
def in_place(study: Study) -> Iterator[None]:
    """A part of a page: when the model refuses what it asks, or when the code of the study fails, that is told where the part stands, and the rest of
    the page goes on. An error that went through no line of the study is ours, and goes on too, to whoever tells it for the whole page."""
    try:
        yield
    except BadRequest as refused:
        show(refused.fault)
    except FragmentHandledException:  # told already, where the part that failed stands
        raise
    except Exception as error:
        if not (stopped := incidents.author_text(error, study.folder)):
            raise
        said = incidents.incident_text(incidents.log_incident(error), "Cette partie n'a pas pu s'afficher")
        prose.error(f"{said} {stopped}")


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
