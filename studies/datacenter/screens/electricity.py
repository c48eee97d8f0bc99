"""What a dearer or a cheaper electricity does to the value of the site, with contracts that follow its price and with contracts that do not."""

import numpy as np
import pandas as pd

from pages.parts import prose, provenance, texts
from pages.parts.charts import chart_panel, curves
from pages.parts.study import taken
from pages.parts.study.view import View
from studies.datacenter.screens.clients import KEY, built
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running import runs

WHOLESALE = np.arange(20.0, 201.0, 10.0)  # [EUR/MWh] from a third of the price of 2024 to three times it


def difference(value: float) -> str:
    """A difference of money [MEUR], in thousands of euros when it is less than a million."""
    return units.difference(value, "MEUR_2024") if abs(value) >= 1 else units.difference(KILO * value, "kEUR_2024")


def values_at(view: View, prices: np.ndarray, indexed: np.ndarray) -> np.ndarray:
    """The net present value [MEUR] at wholesale prices [EUR/MWh], with some part of the contracts that follows them [share]."""
    return runs.simulate(view.study, dict(view.outcome.values) | {"wholesale_electricity_price": prices, "indexed": indexed}).npv.values


def shocks(view: View) -> dict[str, np.ndarray]:
    """The net present value [MEUR] for each wholesale price, with contracts that follow it and with contracts that do not."""
    both = np.repeat([1.0, 0.0], WHOLESALE.size)
    follow, hold = values_at(view, np.tile(WHOLESALE, 2), both).reshape(2, -1)
    return {"contrats indexés": follow, "contrats à prix fixe": hold}


def electricity(view: View) -> dict[str, str]:
    """What a doubling does to contracts that follow the price, and to those that do not."""
    price = view.outcome.values["wholesale_electricity_price"]
    indexed, held = values_at(view, np.full(2, 2 * price), np.array([1.0, 0.0])) - view.number("npv")
    return {"indexed": difference(float(indexed)), "held": difference(float(held))}


def show_electricity(view: View) -> None:
    """The value by price of electricity, and what makes the price."""
    if not built(view):
        prose.markdown(view.note("no_electricity"))
        return
    found = shocks(view)
    figure = curves.curve(
        WHOLESALE, found, view.unit("npv"), "Prix de gros de l'électricité, €/MWh", here=view.outcome.values["wholesale_electricity_price"], zero=True
    )
    fixed, followed = (
        f"de {units.headline(float(value[0]), view.unit('npv'))} à {units.headline(float(value[-1]), view.unit('npv'))}"
        for value in (found["contrats à prix fixe"], found["contrats indexés"])
    )
    reading = f"À prix fixe, la valeur passe {fixed}"
    alt = f"{reading}. Avec des contrats indexés, elle passe {followed}."
    source = provenance.line(view.study, "sdes_2024", "eonergie_2026", "wattvalue_2025")
    of_prices = taken.nearest(view, "npv", table=lambda: pd.DataFrame({"prix_de_gros": WHOLESALE} | found))
    chart_panel.whole(figure, reading, alt, source, of_prices, f"{KEY}.electricity")
    texts.note(view, "electricity")
