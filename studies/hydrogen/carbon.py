"""Emissions over the life cycle of a kilo of hydrogen; direct emissions of electricity are another account, and are never mixed with these."""

import numpy as np

from studies.toolkit.constants import HUNDRED, KILO

from .dispatch import local_mix


def hydrogen_carbon(consumption, intensity, distance, transport, construction):
    """Life-cycle emissions of a kilo [kgCO2e/kg]: electricity [kWh/kg] at some `intensity` [gCO2e/kWh], `distance` [km] at `transport` [kgCO2e/kg for
    100 km], `construction` [kgCO2e/kg]."""
    return consumption * intensity / KILO + transport * distance / HUNDRED + construction


def mixed_intensity(local, grid, sun, wind, water, shares):
    """Life-cycle intensity of the electricity used [gCO2e/kWh]: `local` share of it, made of sun, wind and water by their `shares`, the rest of the
    grid."""
    return (1 - local) * grid + local * (shares[0] * sun + shares[1] * wind + shares[2] * water)


def kilo_carbon(p, system):
    """Life-cycle emissions of a kilo of the hydrogen of the target year [kgCO2e/kg, draw], from where it comes."""
    factors = [getattr(p, f"{name}_carbon") for name in ("grid", "sun", "wind", "hydro")]
    intensity = mixed_intensity(system["local"], *factors, local_mix(p))
    grid, built = factors[0], p.plant_carbon
    everything = system["made"] + system["wood"] + system["delivered"]
    made = hydrogen_carbon(system["consumption"], intensity, 0, 0, built * system["ready"] / np.maximum(everything, 1))  # the whole plant was built
    brought = hydrogen_carbon(p.consumption, grid, p.delivery_km, p.delivery_carbon, built)
    parts = system["made"] * made + system["wood"] * p.biomass_carbon + system["delivered"] * brought
    beside = (system["made"] + system["wood"]) * p.compression_use + system["pumped"] * p.station_use_energy
    return np.where(everything > 0, (parts + beside * grid / KILO) / np.maximum(everything, 1), brought)  # bought elsewhere when nothing is sold here


def direct_carbon(consumption, direct):
    """Direct emissions of the electricity of a kilo [kgCO2e/kg]: consumption [kWh/kg], `direct` intensity [gCO2e/kWh]. Another account."""
    return consumption * direct / KILO


def heat_carbon_saved(energy, gas, hydrogen_emissions):
    """Emissions saved in an industry [tCO2e/year]: gas replaced [GWh/year] at its factor [gCO2e/kWh], less those of the hydrogen [tCO2e/year]."""
    return energy * gas - hydrogen_emissions
