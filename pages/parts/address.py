"""What a link asks of a page: what can be followed is, and one notice at the top says in French what cannot.

Streamlit drops without a word, or fails on, a value of the address that a tied widget cannot use. So every tied widget is drawn by `bound`, which
reads the parameter first: a value that can be followed is written as Streamlit reads it, any other leaves it and is said till another choice.
"""

import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.state.session_state_proxy import get_session_state

from data.ground import escaping, french
from data.intake import cells
from pages.parts import lane, prose
from pages.parts.provenance import READABLE

NOTICE = "address.notice"  # in the session of a visitor: what the page on screen could not follow
MOST_LINES = 4  # told one by one; the others are counted
MOST_ECHOED = 40  # characters of what was asked that the notice repeats
MOST_NAMED = 4  # choices that a remedy names
LARGEST = 2**53 - 1  # the largest whole number that a browser holds
ROUNDING = 1e-9  # share of a range by which a browser may miss its bound
USUAL = "le choix habituel est gardé"
MOST_PARAMETERS = 1_000  # of an address; Streamlit drops them all without a word beyond
EXTRA = "parametres_en_trop"  # how many more the server left out, see pages/serving/long_addresses.py
YES_NO = {**dict.fromkeys(("true", "1", "oui", "vrai"), "true"), **dict.fromkeys(("false", "0", "non", "faux"), "false")}


class NotFollowed(ValueError):
    """Why a value cannot be followed, in French, in Markdown."""


class Accepts(Protocol):
    """What a parameter may hold."""

    several: bool  # whether it may be given several times

    def read(self, text: str) -> tuple[str, str]:
        """The value as Streamlit reads it, and what is followed instead when it is not quite what was asked ("" otherwise)."""


@dataclass(frozen=True)
class Number:
    """A number between two bounds, written with a comma or a point."""

    low: float = 0
    high: float = LARGEST
    whole: bool = False
    several = False

    def read(self, text: str) -> tuple[str, str]:
        try:
            value = cells.number(text)
        except cells.Unreadable as wrong:
            raise NotFollowed("ce n'est pas un nombre ordinaire") from wrong
        if value is None:
            raise NotFollowed("la valeur manque")
        slack = ROUNDING * (self.high - self.low) if self.high < LARGEST else 0  # of what has no upper bound, it would be millions
        if not self.low - slack <= value <= self.high + slack:
            words = f"au moins {french.number(self.low)}" if self.high == LARGEST else f"{french.number(self.low)} à {french.number(self.high)}"
            raise NotFollowed(f"hors des bornes ({words})")
        value = min(max(value, self.low), self.high) + 0.0  # no negative zero
        if self.whole:
            return str(int(value)), "" if value == int(value) else f"un nombre entier est attendu, {int(value)} est suivi"
        return _as_python(text, value), ""


@dataclass(frozen=True)
class OneOf:
    """One of some options, by the words on screen or by its own name."""

    options: Sequence[Any]
    words: Callable[[Any], str] = str
    several: bool = False
    unknown: str = ""  # what is said of another one; the options themselves when empty

    def read(self, text: str) -> tuple[str, str]:
        known = {str(option): french.spaced(self.words(option)) for option in self.options if option is not None}
        shown = [french.spaced(self.words(option)) for option in self.options]
        if french.spaced(text) in shown:
            return french.spaced(text), ""
        if text in known:
            return known[text], ""
        if not text:
            raise NotFollowed("la valeur manque")
        near = cells.nearest(text[:MOST_ECHOED], [*shown, *known], cells.VERY_CLOSE)
        some = ", ".join(map(escaping.markdown, shown[:MOST_NAMED])) + ("…" if len(shown) > MOST_NAMED else "")
        named = f" (le plus proche : {escaping.markdown(known.get(near, near))})" if near else "" if self.unknown else f" (il y a : {some})"
        raise NotFollowed(f"{self.unknown or 'choix inconnu'}{named}")


