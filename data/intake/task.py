"""What a task of the process that reads is given, and what it gives back."""

from dataclasses import dataclass, field
from typing import Protocol

from data.ground.faults import Fault


class Tell(Protocol):
    """Says how far a task is: what it is doing (French), how much is done, out of how much."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


@dataclass(frozen=True)
class Told:
    """What a task found: the faults for which nothing must be kept, the remarks that do not prevent it, and what it says of its output."""

    faults: list[Fault] = field(default_factory=list)
    remarks: list[Fault] = field(default_factory=list)
    summary: dict = field(default_factory=dict)


def silent(_stage: str, _done: int, _total: int) -> None:
    """For who does not follow."""
