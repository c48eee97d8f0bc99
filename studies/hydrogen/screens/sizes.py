"""The size of the electrolyser and of its tank: the price that the table gives to each, then, when one asks, each solved exactly."""

import numpy as np
import pandas as pd
import streamlit as st

from data.ground import french
from pages.parts import prose, provenance, tables, texts
from pages.parts.charts import alternatives, chart_panel
from pages.parts.study import taken
from pages.parts.study.view import View, swept
from studies.hydrogen.screens import common, solving
from studies.hydrogen.screens.common import KEY, TIES, switch, tied
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units

HOURS = np.arange(2_000, 7_001, 500)  # [h/year] what is tried
DAYS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0)  # [day]
DRAWN = (0.5, 2.0, 4.0)  # [day] the tanks that have a curve: the others lie between
SIZING = ("full_load_hours", "tank_days")  # the levers that the sizes replace
ASKED = f"{KEY}.sizing"


def show(view: View) -> None:
    """The sizes read in the table, then those solved exactly for who asks; without a station no price is that of its kilo."""
    if not view.outcome.values["stations"]:
        texts.note(view, "no_pump")
        return
    show_tried(view)
    if st.session_state.get(ASKED) == fingerprint(view):
        frame = candidates(view)
        if frame.empty:
            texts.note(view, "no_size")
            return
        asked = [cheapest_tank(view, row) for row in frame.itertuples()]
        words = f"{len(asked)} {french.plural(len(asked), 'taille')} de machine en train d'être {french.plural(len(asked), 'résolue')} exactement."
        solving.once_solved(asked, words, lambda found: draw(view, frame, found))
    else:
        prose.button(
            "Chercher la meilleure taille par le calcul exact",
            key=f"{KEY}.size",
            icon=":material/calculate:",
            on_click=lambda: st.session_state.update({ASKED: fingerprint(view)}),
        )


# Read in the table


def tried(view: View) -> pd.DataFrame:
    """The pump price for each size of the machine and of the tank that is tried, everything else as shown."""
    hours, days = (part.ravel() for part in np.meshgrid(HOURS, DAYS))
    names = ("pump_price", "electrolyser_power", "running_hours", "capital")
    found = swept(view, names, {"full_load_hours": hours.astype(float), "tank_days": days})
    return pd.DataFrame({"asked": hours, "days": days} | found)


def show_tried(view: View) -> None:
    """The price against the hours asked, one curve a tank, and the cheapest size."""
    frame = tried(view)
    best = frame.loc[frame["pump_price"].idxmin()]
    lines = {f"réservoir de {in_days(days)}": frame[frame["days"] == days]["pump_price"].to_numpy() for days in DRAWN}
    kilo, machine = (units.headline(best[name], view.unit(name)) for name in ("pump_price", "electrolyser_power"))
    reading = f"Le kilo le moins cher, {kilo} : {machine} et {in_days(best['days'])} de réservoir"
    figure = alternatives.curves(HOURS, lines, "Heures de marche visées", view.unit("pump_price"), tied(view))
    common.draw(
        view, f"{common.KEY}.sizes", figure, reading, f"{reading}.", taken.nearest(view, "pump_price", "electrolyser_power", table=lambda: frame)
    )
    texts.note(view, "sizes")


def in_days(days: float) -> str:
    """So many days, in words."""
    return f"{french.significant(days, 2)} {french.plural(days, 'jour')}"


# Solved exactly


def fingerprint(view: View) -> tuple:
    """What the exact sizes depend on: the choice on screen, but for the levers that they replace."""
    return view.outcome.scenario, tuple(sorted((name, value) for name, value in dict(view.outcome.changes).items() if name not in SIZING))


def candidates(view: View) -> pd.DataFrame:
    """The whole numbers of modules that the hours of the lever reach, each with the fewest hours that give it and what its price is made of."""
    hours, days = (view.study.parameters[name] for name in SIZING)
    asked = np.arange(hours.low, hours.high + hours.step / 2, hours.step)
    names = ("electrolyser_power", "module", "running_hours", "pump_price", "power_price", "pump_power", "tank_day")
    frame = pd.DataFrame({"asked": asked} | swept(view, names, {"full_load_hours": asked, "tank_days": days.value}))
    built = frame[(frame["electrolyser_power"] > 0) & (frame["asked"] >= frame["running_hours"])]  # no more than what the hours ask for
    return built.drop_duplicates("electrolyser_power").sort_values("electrolyser_power", ignore_index=True)


def cheapest_tank(view: View, row):
    """The tank that makes the kilo of a size cheapest, and its dispatch, solved or on their way."""
    days = view.study.parameters["tank_days"]
    plant, rules = solving.plant(view, float(row.running_hours), days.value)
    price = row.tank_day / (row.pump_power / KILO * solving.deviation(view))
    return solving.solved(view.study, "sized", plant, view.study.modules["programme"].Tank(price, days.low, days.high), rules)


def exact_prices(view: View, frame: pd.DataFrame, found: list) -> pd.DataFrame:
    """The sizes with their cheapest tank [day], the price of their electricity [EUR/MWh] and of a kilo at the pump [EUR/kg], the demand held."""
    days, power = np.array([size.days for size in found]), np.array([solving.paid(view, size.answer.bill) for size in found])
    tank = frame["tank_day"] * (days - view.study.parameters["tank_days"].value)
    electricity = frame["pump_power"] / KILO * (power - frame["power_price"])
    return frame[["asked", "electrolyser_power", "module", "running_hours"]].assign(
        days=days, power_price=power, pump_price=frame["pump_price"] + tank + electricity
    )


def draw(view: View, frame: pd.DataFrame, found: list) -> None:
    """The sizes solved exactly, the cheapest first, and the way to put the levers on it."""
    sizes = exact_prices(view, frame, found).sort_values("pump_price")
    best = sizes.iloc[0]
    texts.heading(
        view,
        "exact_sizes_title",
        machine=in_modules(view, best),
        tank=in_days(best["days"]),
        kilo=units.headline(best["pump_price"], view.unit("pump_price")),
    )
    tables.show([line(view, row) for _, row in sizes.iterrows()])
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: sizes, f"{KEY}.exact-sizes")
    prose.button(
        "Mettre les leviers sur cette taille",
        key=f"{KEY}.take-size",
        icon=":material/tune:",
        on_click=take,
        args=(view.study, float(best["asked"]), float(best["days"])),
    )
    switches = french.listed([f"face {words} à {switch(view.number(name))}" for name, words in TIES.items()])
    texts.note(view, "exact_sizes", switches=switches)


def in_modules(view: View, row) -> str:
    """The power of a size, as modules."""
    count = round(row["electrolyser_power"] / row["module"])
    return f"{count} {french.plural(count, 'module')} de {units.headline(row['module'], view.unit('module'))}"


def line(view: View, row) -> dict[str, str]:
    """A size as a line of the table."""
    kilo, power = (units.headline(row[name], view.unit(name)) for name in ("pump_price", "power_price"))
    return {
        "Électrolyseur": f"**{in_modules(view, row)}**, {units.headline(row['running_hours'], view.unit('running_hours'))}",
        "Réservoir": in_days(row["days"]),
        "À la pompe": f"{kilo}, électricité à {power}",
    }


def take(study, hours: float, days: float) -> None:
    """Puts the levers of the size on hours [h/year] and days, each at the nearest of its steps."""
    for name, value in zip(SIZING, (hours, days), strict=True):
        lever = study.parameters[name]
        st.session_state[f"{KEY}.{name}"] = round(lever.low + round((value - lever.low) / lever.step) * lever.step, 6)
