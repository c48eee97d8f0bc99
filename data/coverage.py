"""How Arcep counts coverage: by quarter, in classes of the share of premises that can be connected to fibre; and what is kept of its editions."""

import calendar
from datetime import date

import numpy as np

EDITIONS, COMMUNES, TOTALS = "arcep", "communes.csv", "totals.csv"  # the kind of the editions by commune (data.editions) and their files
SURVEYS, BUILDINGS = "premises", "premises.csv"  # the same for the surveys of buildings
CONNECTABLE, ELIGIBLE = "raccordables", "éligibles"  # what an edition counts: premises that the network reaches, or on which an operator sells
# The states of a building in the surveys of Arcep, from the one that can be connected now.
STATES = ("deploye", "raccordable demande", "en cours de deploiement", "signe", "cible", "abandonne")
# Arcep gives classes by the lower bound of the share [%]; 0 is its own class, and 5 stands for "more than 0 and under 10 %".
CLASSES = (0, 5, 10, 25, 50, 80)
CLASS_BOUNDS = (10, 25, 50, 80)  # [%]
CLASS_LABELS = {
    0: "aucun local raccordable",
    5: "moins de 10 %",
    10: "de 10 à moins de 25 %",
    25: "de 25 à moins de 50 %",
    50: "de 50 à moins de 80 %",
    80: "80 % et plus",
}


def coverage_class(connectable_premises: np.ndarray, premises: np.ndarray) -> np.ndarray:
    """Arcep's class of coverage (0, 5, 10, 25, 50 or 80, as int) of connectable premises among premises; arrays broadcast.

    Raises ValueError (in French) on a missing or negative number. Source: Arcep, le marché du haut et très haut débit fixe, T1 2018.
    """
    ready, total = np.broadcast_arrays(np.asarray(connectable_premises, dtype=float), np.asarray(premises, dtype=float))
    if not (np.isfinite(ready).all() and np.isfinite(total).all() and (ready >= 0).all() and (total >= 0).all()):
        raise ValueError("locaux raccordables et locaux doivent être des nombres connus, positifs ou nuls")
    passed = sum((100 * ready >= bound * total).astype(int) for bound in CLASS_BOUNDS)  # products, not quotients: exact at the bounds
    return np.where(ready > 0, np.array(CLASSES[1:])[passed], CLASSES[0])


def quarter_end(quarter: str) -> date:
    """The last day of a quarter: "2018-T1" is 31 March 2018."""
    year, _, rank = quarter.partition("-T")
    month = 3 * int(rank)
    return date(int(year), month, calendar.monthrange(int(year), month)[1])


def is_to_come(quarter: str, today: date) -> bool:
    """Whether a quarter has not begun: nobody has counted anything in it."""
    year, _, rank = quarter.partition("-T")
    return date(int(year), 3 * int(rank) - 2, 1) > today


def quarter_words(quarter: str) -> str:
    """A quarter as people say it: "2018-T1" is "T1 2018"."""
    year, _, rank = quarter.partition("-")
    return f"{rank} {year}"
