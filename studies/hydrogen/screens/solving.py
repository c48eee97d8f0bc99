"""What the page solves exactly in the background: the year of a choice, the sizes that one asks for; the page never waits for them."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache

import streamlit as st

from pages.parts import prose
from pages.parts.study.view import View
from studies.toolkit.running.study import Study

SOLVER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="dispatch")  # one year at a time, beside the pages
LOOK_AGAIN = 1.0  # [s] between two looks at what is being solved
KEPT = 64  # years and sizes remembered, the last ones asked for


def once_solved(asked: Sequence[Future], waiting_for: str, draw: Callable[[list], None]) -> None:
    """Draws the answers once all are there, the words `waiting_for` until then: the rest of the page does not wait for them.

    Only what looks again is a fragment, and it writes nothing: one fragment inside another is not drawn in its place when the outer one runs again.
    """
    if all(future.done() for future in asked):
        draw([future.result() for future in asked])
        return
    prose.info(f"{waiting_for} Le reste de la page est prêt.", icon=":material/hourglass_top:")

    @st.fragment(run_every=LOOK_AGAIN)
    def look() -> None:
        """Looks again until all is solved; then the page is drawn with it."""
        if all(future.done() for future in asked):
            st.rerun()

    look()


@lru_cache(maxsize=KEPT)
def solved(study: Study, function: str, *given: tuple) -> Future:
    """A function of programme.py solved over the synthetic year in the background, from what it is given before the year; the same is solved once."""
    programme, profiles = study.modules["programme"], study.modules["profiles"]
    return SOLVER.submit(lambda: getattr(programme, function)(*given, profiles.synthetic_year()))


def plant(view: View, hours: float, days: float):
    """The plant of the choice on screen with other hours [h/year] and another tank [day], and the rules it is held to."""
    programme, values = view.study.modules["programme"], view.outcome.values
    water = values["water_share"]
    wind = (1 - water) * values["wind_share"]
    extra = (values["ppa_price"] - view.number("grid_power_price")) / deviation(view)
    return (
        programme.Plant(hours, days, values["local_ratio"], (1 - wind - water, wind, water), extra),
        programme.Rules(values["least_load"], values["least_filling"]),
    )


def deviation(view: View) -> float:
    """The standard deviation of the market price on screen [EUR/MWh]."""
    return view.outcome.values["price_spread"] * view.outcome.values["wholesale_electricity_price"]


def paid(view: View, bill: float) -> float:
    """What a MWh costs all in [EUR/MWh] with the bill of a dispatch [deviations of the market price]."""
    return view.number("grid_power_price") + deviation(view) * bill
