"""The same, commune by commune: the racks it would rent, and what its air is worth to a cooling plant."""

import numpy as np

from studies.toolkit.constants import KILO

from .demand import LOCAL
from .energy import CHAIN, loaded_pue
from .weather import cooling, mean_temperature


def spread(territory):
    """What each kind of client is spread on, as shares of the département by commune: one commune each, one intercommunality shared by its communes,
    the town halls of the département and the health services by people of 75 and more, schools by inhabitants, firms by firms."""
    epci = territory.epci.values
    _, place, size = np.unique(epci, return_inverse=True, return_counts=True)
    alone = np.ones(epci.size)
    hub = territory.population.values == territory.population.values.max()
    found = {
        "towns": alone,
        "epci": 1 / size[place],
        "department": hub.astype(float),
        "health": territory.people_75.values,
        "education": territory.population.values,
        "firms": territory.firms.values,
        "small_firms": territory.small_firms.values,
    }
    return {name: values / values.sum() for name, values in found.items()}


def by_commune(figures, territory, answer):
    """Racks, PUE and free cooling by commune, as (values, dims, label, unit, sense, basis)."""
    shares = spread(territory)
    segments = {f"racks_{name}_by_commune": shares[name] * answer["wanted"][name][0] for name in LOCAL}
    racks = sum(segments.values())
    altitude = territory.altitude.values
    mean = mean_temperature(altitude, figures("sea_temperature"), figures("lapse"), figures("warming"))
    weather = cooling(figures, mean)
    pue = loaded_pue(figures("target_occupancy"), figures("load"), weather["compressors"], *(figures(name) for name in CHAIN))
    found = {
        "racks_rate_by_commune": (
            racks / territory.population.values * KILO,
            "Baies demandées pour 1 000 habitants",
            "racks/kinhabitant",
            1,
            "réparti",
        ),
        "racks_by_commune": (racks, "Baies demandées", "racks", 1, "réparti"),
        "free_hours_by_commune": (weather["free"], "Heures de refroidissement libre", "hour/year", 1, "estimé"),
        "pue_by_commune": (pue, "PUE à 85 % d'occupation", "kWh/kWh", -1, "estimé"),
        "temperature_by_commune": (mean, "Température moyenne", "degC", 0, "estimé"),
    }
    found |= {
        name: (values, f"Baies : {LOCAL[name.split('_by_')[0].removeprefix('racks_')].lower()}", "racks", 1, "réparti")
        for name, values in segments.items()
    }
    return {name: (values, ("commune",), *words) for name, (values, *words) in found.items()}
