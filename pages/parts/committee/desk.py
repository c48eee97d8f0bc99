"""The committee of a study as a member has it on screen: the version under review, what was said of it, what to review first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import streamlit as st

from data.ground import french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import discussion, versions
from data.store.writings.discussion import Remark
from data.store.writings.versions import Status, Version
from pages.parts import lane, prose, visitor
from pages.parts.remarks.committee import Committee
from pages.parts.versions import reading
from pages.parts.visitor import Visitor
from studies.committee import order
from studies.committee.order import Weight
from studies.committee.papers import letters
from studies.committee.papers.letters import HERE
from studies.publishing import life
from studies.publishing.shown import Shown
from studies.toolkit.running.study import Study

KEY = "committee"
DONE = f"{KEY}.done"  # in the session: what was just done, said once the page is drawn again
UNDER_REVIEW = (Status.SUBMITTED, Status.CORRECTIONS, Status.VALIDATED)


@dataclass(frozen=True)
class Desk:
    """A study before a member of its committee: `study` as the version under review has it, None for the draft."""

    visiting: Visitor
    study: Study
    version: Version | None
    remarks: Sequence[Remark]

    @property
    def slug(self) -> str:
        """The name of the study."""
        return self.study.slug

    @property
    def title(self) -> str:
        """How the version under review is called."""
        if self.version is None:
            return f"version {life.next_number(store(), self.slug)}, {Status.DRAFT.agreed}"
        return reading.named(Shown(self.study, self.version))

    @property
    def open_points(self) -> list[Remark]:
        """The remarks that wait for an answer."""
        return [remark for remark in self.remarks if remark.waits]

    @cached_property
    def weights(self) -> Sequence[Weight]:
        """The assumptions, those that weigh most first; in the order of the file when the version is shown without its model."""
        if self.study.answered:
            return [Weight(name, 0.0, "") for name in self.study.parameters]
        with lane.turn(lane.REST):
            return order.by_weight(self.study)

    @cached_property
    def committee(self) -> Committee:
        """What it said of that version, as the forms and the threads of remarks want it."""
        return Committee(self.study, self.visiting, self.remarks)

    @property
    def reviewed(self) -> set[str]:
        """The assumptions of which somebody said a position."""
        return {remark.parameter for remark in self.remarks if remark.position is not None and not remark.hidden}

    @property
    def mine(self) -> set[str]:
        """The assumptions of which this member said a position."""
        return {remark.parameter for remark in self.my_remarks if remark.position is not None}

    @property
    def my_remarks(self) -> list[Remark]:
        """What this member said."""
        person = self.visiting.person
        return [remark for remark in self.remarks if person is not None and remark.by == person.id]

    @property
    def queue(self) -> list[str]:
        """The assumptions that this member has not reviewed, those that weigh most first; those that wait for an answer, for who gives no opinion."""
        if not self.committee.gives:
            return [name for name in dict.fromkeys(remark.parameter for remark in self.open_points) if name in self.study.parameters]
        mine = self.mine
        return [weight.parameter for weight in self.weights if weight.parameter not in mine]


def opened(visiting: Visitor, one: Shown) -> Desk:
    """The desk of a member on a study that she reads: on the version that was last submitted when it is newer than what the public reads."""
    last = versions.latest(store()).get(one.study.slug)
    study, version = one.study, one.version
    if last is not None and last.status in UNDER_REVIEW and (version is None or last.number > version.number):
        study, version = life.running(store(), last) or life.frozen(store(), last), last
    return Desk(visiting, study, version, discussion.of_study(store(), visiting.actor, one.study.slug))


def key(slug: str, *names: str) -> str:
    """A key of the session for the committee of a study."""
    return ".".join((KEY, slug, *names))


def do(deed: Callable[[], str]) -> None:
    """Does it and draws the page again, where what it returns is said; what refuses is said in its place, and what was typed stays."""
    try:
        st.session_state[DONE] = deed()
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    st.rerun()


def form(name: str) -> str:
    """The key of a form, whose fields are filled again from what is kept once `renewed`."""
    return f"{name}.{st.session_state.get(f'{name}.turn', 0)}"


def since(name: str, moment: datetime) -> datetime:
    """When what a form holds was last changed, as its fields were first filled: the store refuses to undo what somebody changed after that."""
    return st.session_state.setdefault(f"{form(name)}.since", moment)


def renewed(name: str) -> None:
    """What a form held is kept: its fields are filled again."""
    st.session_state[f"{name}.turn"] = st.session_state.get(f"{name}.turn", 0) + 1


def tell_done() -> None:
    """What was just done, once."""
    if said := st.session_state.pop(DONE, ""):
        prose.success(said, icon=":material/check_circle:")


def hour(at: datetime) -> str:
    """A day and an hour where the committee meets: « 10 décembre 2026 à 14 h 30 »."""
    return f"{french.day(at.astimezone(HERE).date())} à {letters.hour_of(at)}"
