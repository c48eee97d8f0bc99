"""Where the results of a study may hold no number: the communes of which one of its tables has no figure, and nowhere else."""

from collections.abc import Collection

import numpy as np
import xarray as xr

from studies.toolkit.reading.tables.cards import COMMUNE


def sound(values: xr.Variable, among: xr.Dataset, without_data: Collection[str]) -> bool:
    """Whether a result of a dataset is finite, but for what is missing (never infinite) of the communes `without_data`; texts are another matter."""
    if not np.issubdtype(values.dtype, np.number):
        return True
    finite = np.isfinite(values.values)
    if finite.all():
        return True
    if not without_data or COMMUNE not in values.dims or np.isinf(values.values).any():
        return False
    known = ~np.isin(among[COMMUNE].values, list(without_data))
    return bool(np.moveaxis(finite, values.dims.index(COMMUNE), 0)[known].all())
