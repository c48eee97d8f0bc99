"""What a unit is made of, so that figures may be written in other units: euros, energy, emissions, mass, and how many thousands.

`MEUR_2024` is euros twice a thousand, `EUR_2024/MWh` euros for energy once a thousand. Counts and lengths are left out: homes, dwellings
and households pass for each other.
"""

from collections.abc import Mapping

from studies.toolkit.reading.units import MONEY

EUROS, ENERGY, EMISSIONS, MASS, THOUSANDS = "euros", "energy", "emissions", "mass", "thousands"
YEARS = "years"  # tried apart (see yearly)
WORDS = {  # how each is said to an author
    EUROS: "les euros",
    ENERGY: "l'énergie (kWh, MWh, kW…)",
    EMISSIONS: "les émissions (kg, t de CO₂e)",
    MASS: "les masses (kg, t)",
    THOUSANDS: "les milliers (€ et k€, kWh et MWh, kg et t)",
}
MEGAJOULE = "MJ"  # 3,6 of them make a kWh: counted as it is, so that this number converts no thousand
BASES: dict[str, Mapping[str, int]] = {
    "W": {ENERGY: 1},
    "kW": {ENERGY: 1, THOUSANDS: 1},
    "kVA": {ENERGY: 1, THOUSANDS: 1},
    "MW": {ENERGY: 1, THOUSANDS: 2},
    MEGAJOULE: {ENERGY: 1, THOUSANDS: 1},
    "kWh": {ENERGY: 1, THOUSANDS: 1},
    "MWh": {ENERGY: 1, THOUSANDS: 2},
    "GWh": {ENERGY: 1, THOUSANDS: 3},
    "g": {MASS: 1},
    "kg": {MASS: 1, THOUSANDS: 1},
    "t": {MASS: 1, THOUSANDS: 2},
    "gCO2e": {EMISSIONS: 1},
    "kgCO2e": {EMISSIONS: 1, THOUSANDS: 1},
    "tCO2e": {EMISSIONS: 1, THOUSANDS: 2},
    "kinhabitant": {THOUSANDS: 1},
    "m3": {THOUSANDS: 1},
    "year": {YEARS: 1},
    "date_year": {YEARS: 1},
}
MONEY_THOUSANDS = {"EUR": 0, "kEUR": 1, "MEUR": 2}


def _of_word(word: str) -> Mapping[str, int]:
    if money := MONEY.match(word):
        return {EUROS: 1, THOUSANDS: MONEY_THOUSANDS[money[1]]}
    return BASES.get(word, {})


def power(code: str, base: str) -> int:
    """How many times a unit holds a base: EUR_2024/MWh holds `thousands` minus twice."""
    top, _, bottom = code.partition("/")
    return _of_word(top).get(base, 0) - sum(_of_word(word).get(base, 0) for word in bottom.split("/"))