@dataclass(frozen=True)
class YesNo:
    """True or false."""

    several = False

    def read(self, text: str) -> tuple[str, str]:
        if text.lower() not in YES_NO:
            raise NotFollowed("oui (true) ou non (false) est attendu")
        return YES_NO[text.lower()], ""


@dataclass(frozen=True)
class Words:
    """A text of some characters at most."""

    most: int
    several = False

    def read(self, text: str) -> tuple[str, str]:
        if len(text) > self.most:
            raise NotFollowed(f"texte trop long ({self.most} caractères au plus)")
        if cells.CONTROL.search(text):
            raise NotFollowed("texte illisible")
        return text, ""


def _as_python(text: str, value: float) -> str:
    """A number as it was written when Python reads it so, in Python's way otherwise."""
    return text if re.fullmatch(r"[+-]?[0-9.]+", text) and repr(float(text)) == repr(value) else repr(value)


@dataclass
class Notice:
    """What a page could not follow, and where it says so; `chosen` is what stood in its widgets when it was said, None before."""

    page: str
    place: DeltaGenerator
    lines: list[str]
    known: set[str] = field(default_factory=set)
    chosen: dict[str, Any] | None = None
    cleaned: bool = False


def listen(page: str) -> None:
    """Keeps the place of the notice at the top of a page. What was said stands as long as the visitor chooses nothing else."""
    before: Notice | None = st.session_state.get(NOTICE)
    stands = before is not None and before.page == page and before.chosen == _chosen(before.known)
    st.session_state[NOTICE] = Notice(page, st.container(), before.lines if stands else [])
    _tell_extra(st.session_state[NOTICE])


def _tell_extra(notice: Notice) -> None:
    """Says first how many parameters of a very long address the server left out."""
    asked = st.query_params.get(EXTRA)
    if asked is None:
        return
    _put(notice, EXTRA, [])
    if re.fullmatch("[0-9]{1,6}", asked):
        count = f"{french.counted(int(asked), 'paramètre')} de trop"
        notice.lines.append(f"Le lien avait {count} : seuls les {french.number(MOST_PARAMETERS - 1)} premiers sont lus ; ouvrir un lien plus court.")


def _notice() -> Notice:
    """The notice of the page; a part that is drawn without a page keeps its own place."""
    if NOTICE not in st.session_state:
        listen("")
    return st.session_state[NOTICE]


def bound(widget: Callable, label: str, *values: Any, key: str, accepts: Accepts, kept: str = USUAL, named: str = "", **settings: Any) -> Any:
    """A widget of Streamlit tied to the parameter `key` of the address; `kept` says what stands when it cannot be followed, `named` how the notice
    calls it (its label when empty)."""
    follow(key, accepts, kept, named or label)
    return widget(label, *values, key=key, bind="query-params", **settings)


def follow(key: str, accepts: Accepts, kept: str = USUAL, named: str = "") -> None:
    """Reads a parameter of the address: it is left as it can be followed, or taken out and said, under its name for people when it has one."""
    notice = _notice()
    if notice.chosen is not None and key in notice.known:  # a fragment that runs again: what the link asked has been read
        return
    notice.known.add(key)
    stem = key.partition(".")[2] or key
    asked = st.query_params.get_all(key)
    if not asked or (accepts.several and asked == [""]):  # nothing asked; or no option at all, which is a choice when there may be several
        return
    held = []
    for text in asked if accepts.several else asked[-1:]:
        try:
            value, instead = accepts.read(text)
        except NotFollowed as why:
            _say(notice, named or stem, text, f"{why} ; {'les autres choix du lien sont suivis' if len(asked) > 1 and accepts.several else kept}")
        else:
            held.append(value)
            if instead:
                _say(notice, named or stem, text, instead)
    if not accepts.several and len(set(asked)) > 1:
        _say(notice, named or stem, " puis ".join(asked), "demandé plusieurs fois ; seule la dernière valeur compte")
    if held != asked:
        _put(notice, key, held)


def keep(*names: str) -> None:
    """Leaves some parameters as they are, for a part of the page that is not in sight: it reads them once it is."""
    _notice().known |= set(names)
    with get_session_state().query_params() as address:  # Streamlit takes out of it what widgets that go are bound to
        for held in filter(None, map(address.get_binding_for_param, names)):
            address.unbind_widget(held.widget_id)


