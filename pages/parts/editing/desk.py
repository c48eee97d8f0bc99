"""The files of a study as an editor has them on screen: what was seen of each, what is saved and when, what somebody else saved meanwhile.

What an editor saw is in the session of the visitor, by path: a file is saved only when the draft still holds that. So nobody overwrites what he has
not seen, and what was typed stays in its field whatever is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from data.ground.faults import Fault, Refused
from data.store import access
from data.store.access import Actor
from data.store.opening import store
from data.store.writings import drafts
from data.store.writings.drafts import Conflict, DraftFile
from studies import catalog
from studies.publishing import folders

KEY = "editing"
LISTS = ("assumption", "scenario", "text")  # the lists of the sections
HERE = "Europe/Paris"  # when the browser does not say its time zone


@dataclass
class Clash:
    """A saving that was refused because somebody else had saved the file `path`: all that was to be saved, what had been seen of that file, what it
    holds now (None when it was taken away), by whom (an identifier) and when."""

    changed: Mapping[str, bytes | None]
    path: str
    base: bytes | None
    theirs: DraftFile | None


@dataclass
class Told:
    """What the last saving said: when it was kept, or why it was not."""

    at: datetime | None = None
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class Desk:
    """The draft of a study before an editor: who he is, the files of the draft by path, those among them that are not the ones of the folder."""

    actor: Actor
    slug: str
    files: Mapping[str, bytes]
    changed: Mapping[str, DraftFile]

    def begin(self, first: str, *paths: str) -> None:
        """Says that a form, whose first field has the key `first`, shows these files: they are seen as they are now when it comes on screen."""
        if first not in st.session_state:
            self.look(*paths)

    def look(self, *paths: str) -> None:
        """Says that the editor has these files before him as they are now."""
        for path in paths:
            _seen(self.slug)[path] = self.files.get(path)

    def seen(self, path: str) -> bytes | None:
        """What the editor has on screen of a file."""
        return _seen(self.slug).setdefault(path, self.files.get(path))

    def stale(self, path: str) -> bool:
        """Whether somebody else saved that file since it is on screen."""
        return self.seen(path) != self.files.get(path)

    def save(self, changed: Mapping[str, bytes | None]) -> bool:
        """Saves files, all of them or none; whether they were."""
        return save(self.actor, self.slug, changed)


def opened(actor: Actor, slug: str) -> Desk:
    """The desk of an editor. Refused when a file of the draft is lost."""
    changed = drafts.read(store(), slug)
    files = folders.with_draft(catalog.folder_of(slug), {path: file.content for path, file in changed.items()})
    return Desk(actor, slug, files, changed)


def save(actor: Actor, slug: str, changed: Mapping[str, bytes | None]) -> bool:
    """Saves files of a draft on what the editor saw of them; whether they were. What keeps them from being is in the session, to be told."""
    seen, told = _seen(slug), Told()
    try:
        drafts.save_all(store(), actor, slug, {path: (seen.get(path), content) for path, content in changed.items()})
    except Conflict as conflict:
        path = conflict.fault.place
        st.session_state[key(slug, "clash")] = Clash(dict(changed), path, seen.get(path), conflict.theirs)
    except Refused as refused:
        told.faults = [refused.fault]
    else:
        seen.update(changed)
        told.at = datetime.now(UTC)
    st.session_state[key(slug, "told")] = told
    return told.at is not None


def key(slug: str, *names: str) -> str:
    """A key of the session for the desk of a study."""
    return ".".join((KEY, slug, *names))


def told(slug: str) -> Told:
    """What the last saving said."""
    return st.session_state.get(key(slug, "told"), Told())


def clash(slug: str) -> Clash | None:
    """The saving that waits for a choice between two writings."""
    return st.session_state.get(key(slug, "clash"))


def settle(actor: Actor, slug: str, content: bytes | None, keep: bool) -> None:
    """Ends a clash: `content` goes in the place of the other writing when `keep`; the other one stands, and fields show it, otherwise."""
    held: Clash = st.session_state.pop(key(slug, "clash"))
    _seen(slug)[held.path] = held.theirs.content if held.theirs else None
    if keep:
        save(actor, slug, {**held.changed, held.path: content})
    refresh(slug)


def called(slug: str, part: str, names: Mapping[str, str]) -> dict[str, str]:
    """How a list calls what it holds now, in the words of the first time as long as the session lasts: Streamlit knows an option by its words, and
    when somebody else changes them it lets go the choice, and the form below with all that is typed there."""
    first = st.session_state.setdefault(key(slug, "called", part), {})
    for name, words in names.items():
        first.setdefault(name, words if words not in first.values() else f"{words} ({name})")
    return {name: first[name] for name in names}


def keep_choices(slug: str) -> None:
    """Keeps what the lists of the page say while they are not on screen: Streamlit forgets a field that it does not draw."""
    for name in (key("section"), *(key(slug, part) for part in LISTS)):
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]


def refresh(slug: str) -> None:
    """Has every form start again from the files as they are now."""
    for name in [name for name in st.session_state if str(name).startswith(key(slug, "form"))]:
        del st.session_state[name]


def _seen(slug: str) -> dict[str, bytes | None]:
    return st.session_state.setdefault(key(slug, "seen"), {})


def moment(at: datetime) -> str:
    """An hour, and its day when it is not today, as the visitor's clock says: "14:32", "28/11 à 14:32"."""
    zone = ZoneInfo(st.context.timezone or HERE)
    there = at.astimezone(zone)
    return f"{there:%H:%M}" if there.date() == datetime.now(zone).date() else f"{there:%d/%m à %H:%M}"


def name(identifier: str) -> str:
    """Who that is."""
    with store().reading() as connection:
        found = access.person(connection, identifier)
    return found.name if found else "une personne de l'équipe"
