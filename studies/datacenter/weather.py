"""The air outside, hour by hour, and what it lets a cooling plant do without compressors.

A synthetic year of 8 760 hours around the mean temperature of a place, until an hourly file of Météo-France is read: a season, a day, and a normal
noise whose distribution is integrated (its autocorrelation changes nothing in a sum over the year). Hours are gathered in bins of temperature, as
the bin method of ASHRAE does, so that a year of a site costs a few hundred operations.

[1] Joly, D. et al. (2010). Les types de climats en France, une construction spatiale. Cybergeo 501. doi 10.4000/cybergeo.23155
[2] ASHRAE Handbook, Fundamentals, chapter 19, Energy estimating and modeling methods (bin method).
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri

from studies.toolkit.constants import HOURS, KILO

DAY, YEAR = 24, 365  # [hours], [days]
COLDEST, WARMEST = 20, 15  # day of the year (20 January) and hour of the day when it is coldest and warmest, by definition of the synthetic year
NOISE_NODES = 15  # equally likely values of the noise
BIN = 0.1  # [K] width of a bin
KELVIN = 273.15  # [K] of 0 °C
ASHRAE = (18, 20, 22, 27)  # [degC] thresholds of supply air that operators compare
KEPT = 128  # years kept in memory: each lever that does not move the air reads the same one


class Climate(NamedTuple):
    """What moves the temperature around its yearly mean [K]: July minus January, day minus night in winter and in summer, noise (deviation)."""

    amplitude: float
    day_winter: float
    day_summer: float
    noise: float


class Machine(NamedTuple):
    """A cooling plant: part of the Carnot efficiency [share], least and greatest COP, condenser above the air and evaporator below the supply [K]."""

    carnot: float
    least: float
    greatest: float
    condenser: float
    evaporator: float


def mean_temperature(altitude, sea, lapse, warming):
    """Yearly mean [degC] at `altitude` [m]: straight line of 133 communes of Lozère [1], `sea` [degC] at sea level, `lapse` [K/km], and
    the `warming` [K] since 1971-2000."""
    return sea + lapse * altitude / KILO + warming


def season(hours):
    """-1 on the coldest day of the year, 1 half a year later, for hours since 1 January."""
    return -np.cos(2 * np.pi * (hours // DAY + 1 - COLDEST) / YEAR)


def hourly_anomaly(climate):
    """Temperature minus its yearly mean [K] in each of the 8 760 hours, without noise."""
    hours = np.arange(HOURS)
    summer = (1 + season(hours)) / 2
    day = climate.day_winter + (climate.day_summer - climate.day_winter) * summer
    return climate.amplitude / 2 * season(hours) + day / 2 * np.cos(2 * np.pi * (hours % DAY - WARMEST) / DAY)


@lru_cache(maxsize=KEPT)
def bins(climate):
    """The year in bins: middle of each [K from the yearly mean] and its share of the hours."""
    noise = climate.noise * ndtri((np.arange(NOISE_NODES) + 0.5) / NOISE_NODES)
    anomalies = (hourly_anomaly(climate)[:, None] + noise).ravel()
    place = np.round(anomalies / BIN).astype(int)
    counts = np.bincount(place - place.min())
    return (np.arange(counts.size) + place.min()) * BIN, counts / counts.sum()


def free_cooling_share(outside, full, none):
    """Part of the heat that outside air takes away [share]: all of it below `full` [degC], nothing above `none` [degC], linear between."""
    return np.clip((none - outside) / (none - full), 0, 1)


def chiller_cop(outside, supply, machine):
    """Heat moved per unit of electricity by a compressor, from the supply air to the air outside [degC]: a part of Carnot, within bounds."""
    hot, cold = outside + machine.condenser + KELVIN, supply - machine.evaporator + KELVIN
    return np.clip(machine.carnot * hot / np.maximum(hot - cold, 1.0), machine.least, machine.greatest)


@lru_cache(maxsize=KEPT)
def _year(means, supplies, approaches, climate, machine):
    mean, supply, approach = (np.frombuffer(part)[:, None] for part in (means, supplies, approaches))
    anomaly, share = bins(climate)
    outside = mean + anomaly
    free = free_cooling_share(outside, supply - approach, supply)
    compressors = ((1 - free) / chiller_cop(outside, supply, machine)) @ share
    return {"free": free @ share * HOURS, "compressors": compressors} | {f"below_{limit}": (outside <= limit) @ share * HOURS for limit in ASHRAE}


def cooling_year(mean, supply, approach, climate: Climate, machine: Machine):
    """A year of cooling at a mean outside temperature [degC] with supply air [degC] and an approach [K] of the exchanger: hours of free cooling
    (`free`), electricity of compressors per unit of heat (`compressors`), hours at or below some temperatures (`below_20`…). mean, supply,
    approach: one value by draw, commune or site. The load only multiplies the result: it is no part of what is kept in memory."""
    asked = np.broadcast_arrays(*(np.atleast_1d(np.asarray(values, dtype=float)) for values in (mean, supply, approach)))
    return _year(*(np.ascontiguousarray(values).tobytes() for values in asked), climate, machine)


def climate(p):
    """The climate of Lozère."""
    return Climate(*map(float, (p.amplitude, p.day_winter, p.day_summer, p.noise)))


def cooling(p, mean):
    """A year of the cooling plant of the study where the mean outside temperature is `mean` [degC]."""
    machine = Machine(*map(float, (p.carnot, p.least_cop, p.greatest_cop, p.condenser, p.evaporator)))
    return cooling_year(mean, p.supply, p.approach, climate(p), machine)
