"""How much hydrogen is asked for: fleets that adopt it, trucks that pass by, an industry; segment by segment and year by year.

[1] Rogers, E. M. (2003). Diffusion of Innovations, 5th edition. Free Press. (the logistic curve of an adoption)
"""

import numpy as np

from studies.toolkit.constants import HUNDRED, KILO

from .series import COMPUTED_YEARS, DAYS, opening

FLEETS = ("coach", "refuse", "snow", "lcv", "hgv")
SEGMENTS = (*FLEETS, "transit", "tractor", "industry")  # all who ask for hydrogen


def logistic(year, midpoint, speed):
    """Part of what is aimed at that is there at `year` [share]: half at the `midpoint` [date_year], growing at `speed` [1/year] [1]."""
    return 1 / (1 + np.exp(-speed * (year - midpoint)))


def adoption(target, years, midpoint, delay, speed, reference):
    """Share of a fleet on hydrogen [share, year x draw]: `target` at the year `reference` [date_year] when nothing delays it; with a `delay` [year],
    negative for an advance, the whole curve moves and less is reached by then. midpoint [date_year] without delay, speed [1/year]."""
    return target * logistic(years, midpoint + delay, speed) / logistic(reference, midpoint, speed)


def renewal_capped(wanted, life, open_year):
    """Share of a fleet that can have changed [share, year x draw]: as `wanted` [same], but no more of the fleet each year than is renewed, one
    over its `life` [year], and nothing before stations open [date_year]."""
    capped = np.zeros_like(wanted)
    for row in range(1, len(wanted)):
        capped[row] = np.where(COMPUTED_YEARS[row] >= open_year, np.minimum(wanted[row], capped[row - 1] + 1 / life), 0)
    return capped


def fleet_demand(vehicles, distance, consumption, relief):
    """Hydrogen of a fleet [kg/year]: vehicles, `distance` of each [km/year], `consumption` on a flat road [kg/100km], `relief` and cold [ratio]."""
    return vehicles * distance * consumption / HUNDRED * relief


def transit_demand(flow, share, capture, fill):
    """Hydrogen of passing trucks [kg/year]: flow [vehicles/day], `share` of them on hydrogen, `capture` of these who stop, `fill` [kg]."""
    return flow * DAYS * share * capture * fill


def industry_energy(kilograms, heating_value):
    """Gas that hydrogen replaces, at equal energy [GWh/year]: kilograms [kg/year], lower heating value [kWh/kg]."""
    return kilograms * heating_value / KILO**2


def relief_factor(altitude, low, high):
    """Extra consumption by commune [ratio, commune]: from `low` in the lowest commune to `high` in the highest [m], in proportion between."""
    lowest, highest = altitude.min(), altitude.max()
    return low + (high - low) * (altitude - lowest) / (highest - lowest)


def weights(territory):
    """How each fleet is spread over the communes [share, commune]; each sums to one. Nobody publishes fleets by commune."""
    establishments, people = territory.establishments.values, territory.population.values
    land = territory.area.values * territory.altitude.values
    spread = {
        "coach": people,
        "refuse": people + territory.second_homes.values,
        "snow": land,
        "lcv": establishments,
        "hgv": establishments,
        "tractor": territory.area.values,
        "industry": (territory.commune.values == INDUSTRY).astype(float),
    }
    return {name: values / values.sum() for name, values in spread.items()}


INDUSTRY = "48140"  # Saint-Chély-d'Apcher, where the steel works burn gas


def fleet_relief(p, territory):
    """Extra consumption of each fleet over the département [ratio]: that of the communes, weighted by its vehicles."""
    factor = relief_factor(territory.altitude.values, float(p.relief_low), float(p.relief_high))
    return {name: float((share * factor).sum()) for name, share in weights(territory).items()}


def target_share(p, name):
    """The share of a fleet that a lever aims at [share, draw]; the lever of the snow trucks is a number of vehicles, none of a fleet without any."""
    if name != "snow":
        return getattr(p, f"{name}_share")
    fleet = p.snow_fleet
    return np.where(fleet > 0, p.snow_trucks / np.where(fleet > 0, fleet, 1.0), 0.0)


def shares(p, delay):
    """Share of each fleet and of the passing trucks on hydrogen, of the industrial volume and of the tractors aimed at [share, year x draw]; delay
    [year, draw] of all."""
    years, reference = COMPUTED_YEARS[:, None], p.target_year
    midpoint, speed = p.adoption_midpoint, p.adoption_speed
    postponed = delay + p.wait_years
    found = {}
    for name in FLEETS:
        wanted = adoption(target_share(p, name), years, midpoint, postponed, speed, reference)
        found[name] = renewal_capped(wanted, getattr(p, f"{name}_life"), opening(p))
    started = years >= opening(p)
    whole = np.ones_like(speed)
    for name, target in (("transit", p.transit_share), ("industry", whole), ("tractor", whole)):
        found[name] = started * adoption(target, years, midpoint, postponed, speed, reference)
    return found


def vehicles(p, share):
    """Vehicles of each fleet on hydrogen [vehicles, year x draw]; share: the answer of `shares`."""
    return {name: share[name] * getattr(p, f"{name}_fleet") for name in FLEETS} | {"tractor": share["tractor"] * p.tractors}


def demand(p, share, relief):
    """Hydrogen asked for by segment [kg/year, year x draw]; share: the answer of `shares`; relief: that of `fleet_relief`."""
    running = vehicles(p, share)
    found = {name: fleet_demand(running[name], getattr(p, f"{name}_km"), getattr(p, f"{name}_h2_use"), relief[name]) for name in FLEETS}
    found["transit"] = transit_demand(p.transit_flow, share["transit"], p.transit_capture, p.fill) * (p.stations > 0)  # nobody stops at no station
    found["tractor"] = running["tractor"] * p.tractor_hours * p.tractor_h2_use
    found["industry"] = share["industry"] * p.industry_tonnes * KILO
    return found


def feedback_delay(gap, threshold, late, stations, pull):
    """How much later the adoption comes [year]: `late` when hydrogen is dearer than a truck can pay by more than a threshold (`gap`, `threshold`
    [EUR/kg]), `pull` earlier for each station after the first."""
    return np.where(gap > threshold, late, 0) - pull * np.maximum(stations - 1, 0)
