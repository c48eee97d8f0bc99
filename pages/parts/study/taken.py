"""What one takes away of a chart of a study, by what its figures are: results of the model, more than its results, tables of data/."""

from collections.abc import Callable

import pandas as pd

from pages.parts.charts.taken import Taken
from pages.parts.study.view import View, results
from pages.parts.versions import machine_addresses

Table = Callable[[], pd.DataFrame]


def of_results(view: View, *names: str, table: Table | None = None, beside: tuple[str, ...] = ()) -> Taken:
    """Of results, by their names in the choice on screen; `table` when the chart has one of its own, `beside` the tables of data/ drawn with them."""
    return Taken(table or (lambda: results(*names)(view.outcome)), machine_addresses.of(view.study, names, beside=beside))


def nearest(view: View, *names: str, table: Table) -> Taken:
    """Of a chart that computes more than the results that are kept (values that no scenario has, each hour of a year): its table, and the results
    nearest to it."""
    return Taken(table, machine_addresses.nearest(view.study, names))


def of_tables(*names: str, table: Table) -> Taken:
    """Of a chart of tables of data/, by their names."""
    return Taken(table, machine_addresses.of_tables(*names))
