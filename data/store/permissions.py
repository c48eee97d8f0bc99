"""Who may do what: one table, role by action, read from permissions.csv and enforced where the data are written.

A role is given for one study or for all. An action has a scope: `own` (what concerns oneself), `study` (a role for that study, or for all),
`house` (a role for all studies).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("permissions.csv")
EVERY_STUDY = ""  # a role given for all of them


class Role(StrEnum):
    """What a person is for the Studio; the value is shown as it is."""

    PUBLIC = "public"
    ELECTED = "élu"
    REVIEWER = "relecteur"
    AUTHOR = "auteur"
    CONTRIBUTOR = "contributeur"
    ADMINISTRATOR = "administrateur"


GIVEN = tuple(role for role in Role if role is not Role.PUBLIC)  # those that somebody receives: everybody is the public
ENDING = (Role.AUTHOR,)  # an internship has a last day
HOUSE_ONLY = (Role.ADMINISTRATOR,)  # held for all studies or not at all


class Scope(StrEnum):
    """What an action is about."""

    OWN = "own"
    STUDY = "study"
    HOUSE = "house"


@dataclass(frozen=True)
class Action:
    """Something that one may do: its name in the code, in French, its scope, the roles that may."""

    name: str
    label: str
    scope: Scope
    roles: frozenset[Role]


@dataclass(frozen=True)
class Grant:
    """A role that somebody holds: for which study ("" for all), until when (the last day counts; no end when it is None)."""

    role: Role
    study: str = EVERY_STUDY
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it has not ended."""
        return self.until is None or today <= self.until


@cache
def actions() -> dict[str, Action]:
    """Every action by name, in the order of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["action"]: Action(row["action"], row["label"], Scope(row["scope"]), frozenset(role for role in Role if row[role.value] == "x"))
        for row in rows
    }


def permitted(action: str, study: str, grants: Iterable[Grant], signed_in: bool, today: date) -> bool:
    """Whether somebody with those roles may do that, today, to that study ("" when the action is about none). KeyError on an unknown action."""
    wanted = actions()[action]
    if Role.PUBLIC in wanted.roles:
        return True
    if wanted.scope is Scope.OWN:
        return signed_in
    held = {
        grant.role
        for grant in grants
        if grant.holds(today) and (grant.study == EVERY_STUDY or (wanted.scope is Scope.STUDY and grant.study == study))
    }
    return bool(held & wanted.roles)
