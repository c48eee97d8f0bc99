"""What the doctor finds of one subject: a word when all is well, else its faults, each with its remedy."""

from typing import NamedTuple

from data.ground.faults import Fault


class Exam(NamedTuple):
    """A subject, what is said of it, what is wrong with it."""

    subject: str
    said: str
    faults: tuple[Fault, ...] = ()


def wrong(subject: str, fault: str, remedy: str) -> Exam:
    """A subject of which one thing is wrong."""
    return Exam(subject, "", (Fault(subject, fault, remedy),))
