"""What the heat of the machines can warm, hour by hour, and whether it pays.

[1] Zangeneh, A., Øi, L. E. (2022). Economic investigation of heat pumps for heat recovery from data center. SIMS.
    https://ecp.ep.liu.se/index.php/sims/article/view/747
[2] Pärssinen, M. et al. (2019). Waste heat from data centers: an investment analysis. Sustainable Cities and Society 44, 428-444.
"""

from functools import lru_cache

import numpy as np

from studies.toolkit.constants import HOURS, KILO

from .weather import KELVIN, hourly_anomaly

ROUNDED = 1e-9  # [share] of a heat that the sums of a year lose


def heat_pump_cop(supply, source, carnot, approach):
    """Heat given per unit of electricity by a pump from `source` to `supply` [degC], each with an `approach` [K] of its exchanger: a part of
    Carnot."""
    hot, cold = supply + approach + KELVIN, source - approach + KELVIN
    return carnot * hot / np.maximum(hot - cold, approach)


@lru_cache(maxsize=8)
def hourly_need(mean, climate, base, heating_limit):
    """The need of a client in each of the 8 760 hours, in parts of its yearly need, smallest first, with its running sum: a part `base` [share] all
    year (hot water, pool), the rest as the degrees below `heating_limit` [degC] at a place of mean temperature `mean` [degC]."""
    cold = np.maximum(heating_limit - (mean + hourly_anomaly(climate)), 0)
    need = np.sort(base / HOURS + (1 - base) * cold / cold.sum())
    return need, np.concatenate([[0.0], np.cumsum(need)])


def heat_taken(offered, need, base, mean, heating_limit, climate):
    """Heat that a client takes in a year [MWh]: in each hour, the least of what is `offered` (yearly [MWh], constant) and of what it needs
    (yearly `need` [MWh])."""
    profile, running = hourly_need(float(mean), climate, float(base), float(heating_limit))
    offered, need = np.broadcast_arrays(np.atleast_1d(offered), np.atleast_1d(need))
    hourly = np.divide(offered / HOURS, need, out=np.zeros(need.shape), where=need > 0)
    below = np.searchsorted(profile, hourly)
    return need * (running[below] + (HOURS - below) * hourly)


def heat_left(offered, taken):
    """Heat that a client leaves to the next one [same unit], of what was `offered`: nothing when all is taken, to the rounding of the sums, and then
    no pump nor pipe is laid for it."""
    left = offered - taken
    return np.where(left > ROUNDED * offered, left, 0.0)


def heat_value(taken, cop, displaced, electricity):
    """What heat is worth in a year [kEUR]: the price it displaces [EUR/MWh] less the electricity of the pump [EUR/MWh]."""
    return taken * (displaced - electricity / cop) / KILO


def heat_investment(offered, pump, pipe_m, pipe_cost):
    """Pump [EUR/kW of heat] for what it gives over a year [MWh] when it never stops, and pipe [m, EUR/m] [kEUR]; nothing when nothing is offered."""
    return (offered * KILO / HOURS * pump + pipe_m * pipe_cost) / KILO * (offered > 0)


def energy_reuse_factor(low_heat, machines):
    """ERF [share]: heat of the machines that is reused (without what the pump adds) over all their energy [MWh]."""
    return np.divide(low_heat, machines, out=np.zeros(np.broadcast(low_heat, machines).shape), where=machines > 0)
