"""Stations and the plant behind them: their size, their use, what they turn away, what a kilo costs at the pump and what it is made of."""

import numpy as np

from studies.toolkit.constants import KILO

from . import tabulation
from .demand import industry_energy
from .dispatch import local_mix, power
from .production import (
    after_subsidy,
    annuity,
    chosen_module,
    cost_of_capital,
    day_of_tank,
    delivered_kilo,
    electrolysed,
    plant_costs,
    scaled_capital,
    wood_kilo,
)
from .series import COMPUTED_YEARS, DAYS, opening

ORIGINS = ("made", "wood", "delivered")  # where hydrogen comes from

SOLD_LEAST = 1.0  # [kg/year] keeps a price finite when nobody buys


def use(kilograms, stations, size):
    """Use of the stations [share of their capacity]: kilograms [kg/year] over so many stations, each of `size` [kg/day]; none when there is none."""
    capacity = DAYS * np.asarray(stations * size, dtype=float)
    return np.where(capacity > 0, kilograms / np.where(capacity > 0, capacity, 1), 0)


def served(asked, capacity, peak):
    """Kilograms that stations sell [kg/year] of those `asked` [kg/year]: the demand of a day is anywhere between `peak` times the mean one and as
    much below it, evenly; what passes their `capacity` [kg/year] that day is turned away."""
    bottom, spread = asked * (2 - peak), 2 * asked * (peak - 1)
    over = np.clip(asked * peak - capacity, 0, spread)
    missed = np.where(capacity > bottom, over**2 / (2 * np.where(spread > 0, spread, 1)), asked - capacity)
    return asked - missed


def most_sold(p):
    """The most that the stations can sell in a year [kg/year, draw]: their capacity the time that they work."""
    return p.stations * p.station_size * DAYS * float(p.station_availability)


def guaranteed(p):
    """Kilograms that the guarantor answers for in a year [kg/year, draw]: never more than the stations could sell, so nothing where there is none."""
    return np.minimum(p.guaranteed_volume * KILO, most_sold(p))


def served_part(p, asked):
    """Part of what the clients of the stations ask for that is sold to them [share, year x draw]; asked [kg/year, year x draw]."""
    sold = served(asked, most_sold(p), float(p.peak_factor))
    return np.where(asked > 0, sold / np.where(asked > 0, asked, 1), 1.0)


def fills(kilograms, fill):
    """Trucks filled in a day [1/day]: kilograms [kg/year], `fill` [kg]."""
    return kilograms / DAYS / fill


def shares_of_supply(p, kilograms):
    """Where hydrogen comes from [kg/year, draw]: (made by electrolysis here, from wood, delivered), and the electrolyser: MW, h/year, kWh/kg, h of
    life of a stack. What is too little for the smallest electrolyser is delivered."""
    delivered = kilograms * p.delivered_share
    wood = (kilograms - delivered) * p.biomass_share
    rest = kilograms - delivered - wood
    installed, hours, consumption, life = electrolysed(p, rest)
    made = np.where(installed > 0, rest, 0)
    return (made, wood, delivered + rest - made), (installed, hours, consumption, life)


def ready_for(p, demand):
    """What the plant is built for [kg/year, draw]: what is sold, or what the stations were guaranteed to sell when that is more; and the part of it
    that is sold [share, draw]. demand: that of `investments`."""
    everything, pumped = demand
    ready = everything + np.maximum(guaranteed(p) - pumped, 0)
    return ready, np.where(ready > 0, everything / np.where(ready > 0, ready, 1), 1.0)


def rhythm(p, part, hours):
    """How the electrolyser runs, as the dispatch counts it: hours at full power [h/year, draw] and tank [day of what is sold, draw], when a `part`
    [share, draw] of what it is built for is sold. A plant that would run less than the fewest hours, or whose tank is larger than the largest that
    was tried, buys at least as cheaply: its electricity is then that of these ends, a little too dear."""
    tank = np.minimum(p.tank_days / np.maximum(part, np.finfo(float).tiny), tabulation.DAYS[-1])
    return np.maximum(hours, float(p.fewest_hours)), tank


