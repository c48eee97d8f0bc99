"""The one convention of money of all studies: constant euros of one year, real rates; what is paid in current euros is converted here.

A price, a wage, a rent or a contract that follows the general rise of prices is constant in these euros. What is fixed in current euros, such as the
annuities of a loan at a nominal rate, loses what prices gain: `real_rate`, `worth`. An amount of another year is brought to that of the studies by
the consumer price index: `converted`. After the last year of the index, prices rise by the shared parameter `inflation`.

References
.. [1] INSEE, indice des prix à la consommation, ensemble des ménages, base 2015, moyennes annuelles. 2000 to 2017: as the Comité national routier
   prints it (https://cnr.fr/en/espaces/14/indicateurs/80/pdf, metropolitan France, read on 2026-11-29). 2021 to 2024: chained from the yearly means
   that INSEE announced (+1.6 %, +5.2 %, +4.9 %, +2.0 %: Boursorama with AFP, 15 January 2025). 2018 to 2020: from memory, to be verified.
.. [2] Fisher, I. (1930). The theory of interest. Macmillan: real and nominal rates.
"""

YEAR = 2024  # of the constant euros of every study
SAID = f"sommes en euros constants de {YEAR}, hors hausse générale des prix, et taux réels"  # on the card of every study, and under Méthode
CONSUMER_PRICES = {  # [index, 100 in 2015] [1]
    2000: 79.95,
    2001: 81.26,
    2002: 82.81,
    2003: 84.56,
    2004: 86.38,
    2005: 87.87,
    2006: 89.34,
    2007: 90.66,
    2008: 93.21,
    2009: 93.29,
    2010: 94.71,
    2011: 96.71,
    2012: 98.61,
    2013: 99.45,
    2014: 99.96,
    2015: 100.0,
    2016: 100.19,
    2017: 101.23,
    2018: 103.1,
    2019: 104.2,
    2020: 104.7,
    2021: 106.4,
    2022: 111.9,
    2023: 117.4,
    2024: 119.8,
}
FROM_MEMORY = (2018, 2019, 2020)  # years of the index that no source was read for


def converted(amount, year, to=YEAR):
    """An amount of money of a `year` in euros of another. A year after the last of the index is taken at its last value: nothing is published yet."""
    last = max(CONSUMER_PRICES)
    return amount * CONSUMER_PRICES[min(to, last)] / CONSUMER_PRICES[min(year, last)]


def real_rate(nominal, rise):
    """The rate in constant euros [1/year] of a `nominal` one, when prices rise by `rise` [share/year] [2]."""
    return (1 + nominal) / (1 + rise) - 1


def worth(years, rise):
    """What an amount fixed in current euros is worth `years` later in constant euros [ratio], when prices rise by `rise` [share/year]."""
    return (1 + rise) ** -years
