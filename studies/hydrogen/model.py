"""Hydrogen in Lozère beside biomethane and batteries: who would use it, what a kilo costs at the pump, who would pay, from 2025 to 2040.

    demand.py      who asks for it                    profiles.py, programme.py, tabulation.py   the hours of a year, solved exactly with HiGHS
    dispatch.py    the price of its electricity       production.py, station.py    what a kilo costs
    vehicles.py, tractors.py    a kilometre with four technologies, a tractor      carbon.py, money.py, communes.py

Prices and uses without a date are those of the year that the levers aim at; a series by year is dated at the end of each year, 2036 for all of 2035.
Public money, what users pay, tonnes and kilos without a date are over the same number of years of service for every choice.
"""

import numpy as np

from studies.toolkit.constants import KILO

from .carbon import direct_carbon, heat_carbon_saved, kilo_carbon
from .communes import by_commune
from .demand import FLEETS, SEGMENTS, adoption, demand, feedback_delay, fleet_relief, industry_energy, shares, vehicles
from .dispatch import beside_market, in_past_years
from .money import (
    FOR_HYDROGEN,
    HEATERS,
    PAYERS,
    POSTS,
    by_payer,
    equity,
    for_each,
    guarantee_cost,
    heat_prices,
    last_of_service,
    left_to_users,
    operating_support,
    public_money,
    starts,
    wood_for,
    year_of_account,
)
from .production import daily_cost, electrolysis_kilo, order_ratio
from .series import COMPUTED_YEARS, SHOWN_YEARS, in_year, opening, over_service, target_year
from .station import (
    ORIGINS,
    PARTS,
    at_the_pump,
    investments,
    making_price,
    paid_power,
    plant,
    project_rate,
    pump_parts,
    served_part,
    supply,
    tank_day,
    use,
)
from .tractors import tractor_aid, tractor_carbon, tractor_extra, with_tractors
from .vehicles import (
    CLEANER,
    RIVALS,
    TECHNOLOGIES,
    bought_aid,
    by_technology,
    fleet_emissions,
    fleet_table,
    paid_more,
    rival_energy,
    rivals,
    saved,
    workshops,
)

YEARS = SHOWN_YEARS
SAVINGS = ("h2", *RIVALS, "industry")  # what avoids emissions
AIDED = ("h2", "biogas", "industry")  # of them, those that public money pays a part of: suppliers and users pay the batteries
BY_FLEET = ("hgv", "coach", "lcv", "refuse", "snow")  # the fleets in the order of the results, those that matter most first


def stacked(values, names, shape):
    """The values by name [their unit] as one array, in the order of `names`, each with the axes of `shape`, the draw last."""
    return np.stack([np.broadcast_to(values[name], shape) for name in names])


def kept(values, part):
    """A share or kilograms by segment [year x draw] when the stations serve only a `part` of their clients [share]; industry has its own pipe."""
    return {name: amount if name == "industry" else amount * part for name, amount in values.items()}


def system_at_target(p, relief, delay):
    """Shares on hydrogen, hydrogen asked for and sold by segment [year, draw], and the system that makes what is sold at the target year, when the
    adoption is delayed so many years. Vehicles that the stations turn away stay on diesel."""
    wanted = shares(p, delay)
    asked = demand(p, wanted, relief)
    part = served_part(p, sum(asked.values()) - asked["industry"])
    sold = kept(asked, part)
    at_target = {name: in_year(values, target_year(p)) for name, values in sold.items()}
    everything = sum(at_target.values())
    system = investments(p, (everything, everything - at_target["industry"]), project_rate(p))
    return kept(wanted, part), asked, sold, system


def settled(p, relief):
    """The system once the adoption has answered to the first price: hydrogen too dear for a truck comes later, more stations bring it forward."""
    first = feedback_delay(np.zeros(1), 0, 0, p.stations, p.station_pull)
    *_, system = system_at_target(p, relief, first)
    price = sum(at_the_pump(p, pump_parts(p, system, p.capex_aid)).values())
    parity = fleet_table(p, relief, kilo_carbon(p, system), {"aided": price, "unaided": price})["hgv"]["parity"]
    delay = feedback_delay(price - parity, p.gap_threshold, p.gap_delay, p.stations, p.station_pull)
    return system_at_target(p, relief, delay)


