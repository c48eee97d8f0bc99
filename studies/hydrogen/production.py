"""What it takes to make hydrogen, and what a kilo costs: power in modules, scale, wear, stacks, compression, tank, connection.

[1] Singlitico, A., Østergaard, J., Chatzivasileiadis, S. (2021). Onshore, offshore or in-turbine electrolysis? Renewable and Sustainable Energy
    Transition 1, 100005. doi 10.1016/j.rset.2021.100005 (scale of the investment)
[2] Viktorsson, L., Heinonen, J. T., Skulason, J. B., Unnthorsson, R. (2017). A step towards the hydrogen economy: a life cycle cost analysis of a
    hydrogen refueling station. Energies 10(6), 763. doi 10.3390/en10060763 (levelised cost, subsidy on the investment)
[3] Glenk, G., Reichelstein, S. (2019). Economics of converting renewable power to hydrogen. Nature Energy 4, 216-222. doi 10.1038/s41560-019-0326-1
"""

import numpy as np
import numpy_financial as npf

from studies.toolkit.constants import HUNDRED, KILO

from .series import DAYS, HOURS_IN_DAY

ROUNDING = 1e-9  # of a module: a power that is one but for the last digits takes one
MOST_STACKS = 6  # replacements within the longest life at full use: 30 years of 8 760 h against 50 000 h


def capital_recovery_factor(rate, lifetime):
    """Yearly payment for one euro spent now [1/year]: rate [1/year, may be 0], lifetime [year]."""
    return -npf.pmt(rate, lifetime, 1)


def annuity(capital, rate, lifetime, build):
    """Yearly cost of an investment [EUR/year] that is paid `build` years before it serves [2]: capital [EUR], rate [1/year], lifetime [year]."""
    return capital * (1 + rate) ** build * capital_recovery_factor(rate, lifetime)


def levelised_cost(capital, upkeep, kilograms, rate, lifetime, build, energy, price, stack, every):
    """Cost of a kilo [EUR/kg]: investment `capital` [EUR], `upkeep` [share of it a year], kilograms [kg/year], `energy` [kWh/kg] at `price`
    [EUR/MWh], `stack` [share of the investment] replaced `every` so many years; rate, lifetime and build as in `annuity`."""
    yearly = annuity(capital, rate, lifetime, build) + upkeep * capital + stacks_annuity(stack * capital, rate, lifetime, every)
    return yearly / kilograms + energy * price / KILO


def after_subsidy(capital_part, other_part, subsidy):
    """Cost of a kilo [EUR/kg] when a `subsidy` [share] pays part of the investment: the part of the cost that is investment, and the rest [2]."""
    return capital_part * (1 - subsidy) + other_part


def replacement_annuity(capital, rate, lifetime, at):
    """Yearly cost of a stack [EUR/year] of `capital` [EUR] paid `at` [year] after the start, spread over the lifetime [year] at a rate [1/year]."""
    return capital * capital_recovery_factor(rate, lifetime) / (1 + rate) ** at


def stacks_annuity(capital, rate, lifetime, every):
    """Yearly cost of the stacks [EUR/year] replaced `every` so many years, as long as the system has years to live."""
    dates = [number * every for number in range(1, MOST_STACKS + 1)]
    return sum(np.where(at < lifetime, replacement_annuity(capital, rate, lifetime, at), 0) for at in dates)


def scale_factor(power, turn, small, large, frozen):
    """Unit cost over that at the `turn` [ratio, 1] of an electrolyser of `power` [MW]: exponent `small` below the turn, `large` above [index], unit
    cost frozen above so many MW."""
    relative = np.minimum(power, frozen) / turn
    return np.where(relative < 1, relative**small, relative**large)


