"""From the abattoir back to the farms: what is not slaughtered is not paid, what travels farther costs more, and farms stop or do not open.

Farms of a year depend on what its pigs were paid, which depends on the farms: the two are computed in turn until they agree. Without closed abattoir,
nor closed border, nor pigs without place, the first turn is the last.
"""

from dataclasses import dataclass

import numpy as np

from studies.toolkit.constants import KILO
from studies.toolkit.errors import Refusal

from .farms import ORDER, YEARS, counted, demography, exit_rate, openings, since, usual_exits
from .herd import Herd, by_year, during, herd, paid_and_raised
from .money import Account, Market, account, change_of_income, cycle, fed
from .slaughter import Routes, journey, longer_journey, placed_share, routed

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
        """How far two are from each other, at most [EUR/kg or share, draw]."""
        pairs = ((self.farther, other.farther), (self.paid, other.paid), (self.raised, other.raised))
        return np.max([np.abs(one - another).reshape(-1, one.shape[-1]).max(axis=0) for one, another in pairs], axis=0)

    def among(self, kept):
        """The same for some of the draws [index]."""
        return Sales(self.farther[..., kept], self.paid[..., kept], self.raised[..., kept])

    def put(self, places, others):
        """Writes `others` in the draws `places` [index]."""
        self.farther[..., places], self.paid[..., places], self.raised[..., places] = others.farther, others.paid, others.raised


@dataclass(frozen=True)
class Turn:
    """Farms of today and farms that opened since, openings [farms, archetype x year x draw], the herd, pigs sold by archetype [pigs/year], their
    carcasses [t/year] and mean weight [kg], year x draw, where they go, the journey in calm markets [EUR/kg, same], and how they sell."""

    farms: tuple
    opened: np.ndarray
    animals: Herd
    sold: dict
    tonnes: np.ndarray
    carcass: np.ndarray
    routes: Routes
    calm_journey: np.ndarray
    sales: Sales


@dataclass(frozen=True)
class Chain:
    """What a turn gives when farms and sales agree, and the account of a new farm."""

    found: Turn
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


def turn(p, ground, sizes, sales, known):
    """Farms, herd and slaughter that `sales` makes, and how their pigs sell then. known: regimes of the slaughter found so far."""
    after, banned = since(p, float(p.decision_year)), during(p.ban_year, p.ban_weeks)
    now, planned, calm = (account(p, sizes[1], market, after) for market in markets(p, sales, np.zeros_like(sales.farther)))
    leaving = exit_rate(usual_exits(p), p.exit_reaction, change_of_income(p, now, calm), p.reference_income, p.exit_lowest, p.exit_highest)
    opened = planned_openings(p, change_of_income(p, planned, calm))
    farms = demography(counted(p, sizes[0]), opened, leaving)
    opened = np.broadcast_to(opened, farms[1].shape)
    animals = herd(p, farms, opened, sizes, banned)
    sold = {name: by_year(values) for name, values in animals.sold.items()}
    tonnes = sum(sold[name] * getattr(p, f"carcass_{name}") for name in sold) / KILO
    carcass, weeks = tonnes * KILO / sum(sold.values()), by_year(banned * 1.0)
    routes = routed(p, ground, tonnes, weeks, known)
    a_kilogram = journey(p, ground, routes, carcass)
    farther = longer_journey(p, ground, tonnes, carcass, weeks, a_kilogram, known)
    found = Sales(ahead(farther), *(ahead(share) for share in paid_and_raised(animals, placed_share(tonnes, routes))))
    return Turn(farms, opened, animals, sold, tonnes, carcass, routes, ahead(a_kilogram) - found.farther, found)


def chain(p, ground, sizes):
    """Farms, herd, slaughter and accounts that agree with each other; sizes: one farm of today, one that opens. A draw that agrees is not computed
    again until all do."""
    draws = p.draws or 1
    shape, known = (len(YEARS), draws), {}
    sales, left = Sales(np.zeros(shape), *np.ones((2, len(ORDER), *shape))), np.arange(draws)
    for _ in range(TURNS):
        whole = left.size == draws
        some = (p, sizes) if whole else (p.among(left), tuple(size.among(left) for size in sizes))
        found = turn(some[0], ground, some[1], sales.among(left), known)
        agreed = found.sales.gap(sales.among(left)) < AGREED
        sales.put(left, found.sales)
        if agreed.all():
            found = found if whole else turn(p, ground, sizes, sales, known)
            now = markets(p, found.sales, found.calm_journey)[0]
            return Chain(found, account(p, sizes[1], now, since(p, float(p.decision_year))))
        left = left[~agreed]
    raise Refusal("les fermes et les abattoirs ne s'accordent pas : essayer une fermeture plus courte")