def costs(p, system, aided, bare):
    """The cost of a kilo at the target year, by draw; aided and bare: the answers of `pump_parts`, with and without aid."""
    pump = at_the_pump(p, aided)
    past = in_past_years(p, system["rhythm"])
    return {f"power_price_{year}": values for year, values in past.items()} | {
        "pump_parts": stacked(pump, PARTS, (p.draws or 1,)),
        "pump_price": sum(pump.values()),
        "pump_price_unaided": sum(at_the_pump(p, bare).values()),
        "production_price": making_price(p, system, bare),
        "electrolysis_price": electrolysis_kilo(p, system, project_rate(p)),
        "daily_cost": daily_cost(system["capital"]["electrolyser"] / np.maximum(system["installed"], 1e-9) / KILO, p.consumption),
        "power_price": system["price"],
        "grid_power_price": p.wholesale_electricity_price + beside_market(p),
        "dispatch_doubt": system["doubt"],
        "pump_power": sum(paid_power(p, system)),
        "tank_day": tank_day(p, system, p.capex_aid, project_rate(p)),
        "order_ratio": order_ratio(p),
    }


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


def carbon(p, system, sold, kilo, cleaned):
    """Emissions, by draw then by year and draw; no threshold where nothing is sold. cleaned: emissions saved by technology."""
    gas = industry_energy(sold["industry"], p.lhv)
    in_industry = heat_carbon_saved(gas, p.gas_carbon, sold["industry"] * kilo / KILO)
    saving = cleaned | {"industry": in_industry}
    in_all = {name: over_service(p, saving[name], start) for name, start in starts(p, SAVINGS).items()}
    fixed = {
        "kilo_carbon": kilo,
        "low_carbon_margin": np.where(system["everything"] > 0, kilo - float(p.low_carbon), 0),
        "grey_gap": float(p.grey_carbon) - kilo,
        "direct_carbon": direct_carbon(system["consumption"], p.electricity_carbon),
        "carbon_total": sum(in_all.values()),
        "carbon_bought": sum(in_all[name] for name in AIDED),
    }
    return fixed, {"saved": stacked(saving, SAVINGS, width(p)), "carbon_saved": sum(saving.values())}


def extra_hydrogen(p, system, sold, running, pump):
    """What passing trucks, tractors and industry pay more than with diesel or gas [MEUR/year, year x draw]. running: hydrogen vehicles [vehicles,
    year x draw]; pump: price, parity of a truck, price before the station [EUR/kg, draw]."""
    price, parity, made = pump
    passing = operating_support(price, parity, sold["transit"])
    farms = running["tractor"] * np.maximum(tractor_extra(p, price), 0) / KILO**2
    return passing + farms + operating_support(made, p.gas_price * p.lhv / KILO, sold["industry"])


def finance(p, system, table, running, sold, prices):
    """Public money, what others pay, and what each kilo costs the public, by draw, over the years of service.

    running: vehicles of each technology by fleet [vehicles, year x draw]; prices: pump, before the station [EUR/kg, draw], guarantee [EUR/year,
    year x draw]."""
    pump, made, guarantee = prices
    parity, fleets = table["hgv"]["parity"], {name: {fleet: found[fleet] for fleet in found if fleet in FLEETS} for name, found in running.items()}
    tractors = running["h2"]["tractor"]
    given = with_tractors(bought_aid(table, fleets), np.maximum.accumulate(tractors, axis=0), tractor_aid(p) / KILO**2)
    posts = public_money(p, system, given, guarantee)
    users = left_to_users(p, paid_more(p, table, fleets), extra_hydrogen(p, system, sold, running["h2"], (pump, parity, made)))
    total, kilos = sum(posts.values()), over_service(p, sum(sold.values()), opening(p))
    certificates = in_year(given["battery"], last_of_service(p, p.first_year))
    return {
        "spent": stacked(posts, POSTS, (p.draws or 1,)),
        "paid": stacked(by_payer(posts), tuple(PAYERS), (p.draws or 1,)),
        "public_money": total,
        "left_to_users": stacked(users, CLEANER, (p.draws or 1,)),
        "support_total": total + sum(users.values()),
        "certificates": certificates,
        "hydrogen_total": kilos / KILO,
        "public_each_kilo": for_each(sum(posts[name] for name in FOR_HYDROGEN), kilos),
        "price_gap": pump - parity,
        "dear_gap": np.where(system["everything"] > 0, pump - parity, 0),
        "tractor_extra": tractor_extra(p, pump) / KILO,
        "public_capital": equity(p, system),
    }


def width(p):
    """The axes of a series: the years computed, then the draws."""
    return len(COMPUTED_YEARS), p.draws or 1


