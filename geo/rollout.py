"""The fibre rollout as Arcep observed it: coverage by territory, connectable premises by commune, classes of coverage."""

import numpy as np
import pandas as pd

from data import tables
from geo.territory import as_share, quarter_end

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


def coverage_series() -> pd.DataFrame:
    """Quarterly coverage: department ("48", "12", "46", "R76", "FR"), territory, date (ISO), year [decimal, end of the quarter],
    coverage [share of premises], source. Rows in the order of department and date. Source: Arcep, table coverage_series."""
    series = tables.read("coverage_series").rename(columns={"code": "department"})
    series["year"] = quarter_end(series["date"])
    series["coverage"] = as_share(series["coverage_pct"])
    return series[["department", "territory", "date", "year", "coverage", "source"]]


def connectable() -> pd.DataFrame:
    """The 152 communes of Lozère as Arcep observed them in 2017 and 2018, indexed by code: name, dwellings, establishments, premises,
    amii (0 or 1), connectable_2017t3, connectable_2017t4, connectable_2018t1 [premises]. Source: Arcep, table arcep_communes."""
    return tables.read("arcep_communes").set_index("code").sort_index()


def coverage_class(connectable_premises: np.ndarray, premises: np.ndarray) -> np.ndarray:
    """Arcep's class of coverage (0, 5, 10, 25, 50 or 80, as int) of connectable premises among premises; arrays broadcast.

    Raises ValueError (in French) on a missing or negative number. Source: Arcep, le marché du haut et très haut débit fixe, T1 2018.
    """
    ready, total = np.broadcast_arrays(np.asarray(connectable_premises, dtype=float), np.asarray(premises, dtype=float))
    if not (np.isfinite(ready).all() and np.isfinite(total).all() and (ready >= 0).all() and (total >= 0).all()):
        raise ValueError("locaux raccordables et locaux doivent être des nombres connus, positifs ou nuls")
    passed = sum((100 * ready >= bound * total).astype(int) for bound in CLASS_BOUNDS)  # products, not quotients: exact at the bounds
    return np.where(ready > 0, np.array(CLASSES[1:])[passed], CLASSES[0])
