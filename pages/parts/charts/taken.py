"""What one takes away of a chart: its figures as a table, and where a program reads them, or why none does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

BY_THE_PAGE = "Un programme ne lit pas ces chiffres : la page les calcule. « Données (CSV) » les donne tous."


class ForPrograms(NamedTuple):
    """What is said to who would read a chart by a program, and the addresses: those of its figures, or of what they come from; none when it has none,
    and then what is said is why."""

    said: str
    addresses: list[str]


def by_the_page() -> ForPrograms:
    """Of a chart whose figures have no address."""
    return ForPrograms(BY_THE_PAGE, [])


@dataclass(frozen=True)
class Taken:
    """Both, made when somebody asks for them."""

    table: Callable[[], pd.DataFrame]
    programs: Callable[[], ForPrograms] = by_the_page