def in_service_by_fleet(p, running):
    """Vehicles of each fleet by technology [vehicles, technology x fleet x year x draw], and the whole fleets [vehicles, fleet x year x draw]."""
    found = by_technology(p, running)
    vehicles_of = np.stack([stacked(found[name], BY_FLEET, width(p)) for name in TECHNOLOGIES])
    return vehicles_of, stacked({fleet: getattr(p, f"{fleet}_fleet") for fleet in FLEETS}, BY_FLEET, width(p))


def run(p, territory):
    """Demand, cost, use, emissions and public money of hydrogen in Lozère, beside biomethane and batteries, 2025-2040.

    Parameters: see parameters.csv. `territory` gives by commune altitude, population, second homes, establishments, area. Returns results by year
    [and draw], by segment and year, results of the target year without date, and, in a single run, the demand by commune. References: in the files
    of the model.
    """
    draws, relief = p.draws, fleet_relief(p, territory)
    share, asked, sold, system = settled(p, relief)
    aided, bare = pump_parts(p, system, p.capex_aid), pump_parts(p, system, 0)
    pump, kilo = sum(at_the_pump(p, aided).values()), kilo_carbon(p, system)
    table = fleet_table(p, relief, kilo, {"aided": pump, "unaided": sum(at_the_pump(p, bare).values())})
    started = COMPUTED_YEARS[:, None] >= float(p.first_year)
    share["curve"] = started * adoption(1, COMPUTED_YEARS[:, None], p.adoption_midpoint, 0, p.adoption_speed, p.target_year)
    on_hydrogen = vehicles(p, share)
    others = rivals(p, share)
    fleets = {"h2": {name: on_hydrogen[name] for name in FLEETS}} | others
    energy = rival_energy(p, fleets, relief)
    pumped = sum(sold.values()) - sold["industry"]
    cleaned = with_tractors(saved(p, table, fleets), on_hydrogen["tractor"], tractor_carbon(p, kilo))
    fixed_carbon, dated_carbon = carbon(p, system, sold, kilo, cleaned)
    guarantee = guarantee_cost(p, system, p.capex_aid, pumped)
    fixed_carbon["fleet_carbon"] = fleet_emissions(p, table)
    money = finance(p, system, table, {"h2": on_hydrogen} | others, sold, (pump, making_price(p, system, aided), guarantee))
    heat = heat_prices(p, system["price"], making_price(p, system, bare), project_rate(p))
    at_target = {name: in_year(values, target_year(p)) for name, values in asked.items()}
    fixed = (
        costs(p, system, aided, bare)
        | year_of_account(p, system, p.capex_aid)
        | plant(p, system, at_target)
        | technologies(table, draws)
        | fixed_carbon
        | money
    )
    fixed["heat"] = stacked(heat, HEATERS, (draws or 1,))
    fixed["snow_part"] = in_year(share["snow"], target_year(p))
    fixed["syngas_wood"] = wood_for(float(p.gas_need), p.syngas_yield, float(p.wood_heat))
    asked_energy = {name: sum(values.values()) / KILO**2 for name, values in energy.items()} | {"h2": industry_energy(sum(sold.values()), p.lhv)}
    in_service = {name: sum(found.values()) for name, found in (fleets | {"h2": on_hydrogen}).items()}
    origin, stored = supply(p, system, sold)
    by_fleet, whole_fleet = in_service_by_fleet(p, fleets)
    dated = {
        "demand": sum(asked.values()) / KILO,
        "sold": sum(sold.values()) / KILO,
        "turned_away": sum(asked[name] - sold[name] for name in SEGMENTS) / KILO,
        "supply": stacked(origin, ORIGINS, width(p)),
        "stored": stored,
        "station_use": use(pumped, p.stations, p.station_size),
        "vehicles": stacked(in_service, CLEANER, width(p)),
        "fleet_vehicles": by_fleet,
        "fleet_size": whole_fleet,
        "energy": stacked(asked_energy, CLEANER, width(p)),
        "workshop": stacked(workshops(p, fleets), TECHNOLOGIES, width(p)),
        "demand_by_segment": stacked(asked, SEGMENTS, width(p)) / KILO,
        "sold_by_segment": stacked(sold, SEGMENTS, width(p)) / KILO,
    } | dated_carbon
    found = fixed | {name: np.broadcast_to(values, (*np.shape(values)[:-2], *width(p)))[..., : len(SHOWN_YEARS), :] for name, values in dated.items()}
    if draws is None:
        by_rival = {name: {fleet: float(in_year(values, target_year(p))[0]) for fleet, values in energy[name].items()} for name in RIVALS}
        found |= by_commune(p, territory, {name: float(values[0]) for name, values in at_target.items()}, by_rival)
    return found
