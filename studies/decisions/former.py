"""The decisions of the agency from before the Studio, as sources tell them: what was undertaken, what became of it."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from data import tables

TABLE = "former_decisions"
REVIEW = "bilan"  # what an assembly was told of a year that was over: nothing is to become of it
DOUBTFUL = "low"


@dataclass(frozen=True)
class Former:
    """One of them. `decided_on` is None when no source tells the day; `told_on`: the day of the source; `status` and `outcome`: what a source says
    became of it, from `outcome_source`."""

    id: str
    kind: str
    instance: str
    decided_on: date | None
    told_on: date
    due: str
    subject: str
    decided: str
    source: str
    url: str
    doubtful: bool
    status: str
    outcome: str
    outcome_source: str
    outcome_url: str
    note: str

    @property
    def on(self) -> date:
        """The day by which it is put in order."""
        return self.decided_on or self.told_on


@cache
def known() -> tuple[Former, ...]:
    """All of them, in the order of the table."""
    return tuple(_of(row) for row in tables.read(TABLE).fillna("").astype(str).to_dict("records"))


def undertaken() -> list[Former]:
    """Those of which something was to become, the latest first."""
    return sorted((one for one in known() if one.kind != REVIEW), key=lambda one: one.on, reverse=True)


def reviews() -> list[Former]:
    """What was told of years that were over, the latest first."""
    return sorted((one for one in known() if one.kind == REVIEW), key=lambda one: one.on, reverse=True)


def _of(row: dict[str, str]) -> Former:
    told = {name: row[name] for name in ("id", "kind", "instance", "due", "subject", "decided", "source", "url", "status", "note")}
    outcome = {name: row[name] for name in ("outcome", "outcome_source", "outcome_url")}
    decided_on = date.fromisoformat(row["decided_on"]) if row["decided_on"] else None
    return Former(**told, **outcome, decided_on=decided_on, told_on=date.fromisoformat(row["told_on"]), doubtful=row["confidence"] == DOUBTFUL)
