"""What a kilometre costs with each technology, the pump price at which hydrogen and diesel cost the same, and what each saved tonne costs."""

import numpy as np

from studies.toolkit.constants import HUNDRED, KILO

from .demand import FLEETS
from .production import capital_recovery_factor

RIVALS = ("biogas", "battery")
CLEANER = (*RIVALS, "h2")  # what may replace diesel
TECHNOLOGIES = ("diesel", *CLEANER)
MOVED = {"biogas": ("coach", "refuse", "hgv"), "battery": ("coach", "lcv", "hgv")}  # the fleets that each rival may take


def certificate(price, diesel, worth):
    """What the energy savings certificates of a battery vehicle pay [EUR]: their `worth` [EUR], at most what it costs more than a diesel one [EUR].
    Energy suppliers pay them: they are no public money."""
    return np.minimum(worth, np.maximum(price - diesel, 0))


def purchase_aid(price, diesel, rate, cap, each):
    """Aid to buy a vehicle [EUR]: `rate` [share] of what it costs more than a diesel one [EUR], at most the `cap` of a beneficiary [EUR] divided by
    the vehicles that `each` of them buys."""
    return np.minimum(rate * np.maximum(price - diesel, 0), cap / each)


def holding_cost(price, aid, residual, rate, life, distance):
    """Buying and selling a vehicle [EUR/km]: price and aid [EUR], resold at `residual` [share of the price] after its `life` [year], driven
    `distance` [km/year]; rate [1/year]."""
    return (price - aid - residual * price / (1 + rate) ** life) * capital_recovery_factor(rate, life) / distance


def fuel_cost(use, relief, price):
    """Energy of a kilometre [EUR/km]: `use` on a flat road [unit/100km], relief [ratio], price [EUR/unit]."""
    return use / HUNDRED * relief * price


def parity_price(diesel_cost, without_fuel, use, relief):
    """Pump price [EUR/kg] at which hydrogen costs what diesel does: cost of a km on diesel, on hydrogen without its fuel [EUR/km], `use` [kg/100km],
    relief [ratio]. Negative when the vehicle alone costs too much."""
    return (diesel_cost - without_fuel) * HUNDRED / (use * relief)


def abatement_cost(extra_cost, saved):
    """What a tonne that is not emitted costs [EUR/tCO2e]: extra cost [EUR/km], emissions saved [kgCO2e/km]."""
    return extra_cost / saved * KILO


def energy_prices(p, pump):
    """Price of the energy of each technology: diesel [EUR/l], biomethane [EUR/kg], charging [EUR/kWh], hydrogen at the pump [EUR/kg]."""
    charging = (p.charging_power + p.charger_cost) / KILO
    return {"diesel": p.diesel_price, "biogas": p.biogas_price, "battery": charging, "h2": pump}


def aids(p, fleet):
    """Aid to buy a vehicle of a fleet, by technology, each by its own rule [EUR, draw]: hydrogen by that of the Region, batteries by the energy
    savings certificates, biomethane by what this choice pays of what it costs more."""
    diesel, cap, each = getattr(p, f"{fleet}_price_diesel"), p.aid_cap, p.vehicles_each
    price = {name: getattr(p, f"{fleet}_price_{name}") for name in CLEANER}
    return {
        "h2": purchase_aid(price["h2"], diesel, p.vehicle_aid, cap, each),
        "battery": certificate(price["battery"], diesel, getattr(p, f"{fleet}_certificate")),
        "biogas": purchase_aid(price["biogas"], diesel, p.biogas_aid, cap, each),
        "diesel": 0 * diesel,
    }


def upkeep(p, fleet, name):
    """Upkeep of a kilometre of a fleet with a technology [EUR/km, draw]: that of a truck, less for a van."""
    return getattr(p, f"upkeep_{name}") * (float(p.van_upkeep) if fleet == "lcv" else 1.0)


