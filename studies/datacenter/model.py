"""A proximity datacenter in Lozère: who would rent it, what it consumes, what it costs and earns over twenty years, what it gives back.

    demand.py   who rents racks             weather.py  the air outside, hour by hour      energy.py  consumption and its price
    building.py what is built, the fibre    finance.py  twenty years of money              heat.py    what its heat can warm
    results.py  what each reader finds in them    communes.py  the same, commune by commune

Year 0 is the opening; the date of a result is the 1 January at the end of its year. Money is in current euros, in euros of 2024 for the first year.
"""

import numpy as np

from studies.toolkit.constants import HOURS, KILO, MONTHS

from . import results
from .building import building_cost, connection_cost, isolation_hours, opening_years, spent
from .communes import by_commune
from .demand import demand, racks_sold
from .energy import chain, delivery_price, excise_saving, full_excise, it_power, power_usage_effectiveness, total_energy, total_power
from .finance import TIMES, Costs, Funding, Prices, Site, break_even_occupancy, business_plan, indexed, present_value, services_bought
from .heat import energy_reuse_factor, heat_investment, heat_pump_cop, heat_taken, heat_value
from .results import beside, ratio
from .weather import climate, cooling, mean_temperature

OPENING = 2029.0  # [year] 1 January, the beginning of the first year of operation
YEARS = OPENING + np.arange(TIMES.size + 1)
TOWNS = ("montpellier", "toulouse", "marseille")  # whose air is compared


def organisations(p, territory):
    """How many there are of each kind of client in Lozère, by commune when the territory knows it [count]."""
    return {
        "towns": float(territory.sizes["commune"]),
        "epci": float(np.unique(territory.epci.values).size),
        "department": p.count_department,
        "health": p.count_health,
        "education": p.count_education,
        "firms": float(territory.firms.sum()),
        "small_firms": float(territory.small_firms.sum()),
    }


def site_temperature(p, altitude):
    """Mean temperature [degC] at an altitude [m] today."""
    return mean_temperature(altitude, p.sea_temperature, p.lapse, p.warming + p.temperature_error)


def consumption(p, sold, installed, compressors):
    """Energy of the machines [MWh/year] and PUE, year x draw."""
    power = it_power(sold, p.rack_power, p.load)
    fixed, linear, square, fans, inverter = chain(p)
    whole = total_power(power, installed * p.rack_power, fixed, linear, square, fans, compressors, inverter)
    whole = np.where(installed > 0, whole, 0.0)
    return power * HOURS / KILO, power_usage_effectiveness(whole, power)


def electricity_prices(p, energy, value_added):
    """Price of electricity [EUR/MWh, first year's money] by year for the `energy` bought [MWh], and what the reduced excise spares [EUR/year] to a
    site of that `value_added` [kEUR/year]."""
    full = full_excise(OPENING, p.excise_2016, p.excise_february_2025, p.excise_august_2025)
    supplied = p.wholesale_electricity_price - p.purchase + delivery_price(energy, p.delivery_small, p.delivery_large, p.small_energy, p.large_energy)
    saved = excise_saving(energy, np.maximum(value_added, 0) * KILO, full, p.excise_reduced, p.excise_threshold, p.excise_intensity)
    return supplied + full - ratio(saved, energy), saved


def price_factor(p, wanted):
    """Mean rent over the full rent [share] once communes have their social tariff."""
    total = np.maximum(sum(wanted.values()), 1e-9)
    return 1 - p.social_tariff * wanted["towns"] / total


