"""The electrolyser hour by hour: a week of the exact dispatch, its price on three markets, the tested domain; its size is in sizes.py."""

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import prose, provenance, tables, texts
from pages.parts.charts import alternatives, house
from pages.parts.study import taken
from pages.parts.study.view import View
from studies.hydrogen.screens import common, sizes, solving
from studies.hydrogen.screens.common import KEY
from studies.toolkit.constants import HOURS, KILO
from studies.toolkit.reading import units

WEEKS = {"une semaine de janvier": 336, "une semaine d'avril": 2_520, "une semaine de juillet": 4_704, "une semaine d'octobre": 6_888}  # first hour
WEEK = 168  # [h]


def show_power(view: View) -> None:
    """A week, the three markets, the sizes, the domain."""
    if view.number("electrolyser_power"):
        show_week(view)
        show_markets(view)
        sizes.show(view)
    show_domain(view)


# A week


def show_week(view: View) -> None:
    """The week once the year is solved, a word until then."""
    waiting_for = "Les 8 760 heures de ce choix sont en train d'être résolues."
    plant = solving.plant(view, view.number("running_hours"), view.outcome.values["tank_days"])
    solving.once_solved([solving.solved(view.study, "solve", *plant)], waiting_for, lambda answers: draw_week(view, *answers))


def draw_week(view: View, answer) -> None:
    """The load and the tank hour by hour, over a week that the visitor chooses; the exact bill beside the interpolated one."""
    start = WEEKS[prose.segmented_control("Montrer", list(WEEKS), default=next(iter(WEEKS)), required=True, key=f"{KEY}.week")]
    span = slice(start, start + WEEK)
    mean = view.number("running_hours") * view.number("electrolyser_power") / HOURS  # [MW]
    local, grid = answer.from_plants[span] * mean, answer.from_grid[span] * mean
    demand = view.study.modules["profiles"].synthetic_year().demand[span] * mean
    frame = pd.DataFrame({"heure": np.arange(WEEK), "local_mw": local, "reseau_mw": grid, "demande_mw": demand})
    lines = {"Électricité locale": local, "Électricité du réseau": grid, "Ce qu'il faudrait sans réservoir": demand}
    running_share = float(((local + grid) > 1e-6).mean())
    reading = view.note("week_running", share=units.headline(running_share, "share"))
    beside = {f"{words} : {units.headline(level, view.unit('electrolyser_power'))}": level for words, level in rivals_power(view).items()}
    figure = alternatives.curves(
        np.arange(WEEK), lines, "Heures de la semaine", view.unit("electrolyser_power"), beside, shades=(house.PURPLE, house.VERMILION)
    )
    of_week = taken.nearest(view, "electrolyser_power", "running_hours", table=lambda: frame)
    common.draw(view, f"{common.KEY}.hours", figure, reading, f"{reading}. {'. '.join(beside)}.", of_week)
    texts.note(view, "week", exact=units.headline(solving.paid(view, answer.bill), view.unit("power_price")))


def rivals_power(view: View) -> dict[str, float]:
    """What the rivals of this choice take at the same date, as a mean over the year [MW]: gas at its heating value, electricity at the charger."""
    at_date = view.outcome.data.sel(year=view.outcome.values["target_year"] + view.outcome.values["wait_years"] + 1, method="nearest")
    return {
        "Gaz des véhicules au biométhane, en moyenne": float(at_date.energy.sel(cleaner="biogas")) * KILO / HOURS,
        "Recharge des véhicules à batterie, en moyenne": float(at_date.energy.sel(cleaner="battery")) * KILO / HOURS,
    }


# The markets


def show_markets(view: View) -> None:
    """The same machine on the markets of three years, beside a truck charged at a depot."""
    values = view.outcome.values
    rows = {
        "2024, et le scénario affiché": (values["wholesale_electricity_price"], view.number("power_price")),
        "2023": (values["price_2023"], view.number("power_price_2023")),
        "2022": (values["price_2022"], view.number("power_price_2022")),
    }
    texts.heading(view, "markets_title")
    tables.show(
        [
            {
                "Marché": f"{name} : {units.headline(market, view.unit('power_price'))} en moyenne",
                "Payé tout compris": units.headline(paid, view.unit("power_price")),
                "Électricité d'un kilo": units.headline(paid * values["consumption"] / KILO, view.unit("electrolysis_price")),
            }
            for name, (market, paid) in rows.items()
        ]
    )
    source = provenance.line(view.study, "rte_2024", "sdes_2024")
    texts.note(view, "markets", source, depot=units.headline(values["charging_power"] + values["charger_cost"], view.unit("power_price")))


# The domain


def show_domain(view: View) -> None:
    """Where the tables were proved, and their errors."""
    tabulation, dispatch = view.study.modules["tabulation"], view.study.modules["dispatch"]
    texts.heading(view, "domain_title")
    ends = {
        "Heures de marche": (tabulation.HOURS, "h par an"),
        "Réservoir": (tabulation.DAYS, "jours de demande"),
        "Électricité locale": (tabulation.RATIOS, "fois le besoin"),
    }
    tables.show(
        [
            {"Grandeur": name, "De, à": french.between(french.number(nodes[0]), french.number(nodes[-1]), unit), "Cas résolus": str(len(nodes))}
            for name, (nodes, unit) in ends.items()
        ]
    )
    values = view.outcome.values
    error = values["wholesale_electricity_price"] * values["price_spread"] * dispatch.BILL_ERROR
    texts.note(
        view,
        "domain",
        years=french.number(len(tabulation.plants())),
        error=units.headline(error, view.unit("power_price")),
        local=units.headline(dispatch.SHARE_ERROR, "share"),
    )
