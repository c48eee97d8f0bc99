"""What was done, or was not, said where nobody misses it: in its place, where it stays, and for a moment in the corner that is always in sight."""

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault
from pages.parts import prose, visitor

DONE, UNDONE = ":material/check_circle:", ":material/error:"


def say(words: str, given: str = "") -> None:
    """Something was done; `given` is what the words announce, which stands below them in their place and ends them in the corner."""
    prose.success(words, icon=DONE)
    prose.toast(f"{words} {given}".rstrip(), icon=DONE, duration="long")


def keep(key: str, words: str) -> None:
    """The same, on the page drawn again, where `show` has its place."""
    st.session_state[f"{key}.said"] = words


def show(key: str) -> bool:
    """Says what was kept, if anything; whether there was."""
    words = st.session_state.pop(f"{key}.said", "")
    if words:
        say(words)
    return bool(words)


def refuse(fault: Fault) -> None:
    """Something was refused."""
    visitor.tell(fault)
    prose.toast(f"{french.begun(escaping.markdown(fault.place))} : {escaping.markdown(fault.fault)}.", icon=UNDONE, duration="long")
