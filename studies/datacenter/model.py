"""A proximity datacenter in Lozère: who would rent it, what it consumes, what it costs and earns over twenty years, what it gives back.

    demand.py   who rents racks             weather.py  the air outside, hour by hour      energy.py  consumption and its price
    building.py what is built, the fibre    finance.py  twenty years of money              heat.py    what its heat can warm
    results.py  the results with their words

Year 0 is the opening; the date of a result is the 1 January at the end of its year. Money is in current euros, in euros of 2024 for the first year.
"""

import numpy as np

from studies.toolkit.constants import HOURS, KILO, MONTHS

from . import results
from .building import building_cost, connection_cost, isolation_hours, opening_years, spent
from .demand import demand, racks_sold
from .energy import delivery_price, excise_saving, full_excise, it_power, power_usage_effectiveness, total_energy, total_power
from .finance import TIMES, Costs, Funding, Prices, Site, break_even_occupancy, business_plan, indexed, present_value, services_bought
from .heat import energy_reuse_factor, heat_investment, heat_pump_cop, heat_taken, heat_value
from .results import RIVALS
from .weather import climate, cooling, mean_temperature

OPENING = 2029.0  # [year] 1 January, the beginning of the first year of operation
YEARS = OPENING + np.arange(TIMES.size + 1)


def reader(p):
    """A parameter by its name, one value or one by draw."""
    return lambda name: np.atleast_1d(np.asarray(getattr(p, name).values, dtype=float))


def organisations(figures, territory):
    """How many there are of each kind of client in Lozère, by commune when the territory knows it [count]."""
    return {
        "towns": float(territory.sizes["commune"]),
        "epci": float(np.unique(territory.epci.values).size),
        "department": figures("count_department"),
        "health": figures("count_health"),
        "education": figures("count_education"),
        "firms": float(territory.firms.sum()),
        "small_firms": float(territory.small_firms.sum()),
    }


def site_temperature(figures, altitude):
    """Mean temperature [degC] at an altitude [m] today."""
    return mean_temperature(altitude, figures("sea_temperature"), figures("lapse"), figures("warming") + figures("temperature_error"))


def consumption(figures, sold, installed, compressors):
    """Energy of the machines [MWh/year] and PUE, year x draw."""
    power = it_power(sold, figures("rack_power"), figures("load"))
    whole = total_power(
        power,
        installed * figures("rack_power"),
        figures("fixed_losses"),
        figures("linear_losses"),
        figures("square_losses"),
        figures("fans"),
        compressors,
        figures("inverter_heat"),
    )
    whole = np.where(installed > 0, whole, 0.0)
    return power * HOURS / KILO, power_usage_effectiveness(whole, power)


def electricity_prices(figures, energy, value_added):
    """Price of electricity [EUR/MWh, first year's money] by year for the `energy` bought [MWh], and what the reduced excise spares [EUR/year] to a
    site of that `value_added` [kEUR/year]."""
    full = full_excise(OPENING, figures("excise_2016"), figures("excise_february_2025"), figures("excise_august_2025"))
    supplied = (
        figures("wholesale_electricity_price")
        - figures("purchase")
        + delivery_price(energy, figures("delivery_small"), figures("delivery_large"), figures("small_energy"), figures("large_energy"))
    )
    saved = excise_saving(
        energy, np.maximum(value_added, 0) * KILO, full, figures("excise_reduced"), figures("excise_threshold"), figures("excise_intensity")
    )
    return supplied + full - share_of(saved, energy), saved


def price_factor(figures, wanted):
    """Mean rent over the full rent [share] once communes have their social tariff."""
    total = np.maximum(sum(wanted.values()), 1e-9)
    return 1 - figures("social_tariff") * wanted["towns"] / total


