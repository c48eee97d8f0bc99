"""What visitors keep under a short link: the scenario of a study, or the demand of a site, with the figures or the ranks that it gave that day, which
stay when the model or the inventory changes."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor
from data.store.opening import Store
from data.store.tables import saved_scenarios

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # read aloud and typed without a doubt: no 0 o, 1 l i
LENGTH = 6  # of a code: 900 million of them
NO_STUDY = ""  # what the demand of a site is kept under
LONGEST = 120  # [characters] of a title


@dataclass(frozen=True)
class Figure:
    """A headline, or the rank of a site, as it stood: its name, its label, its unit, its value and its range [that unit], both as the screen wrote
    them: a later version of the Studio may write them otherwise, or know that unit no more."""

    id: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    written: str
    ranged: str


@dataclass(frozen=True)
class Saved:
    """What a short link opens. `changes`: the levers moved of a scenario; what was asked of a site, when `study` is NO_STUDY."""

    code: str
    study: str
    version: str
    title: str
    scenario: str
    changes: Mapping[str, Any]
    figures: tuple[Figure, ...]
    at: datetime


def save(
    store: Store, actor: Actor, study: str, version: str, title: str, scenario: str, changes: Mapping[str, Any], figures: Sequence[Figure]
) -> str:
    """Keeps a choice and its figures; returns the code of its link. Refused without a title, or with too long a one."""
    title = typed.one_line(title)
    place = "scénario à enregistrer" if study else "recherche à enregistrer"
    unseen = typed.unseen(place, title)
    if not title or len(title) > LONGEST or unseen:
        told = "titre absent" if not title else f"titre de {len(title)} caractères" if len(title) > LONGEST else unseen.fault
        raise Refused(Fault(place, told, f"écrire un titre de 1 à {LONGEST} caractères"))
    with store.writing(actor, "save_scenario", study) as writing:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        kept = {"scenario": scenario, "changes": dict(changes), "outcome": [asdict(figure) for figure in figures]}
        writing.connection.execute(
            insert(saved_scenarios).values(code=code, study=study, version=version, title=title, by=writing.actor, at=writing.at, **kept)
        )
        told = kept if study else {"search": kept["changes"], "outcome": kept["outcome"]}
        writing.note(code, version=version, **told)
        return code


def opened(store: Store, code: str) -> Saved:
    """What a link keeps. Refused when there is none of that code."""
    with store.reading() as connection:
        row = connection.execute(select(saved_scenarios).where(saved_scenarios.c.code == code.strip().casefold())).one_or_none()
    if row is None:
        raise Refused(
            Fault(
                f"lien /s/{code[:20]}", "rien n'est enregistré sous ce code", "relire les six signes du lien : ni 0, ni 1, ni i, ni l, ni o n'y sont"
            )
        )
    figures = tuple(Figure(**figure) for figure in row.outcome)
    return Saved(row.code, row.study, row.version, row.title, row.scenario, row.changes, figures, row.at)
