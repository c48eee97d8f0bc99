"""A proximity datacenter in Lozère: who would rent it, what it consumes, what it costs and earns over twenty years, what it gives back.

    demand.py   who rents racks             weather.py  the air outside, hour by hour      energy.py  consumption and its price
    building.py what is built, the fibre    finance.py  twenty years of money              heat.py    what its heat can warm
    results.py  what each reader finds in them    communes.py  the same, by commune           returns.py  what flows of money are worth

Year 0 is the opening; the date of a result is the 1 January at the end of its year. Money is in constant euros of 2024, rates of discount are real:
studies/toolkit/prices.py says what that means for a loan at a nominal rate and for amounts of another year.
"""

from dataclasses import replace

import numpy as np

from studies.toolkit.constants import HOURS, KILO, MONTHS
from studies.toolkit.prices import converted

from . import results
from .building import building_cost, connection_cost, isolation_hours, opening_years, spent
from .communes import by_commune
from .demand import RENTS_READ, demand, electricity_effect, rack_electricity, racks_signed, racks_sold, staying
from .energy import by_use, chain, delivery_price, excise_saving, full_excise, it_power, power_usage_effectiveness, total_energy, total_power
from .finance import TIMES, Costs, Funding, Prices, Site, break_even_occupancy, business_plan, indexed, invoiced, present_value, services_bought
from .heat import energy_reuse_factor, heat_investment, heat_left, heat_pump_cop, heat_taken, heat_value
from .results import beside, ratio
from .weather import climate, cooling, mean_temperature

OPENING = 2029.0  # [year] 1 January, the beginning of the first year of operation
YEARS = OPENING + np.arange(TIMES.size + 1)
HEAT_PRICE_READ = 2011  # [year] of the euros in which the price of the heat of a building was published
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


def rack_kw(p):
    """Power under contract by rack [kW]: that of the plan, times the doubt about it."""
    return p.rack_power * p.rack_power_doubt


def consumption(p, sold, installed, compressors):
    """Energy of the machines and of the whole building [MWh/year], its PUE, the uses that the whole is made of, year x draw."""
    power, design = it_power(sold, rack_kw(p), p.load), installed * rack_kw(p)
    whole = total_power(power, design, *chain(p)[:4], compressors, p.inverter_heat)
    uses = by_use(power, design, *chain(p)[:4], compressors, p.inverter_heat)
    pue, a_year = power_usage_effectiveness(whole, power), HOURS / KILO
    return {
        "machines": power * a_year,
        "bought": np.where(power > 0, total_energy(power * a_year, pue), whole * a_year),  # an empty room draws too
        "pue": pue,
        "uses": results.beside(*(use * a_year for use in uses)),
    }


def electricity_prices(p, energy, value_added):
    """Price of electricity [EUR/MWh] by year for the `energy` bought [MWh], and what the reduced excise spares [EUR/year] to a site of that
    `value_added` [kEUR/year]. A rate of the law is the same number of euros until the law changes: it is not converted."""
    full = full_excise(OPENING, p.excise_2016, p.excise_february_2025, p.excise_august_2025)
    supplied = p.wholesale_electricity_price - p.purchase + delivery_price(energy, p.delivery_small, p.delivery_large, p.small_energy, p.large_energy)
    saved = excise_saving(energy, np.maximum(value_added, 0) * KILO, full, p.excise_reduced, p.excise_threshold, p.excise_intensity)
    return supplied + full - ratio(saved, energy), saved


def sold_at(p, bought, factor=1.0, other=0.0):
    """What clients pay: rent, services, electricity at the price of the contract with its margin, what it has moved by since; `bought` [EUR/MWh] by
    year, `factor` [share] of the rent that communes leave, `other` income [kEUR/year]."""
    quoted = bought + p.purchase - p.wholesale_electricity_price + p.quoted_wholesale
    passed = p.indexed * (bought - quoted)
    return Prices(p.rack_price * factor, p.service, bought, p.markup, quoted, passed, p.accepted_electricity, p.service_cost, other)


def running(p, built, weather):
    """What the racks sold draw, the price of their electricity [EUR/MWh] by year, what the reduced excise spares [EUR/year]. A client who leaves
    takes away energy and value added alike: the right to that excise, which compares them, stays that of the racks `planned`."""
    energy = consumption(p, built["sold"], built["installed"], weather["compressors"])
    rents = built["planned"] * p.rack_price * (1 + p.service) * MONTHS / KILO
    prices, saved = electricity_prices(p, energy["bought"], rents - bought_services(p))
    return {"energy": energy, "prices": prices, "saved": saved}