def building(figures, wanted):
    """Racks installed and sold by year, racks rented elsewhere, investment by year [kEUR], whole investment and its part for the building."""
    racks, total = figures("racks"), sum(wanted.values())
    design = racks * figures("rack_power")
    speed, middle = figures("ramp_speed"), figures("ramp_midpoint")
    installed = opening_years(TIMES, total, figures("first_phase"), racks, figures("phase_trigger"), speed, middle)
    sold = racks_sold(TIMES, total, figures("signed_racks"), installed, figures("occupancy_cap"), speed, middle)
    come = racks_sold(TIMES, total, figures("signed_racks"), total, 1.0, speed, middle)
    rented = np.minimum(np.maximum(come - sold, 0), figures("occupancy_cap") * figures("rented_racks"))
    whole = building_cost(racks, design, figures("cost_base"), figures("cost_rack"), figures("cost_kw"), figures("reuse"))
    base = building_cost(racks, 0.0, figures("cost_base"), 0.0, 0.0, figures("reuse"))
    joined = connection_cost(
        racks,
        design,
        figures("fibre_m"),
        figures("fibre_cost"),
        figures("grid_m"),
        figures("grid_cost"),
        figures("transformer_cost"),
        figures("route_km"),
        figures("route_cost"),
    )
    backup = figures("backup_cost") * (figures("rented_racks") > 0)
    gross = whole + joined + backup
    return {
        "installed": installed,
        "sold": sold,
        "rented": rented,
        "gross": gross,
        "whole": whole,
        "joined": joined,
        "spent": spent(installed, figures("first_phase"), racks, gross, base + joined + backup, figures("inflation")),
    }


def bought_services(figures):
    """Carriers, insurance, safety and certification [kEUR/year]."""
    return services_bought(*(figures(name) for name in ("carriers", "carrier_cost", "other_costs", "other_costs_doubt")))


def funding(figures):
    """Who pays for the site, and with what rates."""
    return Funding(
        figures("subsidy"),
        figures("loan_share"),
        figures("loan_rate"),
        figures("loan_years")[0],
        figures("tax"),
        figures("depreciation_years")[0],
        figures("inflation"),
        figures("public_discount_rate") + figures("risk_premium"),
    )


def money(figures, built, machines, pue, prices, factor):
    """The business plan of the site with what is rented elsewhere beside it."""
    racks = figures("racks")
    occupancy = share_of(built["sold"], racks)
    fixed = figures("staff") * figures("yearly_wage_cost") / KILO + bought_services(figures)
    price = figures("rack_price") * factor
    other = built["rented"] * (price * (1 + figures("service")) - figures("rent_elsewhere")) * MONTHS / KILO
    quoted = prices - figures("wholesale_electricity_price") + figures("quoted_wholesale")
    resold = quoted + figures("indexed") * (prices - quoted)
    site = Site(
        racks, figures("rack_power"), figures("load"), occupancy, pue, np.broadcast_to(figures("billed_pue"), (1, figures("billed_pue").size))
    )
    costs = Costs(built["spent"], fixed, figures("maintenance"), figures("renewal"), figures("renewal_year")[0])
    plan = business_plan(site, Prices(price, figures("service"), prices, figures("markup"), resold, other), costs, funding(figures))
    full = racks * plan["margin"] + figures("rented_racks") * (price * (1 + figures("service")) - figures("rent_elsewhere")) * MONTHS / KILO
    due = plan["owed"]
    return plan | {
        "occupancy": share_of(built["sold"] + built["rented"], racks + figures("rented_racks")),
        "price": price,
        "break_even": break_even_occupancy(due + plan["annuity"], 1.0, full),
        "break_even_without_debt": break_even_occupancy(due, 1.0, full),
    }


def share_of(part, whole):
    """A part of a whole [share], 0 when there is no whole."""
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


def private_flows(figures, built, plan):
    """Flows of an investor without subsidy [kEUR, year 0 first]: the same plan with the whole investment to pay; tax is left as it is."""
    return plan["flows"] - built["spent"] * figures("subsidy")


