"""Scenarios that visitors keep under a short link, with the figures that the study gave that day: they stay when the model changes."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import insert, select

from data.ground.faults import Fault, Refused
from data.store import typed
from data.store.access import Actor
from data.store.opening import Store
from data.store.tables import saved_scenarios

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # read aloud and typed without a doubt: no 0 o, 1 l i
LENGTH = 6  # of a code: 900 million of them
LONGEST = 120  # [characters] of a title


@dataclass(frozen=True)
class Figure:
    """A headline as it stood: its name in the study, its label, its unit, its value and its range [that unit], both as the screen wrote them: a
    later version of the Studio may write them otherwise, or know that unit no more."""

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
    """What a short link opens."""

    code: str
    study: str
    version: str
    title: str
    scenario: str
    changes: Mapping[str, float]
    figures: tuple[Figure, ...]
    at: datetime


def save(
    store: Store, actor: Actor, study: str, version: str, title: str, scenario: str, changes: Mapping[str, float], figures: Sequence[Figure]
) -> str:
    """Keeps a choice and its figures; returns the code of its link. Refused without a title, or with too long a one."""
    title = typed.one_line(title)
    unseen = typed.unseen("scénario à enregistrer", title)
    if not title or len(title) > LONGEST or unseen:
        told = "titre absent" if not title else f"titre de {len(title)} caractères" if len(title) > LONGEST else unseen.fault
        raise Refused(Fault("scénario à enregistrer", told, f"écrire un titre de 1 à {LONGEST} caractères"))
    with store.writing(actor, "save_scenario", study) as writing:
        code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        kept = {"scenario": scenario, "changes": dict(changes), "outcome": [asdict(figure) for figure in figures]}
        writing.connection.execute(
            insert(saved_scenarios).values(code=code, study=study, version=version, title=title, by=writing.actor, at=writing.at, **kept)
        )
        writing.note(code, version=version, **kept)
        return code


def opened(store: Store, code: str) -> Saved:
    """What a link keeps. Refused when there is none of that code."""
    with store.reading() as connection:
        row = connection.execute(select(saved_scenarios).where(saved_scenarios.c.code == code.strip().casefold())).one_or_none()
    if row is None:
        raise Refused(
            Fault(f"lien /s/{code[:20]}", "aucun scénario n'a ce code", "relire les six signes du lien : ni 0, ni 1, ni i, ni l, ni o n'y sont")
        )
    figures = tuple(Figure(**figure) for figure in row.outcome)
    return Saved(row.code, row.study, row.version, row.title, row.scenario, row.changes, figures, row.at)
