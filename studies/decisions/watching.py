"""Where settled decisions meet later versions: each is compared with the last version that was validated or published, and flagged when that moves
its figures."""

from functools import cache, partial

from data.store.access import PUBLIC, Actor
from data.store.opening import Store
from data.store.writings import versions
from data.store.writings.assembly import decisions, flags
from data.store.writings.assembly.decisions import Decision
from data.store.writings.versions import Status, Version
from studies.decisions import as_shown, flagging
from studies.publishing import life

STANDING = (Status.VALIDATED, Status.PUBLISHED)  # versions that a committee stands for: a draft under way calls nothing into question


def move(store: Store, actor: Actor, study: str, number: int, since: Status, to: Status, message: str = "") -> list[str]:
    """Takes a version a step further, then compares the settled decisions of its study with it; returns those that it flags. Refused as
    `versions.move`."""
    versions.move(store, actor, study, number, since, to, message)
    return look(store, actor, study) if to in STANDING else []


def look(store: Store, actor: Actor, study: str) -> list[str]:
    """Compares the settled decisions of a study with its last version that stands; returns those that it flags, each once for a version. What a flag
    said of a former version is not said again."""
    later = next((version for version in versions.listed(store, study) if version.status in STANDING), None)
    earlier = [one for one in decisions.read(store, PUBLIC, study=study) if later is not None and one.version < later.number]
    return [one.id for one in earlier if _flag(store, actor, one, later)]


def _flag(store: Store, actor: Actor, one: Decision, later: Version) -> bool:
    found = flagging.found(one.shown, _now(store, one, later), cache(partial(life.effects, store, one.study, one.version, later.number)))
    former = flags.of(store, one.id)
    if not found or (former and found.told_already(former[0].moved, former[0].ranking)):
        return False
    return flags.write(store, actor, one.id, later.number, found.moved, found.ranking)


def _now(store: Store, one: Decision, later: Version) -> flagging.Shown | None:
    """What the later version shows under the scenario of the decision, when it has it still."""
    study = life.frozen(store, later)
    return as_shown.of(study, later, one.scenario) if one.scenario in study.scenarios else None
