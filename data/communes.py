"""Which commune of today a code stands for: communes merge, files keep the codes of their year."""

from collections.abc import Mapping
from functools import cache

import pandas as pd

from data import tables


@cache
def known() -> frozenset[str]:
    """The codes of today's communes of Lozère, Aveyron and Lot. Source: table communes."""
    return frozenset(tables.read("communes")["code"])


@cache
def successors() -> Mapping[str, str]:
    """The commune of today [code] of each former commune of Lozère [code]. Do not change it. Source: table former_communes."""
    return tables.read("former_communes").set_index("former_code")["code"].to_dict()


def todays(codes: pd.Series) -> pd.Series:
    """The code of today's commune for each code, NaN for a code that no commune has or had.

    A code of today stays as it is, even when a former commune had it (48009 was Aumont-Aubrac, it is now Peyre en Aubrac).
    """
    texts = codes.astype(str)
    return texts.where(texts.isin(known()), texts.map(successors()))
