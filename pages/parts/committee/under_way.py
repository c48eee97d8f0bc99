"""Whether a meeting of the committee of a study is open now: asked by every page of that study, so answered by one look at the end of the journal."""

import logging
from collections.abc import Mapping
from functools import lru_cache

import streamlit as st

from data.ground.faults import Refused
from data.store import journal
from data.store.opening import Store, store
from data.store.writings import meetings
from data.store.writings.meetings import Meeting

LOG = logging.getLogger("studio")
EVERY = 5.0  # [s] between two questions of a page of a member that is open already: `python -m benchmarks.meeting` says what one costs


def of(slug: str) -> Meeting | None:
    """The meeting of a study that is open now; its revision is that of the moment when anybody last wrote something else. Refused when the store
    cannot be read."""
    opened = store()
    with opened.reading() as connection:
        head = journal.head(connection)  # one row by its primary key: a meeting is opened and closed in the journal
    return _at(opened, head).get(slug)


@lru_cache(maxsize=2)
def _at(opened: Store, _head: tuple[int, str]) -> Mapping[str, Meeting]:
    return meetings.all_under_way(opened)


@st.fragment(run_every=EVERY)
def awaited(slug: str) -> None:
    """Has a page that is open already drawn again once a meeting opens. To be drawn for its members, where none is open."""
    try:
        opens = of(slug) is not None
    except Refused as refused:  # asked again in a moment
        LOG.error("réunion de l'étude %s : %s", slug, refused)
        return
    if opens:
        st.rerun()
