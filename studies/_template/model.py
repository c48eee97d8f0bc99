"""A tiny model to start from: homes helped each year, the energy they save, what it costs.

`run` receives the figures of parameters.csv as `p.<id>` and the communes as `territory`. It computes and does nothing else: no file,
no clock, no network, no print. The same lines compute one value or a thousand draws: use numpy and xarray, not `if` on a figure.
"""

import numpy as np
import xarray as xr

YEARS = np.arange(2027.0, 2038.0)  # each is a 1 January: 2037 is the end of 2036
EUR_IN_KEUR = 1000


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


def named(values, label, unit, sense, **more):
    """A result with what the screen says of it: French label, unit, sense (1 better when higher, -1 when lower, 0 neither)."""
    return values.assign_attrs(label=label, unit=unit, sense=sense, **more)


def run(p, territory):
    """Homes helped [homes], energy saved [MWh/year], grants paid since the start [kEUR], cost of a saved MWh [EUR/MWh], by 1 January."""
    years = xr.DataArray(YEARS, dims="year", coords={"year": YEARS})
    homes = territory.main_residences
    helped = np.minimum(p.homes_per_year * (years - YEARS[0]), p.homes_to_help * homes.sum())
    cost = levelised_cost(p.works_cost, p.saving_per_home, p.public_discount_rate, p.lifetime)
    results = {
        "helped_homes": named(helped, "Logements aidés depuis 2027", "homes", 1),
        "saved_energy": named(helped * p.saving_per_home, "Énergie économisée", "MWh/year", 1),
        "public_cost": named(helped * p.grant / EUR_IN_KEUR, "Aides publiques versées depuis 2027", "kEUR_2024", -1),
        "saving_cost": named(cost, "Coût d'un MWh économisé, travaux compris", "EUR_2024/MWh", -1),
    }
    if p.draws is None:  # figures by commune are for the map: no range is drawn for them
        spread = helped * (homes / homes.sum()) / territory.dwellings  # nobody counted them by commune: spread as main residences are
        results["helped_by_commune"] = named(spread, "Logements aidés rapportés à tous les logements", "share", 1, basis="réparti")
    return xr.Dataset(results)