def building(p, wanted):
    """Racks installed and sold by year, racks rented elsewhere, investment by year [kEUR], whole investment and its part for the building."""
    racks, total = p.racks, sum(wanted.values())
    design = racks * p.rack_power
    speed, middle = p.ramp_speed, p.ramp_midpoint
    installed = opening_years(TIMES, total, p.first_phase, racks, p.phase_trigger, speed, middle)
    sold = racks_sold(TIMES, total, p.signed_racks, installed, p.occupancy_cap, speed, middle)
    come = racks_sold(TIMES, total, p.signed_racks, total, 1.0, speed, middle)
    rented = np.minimum(np.maximum(come - sold, 0), p.occupancy_cap * p.rented_racks)
    whole = building_cost(racks, design, p.cost_base, p.cost_rack, p.cost_kw, p.reuse)
    base = building_cost(racks, 0.0, p.cost_base, 0.0, 0.0, p.reuse)
    joined = connection_cost(racks, design, p.fibre_m, p.fibre_cost, p.grid_m, p.grid_cost, p.transformer_cost, p.route_km, p.route_cost)
    backup = p.backup_cost * (p.rented_racks > 0)
    gross = whole + joined + backup
    return {
        "installed": installed,
        "sold": sold,
        "rented": rented,
        "gross": gross,
        "whole": whole,
        "joined": joined,
        "spent": spent(installed, p.first_phase, racks, gross, base + joined + backup, p.inflation),
    }


def bought_services(p):
    """Carriers, insurance, safety and certification [kEUR/year]."""
    return services_bought(p.carriers, p.carrier_cost, p.other_costs, p.other_costs_doubt)


def fixed_costs(p):
    """Staff and services [kEUR/year], whatever is sold."""
    return p.staff * p.yearly_wage_cost / KILO + bought_services(p)


def funding(p):
    """Who pays for the site, and with what rates."""
    return Funding(
        p.subsidy, p.loan_share, p.loan_rate, p.loan_years, p.tax, p.depreciation_years, p.inflation, p.public_discount_rate + p.risk_premium
    )


def money(p, built, machines, pue, prices, factor):
    """The business plan of the site with what is rented elsewhere beside it."""
    racks = p.racks
    occupancy = ratio(built["sold"], racks)
    price = p.rack_price * factor
    other = built["rented"] * (price * (1 + p.service) - p.rent_elsewhere) * MONTHS / KILO
    quoted = prices - p.wholesale_electricity_price + p.quoted_wholesale
    resold = quoted + p.indexed * (prices - quoted)
    site = Site(racks, p.rack_power, p.load, occupancy, pue, np.broadcast_to(p.billed_pue, (1, p.billed_pue.size)))
    costs = Costs(built["spent"], fixed_costs(p), p.maintenance, p.renewal, p.renewal_year)
    plan = business_plan(site, Prices(price, p.service, prices, p.markup, resold, other), costs, funding(p))
    full = racks * plan["margin"] + p.rented_racks * (price * (1 + p.service) - p.rent_elsewhere) * MONTHS / KILO
    due = plan["owed"]
    return plan | {
        "occupancy": ratio(built["sold"] + built["rented"], racks + p.rented_racks),
        "price": price,
        "break_even": break_even_occupancy(due + plan["annuity"], 1.0, full),
        "break_even_without_debt": break_even_occupancy(due, 1.0, full),
    }


def private_flows(p, built, plan):
    """Flows of an investor without subsidy [kEUR, year 0 first]: the same plan with the whole investment to pay; tax is left as it is."""
    return plan["flows"] - built["spent"] * p.subsidy


def heat_client(p, name, low_heat, need, electricity):
    """A client of the heat, "building" or "network": what it takes [MWh/year], the part of it that comes from the machines [MWh/year], COP of the
    pump, worth [kEUR/year] and investment [kEUR]. low_heat [MWh/year]: lukewarm heat offered; need [MWh/year]; electricity [EUR/MWh]."""
    cop = heat_pump_cop(getattr(p, f"heat_{name}_temperature"), p.heat_source, p.heat_carnot, p.heat_approach)
    offered = np.where(need > 0, low_heat * cop / (cop - 1), 0.0)
    base, still = getattr(p, f"heat_{name}_base"), climate(p)._replace(noise=0.0)
    taken = heat_taken(offered, need, base, p.heat_site_temperature, p.heating_limit, still)
    sized = np.minimum(offered, 3 * need)
    return {
        "taken": taken,
        "low": taken * (1 - 1 / cop),
        "cop": cop,
        "worth": heat_value(taken, cop, getattr(p, f"heat_{name}_price"), electricity),
        "investment": heat_investment(sized, p.pump_cost, p.pipe_m, p.pipe_cost),
    }


