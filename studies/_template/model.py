"""A tiny model to start from: homes helped each year, the energy they save, what it costs.

`run` receives the figures of parameters.csv as `p.<id>` and the communes as `territory`, and gives the results of results.csv. It computes
and does nothing else: no file, no clock, no network, no print. A figure with a range is an array of its draws [draw], of size 1 in a single
run: the same lines compute one value or a thousand, with numpy and without `if` on a figure. The draw is always the last axis.
"""

import numpy as np

from studies.toolkit.constants import KILO

YEARS = np.arange(2027.0, 2038.0)  # the dates of the axis `year`; each is a 1 January: 2037 is the end of 2036


def capital_recovery_factor(rate, lifetime):
    """Yearly payment that pays back one euro over a lifetime.

    Parameters
    ----------
    rate : discount rate, above 0 [1/year]
    lifetime : number of payments [year]

    Returns
    -------
    The payment per euro [1/year]: r / (1 - (1 + r)^-n), found in any textbook of finance as the annuity of a loan.
    """
    return rate / (1 - (1 + rate) ** -lifetime)


def levelised_cost(investment, yearly_output, rate, lifetime):
    """Cost of one unit of output when an investment is spread over its lifetime.

    Parameters
    ----------
    investment : paid at the beginning [EUR]
    yearly_output : what it brings each year [MWh/year]
    rate : discount rate [1/year]
    lifetime : of the investment [year]

    Returns
    -------
    The cost of a unit [EUR/MWh].
    """
    return investment * capital_recovery_factor(rate, lifetime) / yearly_output


def run(p, territory):
    """Homes helped [homes], energy saved [MWh/year], grants paid since the start [kEUR], cost of a saved MWh [EUR/MWh], by 1 January."""
    elapsed, homes = (YEARS - YEARS[0])[:, None], territory.main_residences.values  # [year, year x 1] and [homes, commune]
    helped = np.minimum(p.homes_per_year * elapsed, p.homes_to_help * homes.sum())  # [homes, year x draw]
    results = {
        "helped_homes": helped,
        "saved_energy": helped * p.saving_per_home,
        "public_cost": helped * p.grant / KILO,
        "saving_cost": levelised_cost(p.works_cost, p.saving_per_home, p.public_discount_rate, p.lifetime),
        "saving_cost_aid": levelised_cost(p.grant, p.saving_per_home, p.public_discount_rate, p.lifetime),
        "saving_cost_owner": levelised_cost(p.works_cost - p.grant, p.saving_per_home, p.public_discount_rate, p.lifetime),
    }
    if p.draws is None:  # figures by commune are for the map: no range is drawn for them
        weights = homes / homes.sum() / territory.dwellings.values  # nobody counted them by commune: spread as main residences are
        results["helped_by_commune"] = helped * weights  # [share, year x commune]
    return results