def investments(p, demand, rate):
    """The hydrogen system at the target year: what it costs a year, part by part, before any aid. It is built for what is sold or guaranteed; what
    nobody takes is neither made, nor burnt, nor brought.

    demand [kg/year, draw]: all of it, and that of the stations (without industry). Returns a dict of arrays by draw: capital [EUR], annuity, upkeep
    and running costs [EUR/year] by part, and what describes the plant.
    """
    everything, pumped = demand
    ready, part = ready_for(p, demand)
    (most_made, most_wood, most_delivered), (installed, most_hours, consumption, life) = shares_of_supply(p, ready)
    made, wood, delivered, hours = most_made * part, most_wood * part, most_delivered * part, most_hours * part
    run = rhythm(p, part, hours)
    price, local, doubt = power(p, run, p.wholesale_electricity_price, p.price_spread)
    plant = plant_costs(p, installed, most_made, hours, life, rate)
    burnt, wood_annuity, wood_upkeep, wood_capital = wood_kilo(p, rate)
    stations, size = p.stations, p.station_size
    pumps = stations * scaled_capital(p.station_cost, size, p.station_reference, p.station_scale)
    land = stations * p.plot_area * p.plot_price * (1 - p.site_given)
    build = p.build_years
    electricity = made * consumption + (made + wood) * p.compression_use + pumped * p.station_use_energy
    water = made * p.water_use / KILO
    bought = delivered * delivered_kilo(p.delivered_cost, p.delivery_km, p.delivery_cost)
    capital = {name: values[0] for name, values in plant.items()} | {"station": pumps, "bought": most_wood * wood_capital}
    paid = {name: values[1] for name, values in plant.items()}
    paid |= {"station": annuity(pumps, rate, p.station_life, build), "bought": most_wood * wood_annuity}
    upkeep = sum(values[2] for values in plant.values()) + pumps * p.station_om + most_wood * wood_upkeep
    running = {"bought": bought + wood * burnt, "water": water * p.water_price, "connection": land * rate}
    return {
        "capital": capital,
        "annuity": paid,
        "upkeep": upkeep,
        "running": running,
        "ready": ready,
        "most_made": most_made,
        "most_wood": most_wood,
        "made": made,
        "wood": wood,
        "delivered": delivered,
        "installed": installed,
        "hours": hours,
        "rhythm": run,
        "life": life,
        "consumption": consumption,
        "price": price,
        "local": local,
        "doubt": doubt * consumption / KILO,
        "electricity": electricity,
        "water": water,
        "pumped": pumped,
        "everything": everything,
        "land": land,
    }


def paid_volumes(p, system):
    """Kilograms over which fixed costs are spread [kg/year, draw]: those of making, then those of the stations; nobody pays for less than what is
    guaranteed."""
    taken = np.maximum(system["pumped"], guaranteed(p))
    made = np.maximum(system["everything"] - system["pumped"], 0) + taken
    return np.maximum(made, SOLD_LEAST), np.maximum(taken, SOLD_LEAST)


def paid_power(p, system):
    """Electricity in a kilo at the pump [kWh/kg, draw]: to make and compress it, then at the station."""
    at_station = system["pumped"] * p.station_use_energy
    making = (system["electricity"] - at_station) / np.maximum(system["everything"], SOLD_LEAST)
    return making, at_station / np.maximum(system["pumped"], SOLD_LEAST)


def tank_day(p, system, aid, rate):
    """What a day more of tank adds to a kilo at the pump [EUR/kg, draw], when `aid` [share] pays that part of the investments; rate [1/year]."""
    _, yearly, upkeep = day_of_tank(p, system["most_made"], rate)
    return after_subsidy(yearly, upkeep, aid) / paid_volumes(p, system)[0]


PARTS = ("power", "electrolyser", "stacks", "upkeep", "storage", "connection", "bought", "station")  # of a kilo at the pump


def pump_parts(p, system, aid):
    """What a kilo at the pump is made of [EUR/kg, draw], part by part; `aid` [share] pays that part of the investments. Costs of making are shared by
    all the hydrogen, those of the stations by what they sell."""
    made, sold = paid_volumes(p, system)
    net = {name: after_subsidy(values, 0, aid) for name, values in system["annuity"].items()}
    variable = np.maximum(system["everything"], SOLD_LEAST)
    pump_upkeep = system["capital"]["station"] * p.station_om
    making, at_station = (kwh * system["price"] / KILO for kwh in paid_power(p, system))
    return {
        "power": making,
        "electrolyser": net["electrolyser"] / made,
        "stacks": system["annuity"]["stacks"] / made,  # replaced later: no aid pays them
        "upkeep": (system["upkeep"] - pump_upkeep) / made,
        "storage": net["storage"] / made,
        "connection": (net["connection"] + system["running"]["connection"]) / made + system["running"]["water"] / variable,
        "bought": net["bought"] / made + system["running"]["bought"] / variable,
        "station": (net["station"] + pump_upkeep) / sold + at_station,
    }


