"""What is wrong with a file, told so that a person can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: where it is, what it is, what to do about it (all three in French, shown as they are)."""

    place: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place} | {self.fault} | {self.remedy}"