def without_fuel(p, fleet, aid):
    """Cost of a kilometre without its energy, by technology [EUR/km, draw]; aid: the answer of `aids`, or nothing when there is none."""
    distance, life, rate = getattr(p, f"{fleet}_km"), getattr(p, f"{fleet}_life"), p.cost_of_capital
    return {
        name: holding_cost(getattr(p, f"{fleet}_price_{name}"), aid.get(name, 0), getattr(p, f"residual_{name}"), rate, life, distance)
        + upkeep(p, fleet, name)
        for name in TECHNOLOGIES
    }


def total_costs(p, fleet, prices, relief, aid):
    """Total cost of a kilometre by technology [EUR/km, draw]; prices: those of `energy_prices`."""
    base = without_fuel(p, fleet, aid)
    return {name: base[name] + fuel_cost(getattr(p, f"{fleet}_{name}_use"), relief, prices[name]) for name in TECHNOLOGIES}


def emissions(p, fleet, relief, hydrogen):
    """Life-cycle emissions of the energy of a kilometre by technology [kgCO2e/km, draw]; hydrogen [kgCO2e/kg]."""
    factors = {"diesel": p.diesel_carbon, "biogas": p.biogas_carbon, "battery": p.grid_carbon / KILO, "h2": hydrogen}
    return {name: fuel_cost(getattr(p, f"{fleet}_{name}_use"), relief, factor) for name, factor in factors.items()}


def fleet_emissions(p, table):
    """Emissions of all the fleets if every vehicle stayed on diesel [tCO2e/year, draw]; table: that of `fleet_table`."""
    return sum(getattr(p, f"{fleet}_fleet") * getattr(p, f"{fleet}_km") * table[fleet]["carbon"]["diesel"] for fleet in FLEETS) / KILO


def sharing(wanted, room):
    """Shares of a fleet that several technologies take [share, as `wanted` by name] when they have only `room` [share] between them: each yields in
    proportion of what it wants."""
    together = sum(wanted.values())
    part = np.minimum(1, room / np.where(together > 0, together, 1))
    return {name: values * part for name, values in wanted.items()}


def rival_shares(wanted, hydrogen, life):
    """Shares of a fleet that the rivals reach [share, year x draw by name]: as `wanted` [same] of the vehicles that hydrogen leaves, hydrogen being
    served first [share, year x draw]; all together change no more of the fleet each year than is renewed, one over its `life` [year]."""
    aimed = sharing({name: values * (1 - hydrogen) for name, values in wanted.items()}, 1 - hydrogen)
    found = {name: np.zeros_like(hydrogen) for name in wanted}
    for row in range(1, len(hydrogen)):
        before = {name: np.minimum(values[row - 1], aimed[name][row]) for name, values in found.items()}
        room = np.maximum(1 / life - np.maximum(hydrogen[row] - hydrogen[row - 1], 0), 0)
        more = sharing({name: aimed[name][row] - before[name] for name in wanted}, room)
        for name, values in found.items():
            values[row] = before[name] + more[name]
    return found


def rivals(p, share):
    """Vehicles that go to biomethane and to batteries by fleet [vehicles, year x draw]; share: hydrogen share of each fleet and the curve of the
    adoption over what is aimed at ("curve") [share, year x draw]."""
    found = {name: {} for name in RIVALS}
    for fleet in FLEETS:
        wanted = {name: getattr(p, f"{name}_share") * share["curve"] for name in RIVALS if fleet in MOVED[name]}
        for name, values in rival_shares(wanted, share[fleet], getattr(p, f"{fleet}_life")).items():
            found[name][fleet] = values * getattr(p, f"{fleet}_fleet")
    return found


def rival_energy(p, running, relief):
    """Energy of the vehicles of each rival by fleet [kWh/year, year x draw]: biomethane at its lower heating value, electricity at the charger.

    running: the answer of `rivals`; relief: that of `fleet_relief` [ratio].
    """
    content = {"biogas": float(p.biogas_lhv), "battery": 1.0}  # [kWh] in a kg of biomethane, in a kWh
    return {
        name: {
            fleet: number * getattr(p, f"{fleet}_km") * fuel_cost(getattr(p, f"{fleet}_{name}_use"), relief[fleet], content[name])
            for fleet, number in running[name].items()
        }
        for name in RIVALS
    }


