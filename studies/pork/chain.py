"""From the abattoir back to the farms: what is not slaughtered is not paid, what travels farther costs more, and farms stop or do not open.

Farms of a year depend on what its pigs were paid, which depends on the farms: the two are computed in turn until they agree. Without closed abattoir,
nor closed border, nor pigs without place, the first turn is the last.
"""

from dataclasses import dataclass

import numpy as np

from studies.toolkit.constants import KILO
from studies.toolkit.errors import Refusal

from .farms import YEARS, counted, demography, exit_rate, openings, since, usual_exits
from .herd import Herd, by_year, during, herd, paid_and_raised
from .money import Account, Market, account, change_of_income, cycle, fed
from .slaughter import longer_journey, slaughter

TURNS, AGREED = 60, 1e-11  # the shares and the EUR/kg of two turns closer than that are one


def passed(values):
    """What holds during a year, given at its end: the value of the year before each date [... x year x draw]; the first date has that of the first
    year."""
    return np.concatenate([values[..., :1, :], values[..., :-1, :]], axis=-2)


def ahead(values):
    """A flow of the year that ends at each date, given at its beginning [... x year x draw]; the last date has that of the last year."""
    return np.concatenate([values[..., 1:, :], values[..., -1:, :]], axis=-2)


@dataclass(frozen=True)
class Sales:
    """How the pigs of a year sell: what the tests of the scenario add to the journey [EUR/kg, year x draw], of the animals of a full farm the share
    raised, of these the share paid [share, archetype x year x draw]. A year is named by its beginning."""

    farther: np.ndarray
    paid: np.ndarray
    raised: np.ndarray

    def gap(self, other):
        """How far two are from each other, at most [EUR/kg or share]."""
        pairs = ((self.farther, other.farther), (self.paid, other.paid), (self.raised, other.raised))
        return max(float(np.max(np.abs(one - another))) for one, another in pairs)


@dataclass(frozen=True)
class Chain:
    """Farms of today and farms that opened since, openings [farms, archetype x year x draw], the herd, pigs sold by archetype [pigs/year] and their
    carcasses [t/year], year x draw, the results of the slaughter, kilometres of each zone, the account of a new farm."""

    farms: tuple
    opened: np.ndarray
    animals: Herd
    sold: dict
    tonnes: np.ndarray
    routes: dict
    zone_km: np.ndarray
    account: Account


def markets(p, sales, journey):
    """What a farm meets, what it would meet on the mean of the pig cycle, and in calm markets, without any test of the scenario. journey: without
    such a test [EUR/kg, year x draw]."""
    whole = np.ones((len(YEARS), 1))
    mean, farther = p.base_price * whole, journey + sales.farther
    now = Market(cycle(p.base_price, p.cycle_amplitude, p.cycle_years), mean, fed(p), p.feed_price, farther, sales.paid, sales.raised)
    planned = Market(mean, mean, fed(p), p.feed_price, farther, sales.paid, sales.raised)
    usual, feed = p.base.base_price * whole, p.base.feed_price
    return now, planned, Market(usual, usual, feed * whole, feed, journey, np.ones_like(sales.paid), np.ones_like(sales.raised))


def planned_openings(p, change):
    """Farms that open [farms/year, archetype x year x draw]: those decided, fewer when the income foreseen in the year of their decision has fallen
    by `change` [EUR/year, same], as much as exits rise; never more than decided."""
    delay = int(p.opening_delay)
    kept = np.minimum(np.exp(p.exit_reaction * change / p.reference_income), 1)
    before = np.concatenate([np.ones_like(kept[:, :delay]), kept[:, : len(YEARS) - delay]], axis=1)
    return openings(p) * before


def turn(p, territory, sizes, sales, banned, known):
    """How pigs sell when farms, herd and slaughter are what `sales` makes them, and these. known: regimes of the slaughter found so far."""
    after, nothing = since(p, float(p.decision_year)), np.zeros_like(sales.farther)
    now, planned, calm = (account(p, sizes[1], market, after) for market in markets(p, sales, nothing))
    leaving = exit_rate(usual_exits(p), p.exit_reaction, change_of_income(p, now, calm), p.reference_income, p.exit_lowest, p.exit_highest)
    opened = planned_openings(p, change_of_income(p, planned, calm))
    farms = demography(counted(p, sizes[0]), opened, leaving)
    opened = np.broadcast_to(opened, farms[1].shape)
    animals = herd(p, farms, opened, sizes, banned)
    sold = {name: by_year(values) for name, values in animals.sold.items()}
    tonnes = sum(sold[name] * getattr(p, f"carcass_{name}") for name in sold) / KILO
    carcass, weeks = tonnes * KILO / sum(sold.values()), by_year(banned * 1.0)
    routes, zone_km = slaughter(p, territory, tonnes, carcass, weeks, known)
    farther = longer_journey(p, territory, tonnes, carcass, weeks, routes["haulage_per_kg"], known)
    found = Sales(ahead(farther), *(ahead(share) for share in paid_and_raised(animals, routes["placed_share"])))
    journey = ahead(routes["haulage_per_kg"]) - found.farther
    return found, Chain(farms, opened, animals, sold, tonnes, routes, zone_km, account(p, sizes[1], markets(p, found, journey)[0], after))


def chain(p, territory, sizes):
    """Farms, herd, slaughter and accounts that agree with each other; sizes: one farm of today, one that opens."""
    banned, sales = during(p.ban_year, p.ban_weeks), Sales(np.zeros((len(YEARS), 1)), *np.ones((2, 1, len(YEARS), 1)))
    known = {}
    for _ in range(TURNS):
        found, together = turn(p, territory, sizes, sales, banned, known)
        if found.gap(sales) < AGREED:
            return together
        sales = found
    raise Refusal("les fermes et les abattoirs ne s'accordent pas : essayer une fermeture plus courte")
