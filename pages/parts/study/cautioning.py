"""The warnings that a choice raises, under the answer: what is doubtful, why, what to change."""

import streamlit as st

from data.ground import french
from pages.parts import prose
from pages.parts.provenance import READABLE
from studies.toolkit.checking import cautions
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study


def show(study: Study, outcome: Outcome, reference: Outcome) -> None:
    """Nothing to read when the choice raises none; the place is held, since a lever may raise one later and can write only where the page wrote."""
    raised = cautions.raised(study, outcome, reference)
    if not raised:
        st.empty()
        return
    with st.container(width=READABLE, border=True):
        for caution in raised:
            said = f":material/warning: **Attention{french.NO_BREAK}: {french.in_sentence(caution.what)}** {caution.why}"
            prose.markdown(f"{said} *Que changer{french.NO_BREAK}:* {caution.change}")