def electrolyser_capital(unit_cost, power, at, turn, small, large, frozen):
    """Investment of an electrolyser [EUR]: `unit_cost` [EUR/kW] at the power `at`, its `power` [MW], the law of scale of `scale_factor`."""
    floor = np.finfo(float).tiny ** 0.25  # no power, no cost: only keeps the power of a nothing finite
    relative = scale_factor(np.maximum(power, floor), turn, small, large, frozen) / scale_factor(at, turn, small, large, frozen)
    return unit_cost * power * KILO * relative


def daily_cost(cost, consumption):
    """Cost of an electrolyser by daily capacity [EUR by kg/day] from its cost [EUR/kW]: consumption [kWh/kg]."""
    return cost * consumption / HOURS_IN_DAY


def stack_life(hours, degradation, limit):
    """Running hours after which a stack is replaced [hour]: its life, or the time to consume `limit` [share] more at `degradation` [share/1 000
    h]."""
    return np.minimum(hours, limit / degradation * KILO)


def mean_consumption(start, degradation, life):
    """Mean electricity of a kilo [kWh/kg] over the life of a stack [hour], from that at the start, at `degradation` [share/1 000 h]."""
    return start * (1 + degradation * life / KILO / 2)


def module(power, small, medium, large, turn):
    """Power of a module [MW] of an electrolyser that needs `power` [MW]: `small` below the size of a `medium` one, `medium` up to the `turn`, `large`
    beyond."""
    return np.where(power <= medium, np.minimum(small, medium), np.where(power <= turn, medium, large))


def in_modules(power, small, medium, large, turn, most):
    """Power of whole modules [MW] that reach `power` [MW]; the others as in `module`. Never more than `most` [MW], which may leave nothing."""
    step = module(power, small, medium, large, turn)
    return np.minimum(np.ceil(power / step - ROUNDING) * step, np.floor(most / small + ROUNDING) * small)


def path_ratio(year, start, path, realised):
    """Price of an electrolyser ordered at `year` over one ordered at `start` [ratio]: projected prices by year (`path`, {year: EUR/kW}), of whose
    fall a share is `realised`."""
    dates, prices = np.array(list(path), dtype=float), np.array(list(path.values()))
    return 1 - realised * (1 - np.interp(year, dates, prices) / np.interp(start, dates, prices))


def scaled_capital(unit_cost, size, reference, exponent):
    """Investment [EUR] of a machine of some `size`, from its `unit_cost` at the `reference` size: cost grows as a power of size (stations,
    compressors); nothing for a size of none, whatever the power."""
    return unit_cost * reference * (size / reference) ** exponent * (np.asarray(size) > 0)


def cost_of_capital(private, public, equity):
    """Mean rate [1/year] of a project with `equity` [share] of public capital at the public rate."""
    return private * (1 - equity) + public * equity


def electrolysed(p, kilograms):
    """An electrolyser for `kilograms` [kg/year, draw]: power in modules [MW], hours at full power [h/year], mean consumption [kWh/kg], life of a
    stack [hour]. Nothing is built that would run less than the fewest hours of the study; the hours are then those asked for."""
    life = stack_life(p.stack_hours, p.degradation, p.wear_limit)
    consumption = mean_consumption(p.consumption, p.degradation, life)
    need, asked = kilograms * consumption / KILO, p.full_load_hours  # [MWh/year]
    installed = in_modules(need / asked, *module_sizes(p), need / p.fewest_hours)
    return installed, np.where(installed > 0, need / np.where(installed > 0, installed, 1), asked), consumption, life


def module_sizes(p):
    """The three sizes of a module and the power at which one goes from the second to the third [MW, draw]."""
    return [getattr(p, f"module_{name}") for name in ("small", "medium", "large", "turn")]


def chosen_module(p, kilograms, consumption, installed):
    """The module [MW, draw] of an electrolyser of `installed` MW for `kilograms` [kg/year] at `consumption` [kWh/kg]: a small one when the
    fewest hours kept it under a whole number of the others."""
    sizes = module_sizes(p)
    step = module(kilograms * consumption / KILO / p.full_load_hours, *sizes)
    whole = np.abs(installed / step - np.rint(installed / step)) < ROUNDING
    return np.where(whole, step, sizes[0])


