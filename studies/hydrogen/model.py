"""Hydrogen in Lozère beside biomethane and batteries: who would use it, what a kilo costs at the pump, who would pay, from 2025 to 2040.

    demand.py      who asks for it                    profiles.py, programme.py, tabulation.py   the hours of a year, solved exactly with HiGHS
    dispatch.py    the price of its electricity       production.py, station.py    what a kilo costs
    vehicles.py    a kilometre with four technologies      carbon.py, money.py, communes.py

Prices and uses without a date are those of the year that the levers aim at; a series by year is dated at the end of each year, 2036 for all of 2035.
"""

import numpy as np

from studies.toolkit.constants import KILO

from .carbon import direct_carbon, heat_carbon_saved, kilo_carbon
from .communes import by_commune
from .demand import FLEETS, SEGMENTS, demand, feedback_delay, fleet_relief, industry_energy, logistic, shares, vehicles
from .dispatch import beside_market, in_past_years, local_mix
from .money import HEATERS, POSTS, equity, heat_prices, operating_support, public_money, support_to_come, wood_for
from .production import chosen_module, daily_cost, electrolysis_kilo, order_ratio
from .series import COMPUTED_YEARS, DAYS, SHOWN_YEARS, in_year, target_year
from .station import PARTS, fills, guarantee_cost, investments, paid_power, project_rate, pump_parts, tank_day, use
from .vehicles import CLEANER, RIVALS, TECHNOLOGIES, bought_aid, fleet_table, rival_energy, rivals, saved, workshops

YEARS = SHOWN_YEARS
SAVINGS = ("h2", *RIVALS, "industry")  # what avoids emissions
BY_FLEET = ("hgv", "coach", "lcv", "refuse", "snow")  # the fleets in the order of the results, those that matter most first


def stacked(values, names, shape):
    """The values by name [their unit] as one array, in the order of `names`, each with the axes of `shape`, the draw last."""
    return np.stack([np.broadcast_to(values[name], shape) for name in names])


def system_at_target(p, relief, delay):
    """Demand by segment and year, and the system that serves it at the target year, when the adoption is delayed so many years [year, draw]."""
    share = shares(p, delay)
    asked = demand(p, share, relief)
    at_target = {name: in_year(values, target_year(p)) for name, values in asked.items()}
    everything = sum(at_target.values())
    return share, asked, at_target, investments(p, (everything, everything - at_target["industry"]), project_rate(p))


def settled(p, relief):
    """The system once the adoption has answered to the first price: hydrogen too dear for a truck comes later, more stations bring it forward."""
    first = feedback_delay(np.zeros(1), 0, 0, p.stations, p.station_pull)
    _, _, _, system = system_at_target(p, relief, first)
    price = sum(pump_parts(p, system, p.capex_aid).values())
    parity = fleet_table(p, relief, kilo_carbon(p, system), {"aided": price, "unaided": price})["hgv"]["parity"]
    delay = feedback_delay(price - parity, p.gap_threshold, p.gap_delay, p.stations, p.station_pull)
    return system_at_target(p, relief, delay)


def costs(p, system, parts, bare):
    """The cost of a kilo at the target year, by draw; parts and bare: those of `pump_parts`, with and without aid."""
    pump = sum(parts.values())
    past = in_past_years(p, system["hours"])
    return {f"power_price_{year}": values for year, values in past.items()} | {
        "pump_parts": stacked(parts, PARTS, (p.draws or 1,)),
        "pump_price": pump,
        "pump_price_unaided": sum(bare.values()),
        "production_price": sum(bare.values()) - bare["station"],
        "electrolysis_price": electrolysis_kilo(p, system, project_rate(p)),
        "daily_cost": daily_cost(system["capital"]["electrolyser"] / np.maximum(system["installed"], 1e-9) / KILO, p.consumption),
        "power_price": system["price"],
        "grid_power_price": p.wholesale_electricity_price + beside_market(p),
        "dispatch_doubt": system["doubt"],
        "pump_power": sum(paid_power(p, system)),
        "tank_day": tank_day(p, system, p.capex_aid, project_rate(p)),
        "order_ratio": order_ratio(p),
    }


def contracted_power(energy, hours):
    """Power of plants [MW] that give some energy [MWh/year] at their hours at full power [h/year]."""
    return energy / hours


def plant(p, system, at_target):
    """What would be built, by draw."""
    power = system["electricity"] / KILO**2
    local = system["local"] * system["made"] * system["consumption"] / KILO**2
    contracted = p.local_ratio * system["made"] * system["consumption"] / KILO**2
    sun, wind, water = local_mix(p)
    capital = sum(system["capital"].values())
    wood = system["wood"] * p.lhv / KILO**2
    return {
        "electrolyser_power": system["installed"],
        "module": chosen_module(p, system["made"], system["consumption"], system["installed"]),
        "running_hours": np.where(system["installed"] > 0, system["hours"], 0),
        "electricity": power,
        "local_share": system["local"] * (system["made"] > 0),
        "local_used": local,
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
        "tank": system["made"] / DAYS * p.tank_days,
        "target_use": use(system["pumped"], p.stations, p.station_size),
        "use_margin": use(system["pumped"], p.stations, p.station_size) - float(p.low_use),
        "target_demand": sum(at_target.values()) / KILO,
        "peak_use": use(in_peak(p, system), p.stations, p.station_size),
        "truck_fills": fills(system["pumped"], p.fill),
        "gas_replaced": industry_energy(at_target["industry"], p.lhv),
        "jobs": p.jobs_per_mw * system["installed"]
        + p.jobs_per_station * p.stations
        + p.jobs_biomass * np.minimum(system["wood"] / KILO / p.biomass_capacity, 1),
    }


