"""The warnings that a choice raises, under the answer: what is doubtful, why, what to change."""

import streamlit as st

from data import french
from pages.parts.provenance import READABLE
from studies.toolkit import cautions
from studies.toolkit.outcome import Outcome
from studies.toolkit.study import Study


def show(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """Nothing to read when the choice raises none; the place is held, since a lever may raise one later and can write only where the page wrote."""
    raised = cautions.raised(study, outcome, reference)
    if not raised:
        st.empty()
        return
    with st.container(width=READABLE, border=True):
        for one in raised:
            st.markdown(f":material/warning: **Attention : {french.in_sentence(one.what)}** {one.why} *Que changer :* {one.change}")
