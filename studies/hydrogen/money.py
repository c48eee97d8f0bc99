"""Who pays. Public money is one thing, named once: what the State, Europe, the Region, the Département and the communes pay, by the rules of aid,
over the same number of years of service for every choice: part of the investments, land, guarantee, part of what vehicles cost more.

Energy suppliers pay the certificates of batteries, users what vehicles still cost more: neither is public money. Constant euros, not discounted.
"""

import numpy as np

from studies.toolkit.constants import KILO

from .production import capital_recovery_factor
from .series import in_year, opening, over_service
from .station import SOLD_LEAST, guaranteed, making_price, paid_power, pump_parts

POSTS = ("investment", "land", "guarantee", "vehicles_h2", "vehicles_biogas")  # of public money
FOR_HYDROGEN = POSTS[:4]
PAYERS = {"above": ("investment", "vehicles_h2", "vehicles_biogas"), "local": ("land", "guarantee")}  # who pays which posts
HEATERS = ("gas", "syngas", "electric", "h2")  # what may heat the steel works
SUPPORTED = ("electrolyser", "storage", "connection", "station", "bought")  # investments that an aid may pay a part of


def grants(capital, rate):
    """Aid to the investment [EUR]: `rate` [share] of each of the investments of `capital` [EUR by part]."""
    return rate * sum(capital.values())


def operating_support(price, parity, kilograms):
    """What would have to be paid each year for hydrogen to cost a truck what diesel does [MEUR/year]: price and parity [EUR/kg], kilograms
    [kg/year]."""
    return np.maximum(price - parity, 0) * kilograms / KILO**2


def public_money(p, system, vehicle_aid, guarantee):
    """Public money by post [MEUR, draw] over the years of service of this choice.

    vehicle_aid: aid paid so far to the vehicles [MEUR, year x draw] by technology; guarantee [EUR/year, year x draw].
    """
    capital = {name: system["capital"][name] for name in SUPPORTED}
    return {
        "investment": grants(capital, p.capex_aid) / KILO**2,
        "land": p.stations * p.plot_area * p.plot_price * p.site_given / KILO**2,
        "guarantee": over_service(p, guarantee / KILO**2, opening(p)),
        "vehicles_h2": in_year(vehicle_aid["h2"], last_of_service(p, opening(p))),
        "vehicles_biogas": in_year(vehicle_aid["biogas"], last_of_service(p, p.first_year)),
    }


def last_of_service(p, start):
    """The last year of service that counts when it starts at `start` [date_year, draw]."""
    return start + float(p.service_years) - 1


def by_payer(posts):
    """Public money by who pays it [MEUR, draw]: the State, Europe and the Region for what their calls aid, the Département and the communes for what
    they give or guarantee; posts: the answer of `public_money`."""
    return {payer: sum(posts[name] for name in paid) for payer, paid in PAYERS.items()}


def starts(p, names):
    """When the years of service of each technology start [date_year, draw]: hydrogen and its industry with the stations, the rivals at once."""
    return {name: opening(p) if name in ("h2", "industry") else p.first_year for name in names}


def used_up(p, system, parts):
    """What is spent on a kilo only when it is made [EUR/kg, draw]: electricity, water, wood, trucks; then only when it is pumped, the electricity of
    the station. parts: of `pump_parts`."""
    running, at_station = system["running"], paid_power(p, system)[1] * system["price"] / KILO
    return parts["power"] + (running["bought"] + running["water"]) / np.maximum(system["everything"], SOLD_LEAST), at_station


def guarantee_cost(p, system, aid, pumped):
    """What the guarantor pays each year for hydrogen that nobody took [EUR/year, year x draw]: the fixed costs of the volume that is missing,
    `pumped` [kg/year, year x draw] being what is bought. What was never made took neither electricity, that of the station included, nor water, nor
    wood, nor a truck; the plant that would have made it is paid for."""
    parts = pump_parts(p, system, aid)
    return np.maximum(guaranteed(p) - pumped, 0) * (sum(parts.values()) - sum(used_up(p, system, parts)))


def operator_loss(p, system, parts):
    """What nobody pays to the operator of stations where nobody comes, nor answers for [EUR/year, draw]: the costs of the kilograms, under SOLD_LEAST
    in all, by which a kilo is counted and that are not sold. parts: of `pump_parts`."""
    pumped, everything = system["pumped"], system["everything"]
    taken = np.maximum(pumped, guaranteed(p))
    made = np.maximum(everything - pumped, 0) + taken
    making, pumping = used_up(p, system, parts)

    def unsold(kilograms):
        return np.maximum(SOLD_LEAST - kilograms, 0)

    fixed = sum(parts.values()) - parts["station"] - making, parts["station"] - pumping
    return unsold(made) * fixed[0] + unsold(taken) * fixed[1] + unsold(everything) * making + unsold(pumped) * pumping


def year_of_account(p, system, aid):
    """What the hydrogen of the target year costs once aided, and who pays it [MEUR/year, draw]: who fills up here, industry, the guarantor; where
    nobody comes, the operator of the station loses it."""
    parts, aided = pump_parts(p, system, aid), {name: values for name, values in system["annuity"].items() if name != "stacks"}
    spent = sum(system["annuity"].values()) - aid * sum(aided.values()) + system["upkeep"] + sum(system["running"].values())
    pumped, kilo = system["pumped"], sum(parts.values())
    return {
        "hydrogen_costs": (spent + system["electricity"] * system["price"] / KILO) / KILO**2,
        "paid_at_pump": pumped * kilo / KILO**2,
        "paid_by_industry": (system["everything"] - pumped) * making_price(p, system, parts) / KILO**2,
        "paid_by_guarantor": guarantee_cost(p, system, aid, pumped) / KILO**2,
        "lost_by_operator": operator_loss(p, system, parts) / KILO**2,
    }


def left_to_users(p, paid_more, other_hydrogen):
    """What users pay more than with diesel over the years of service, by technology [MEUR, draw]: vehicles (`paid_more`) and, for hydrogen, passing
    trucks, tractors and industry (`other_hydrogen`) [MEUR/year, year x draw]."""
    yearly = paid_more | {"h2": paid_more["h2"] + other_hydrogen}
    return {name: over_service(p, values, start) for (name, values), start in zip(yearly.items(), starts(p, yearly).values(), strict=True)}


def for_each(amount, quantity):
    """An amount [MEUR] for each unit of a quantity [EUR/unit], nothing when there is none."""
    return np.where(quantity > 0, amount * KILO**2 / np.where(quantity > 0, quantity, 1), 0)


def equity(p, system):
    """Public capital placed in the project [MEUR, draw]: not spent, at risk."""
    capital = sum(system["capital"][name] for name in SUPPORTED)
    return p.public_equity * capital * (1 - p.capex_aid) / KILO**2


def heat_prices(p, price, hydrogen, rate):
    """What a MWh of heat costs the steel works [EUR/MWh, draw]: gas, syngas from wood, hydrogen made in Lozère [EUR/kg], electricity [EUR/MWh]."""
    made = float(p.gas_need) * KILO  # [MWh/year]
    capital = p.biomass_capex * KILO**2
    fixed = capital * (capital_recovery_factor(rate, p.biomass_life) + p.biomass_om) / made
    return {"gas": p.gas_price, "syngas": fixed + p.wood_price / p.syngas_yield, "electric": price, "h2": hydrogen / p.lhv * KILO}


def wood_for(energy, yield_, heat):
    """Wood for some heat [t/year]: energy [GWh/year], `yield_` of the wood in gas [share], `heat` of a tonne [MWh/t]."""
    return energy * KILO / yield_ / heat
