"""Who pays: aid to the investment, aid to vehicles within its caps, guarantee and land; what support hydrogen would need, and what waiting changes.

Constant euros. Nothing is paid before stations open.
"""

import numpy as np

from studies.toolkit.constants import KILO

from .production import capital_recovery_factor
from .series import COMPUTED_YEARS, opening

POSTS = ("investment", "land", "guarantee", "vehicles_h2", "vehicles_biogas", "vehicles_battery")  # of public money
HEATERS = ("gas", "syngas", "electric", "h2")  # what may heat the steel works
SUPPORTED = ("electrolyser", "storage", "connection", "station", "bought")  # investments that an aid may pay a part of


def grants(capital, rate):
    """Aid to the investment [EUR]: `rate` [share] of each of the investments of `capital` [EUR by part]."""
    return rate * sum(capital.values())


def discounted(yearly, rate, start):
    """Present value at the year `start` [MEUR] of a series [MEUR/year, year x draw] at a rate [1/year]; what is before it does not count."""
    elapsed = COMPUTED_YEARS[:, None] - start
    return np.where(elapsed >= 0, yearly / (1 + rate) ** elapsed, 0).sum(axis=0)


def operating_support(price, parity, kilograms):
    """What would have to be paid each year for hydrogen to cost a truck what diesel does [MEUR/year]: price and parity [EUR/kg], kilograms
    [kg/year]."""
    return np.maximum(price - parity, 0) * kilograms / KILO**2


def public_money(p, system, vehicle_aid, guarantee):
    """Public money spent since 2025, by line [MEUR, year x draw]: investment, vehicles (by technology), guarantee, land.

    vehicle_aid: aid to the vehicles in service [MEUR, year x draw] by technology; guarantee [EUR/year, year x draw].
    """
    opened = COMPUTED_YEARS[:, None] >= opening(p)
    capital = {name: system["capital"][name] for name in SUPPORTED}
    given = p.stations * p.plot_area * p.plot_price * p.site_given
    found = {
        "investment": opened * grants(capital, p.capex_aid) / KILO**2,
        "land": opened * given / KILO**2,
        "guarantee": np.cumsum(opened * guarantee / KILO**2, axis=0),
    }
    return found | {f"vehicles_{name}": values for name, values in vehicle_aid.items()}


def equity(p, system):
    """Public capital placed in the project [MEUR, draw]: not spent, at risk."""
    capital = sum(system["capital"][name] for name in SUPPORTED)
    return p.public_equity * capital * (1 - p.capex_aid) / KILO**2


def support_to_come(p, spent, operating):
    """Present value of all the support until the last year [MEUR, draw]: what is spent [MEUR, year x draw, cumulated] and the operating support
    [MEUR/year, year x draw], at the public rate, seen from the first possible opening."""
    yearly = np.diff(spent, axis=0, prepend=0) + operating
    return discounted(yearly, p.public_discount_rate, float(p.first_year))


def heat_prices(p, price, hydrogen, rate):
    """What a MWh of heat costs the steel works [EUR/MWh, draw]: gas, syngas from wood, hydrogen made in Lozère [EUR/kg], electricity [EUR/MWh]."""
    made = float(p.gas_need) * KILO  # [MWh/year]
    capital = p.biomass_capex * KILO**2
    fixed = capital * (capital_recovery_factor(rate, p.biomass_life) + p.biomass_om) / made
    return {"gas": p.gas_price, "syngas": fixed + p.wood_price / p.syngas_yield, "electric": price, "h2": hydrogen / p.lhv * KILO}


def wood_for(energy, yield_, heat):
    """Wood for some heat [t/year]: energy [GWh/year], `yield_` of the wood in gas [share], `heat` of a tonne [MWh/t]."""
    return energy * KILO / yield_ / heat
