"""What the tables know of the communes of a département, beside Lozère: some of the figures, for two neighbours only."""

import pandas as pd

from data import tables


def figures(codes: list[str]) -> pd.DataFrame | None:
    """For each commune of these codes, in their order: population [inhabitants, 2023] and second_homes [share of dwellings, 2018].

    None when the tables know none of them; a commune that they do not know has NaN.
    """
    people = tables.read("communes").set_index("code")["population"]
    dwellings = tables.read("commune_figures").set_index("code")
    if not people.index.isin(codes).any():
        return None
    share = dwellings["second_homes"] / dwellings["dwellings"]
    return pd.DataFrame({"population": people.reindex(codes), "second_homes": share.reindex(codes)})