def heat_client(figures, name, low_heat, need, electricity):
    """A client of the heat, "building" or "network": what it takes [MWh/year], the part of it that comes from the machines [MWh/year], COP of the
    pump, worth [kEUR/year] and investment [kEUR]. low_heat [MWh/year]: lukewarm heat offered; need [MWh/year]; electricity [EUR/MWh]."""
    cop = heat_pump_cop(figures(f"heat_{name}_temperature"), figures("heat_source"), figures("heat_carnot"), figures("heat_approach"))
    offered = np.where(need > 0, low_heat * cop / (cop - 1), 0.0)
    base, mean, limit = (figures(constant)[0] for constant in (f"heat_{name}_base", "heat_site_temperature", "heating_limit"))
    taken = heat_taken(offered, need, base, mean, limit, climate(figures)._replace(noise=0.0))
    sized = np.minimum(offered, 3 * need)
    return {
        "taken": taken,
        "low": taken * (1 - 1 / cop),
        "cop": cop,
        "worth": heat_value(taken, cop, figures(f"heat_{name}_price"), electricity),
        "investment": heat_investment(sized, figures("pump_cost"), figures("pipe_m"), figures("pipe_cost")),
    }


def heat_reuse(figures, machines, electricity):
    """Heat given to a near building first, then to the network, at the last year's occupancy, with its value over the life [kEUR] and ERF [share].
    machines [MWh/year, year x draw], electricity [EUR/MWh]."""
    low_heat = figures("heat_recovered") * machines[-1]
    building = heat_client(figures, "building", low_heat, figures("heat_need"), electricity)
    left = (low_heat - building["low"]) * figures("heat_network")
    network = heat_client(figures, "network", left, figures("heat_network_need"), electricity)
    worth, investment = np.broadcast_arrays(*(building[part] + network[part] for part in ("worth", "investment")))
    yearly = np.broadcast_to(worth, (TIMES.size, worth.size)) * indexed(figures("inflation"))
    flows = np.concatenate([-np.broadcast_to(investment, (1, worth.size)), yearly])
    return {
        "building": building,
        "network": network,
        "investment": investment,
        "worth": worth,
        "npv": present_value(figures("public_discount_rate"), flows),
        "erf": energy_reuse_factor(building["low"] + network["low"], machines[-1]),
    }


def rivals(figures, machines, here, price):
    """What the air of the site spares each year against that of each rival town [EUR/year], and its hours of free cooling: compressors at the same
    load. here: compressors per unit of heat; price [EUR/MWh]."""
    found = {name: cooling(figures, figures(f"temperature_{name}") + figures("warming")) for name in RIVALS}
    heat = machines[-1] * (1 + figures("inverter_heat"))
    return {name: {"gain": heat * (year["compressors"] - here) * price, "free": year["free"]} for name, year in found.items()}


def second_route(figures):
    """Length of the second route of fibre [km], 0 until it is whole: a route that stops half way protects nobody."""
    return figures("route_needed") * (figures("route_km") >= figures("route_needed"))


def run(p, territory):
    """Racks, energy, money, heat, jobs and carbon of a proximity datacenter, from its opening to its twentieth year.

    Parameters: see parameters.csv. `territory` gives by commune altitude, population and firms by size. Returns a dataset by year [and draw] with
    the results of the département, the demand by segment, and in a single run the results by commune. References: in the files of the model.
    """
    figures = reader(p)
    counts = organisations(figures, territory)
    wanted = demand(figures, counts)
    built = building(figures, wanted)
    weather = cooling(figures, site_temperature(figures, figures("altitude")))
    machines, pue = consumption(figures, built["sold"], built["installed"], weather["compressors"])
    bought = total_energy(machines, pue)
    rents = built["sold"] * figures("rack_price") * (1 + figures("service")) * MONTHS / KILO
    prices, saved = electricity_prices(figures, bought, rents - bought_services(figures))
    plan = money(figures, built, machines, pue, prices, price_factor(figures, wanted))
    answer = {
        "draws": p.draws,
        "wanted": wanted,
        "built": built,
        "weather": weather,
        "machines": machines,
        "pue": pue,
        "bought": bought,
        "prices": prices,
        "saved": saved,
        "plan": plan,
        "heat": heat_reuse(figures, machines, prices[-1]),
        "private": present_value(figures("private_rate"), private_flows(figures, built, plan)),
        "rivals": rivals(figures, machines, weather["compressors"], prices[-1]),
        "isolation": isolation_hours(figures("branch_km"), second_route(figures), figures("cuts"), figures("repair")),
    }
    return results.dataset(figures, territory, answer, YEARS)
