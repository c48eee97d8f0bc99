"""What the machines and their building consume, and what that electricity costs.

[1] Rasmussen, N. (2007). Electrical efficiency modeling for data centers. APC White Paper 113: losses that do not depend on the load, that follow it,
    and that follow its square.
[2] The Green Grid (2012). PUE: a comprehensive examination of the metric. White Paper 49.
[3] Code des douanes, article 266 quinquies C, reduced rate for datacenters, as Enerlex (26/10/2021) explains it.
"""

import numpy as np

from studies.toolkit.constants import KILO, MONTHS

EXCISE_DATES = (2025 + 1 / MONTHS, 2025 + 7 / MONTHS)  # [year] 1 February and 1 August 2025: when the full rate of electricity excise changed


def chain(p):
    """What a PUE is made of, beside the air: losses that are fixed, linear and square, fans, heat of the inverters [share]."""
    return p.fixed_losses, p.linear_losses, p.square_losses, p.fans, p.inverter_heat


def it_power(racks, rack_power, load):
    """Mean power of the machines [kW] in occupied racks of `rack_power` [kW] under contract, used at `load` [share]."""
    return racks * rack_power * load


def electrical_losses(power, design, fixed, linear, square):
    """Losses of the electrical chain [kW] at `power` [kW] of a room built for `design` [kW] [1]: the fixed part is there even when it is empty."""
    return fixed * design + linear * power + square * power**2 / np.maximum(design, 1e-9)


def total_power(power, design, fixed, linear, square, fans, compressors, inverter):
    """Power of the whole building [kW]: machines, electrical losses [1], fans [share of the machines], compressors [per unit of heat], which also
    remove what the inverters lose [share]."""
    return power * (1 + fans + (1 + inverter) * compressors) + electrical_losses(power, design, fixed, linear, square)


def by_use(power, design, fixed, linear, square, fans, compressors, inverter):
    """The same power use by use [kW], in the order of study.toml: machines, fans, compressors, losses of the electrical chain."""
    return power, power * fans, power * (1 + inverter) * compressors, electrical_losses(power, design, fixed, linear, square)


def power_usage_effectiveness(total, machines):
    """PUE [2]: all energy over that of the machines; 1 when nothing runs."""
    return np.where(machines > 0, np.divide(total, np.where(machines > 0, machines, 1)), 1.0)


def loaded_pue(occupancy, load, compressors, fixed, linear, square, fans, inverter):
    """PUE of a room whose racks are occupied at `occupancy` [share] and used at `load` [share of the contract]."""
    used = occupancy * load
    return power_usage_effectiveness(total_power(used, 1.0, fixed, linear, square, fans, compressors, inverter), used)


def total_energy(machines, pue):
    """Energy of the whole [same unit as the machines'] at a PUE."""
    return machines * pue


def carbon(energy, factor):
    """Emissions [tCO2e] of `energy` [MWh] at `factor` [gCO2e/kWh]."""
    return energy * factor / KILO


def water(machines, effectiveness):
    """Water [m3] of `machines` [MWh] at a water usage effectiveness [l/kWh]."""
    return machines * effectiveness


def delivery_price(energy, small, large, small_energy, large_energy):
    """Network, supplier and margin [EUR/MWh] at a yearly `energy` [MWh]: straight on its logarithm from a small to a large consumer [MWh]."""
    place = np.log(np.maximum(energy, small_energy) / small_energy) / np.log(large_energy / small_energy)
    return small + (large - small) * np.clip(place, 0, 1)


def full_excise(date, before, high_power, last):
    """Full rate of the electricity excise [EUR/MWh] in force at a date [year]: `before` (2016-2022), `high_power` (February to July 2025), `last`."""
    return np.select([date < EXCISE_DATES[0], date < EXCISE_DATES[1]], [before, high_power], last)


def excise_saving(energy, value_added, full, reduced, threshold, intensity):
    """What the reduced rate spares [EUR/year]: on the `energy` [MWh] above `threshold` [MWh], if at least `intensity` kWh are used per euro of
    `value_added` [EUR] [3]."""
    eligible = energy * KILO >= intensity * value_added
    return np.where(eligible, np.maximum(energy - threshold, 0) * np.maximum(full - reduced, 0), 0.0)
