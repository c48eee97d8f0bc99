"""The same, commune by commune: the racks it would rent, and what its air is worth to a cooling plant."""

import numpy as np

from studies.toolkit.constants import KILO

from .demand import CLIENTS, LOCAL
from .energy import chain, loaded_pue
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


def by_commune(p, territory, wanted):
    """Racks, PUE and free cooling by commune, in a single run. Clients from elsewhere rent racks from no commune of Lozère."""
    shares = spread(territory)
    nobody = np.zeros(territory.sizes["commune"])
    by_client = np.stack([shares[client] * wanted[client][0] if client in LOCAL else nobody for client in CLIENTS])
    racks = sum(by_client)
    mean = mean_temperature(territory.altitude.values, p.sea_temperature, p.lapse, p.warming)
    weather = cooling(p, mean)
    return {
        "racks_rate_by_commune": racks / territory.population.values * KILO,
        "racks_by_commune": racks,
        "free_hours_by_commune": weather["free"],
        "pue_by_commune": loaded_pue(p.target_occupancy, p.load, weather["compressors"], *chain(p)),
        "temperature_by_commune": mean,
        "client_racks_by_commune": by_client,
    }