def in_peak(p, system):
    """Hydrogen of the stations if every day were a peak day [kg/year, draw]."""
    return system["pumped"] * float(p.peak_factor)


def technologies(table, draws):
    """A kilometre by technology and fleet, each result with these axes then the draw; table: that of `fleet_table`."""

    def by_fleet(read):
        return stacked({fleet: read(table[fleet]) for fleet in BY_FLEET}, BY_FLEET, (draws or 1,))

    def by_technology(names, kind):
        return np.stack([by_fleet(lambda row, name=name: row[kind][name]) for name in names])

    return {
        "parity": by_fleet(lambda row: row["parity"]),
        "tie": by_technology(RIVALS, "ties"),
        "tco": by_technology(TECHNOLOGIES, "cost"),
        "carbon": by_technology(TECHNOLOGIES, "carbon"),
        "tonne": by_technology(CLEANER, "abatement"),
        "aid": by_technology(CLEANER, "aid") / KILO,
    }


def carbon(p, system, asked, kilo, cleaned):
    """Emissions, by draw then by year and draw. cleaned: emissions saved by technology."""
    gas = industry_energy(asked["industry"], p.lhv)
    in_industry = heat_carbon_saved(gas, p.gas_carbon, asked["industry"] * kilo / KILO)
    fixed = {
        "kilo_carbon": kilo,
        "low_carbon_margin": kilo - float(p.low_carbon),
        "grey_gap": float(p.grey_carbon) - kilo,
        "direct_carbon": direct_carbon(system["consumption"], p.electricity_carbon),
    }
    by_saving = stacked(cleaned | {"industry": in_industry}, SAVINGS, width(p))
    return fixed, {"saved": by_saving, "carbon_saved": sum(cleaned.values()) + in_industry}


def finance(p, system, table, running, prices):
    """Public money, by draw then by year and draw. prices: pump and parity [EUR/kg, draw], pumped [kg/year, year x
    draw], guarantee [EUR/year, year x draw]."""
    pump, parity, pumped, guarantee = prices
    lines = public_money(p, system, bought_aid(table, running), guarantee)
    total = sum(lines.values())
    operating = operating_support(pump, parity, pumped)
    dated = {"spent": stacked(lines, POSTS, width(p)), "public_money": total, "operating_support": operating}
    fixed = {"price_gap": pump - parity, "support_total": support_to_come(p, total, operating), "public_capital": equity(p, system)}
    return fixed, dated


def width(p):
    """The axes of a series: the years computed, then the draws."""
    return len(COMPUTED_YEARS), p.draws or 1


def run(p, territory):
    """Demand, cost, use, emissions and public money of hydrogen in Lozère, beside biomethane and batteries, 2025-2040.

    Parameters: see parameters.csv. `territory` gives by commune altitude, population, second homes, establishments, area. Returns results by year
    [and draw], by segment and year, results of the target year without date, and, in a single run, the demand by commune. References: in the files
    of the model.
    """
    draws, relief = p.draws, fleet_relief(p, territory)
    share, asked, at_target, system = settled(p, relief)
    parts, bare = pump_parts(p, system, p.capex_aid), pump_parts(p, system, 0)
    pump, kilo = sum(parts.values()), kilo_carbon(p, system)
    table = fleet_table(p, relief, kilo, {"aided": pump, "unaided": sum(bare.values())})
    share["curve"] = logistic(COMPUTED_YEARS[:, None], p.adoption_midpoint, p.adoption_speed) * (COMPUTED_YEARS[:, None] >= float(p.first_year))
    on_hydrogen = vehicles(p, share)
    running = {"h2": {name: on_hydrogen[name] for name in FLEETS}} | rivals(p, share)
    energy = rival_energy(p, running, relief)
    pumped = sum(asked.values()) - asked["industry"]
    guarantee = guarantee_cost(p, system, p.capex_aid, pumped)
    fixed_carbon, dated_carbon = carbon(p, system, asked, kilo, saved(p, table, running))
    fixed_money, dated_money = finance(p, system, table, running, (pump, table["hgv"]["parity"], pumped, guarantee))
    heat = heat_prices(p, system["price"], sum(bare.values()) - bare["station"], project_rate(p))
    fixed = costs(p, system, parts, bare) | plant(p, system, at_target) | technologies(table, draws) | fixed_carbon | fixed_money
    fixed["heat"] = stacked(heat, HEATERS, (draws or 1,))
    fixed["snow_part"] = in_year(share["snow"], target_year(p))
    fixed["syngas_wood"] = wood_for(float(p.gas_need), p.syngas_yield, float(p.wood_heat))
    asked_energy = {name: sum(values.values()) / KILO**2 for name, values in energy.items()} | {"h2": industry_energy(sum(asked.values()), p.lhv)}
    in_service = {name: sum(fleets.values()) for name, fleets in (running | {"h2": on_hydrogen}).items()}
    dated = {
        "demand": sum(asked.values()) / KILO,
        "station_use": use(pumped, p.stations, p.station_size),
        "vehicles": stacked(in_service, CLEANER, width(p)),
        "energy": stacked(asked_energy, CLEANER, width(p)),
        "workshop": stacked(workshops(p, running), TECHNOLOGIES, width(p)),
    }
    dated |= dated_carbon | dated_money
    found = fixed | {name: np.broadcast_to(values, (*np.shape(values)[:-2], *width(p))) for name, values in dated.items()}
    found["demand_by_segment"] = stacked(asked, SEGMENTS, width(p)) / KILO
    if draws is None:
        others = {name: {fleet: float(in_year(values, target_year(p))[0]) for fleet, values in energy[name].items()} for name in RIVALS}
        found |= by_commune(p, territory, {name: float(values[0]) for name, values in at_target.items()}, others)
    return found
