"""The one convention of money of all studies: constant euros of one year, real rates; what is paid in current euros is converted here.

A price, a wage, a rent or a contract that follows the general rise of prices is constant in these euros. What is fixed in current euros, such as the
annuities of a loan at a nominal rate, loses what prices gain: `real_rate`, `worth`. An amount of another year is brought to that of the studies by
the consumer price index: `converted`. After the last year of the index, prices rise by the shared parameter `inflation`.

References
.. [1] INSEE, indice des prix à la consommation: the table consumer_prices, whose card says where each year was read.
.. [2] Fisher, I. (1930). The theory of interest. Macmillan: real and nominal rates.
"""

from functools import cache

from data import tables

YEAR = 2024  # of the constant euros of every study
SAID = f"sommes en euros constants de {YEAR}, hors hausse générale des prix, et taux réels"  # on the card of every study, and under Méthode
TABLE = "consumer_prices"


@cache
def index() -> dict[int, float]:
    """The consumer price index of each year [100 in 2015] [1]. Do not change the dictionary."""
    frame = tables.read(TABLE)
    return dict(zip(frame["year"].astype(int), frame["index"].astype(float), strict=True))


def converted(amount, year, to=YEAR):
    """An amount of money of a `year` in euros of another. A year after the last of the index is taken at its last value: nothing is published yet."""
    last = max(index())
    return amount * index()[min(to, last)] / index()[min(year, last)]


def real_rate(nominal, rise):
    """The rate in constant euros [1/year] of a `nominal` one, when prices rise by `rise` [share/year] [2]."""
    return (1 + nominal) / (1 + rise) - 1


def worth(years, rise):
    """What an amount fixed in current euros is worth `years` later in constant euros [ratio], when prices rise by `rise` [share/year]."""
    return (1 + rise) ** -years