def heat_reuse(p, machines, electricity):
    """Heat given to a near building first, then to the network, at the last year's occupancy, with its value over the life [kEUR] and ERF [share].
    machines [MWh/year, year x draw], electricity [EUR/MWh]."""
    low_heat = p.heat_recovered * machines[-1]
    building = heat_client(p, "building", low_heat, p.heat_need, electricity)
    left = (low_heat - building["low"]) * p.heat_network
    network = heat_client(p, "network", left, p.heat_network_need, electricity)
    worth, investment = np.broadcast_arrays(*(building[part] + network[part] for part in ("worth", "investment")))
    yearly = np.broadcast_to(worth, (TIMES.size, worth.size)) * indexed(p.inflation)
    flows = np.concatenate([-np.broadcast_to(investment, (1, worth.size)), yearly])
    return {
        "building": building,
        "network": network,
        "investment": investment,
        "worth": worth,
        "npv": present_value(p.public_discount_rate, flows),
        "erf": energy_reuse_factor(building["low"] + network["low"], machines[-1]),
    }


def elsewhere(p, machines, here, price):
    """What the air of the site spares each year against that of each town [EUR/year, town x draw], and their hours of free cooling [hour/year]:
    compressors at the same load. here: compressors per unit of heat; price [EUR/MWh]."""
    years = [cooling(p, getattr(p, f"temperature_{town}") + p.warming) for town in TOWNS]
    heat = machines[-1] * (1 + p.inverter_heat)
    return {
        "climate_gain": beside(*(heat * (year["compressors"] - here) * price for year in years)),
        "free_hours_elsewhere": beside(*(year["free"] for year in years)),
    }


def second_route(p):
    """Length of the second route of fibre [km], 0 until it is whole: a route that stops half way protects nobody."""
    return p.route_needed * (p.route_km >= p.route_needed)


def run(p, territory):
    """Racks, energy, money, heat, jobs and carbon of a proximity datacenter, from its opening to its twentieth year.

    Parameters: see parameters.csv. `territory` gives by commune altitude, population and firms by size. Results: see results.csv; by commune in
    a single run only. References: in the files of the model.
    """
    counts = organisations(p, territory)
    wanted = demand(p, counts)
    built = building(p, wanted)
    weather = cooling(p, site_temperature(p, p.altitude))
    machines, pue = consumption(p, built["sold"], built["installed"], weather["compressors"])
    bought = total_energy(machines, pue)
    rents = built["sold"] * p.rack_price * (1 + p.service) * MONTHS / KILO
    prices, saved = electricity_prices(p, bought, rents - bought_services(p))
    plan = money(p, built, machines, pue, prices, price_factor(p, wanted))
    heat = heat_reuse(p, machines, prices[-1])
    private = present_value(p.private_rate, private_flows(p, built, plan))
    answer = results.racks_by_year(built, plan)
    answer |= results.energy_by_year(p, machines, bought, pue, prices)
    answer |= results.money_by_year(plan) | results.money_over_life(p, built, plan, private) | results.public_money(p, built, plan)
    answer |= results.clients(p, wanted, built) | results.heat_given(heat)
    answer |= results.air(p, weather) | elsewhere(p, machines, weather["compressors"], prices[-1])
    answer |= {"excise_saved": saved[-1], "isolation": isolation_hours(p.branch_km, second_route(p), p.cuts, p.repair)}
    return answer | (by_commune(p, territory, wanted) if p.draws is None else {})
