"""The decisions that a visitor reads, with what became of them, their flags, and the addresses that lead to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar
from urllib.parse import urlencode

from data.ground import escaping
from data.store.opening import store
from data.store.writings import versions
from data.store.writings.assembly import actions, decisions, flags, outcomes
from data.store.writings.assembly.actions import Action
from data.store.writings.assembly.decisions import Decision, Status
from data.store.writings.assembly.flags import Answer, Flag
from data.store.writings.versions import Status as Standing
from pages.parts import menu, prose
from pages.parts.study.choosing.state import SCENARIO
from pages.parts.versions import reading
from pages.parts.visitor import Visitor
from studies.committee.papers.letters import HERE
from studies.decisions import followed, former, words
from studies.decisions.followed import Followed

Kept = TypeVar("Kept", Action, Flag)
ASIDE = {Standing.ARCHIVED: "archivée", Standing.CORRECTIONS: "à corriger"}
DECISION = "decision"  # in the address of the page: the one in full


@dataclass(frozen=True)
class Held:
    """All that a visitor reads: the decisions, the latest sitting first; their actions and their flags, the latest first, by decision; those that are
    followed, from the Studio and from before it."""

    decisions: Sequence[Decision]
    actions: Mapping[str, Sequence[Action]]
    flags: Mapping[str, Sequence[Flag]]
    followed: Sequence[Followed]

    @property
    def settled(self) -> list[Decision]:
        """Those that everybody reads."""
        return [one for one in self.decisions if one.status is Status.SETTLED]

    def of(self, identifier: str) -> Followed:
        """What became of a settled decision."""
        return next(one for one in self.followed if one.id == identifier)

    def waiting(self) -> list[Decision]:
        """Those whose last flag nobody has answered."""
        return [one for one in self.settled if waits(self.flags.get(one.id, ()))]


def waits(found: Sequence[Flag]) -> bool:
    """Whether the last flag of a decision is not answered."""
    return bool(found) and found[0].answer is Answer.WAITING


def today() -> date:
    """The day, where sittings are held."""
    return datetime.now(UTC).astimezone(HERE).date()


def held(visiting: Visitor) -> Held:
    """What a visitor reads now. Refused when the store cannot be read."""
    opened = store()
    found = decisions.read(opened, visiting.actor)
    names = [one.id for one in found]
    done, flagged = _by_decision(actions.of_all(opened, names)), _by_decision(flags.of_all(opened, names))
    told, now = outcomes.read(opened), today()
    followed_ones = [followed.of_decision(one, done.get(one.id, ()), now) for one in found if one.status is Status.SETTLED]
    return Held(found, done, flagged, [*followed_ones, *(followed.of_former(one, told) for one in former.undertaken())])


def _by_decision(found: Sequence[Kept]) -> dict[str, list[Kept]]:
    kept: dict[str, list[Kept]] = {}
    for one in found:
        kept.setdefault(one.decision, []).append(one)
    return kept


def link(identifier: str) -> str:
    """The address of a decision."""
    return f"/{menu.DECISIONS.address}?{urlencode({DECISION: identifier})}"


def open_link(one: Decision) -> None:
    """The question of a decision, which opens it in place of the list: a link of a text would open it beside."""
    label, icon = f"**{escaping.markdown(one.question)}**", ":material/arrow_forward:"
    prose.page_link(menu.as_page(menu.DECISIONS), label=label, icon=icon, query_params={DECISION: one.id})


def frozen_link(one: Decision) -> str:
    """The address that shows the figures of a decision for ever: its version under its scenario; "" for a free item."""
    return f"{reading.link(one.study, one.version)}&{urlencode({f'{one.study}.{SCENARIO}': one.scenario})}" if one.study else ""


def frozen_for(one: Decision, visiting: Visitor) -> str:
    """The same for who may read that version, "" for others: the public reads what was published."""
    return frozen_links([one], visiting).get(one.id, "")


def frozen_links(found: Sequence[Decision], visiting: Visitor) -> dict[str, str]:
    """The same of several decisions, by identifier, of those that have one."""
    studies = dict.fromkeys(one.study for one in found if one.study)
    read = {slug: {known.number for known in reading.versions_of(slug, visiting) if known.version} for slug in studies}
    return {one.id: frozen_link(one) for one in found if one.version in read.get(one.study, ())}


def put_aside(found: Sequence[Decision]) -> dict[str, str]:
    """Of the items whose version was archived or sent back since it was chosen, what to say, by identifier."""
    known = {slug: {version.number: version for version in versions.listed(store(), slug)} for slug in {one.study for one in found if one.study}}
    told = {one.id: known[one.study][one.version] for one in found if one.study}
    return {
        name: f"La version {version.number} est {ASIDE[version.status]} depuis le {words.on(version.steps[-1].at)}"
        for name, version in told.items()
        if version.status in ASIDE
    }
