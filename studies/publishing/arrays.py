"""Arrays as JSON keeps them, and back: numbers to the last bit, what is missing as null, days as `2026-11-30`."""

from typing import Any

import numpy as np


def listed(values: np.ndarray) -> Any:
    """An array as lists in lists, a number for an array without axis."""
    held = np.asarray(values)
    if np.issubdtype(held.dtype, np.datetime64):
        return np.where(np.isnat(held), None, held.astype("datetime64[D]").astype(str)).tolist()
    if np.issubdtype(held.dtype, np.floating):
        return np.where(np.isfinite(held), held, None).tolist() if not np.isfinite(held).all() else held.tolist()
    return held.tolist()


def numbers(values: Any) -> np.ndarray:
    """The same array of numbers; null is not a number."""
    return np.array(values, dtype=float)


def array(values: list) -> np.ndarray:
    """The same array of one kind of values: numbers, days, or texts."""
    held = np.array(values, dtype=object)
    known = [value for value in held.flat if value is not None]
    if all(isinstance(value, int | float) for value in known):
        return numbers(values)
    if all(_is_day(value) for value in known):
        return np.array([value or "NaT" for value in held.flat], dtype="datetime64[D]").reshape(held.shape)
    return held


def _is_day(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit()