def renamed(old: str, new: str, accepts: Accepts, turned: Callable[[str], str]) -> None:
    """A parameter that links of the versions before hold under another name, or on another scale: it is read, `turned` and written as today's. What
    the link asks under today's name counts first, and it is said."""
    follow(old, accepts)
    asked = st.query_params.get(old)
    if asked is None:
        return
    notice = _notice()
    if new in st.query_params:
        _say(notice, old.partition(".")[2] or old, asked, "demandé aussi sous son nom d'aujourd'hui, qui compte seul")
    else:
        _put(notice, new, [turned(asked)])
    _put(notice, old, [])


def tell() -> None:
    """Says what could not be followed, once the page has read all the parameters it knows: what nobody has read is unknown here.

    Called again by a fragment that draws tied widgets, each time it runs, it takes the notice away when the visitor has chosen something else.
    """
    notice = _notice()
    if notice.chosen is None:
        for name in [parameter for parameter in st.query_params if parameter not in notice.known]:
            unknown = "cette page ne connaît pas ce paramètre, ou pas avec ces choix ; il est laissé de côté"
            _say(notice, name.partition(".")[2] or name, st.query_params[name], unknown)
            _put(notice, name, [])
        if notice.cleaned:
            st.query_params.update({})  # the browser then shows the address as it was followed
        notice.chosen = _chosen(notice.known)
    elif notice.lines and notice.chosen != _chosen(notice.known):
        notice.lines = []
    _draw(notice)


def fragment(draw: Callable) -> Callable:
    """A fragment of Streamlit that draws tied widgets and does not tell: what the visitor chooses in it takes the notice away too, by running the
    whole page once more, as it cannot write there itself."""

    @st.fragment
    @functools.wraps(draw)
    def drawn(*given: Any) -> None:
        with lane.turn(lane.REST):
            draw(*given)
        notice = _notice()
        if notice.lines and notice.chosen is not None and notice.chosen != _chosen(notice.known):
            st.rerun()

    return drawn


def tell_once() -> None:
    """The same at the end of a page, none of whose fragments has told."""
    if _notice().chosen is None:
        tell()


def _draw(notice: Notice) -> None:
    """The notice, or nothing in its place."""
    if not notice.lines:
        notice.place.empty()
        return
    more = len(notice.lines) - MOST_LINES
    counted = [f"… et {french.counted(more, 'autre demande', 'autres demandes')}."] if more > 0 else []
    with notice.place, st.container(border=True, width=READABLE):
        prose.markdown("\n\n".join(french.spaced(line) for line in [*notice.lines[:MOST_LINES], *counted]))


def _say(notice: Notice, name: str, text: str, why: str) -> None:
    line = f"Le lien demandait {echoed(name)} = {echoed(text)} : {why}."
    if line not in notice.lines:  # a page that starts again before the browser has the address as it was followed
        notice.lines.append(line)


def echoed(text: str) -> str:
    """What somebody else wrote, cut short, shown as it is."""
    plain = " ".join(cells.CONTROL.sub("", text).split())
    return f"« {escaping.markdown(plain[:MOST_ECHOED])}{'…' if len(plain) > MOST_ECHOED else ''} »" if plain else "(vide)"


def _put(notice: Notice, key: str, values: list[str]) -> None:
    """Writes or removes a parameter, for the widget drawn next too; what `st.query_params` writes does not reach the widgets of the run."""
    notice.cleaned = True
    with get_session_state().query_params() as address:
        if values:
            address.set_with_no_forward_msg(key, values if len(values) > 1 else values[0])
        else:
            address.discard_param_no_forward_msg(key)
        address.set_initial_query_params_from_current()


def _chosen(known: Iterable[str]) -> dict[str, Any]:
    """What stands in the widgets of the page, and what the address keeps without a widget."""
    return {key: st.session_state[key] if key in st.session_state else st.query_params.get_all(key) for key in known}
