"""How complete the description of a site is: the share of the facts that a firm asks for first and that the inventory gives."""

import pandas as pd

from data.inventory.fields import NUMBERS, Field, fields

UNKNOWN = ("", "inconnu")
PRECISE, PRICE = "precise", "price"  # words of the column `scored`: a position better than the commune; any one of several prices
VAGUE = ("commune",)


def completeness(table: str, frame: pd.DataFrame) -> pd.Series:
    """The share of the scored facts that are known, for each line of a table of the inventory [0 to 1]."""
    return known(table, frame).mean(axis=1)


def known(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Whether each scored fact is known: one column for each, under its French label (sale or rent count once, as a price)."""
    found: dict[str, pd.Series] = {}
    for field in fields(table).values():
        if field.scored:
            label = "Prix ou loyer" if field.scored == PRICE else field.label
            here = _known(field, frame[field.name])
            found[label] = found[label] | here if label in found else here
    return pd.DataFrame(found, index=frame.index)


def _known(field: Field, values: pd.Series) -> pd.Series:
    if field.kind in NUMBERS:
        return values.notna()
    return ~values.isin(UNKNOWN + VAGUE if field.scored == PRECISE else UNKNOWN)
