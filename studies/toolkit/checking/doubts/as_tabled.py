"""A column of a table given as a result under the unit of something else: a share said in people would be painted as people."""

from collections.abc import Iterator

import numpy as np
import xarray as xr

from data.ground.faults import Fault
from studies.toolkit.running import runs
from studies.toolkit.running.study import Study

SHARE = "share"  # the trial of other units changes no share: here it is looked for in the values


def remarks(study: Study) -> list[Fault]:
    """Each result that has the values of a column, when one of them is a share and the other is none."""
    return [
        Fault(
            f"studies/{study.slug}/results.csv ({result})",
            f"unité « {study.results[result].unit} » douteuse : ce sont les valeurs de « {column} », en {unit} dans la table « {table} »",
            f"écrire {unit} dans results.csv, ou rendre une autre colonne dans run",
        )
        for table, column, unit, result in _alike(study)
    ]


def _alike(study: Study) -> Iterator[tuple[str, str, str, str]]:
    columns = [(held, name, column.unit) for held in study.tables.values() for name, column in held.card.columns.items()]
    given = runs.run(study).data.data_vars if columns else {}
    for held, name, unit in columns:
        for result, values in given.items():
            if _is_share(unit) != _is_share(study.results[str(result)].unit) and _same(held.data[name], values):
                yield held.name, name, unit, str(result)


def _is_share(unit: str) -> bool:
    return unit.partition("/")[0] == SHARE


def _same(column: xr.DataArray, values: xr.DataArray) -> bool:
    """Whether the two have the same numbers along the same axes, and not only zeros and ones."""
    if column.dims != values.dims or column.shape != values.shape or not np.issubdtype(column.dtype, np.number):
        return False
    return np.array_equal(column.values, values.values, equal_nan=True) and len(np.unique(column.values[np.isfinite(column.values)])) > 2