def electricity_keeps(p, planned):
    """Part of the private demand [share] that the electricity of today keeps, against that of the contracts, once the site is filled as planned."""
    pue, paid = planned["energy"]["pue"][-1], sold_at(p, planned["prices"][-1])
    signed, now = (invoiced(pue, p.billed_pue, paid.quoted, paid.markup, passed, paid.accepted) for passed in (0.0, paid.passed))
    machines = it_power(1.0, rack_kw(p), p.load)
    return electricity_effect(p.rack_price, *(rack_electricity(machines, price) for price in (signed, now)), p.price_elasticity)


def price_factor(p, wanted, staying):
    """Mean rent over the full rent [share] once communes have their social tariff, among the racks `staying` [racks]."""
    return 1 - p.social_tariff * wanted["towns"] / np.maximum(staying, 1e-9)


def building(p, wanted):
    """Racks installed and sold by year, racks rented elsewhere, investment by year [kEUR], whole investment and its part for the building."""
    racks, total = p.racks, sum(wanted.values())
    design = racks * rack_kw(p)
    speed, middle, signed = p.ramp_speed, p.ramp_midpoint * p.ramp_doubt, racks_signed(p)
    installed = opening_years(TIMES, total, p.first_phase, racks, p.phase_trigger, speed, middle)
    sold = racks_sold(TIMES, total, signed, installed, p.occupancy_cap, speed, middle)
    come = racks_sold(TIMES, total, signed, total, 1.0, speed, middle)
    rented = np.minimum(np.maximum(come - sold, 0), p.occupancy_cap * p.rented_racks)
    whole = building_cost(racks, design, p.cost_base, p.cost_rack, p.cost_kw, p.reuse)
    base = building_cost(racks, 0.0, p.cost_base, 0.0, 0.0, p.reuse)
    joined = connection_cost(racks, design, p.fibre_m, p.fibre_cost, p.grid_m, p.grid_cost, p.transformer_cost, p.route_km, p.route_cost)
    backup = p.backup_cost * (p.rented_racks > 0)
    gross = whole + joined + backup
    return {
        "installed": installed,
        "sold": sold,
        "planned": sold,
        "staying": total,
        "rented": rented,
        "gross": gross,
        "whole": whole,
        "joined": joined,
        "spent": spent(installed, p.first_phase, racks, gross, base + joined + backup, p.price_growth),
    }


def still_rented(p, built, wanted, kept):
    """The same building once a dear electricity has sent private clients away, of whom a part `kept` [share] stays; it was built for those who wanted
    racks at the price of the contracts, and racks rented elsewhere do not pay its electricity."""
    signed = racks_signed(p)
    left = staying(wanted, signed, kept)
    sold = racks_sold(TIMES, left, signed, built["installed"], p.occupancy_cap, p.ramp_speed, p.ramp_midpoint * p.ramp_doubt)
    return built | {"sold": sold, "staying": left, "lost": built["sold"] - sold}


def bought_services(p):
    """Carriers, insurance, safety and certification [kEUR/year]."""
    return services_bought(p.carriers, p.carrier_cost, p.other_costs, p.other_costs_doubt)


def open_at_all(p):
    """1 when something is offered, here or elsewhere; 0 when nothing is, and nothing is then earned, bought nor paid."""
    return np.where((p.racks > 0) | (p.rented_racks > 0), 1.0, 0.0)


def fixed_costs(p):
    """Staff and services [kEUR/year], whatever is sold."""
    return (p.staff * p.yearly_wage_cost / KILO + bought_services(p)) * open_at_all(p)


def funding(p):
    """Who pays for the site, and with what rates: real ones for what is discounted, that of the bank for the loan."""
    discount = p.public_discount_rate + p.risk_premium
    return Funding(p.subsidy, p.loan_share, p.loan_rate, p.loan_years, p.tax, p.depreciation_years, p.price_growth, discount, p.inflation)


