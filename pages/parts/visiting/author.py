"""The author's mode, that `python -m studies serve` starts: the open page is drawn again when a file of a study is saved, and an error says its line.

It is on only where that command says so and where the server answers to this machine alone: a visitor never reads what Python says.
"""

import os
from pathlib import Path

import streamlit as st

from data.ground import escaping
from pages.parts import prose
from studies import catalog, serving
from studies.toolkit.checking.trials.meanwhile import under_way
from studies.toolkit.errors import in_french
from studies.toolkit.running.versions import files

EACH = 1.0  # [s] between two looks at the files
SEEN = "author.seen"  # in the session of a visitor: the state of the files when its page was drawn


def writing() -> bool:
    """Whether whoever reads is the author, on the machine where the studies are written."""
    return os.environ.get(serving.AUTHOR) == "1" and st.get_option("server.address") == serving.HERE


def state() -> tuple[tuple[str, int, int], ...]:
    """All the files of the studies, with when they were saved and their size; the studies whose check goes on."""
    saved = (_saved(path) for folder in sorted(catalog.ROOT.glob("[!_]*/")) for path in files(folder) if path.is_file())
    return (*saved, *((name, 0, 0) for name in under_way()))


def _saved(path: Path) -> tuple[str, int, int]:
    """A file as it stands; nothing of one that an editor is replacing at this moment."""
    try:
        held = path.stat()
    except OSError:
        return path.as_posix(), 0, 0
    return path.as_posix(), held.st_mtime_ns, held.st_size


def watch() -> None:
    """Draws the page again when a file of a study has changed since it was drawn, or when a check has ended; nothing out of the author's mode."""
    if writing():
        for name in under_way():
            prose.caption(f"Vérification de « {escaping.markdown(name)} » en cours : la page la montre déjà, et dira ses défauts.")
        st.session_state[SEEN] = state()
        _look()


@st.fragment(run_every=EACH)
def _look() -> None:
    if st.session_state.get(SEEN) != state():
        st.rerun()


def said(error: BaseException, place: str) -> str:
    """What an author reads of an error of a page, at the `place` of the study where it stopped."""
    words, remedy = in_french(error, "corriger cette ligne, ou la valeur du dossier de l'étude qu'elle lit")
    return f"{place} : {words}. Que faire : {remedy}."
