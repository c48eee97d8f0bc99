"""The errors of the toolkit, all French and all with a remedy.

StudyError
├── FaultyStudy      a study folder that cannot be used; carries every fault found
├── BadRequest       a scenario, parameter or value that somebody asked for and that does not exist
└── Refusal          what a model raises, in French, for figures that it cannot use
"""

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from data.ground.faults import Fault
from studies.toolkit import constants

KNOWN = Path(__file__).with_name("errors_of_python.csv")  # the errors of Python that authors meet
HABITS = KNOWN.with_name("errors_of_toml.csv")
CONSTANTS = ", ".join(name for name in vars(constants) if name.isupper())


def in_one_line(error: BaseException) -> str:
    """What Python says of an error, for the author who has to find it: its name, then its words without line breaks."""
    return " : ".join(filter(None, (type(error).__name__, " ".join(str(error).split()))))


@cache
def _known() -> list[tuple[str, str, str]]:
    """What Python says of a model or of a page (a pattern), what that means, and what to do about it: numpy's English alone helps nobody."""
    with KNOWN.open(encoding="utf-8", newline="") as file:
        return [(row["said"], row["meaning"], row["remedy"]) for row in csv.DictReader(file)]


@cache
def of_toml() -> list[tuple[re.Pattern[str], tuple[str, str]]]:
    """What hands used to a spreadsheet or to a word processor write in a line that TOML refuses, what is read there, and what would pass."""
    with HABITS.open(encoding="utf-8", newline="") as file:
        return [(re.compile(row["line"]), (row["meaning"], row["remedy"])) for row in csv.DictReader(file)]


def filled(found: re.Match[str], told: tuple[str, str]) -> tuple[str, str]:
    """What is told of a line of TOML, with the number that it holds as one would write it: with a point, or as a part of one."""
    number = found.groupdict().get("number") or "0"
    point = number.replace(",", ".")
    meaning, remedy = told
    return meaning, remedy.format(number=number, point=point, part=f"{float(point) / constants.HUNDRED:g}")


def in_french(error: BaseException, otherwise: str) -> tuple[str, str]:
    """What an error means and what to do about it, in French when it is one of those that authors meet; else what Python says, and `otherwise`."""
    said = in_one_line(error)
    for pattern, meaning, remedy in _known():
        if found := re.fullmatch(pattern, said):
            return meaning.format(*found.groups()), remedy.format(*found.groups(), constants=CONSTANTS)
    return said, otherwise


class StudyError(Exception):
    """Anything that the toolkit refuses, with a message for the person who asked."""


class FaultyStudy(StudyError):
    """A study that cannot be used; `faults` holds all that is wrong with its folder."""

    def __init__(self, slug: str, faults: Sequence[Fault]) -> None:
        self.slug, self.faults = slug, list(faults)
        super().__init__("\n".join(str(fault) for fault in faults))


class BadRequest(StudyError):
    """What was asked for does not exist or is out of bounds."""

    def __init__(self, place: str, fault: str, remedy: str) -> None:
        self.fault = Fault(place, fault, remedy)
        super().__init__(str(self.fault))


class Refusal(StudyError):
    """What a model raises, with one French sentence, for figures that make no sense together."""