def at_the_pump(p, parts):
    """The parts of a kilo where a truck of Lozère fills up [EUR/kg, draw]: here, or at a station of the neighbours when none is open here."""
    here = p.stations > 0
    return {name: np.where(here, values, p.outside_price if name == "bought" else 0) for name, values in parts.items()}


def making_price(p, system, parts):
    """A kilo before the station [EUR/kg, draw], that of a truck from the factory when nothing is made nor brought here; parts: of `pump_parts`."""
    brought = delivered_kilo(p.delivered_cost, p.delivery_km, p.delivery_cost)
    return np.where(system["everything"] > 0, sum(parts.values()) - parts["station"], brought)


def project_rate(p):
    """Mean rate of the capital of the project [1/year, draw]."""
    return cost_of_capital(p.cost_of_capital, p.public_discount_rate, p.public_equity)


def contracted_power(energy, hours):
    """Power of plants [MW] that give some energy [MWh/year] at their hours at full power [h/year]."""
    return energy / hours


def plant(p, system, asked):
    """What would be built, by draw; asked: hydrogen asked for by segment at the target year [kg/year, draw]."""
    power = system["electricity"] / KILO**2
    local = system["local"] * system["made"] * system["consumption"] / KILO**2
    contracted = p.local_ratio * system["made"] * system["consumption"] / KILO**2
    sun, wind, water = local_mix(p)
    capital = sum(system["capital"].values())
    wood = system["wood"] * p.lhv / KILO**2
    everything = sum(asked.values())
    beside = (system["made"] + system["wood"]) * p.compression_use + system["pumped"] * p.station_use_energy
    return {
        "electrolyser_power": system["installed"],
        "module": chosen_module(p, system["most_made"], system["consumption"], system["installed"]),
        "running_hours": np.where(system["installed"] > 0, system["hours"], 0),
        "electricity": power,
        "local_share": system["local"] * (system["made"] > 0),
        "local_used": local,
        "grid_used": ((1 - system["local"]) * system["made"] * system["consumption"] + beside) / KILO**2,
        "local_unused": contracted - local,
        "sun_power": contracted_power(contracted * KILO * sun, p.pv_hours),
        "wind_power": contracted_power(contracted * KILO * wind, p.wind_hours),
        "hydro_power": contracted_power(contracted * KILO * water, p.hydro_hours),
        "target_part": power / float(p.renewables_target),
        "water": system["water"],
        "wood": wood * p.wood_input / float(p.wood_heat) * KILO,
        "wood_part": wood * p.wood_input / float(p.wood_energy_today),
        "plant_upkeep": system["upkeep"] / KILO**2,
        "capital": capital / KILO**2,
        "tank": system["most_made"] / DAYS * p.tank_days,
        "station_capacity": p.stations * p.station_size * DAYS / KILO,
        "target_use": use(system["pumped"], p.stations, p.station_size),
        "use_margin": np.where(p.stations > 0, use(system["pumped"], p.stations, p.station_size) - float(p.low_use), 0),
        "target_demand": everything / KILO,
        "target_turned_away": (everything - system["everything"]) / KILO,
        "unserved_here": np.where(p.stations > 0, 0, everything - system["everything"]) / KILO,
        "peak_use": use((everything - asked["industry"]) * float(p.peak_factor), p.stations, p.station_size),
        "truck_fills": fills(system["pumped"], p.fill),
        "missing_fills": np.where(p.stations > 0, np.maximum(p.least_fills - fills(system["pumped"], p.fill), 0), 0),
        "gas_replaced": industry_energy(asked["industry"], p.lhv),
        "jobs": p.jobs_per_mw * system["installed"]
        + p.jobs_per_station * p.stations
        + p.jobs_biomass * np.minimum(system["most_wood"] / KILO / p.biomass_capacity, 1),
    }


def supply(p, system, sold):
    """Where the hydrogen of each year comes from [t/year, year x draw], by origin as at the target year, and what stays at the bottom of the tanks
    when they are first filled [t/year, year x draw]."""
    opens = COMPUTED_YEARS[:, None] == opening(p)
    stored = opens * (sum(sold.values()) > 0) * float(p.least_filling) * system["most_made"] / DAYS * p.tank_days
    made = sum(sold.values()) + stored
    everything = np.maximum(sum(system[name] for name in ORIGINS), 1e-9)
    origin = {name: made * system[name] / everything / KILO for name in ORIGINS}
    return origin, stored / KILO
