"""Quarters that nobody can have counted: a page shows the edition that goes furthest, a wrong one would hide the true ones for years."""

from collections.abc import Iterable
from datetime import date

from data.coverage import is_to_come, quarter_words
from data.ground.faults import Fault

FIRST_YEAR = 2010  # the law on fibre in all the territory is of December 2009 (n° 2009-1572): nothing was counted by commune before


def faults(of_lines: Iterable[Iterable[str]], today: date) -> list[Fault]:
    """What is wrong with the quarters ("2018-T1") that the lines of a file hold."""
    found = []
    for quarter in sorted({quarter for line in of_lines for quarter in line}):
        if (what := impossible(quarter, today)) is not None:
            found.append(Fault(quarter_words(quarter), what, "corriger ce titre de colonne, ou la date du fichier"))
    return found


def impossible(quarter: str, today: date) -> str | None:
    """Why nobody can have counted anything in a quarter, None when somebody may have."""
    if is_to_come(quarter, today):
        return "trimestre à venir"
    return "trimestre d'avant la fibre" if int(quarter[:4]) < FIRST_YEAR else None