def money(p, built, energy, prices, factor, heat):
    """The business plan of the site with what is rented elsewhere and the heat beside it."""
    racks = p.racks
    site = Site(racks, rack_kw(p), p.load, ratio(built["sold"], racks), energy["pue"], np.broadcast_to(p.billed_pue, (1, np.size(p.billed_pue))))
    paid = sold_at(p, prices, factor)
    each = (paid.rent * paid.kept - converted(p.rent_elsewhere, RENTS_READ)) * MONTHS / KILO  # [kEUR/rack/year] what a rack rented elsewhere brings
    paid = replace(paid, other=built["rented"] * each + heat["worth_by_year"])
    costs = Costs(built["spent"], fixed_costs(p), p.maintenance, p.renewal, p.renewal_year, heat["investment"])
    plan = business_plan(site, paid, costs, funding(p))
    full = racks * plan["margin"] + p.rented_racks * each
    due = plan["owed"]
    return plan | {
        "occupancy": ratio(built["sold"] + built["rented"], racks + p.rented_racks),
        "rent": paid.rent,
        "kept": paid.kept,
        "rented_margin": built["rented"] * each,
        "heat_income": heat["worth_by_year"],
        "heat_works": heat["investment"],
        "full": full,
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
    price = converted(p.heat_building_price, HEAT_PRICE_READ) if name == "building" else p.heat_network_price
    offered = np.where(need > 0, low_heat * cop / (cop - 1), 0.0)
    base, still = getattr(p, f"heat_{name}_base"), climate(p)._replace(noise=0.0)
    taken = heat_taken(offered, need, base, p.heat_site_temperature, p.heating_limit, still)
    sized = np.minimum(offered, 3 * need)
    return {
        "taken": taken,
        "low": taken * (1 - 1 / cop),
        "pumped": taken / cop,
        "cop": np.broadcast_to(cop, taken.shape),
        "worth": heat_value(taken, cop, price, electricity),
        "investment": heat_investment(sized, p.pump_cost, p.pipe_m, p.pipe_cost),
    }


def heat_clients(p, low_heat, electricity):
    """What a near building takes of the lukewarm heat [MWh/year] first, then the network, year by year."""
    building = heat_client(p, "building", low_heat, p.heat_need, electricity)
    left = heat_left(low_heat, building["low"]) * p.heat_network
    return building, heat_client(p, "network", left, p.heat_network_need, electricity)


def heat_reuse(p, machines, planned, electricity):
    """Heat given year by year as the room fills, with its value over the life [kEUR] and ERF [share] of the last year. machines [MWh/year, year x
    draw], electricity [EUR/MWh, same]. Pump and pipe are sized for the last year of the machines `planned`, and paid even when some never come."""
    low_heat = p.heat_recovered * machines
    building, network = heat_clients(p, low_heat, electricity)
    worth = building["worth"] + network["worth"]
    investment = sum(client["investment"][-1] for client in heat_clients(p, p.heat_recovered * planned[-1:], electricity[-1:]))
    yearly, first = np.broadcast_arrays(worth * indexed(p.price_growth), -investment)
    flows = np.concatenate([first[:1], yearly])
    last = {client: {part: np.atleast_2d(values)[-1] for part, values in of.items()} for client, of in (("building", building), ("network", network))}
    drawn = building["low"][-1] + network["low"][-1]
    return last | {
        "investment": investment,
        "worth": worth[-1],
        "worth_by_year": worth,
        "recovered": low_heat[-1],
        "rejected": low_heat[-1] - drawn,
        "npv": present_value(p.public_discount_rate, flows),
        "erf": energy_reuse_factor(drawn, machines[-1]),
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
    planned = building(p, wanted)
    weather = cooling(p, site_temperature(p, p.altitude))
    expected = running(p, planned, weather)
    built = still_rented(p, planned, wanted, electricity_keeps(p, expected))
    energy, prices, saved = running(p, built, weather).values()
    machines = energy["machines"]
    heat = heat_reuse(p, machines, expected["energy"]["machines"], prices)
    plan = money(p, built, energy, prices, price_factor(p, wanted, built["staying"]), heat)
    private = present_value(p.private_rate, private_flows(p, built, plan))
    answer = results.racks_by_year(built, plan)
    answer |= results.energy_by_year(p, energy, prices)
    answer |= results.money_by_year(plan) | results.money_over_life(p, built, plan, private) | results.public_money(p, built, plan)
    answer |= results.clients(p, wanted, built) | results.heat_given(heat)
    answer |= results.air(p, weather) | elsewhere(p, machines, weather["compressors"], prices[-1])
    answer |= {"excise_saved": saved[-1], "isolation": isolation_hours(p.branch_km, second_route(p), p.cuts, p.repair)}
    return answer | (by_commune(p, territory, wanted) if p.draws is None else {})