def workshop_bill(vehicles, distance, upkeep_cost):
    """What the upkeep of vehicles costs [MEUR/year]: their number, `distance` of each [km/year], `upkeep_cost` of a kilometre [EUR/km]."""
    return vehicles * distance * upkeep_cost / KILO**2


def workshops(p, running):
    """Upkeep of the vehicles of each technology [MEUR/year, year x draw], and of the same vehicles if all had stayed on diesel ("diesel"); running:
    vehicles of each technology by fleet [vehicles, year x draw]."""
    bills = {
        name: sum(workshop_bill(number, getattr(p, f"{fleet}_km"), upkeep(p, fleet, name)) for fleet, number in fleets.items())
        for name, fleets in running.items()
    }
    return bills | {
        "diesel": sum(
            workshop_bill(number, getattr(p, f"{fleet}_km"), upkeep(p, fleet, "diesel"))
            for fleets in running.values()
            for fleet, number in fleets.items()
        )
    }


def fleet_table(p, relief, hydrogen, pump):
    """By fleet: total costs with and without aid [EUR/km], parity price with diesel and with the rivals, with aid [EUR/kg], emissions [kgCO2e/km],
    cost of a tonne saved without aid [EUR/tCO2e] by technology, aid [EUR]; all by draw. pump [EUR/kg, draw], hydrogen [kgCO2e/kg, draw], pump price
    without aid under "unaided"."""
    found = {}
    for fleet in FLEETS:
        aid = aids(p, fleet)
        costs = total_costs(p, fleet, energy_prices(p, pump["aided"]), relief[fleet], aid)
        bare = total_costs(p, fleet, energy_prices(p, pump["unaided"]), relief[fleet], {})
        carbon = emissions(p, fleet, relief[fleet], hydrogen)
        base = without_fuel(p, fleet, aid)["h2"]
        parity = parity_price(costs["diesel"], base, getattr(p, f"{fleet}_h2_use"), relief[fleet])
        ties = {name: parity_price(costs[name], base, getattr(p, f"{fleet}_h2_use"), relief[fleet]) for name in RIVALS}
        cleaned = {name: abatement_cost(bare[name] - bare["diesel"], carbon["diesel"] - carbon[name]) for name in CLEANER}
        found[fleet] = {"cost": costs, "bare": bare, "parity": parity, "ties": ties, "carbon": carbon, "abatement": cleaned, "aid": aid}
    return found


def saved(p, table, running):
    """Emissions saved by each technology [tCO2e/year, year x draw]; running: vehicles of each technology by fleet [vehicles, year x draw]."""
    return {
        name: sum(
            number * getattr(p, f"{fleet}_km") * (table[fleet]["carbon"]["diesel"] - table[fleet]["carbon"][name]) / KILO
            for fleet, number in fleets.items()
        )
        for name, fleets in running.items()
    }


def paid_more(p, table, running):
    """What the users of each technology pay more than with diesel, aid deducted [MEUR/year, year x draw]; a fleet that saves pays nothing more."""
    return {
        name: sum(
            number * getattr(p, f"{fleet}_km") * np.maximum(table[fleet]["cost"][name] - table[fleet]["cost"]["diesel"], 0) / KILO**2
            for fleet, number in fleets.items()
        )
        for name, fleets in running.items()
    }


def bought_aid(table, running):
    """Aid paid to the vehicles of each technology so far [MEUR, year x draw], counted once for each: what was paid stays paid when a vehicle leaves,
    and the one that follows is not aided again."""
    return {
        name: np.maximum.accumulate(sum(number * table[fleet]["aid"][name] for fleet, number in fleets.items()) / KILO**2, axis=0)
        for name, fleets in running.items()
    }


def by_technology(p, running):
    """Every vehicle of each fleet with the technology that it runs on [vehicles, year x draw, by technology then fleet]: what nothing replaces stays
    on diesel."""
    found = {name: {fleet: running[name].get(fleet, 0.0) for fleet in FLEETS} for name in CLEANER}
    diesel = {fleet: getattr(p, f"{fleet}_fleet") - sum(found[name][fleet] for name in CLEANER) for fleet in FLEETS}
    return {"diesel": diesel} | found
