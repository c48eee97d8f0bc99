"""What the service serves, and whether anything of it is faulty."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from data import editions, tables
from data.ground.faults import Fault
from data.ground.installation.base_path import at
from data.store import opening
from geo.maps.background import choice
from pages.parts import menu
from studies import catalog
from studies.publishing import shown

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@cache
def table_faults() -> tuple[Fault, ...]:
    """The faults of the tables, which do not change while the server runs."""
    return tuple(tables.check())


def _study_faults() -> dict[str, list[Fault]]:
    """Those of the studies that are left out; nothing is told of drafts that are not for all."""
    known = {folder.name for folder in catalog.folders()}
    return {name: found for name, found in catalog.faults().items() if name not in known or shown.for_everybody()}


def health(table_faults: Sequence[Fault]) -> dict:
    """The state of the service now: a study or an edition that is mended or damaged is seen without a restart, tables are read at the start."""
    faults = (
        len(table_faults)
        + len(choice.faults())
        + len(opening.faults())
        + sum(len(found) for by_name in (_study_faults(), editions.faults()) for found in by_name.values())
    )
    return {
        "status": "degraded" if faults else "ok",
        "version": VERSION,
        "pages": [at(address) for address in menu.addresses()],
        "studies": [{"slug": study.slug, "version": study.version} for study in shown.studies()],
        "background": choice.state(),
        "data": {"tables": len(tables.cards()), "faults": faults},
    }
