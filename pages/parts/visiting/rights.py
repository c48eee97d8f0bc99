"""What a reader may no longer do since she opened the page: told above it, with what she had typed in the fields that go with it."""

from datetime import UTC, datetime

import streamlit as st

from data.ground import french
from data.store.permissions import Role
from pages.parts import prose
from pages.parts.visiting import done, typed
from pages.parts.visitor import Visitor

HELD = "rights.held"  # in the session of a page: the roles that its reader has had since she opened it, with their studies
TOLD = "rights.told"  # the same: those that were taken back, once that was told
ENDED = (
    "Votre accès s'est fermé depuis que cette page est ouverte : vous la lisez sans compte, et ce que vous envoyez part sans votre nom. "
    "Pour le retrouver, demandez un nouveau lien à l'agence."
)
TAKEN_BACK = "Un rôle vous a été retiré depuis que cette page est ouverte : {roles}. Un administrateur de l'agence peut le redonner."


def tell(visiting: Visitor) -> None:
    """Says that her access has ended or that a role was taken back, and gives back what she had typed."""
    lost = _taken_back(visiting)
    if visiting.ended:
        _tell(ENDED)
    elif lost:
        roles = french.listed(sorted({role.value for role, _ in lost}))
        if st.session_state.get(TOLD) != lost:
            st.session_state[TOLD] = lost
            prose.toast("Un rôle vous a été retiré : ce que vous aviez écrit est en haut de la page, à copier.", icon=done.UNDONE, duration="long")
        _tell(TAKEN_BACK.format(roles=roles))
    else:
        typed.forget()


def _taken_back(visiting: Visitor) -> set[tuple[Role, str]]:
    if visiting.person is None:  # she has left by herself, or her access has ended, which says more
        st.session_state.pop(HELD, None)
        return set()
    today = datetime.now(UTC).date()
    now = {(grant.role, grant.study) for grant in visiting.person.grants if grant.holds(today)}
    before = st.session_state.setdefault(HELD, set())
    before |= now
    return before - now


def _tell(words: str) -> None:
    prose.warning(words, icon=":material/person_off:")
    if texts := typed.left():
        with prose.expander("Ce que vous aviez écrit dans cette page, à copier"):
            for text in texts:
                st.code(text, language=None, wrap_lines=True)