def day_of_tank(p, kilograms, rate):
    """A tank for a mean day of kilograms [kg/year, draw]: investment [EUR], its annuity, its upkeep [EUR/year]."""
    tank = kilograms / DAYS * p.tank_cost
    return tank, annuity(tank, rate, p.tank_life, p.build_years), tank * p.tank_om


def plant_costs(p, installed, kilograms, hours, life, rate):
    """Yearly costs of making kilograms [kg/year, draw] with `installed` MW that run `hours` [h/year], before any aid: {part: (investment [EUR],
    its annuity [EUR/year], upkeep [EUR/year])}."""
    build = p.build_years
    law = [getattr(p, name) for name in ("capex_power", "scale_turn", "scale_small", "scale_large", "scale_frozen")]
    machine = electrolyser_capital(p.electrolyser_capex * order_ratio(p), installed, *law)
    system = p.electrolyser_life
    stacks = stacks_annuity(machine * p.stack_part, rate, system, life / np.maximum(hours, 1))
    tank, tank_annuity, tank_upkeep = (p.tank_days * cost for cost in day_of_tank(p, kilograms, rate))
    flow = installed * KILO / p.consumption
    compressor = scaled_capital(p.compressor_cost, flow, p.compressor_size, p.compressor_scale)
    wire = installed * KILO * p.connection_cost
    return {
        "electrolyser": (machine, annuity(machine, rate, system, build), machine * p.electrolyser_om),
        "stacks": (0 * machine, stacks, 0 * machine),
        "storage": (
            tank + compressor,
            tank_annuity + annuity(compressor, rate, p.compressor_life, build),
            tank_upkeep + compressor * p.compressor_om,
        ),
        "connection": (wire, annuity(wire, rate, system, build), 0 * wire),
    }


def order_ratio(p):
    """Price of an electrolyser when it is ordered, over the price without waiting [ratio, draw]."""
    path = {year: float(getattr(p, f"path_{year}")) for year in (2025, 2030, 2035, 2040)}
    start = p.first_year - p.build_years
    return path_ratio(start + p.wait_years, start, path, p.fall_realised)


def wood_kilo(p, rate):
    """What a kilo of hydrogen from wood costs [EUR/kg, draw]: (wood and power, annuity, upkeep), and the investment by yearly kilo [EUR/kg]. The
    project of Nord Lozère sells all that it makes, the steel works included."""
    made = p.biomass_capacity * KILO
    capital = p.biomass_capex * KILO**2
    energy = p.lhv / KILO  # [MWh/kg]
    grid = p.wholesale_electricity_price + p.supply_premium + p.grid_tariff + p.excise
    burnt = energy * (p.wood_input * p.wood_price + p.biomass_power * grid)
    yearly = annuity(capital, rate, p.biomass_life, p.build_years)
    return burnt, yearly / made, p.biomass_om * capital / made, capital / made


def delivered_kilo(cost, distance, transport):
    """What a delivered kilo costs [EUR/kg]: `cost` at the factory [EUR/kg], distance [km], `transport` [EUR/kg for 100 km]."""
    return cost + transport * distance / HUNDRED


def electrolysis_kilo(p, system, rate):
    """What a kilo costs out of the electrolyser alone [EUR/kg, draw], without aid, compression, connection nor station: what published levelised
    costs speak of. system: that of `investments`."""
    machine = system["capital"]["electrolyser"]
    return levelised_cost(
        machine,
        p.electrolyser_om,
        np.maximum(system["most_made"], 1),
        rate,
        p.electrolyser_life,
        p.build_years,
        system["consumption"],
        system["price"],
        p.stack_part,
        system["life"] / np.maximum(system["hours"], 1),
    )
