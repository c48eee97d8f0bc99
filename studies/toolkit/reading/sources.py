"""Where the figures of a study come from: sources.csv, one row a source."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, model_validator

from data.ground.faults import Fault
from studies.toolkit.reading.validation import Declared, Identifier, Link, Prose, Text, read_rows, refuse

FRESH = timedelta(days=365)  # a study is reviewed once a year: what nobody has read since then is flagged "à relire"

A_DAY = re.compile(r"\d{4}(-\d\d){0,2}$")  # or a month, or a year
A_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def _dated(written: str) -> str:
    """A date of publication as the producer gives it, which holds a year at least."""
    if written and not A_YEAR.search(written):
        raise refuse(f"« {written} » n'est pas une date", "celle que donne le document : 2024, 2024-06 ou 2024-06-30 ; vide s'il n'en donne pas")
    return written


def past(day: date) -> date:
    """A day, refused when it has not come yet."""
    if day > date.today():
        raise refuse(f"date {day.isoformat()} dans le futur", "le jour où la source a été relue")
    return day


class Source(Declared):
    """A document or a data set that was read, with what lets anybody read it again."""

    id: Identifier
    producer: Text
    title: Text
    url: Link = ""
    published_on: Annotated[Prose, AfterValidator(_dated)] = ""  # as the producer gives it: a day, a month or a year
    accessed_on: Annotated[date, AfterValidator(past)]
    licence: Text
    note: Prose = ""

    @model_validator(mode="after")
    def _coherent(self) -> "Source":
        if (dated := A_DAY.match(self.published_on)) and self.accessed_on.isoformat()[: len(dated[0])] < dated[0]:
            raise refuse(f"lue le {self.accessed_on.isoformat()}, avant sa parution ({self.published_on})", "corriger accessed_on ou published_on")
        return self


def read(path: Path, place: str) -> tuple[dict[str, Source], list[Fault]]:
    """The sources of a file by identifier, and every fault found."""
    rows, faults = read_rows(path, Source, place)
    return {row.id: row for _, row in rows}, faults


def stale(checked_on: date, today: date) -> bool:
    """True when a figure or a source was read too long ago to be shown without a warning."""
    return today - checked_on > FRESH
