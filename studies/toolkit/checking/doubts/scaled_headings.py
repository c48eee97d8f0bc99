"""Columns of a table whose heading counts by the thousand, or by the million, when their unit does not: they would be read as so many times less."""

import re
from collections.abc import Iterator

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.running.study import Study

# What a heading says between parentheses, or after « en »: in plain letters, and by what it counts.
SAYS = {
    "par mille": re.compile(r"(?:\(|\ben )\s*(?:en )?(?:milliers?|k€|k euros|keur)\b", re.IGNORECASE),
    "par million": re.compile(r"(?:\(|\ben )\s*(?:en )?(?:millions?|m€|meur)\b", re.IGNORECASE),
}
SCALED = {"par mille": ("kEUR_", "kinhabitant"), "par million": ("MEUR_",)}  # how the units that count so begin
REMEDY = "multiplier la colonne dans le tableur, ou prendre une unité qui compte ainsi ({units}) ; sinon ôter ces mots du titre et de heading"
EXAMPLES = {"par mille": "kEUR_2024, kinhabitant", "par million": "MEUR_2024"}


def remarks(study: Study) -> list[Fault]:
    """Each column whose heading, or whose label, counts by more than its unit."""
    return list(_doubted(study))


def _doubted(study: Study) -> Iterator[Fault]:
    for table in study.tables.values():
        for name, column in table.card.columns.items():
            for how, said in SAYS.items():
                written = next((title for title in (column.heading, column.label) if said.search(title)), "")
                if written and units.find(column.unit) and not column.unit.startswith(SCALED[how]):
                    yield Fault(
                        f"{table.place}, colonne « {column.label or name} »",
                        f"le titre « {written} » compte {how}, et l'unité « {column.unit} » non",
                        REMEDY.format(units=EXAMPLES[how]),
                    )
