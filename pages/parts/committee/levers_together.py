"""During a meeting: where the levers of those present stand, seen by all within three seconds; what each shows of hers when she agrees to it."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

import streamlit as st

from data.ground import french
from data.ground.faults import Refused
from data.store.access import Actor
from data.store.opening import Store, store
from data.store.writings import meetings
from data.store.writings.meetings import Meeting, Stand
from pages.parts import barred_tables, prose, provenance, visitor
from pages.parts.barred_tables import Bar, Line
from pages.parts.charts.house import BLUE
from pages.parts.committee import under_way
from pages.parts.printing import paper
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import Choice, View
from studies.committee import levers_together
from studies.committee.levers_together import Spread
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study

LOG = logging.getLogger("studio")
EVERY = 1.0  # [s] between two questions to the store: what somebody moves and what others see wait for one each, two seconds, and a run of each page
LEAST = 1.0  # [s] between two writings of where one's levers stand, however often they move
AGAIN = 25.0  # [s] after which they are shown again although nothing moved: what a page does not show again is left out (`meetings.STAYS`)
SHOWN = 6  # levers in the table; the others are counted
UNNAMED = "Les autres voient du plus bas au plus haut et la médiane ; votre nom n'y est pas écrit."
ENDS = {"borne basse": 0.0, "borne haute": 1.0}


@dataclass(frozen=True)
class Sent:
    """What was last shown of one's levers, and when [s, of the clock of the process]."""

    choice: Choice
    at: float


class MeetingUnderWay(Part):
    """Says that a meeting is open, to those who may join it, and lays the levers of those present over each other; without a meeting, has their
    page learn of the one that opens. Nothing for anybody else."""

    id = "meeting"
    meeting: Meeting | None = None

    def draw(self, screen: Screen) -> None:
        """Whether there is one."""
        self.screen, self.meeting, self.waits = screen, None, False
        try:
            meeting = under_way.of(screen.study.slug)
        except Refused as refused:  # the study is read without it, as without its versions
            LOG.error("réunion de l'étude %s : %s", screen.study.slug, refused)
            return
        if meeting is None:
            self.waits = screen.committee is not None and screen.committee.may(meetings.JOIN) and not paper.is_printed()
            return
        visiting = visitor.current()
        if visiting.may(meetings.JOIN, screen.study.slug):
            self.meeting, self.actor = meeting, visiting.actor

    def redraw(self, view: View) -> None:
        """Shows where the levers went, when one agreed to it."""
        if self.meeting is not None and st.session_state.get(_toggle(self.meeting)):
            try:
                _sync(self.meeting, self.actor, self.screen.choice, True)
            except Refused as refused:  # the figures go on; `follow` tries again in a moment, and tells it where it stands
                LOG.error("leviers montrés à la réunion : %s", refused)

    def complete(self, screen: Screen) -> None:
        """What is asked again and again, once the figures have reached the screen."""
        if self.meeting is not None:
            with st.container(border=True):
                follow(screen.study, self.meeting, self.actor, lambda: screen.choice)
        elif self.waits:
            under_way.awaited(screen.study.slug)


def follow(study: Study, meeting: Meeting, actor: Actor, choice: Callable[[], Choice] | None = None) -> None:
    """The levers of those present, asked again every moment; with the offer to show one's own where one has some. The whole page is drawn again once
    the meeting is closed."""

    @st.fragment(run_every=EVERY)
    def drawn() -> None:
        with visitor.told():
            seen = _seen(store(), study.slug, meeting.id, meetings.revision(store(), meeting.id))
            if not seen.open:
                st.rerun()
            now = datetime.now(UTC)
            stands = tuple(stand for stand in seen.stands if stand.stays(now))
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
                prose.markdown(f":material/groups: **Réunion ouverte** · {_present(len(stands))}", width="content")
                if choice:
                    shows = prose.toggle("Montrer mes leviers au comité", key=_toggle(meeting), width="content", help=UNNAMED)
            _levers(study, stands, choice() if choice else None)
            if choice:
                _sync(meeting, actor, choice(), shows)

    drawn()


@dataclass(frozen=True)
class Seen:
    """A meeting at one revision: whether it is still open, where those who showed their levers have them."""

    open: bool
    stands: tuple[Stand, ...]


@lru_cache(maxsize=8)
def _seen(opened: Store, slug: str, identifier: str, _revision: int) -> Seen:
    """What is read once for all those who look at the same revision."""
    now = meetings.under_way(opened, slug)
    return Seen(now is not None and now.id == identifier, tuple(meetings.stands(opened, identifier)))


def _toggle(meeting: Meeting) -> str:
    return f"meeting.{meeting.id}.shows"


def _sync(meeting: Meeting, actor: Actor, choice: Choice, shows: bool) -> None:
    """Has the store hold where one's levers stand, or nothing of them; when that changed, and not more often than once a
    second; or to say that one is still there."""
    name = f"meeting.{meeting.id}.sent"
    sent: Sent | None = st.session_state.get(name)
    if shows and (sent is None or time.monotonic() - sent.at >= (LEAST if sent.choice != choice else AGAIN)):
        meetings.show_levers(store(), actor, meeting.id, choice.scenario, dict(choice.changes))
        st.session_state[name] = Sent(choice, time.monotonic())
    elif not shows and sent is not None:
        meetings.hide_levers(store(), actor, meeting.id)
        del st.session_state[name]


def _present(count: int) -> str:
    """How many show where their levers stand."""
    if not count:
        return "personne ne montre encore ses leviers"
    return french.plural(count, "1 participant montre ses leviers", f"{count} participants montrent leurs leviers")


def _levers(study: Study, stands: tuple[Stand, ...], mine: Choice | None) -> None:
    """The levers that somebody moved, laid over each other."""
    found = levers_together.spreads(study, stands)
    if not found:
        if stands:
            provenance.small("Personne n'a déplacé de levier.")
        return
    header = ("Levier", "Du plus bas au plus haut")
    barred_tables.show("Les leviers des participants", header, [_line(study, spread, mine) for spread in found[:SHOWN]], ENDS)
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        provenance.small(f"{french.counted(more, 'autre levier déplacé', 'autres leviers déplacés')} par moins de participants.")


def _line(study: Study, spread: Spread, mine: Choice | None) -> Line:
    """A lever: how many moved it; its bar in the share of its range, so that levers of all units share a scale; its values in words."""
    parameter = spread.parameter
    low, median = (units.headline(value, parameter.unit, unit_too=False) for value in (spread.low, spread.median))
    high = units.written(spread.high, parameter.unit)
    says = [high] if spread.low == spread.high else [f"{low} à {high}, médiane {median}"]
    if mine is not None:
        here = levers_together.standing_at(study, mine.scenario, parameter.id, dict(mine.changes))
        says.append(f"moi : {units.headline(here, parameter.unit, unit_too=False)}")
    moved = f"déplacé par {spread.moved}"
    return Line(parameter.label, [moved], Bar(*_shares(parameter, (spread.low, spread.high)), BLUE), says)


def _shares(parameter, values: tuple[float, float]) -> tuple[float, ...]:
    """Where values stand in the range of a lever; in the middle for one that has none."""
    if parameter.low is None:
        return (0.5, 0.5)
    return tuple(min(max((value - parameter.low) / (parameter.high - parameter.low), 0.0), 1.0) for value in values)
