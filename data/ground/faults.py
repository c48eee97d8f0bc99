"""What is wrong with a file or an answer, told so that a person can mend it."""

from dataclasses import dataclass

from data.ground.french import counted

MOST_TOLD = 100  # more faults of one file would not be read


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: where it is, what it is, what to do about it (all three in French, shown as they are)."""

    place: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place} | {self.fault} | {self.remedy}"


class Refused(Exception):
    """Something was not taken in because of one fault; what was there before stays."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def first(faults: list[Fault], most: int = MOST_TOLD) -> list[Fault]:
    """The first faults of a file, and how many more there are."""
    if len(faults) <= most:
        return faults
    more = f"et {counted(len(faults) - most, 'autre défaut', 'autres défauts')}"
    return [*faults[:most], Fault("fichier", more, "corriger ceux-ci d'abord : beaucoup se répètent")]


def count(faults: list[Fault]) -> str:
    """How many there are, in words, of those that `first` gives: 3 défauts, 100 défauts et 1 100 autres défauts."""
    more = f" {faults[-1].fault}" if len(faults) > MOST_TOLD else ""
    return f"{counted(len(faults[:MOST_TOLD]), 'défaut')}{more}"
