"""From the abattoir back to the farms: what is not slaughtered is not paid, what travels farther costs more, and farms stop or do not open.

Farms of a year depend on what its pigs were paid, which depends on the farms: the two are computed in turn until they agree. Without closed abattoir,
nor closed border, nor pigs without place or without buyer, the first turn is the last.
"""

from dataclasses import dataclass, replace

import numpy as np

from studies.toolkit.constants import KILO
from studies.toolkit.errors import Refusal

from .farms import ORDER, YEARS, counted, decided, demography, exit_rate, openings, since, usual_exits
from .herd import Herd, ban, durations, herd, paid_and_raised, sold_by_today
from .herd import sold as sold_by_year
from .money import Account, Market, account, change_of_income, cycle, fed, on_market, some
from .outlets import bought_share, quality_pork
from .slaughter import Routes, journey, longer_journey, placed_share, routed, waiting
from .weeks import Years

TURNS, AGREED = 60, 1e-11  # the shares and the EUR/kg of two turns closer than that are one
BLOCK = 64  # draws: in whole blocks of so many, a product of two matrices gives each draw the same last bit whatever the others


def passed(values):
    """What holds during a year, given at its end: the value of the year before each date [... x year x draw]; the first date has that of the first
    year."""
    return np.concatenate([values[..., :1, :], values[..., :-1, :]], axis=-2)


def ahead(values):
    """A flow of the year that ends at each date, given at its beginning [... x year x draw]; the last date has that of the last year."""
    return np.concatenate([values[..., 1:, :], values[..., -1:, :]], axis=-2)


@dataclass(frozen=True)
class Sales:
    """How the pigs of a year sell: what the tests of the scenario add to the journey [EUR/kg, year x draw], the share of the quality pork that its
    buyers take [share, same], of the animals of a full farm the share raised, of these the share paid [share, archetype x year x draw]; how long a
    pig waits for the border to open, mean of those sold [weeks, year x draw]. A year is named by its beginning."""

    farther: np.ndarray
    bought: np.ndarray
    paid: np.ndarray
    raised: np.ndarray
    waiting: np.ndarray

    def gap(self, other):
        """How far two are from each other, at most [EUR/kg or share, draw]."""
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return np.max([np.abs(one - another).reshape(-1, one.shape[-1]).max(axis=0) for one, another in pairs], axis=0)

    def among(self, kept):
        """The same for some of the draws [index]."""
        return Sales(*(values[..., kept] for values in vars(self).values()))

    def put(self, places, others):
        """Writes `others` in the draws `places` [index]."""
        for name, values in vars(self).items():
            values[..., places] = getattr(others, name)


@dataclass(frozen=True)
class Turn:
    """Farms of today and farms that opened since, openings [farms, archetype x year x draw], the herd, pigs sold by archetype and by the
    finishers of today [pigs/year], carcasses [t/year], their mean weight [kg], quality pork [t/year], year x draw, where they go, the journey in
    calm markets [EUR/kg, same], and how they sell."""

    farms: tuple
    opened: np.ndarray
    animals: Herd
    sold: dict
    sold_today: np.ndarray
    tonnes: np.ndarray
    carcass: np.ndarray
    quality: np.ndarray
    routes: Routes
    calm_journey: np.ndarray
    sales: Sales


@dataclass(frozen=True)
class Chain:
    """What a turn gives when farms and sales agree, and the account of a new farm."""

    found: Turn
    account: Account


def markets(p, sales, journey, after):
    """What a farm meets, what it would meet on the mean of the pig cycle, and in calm markets, without any test of the scenario and with the premium
    of today. journey: without such a test [EUR/kg, year x draw]; after [year x 1]: whether the premium of the scenario holds."""
    whole = np.ones((len(YEARS), 1))
    mean, farther = p.base_price * whole, journey + sales.farther
    met = farther, decided(p, "premium", after), sales.bought, sales.paid, sales.raised, sales.waiting
    now = Market(cycle(p.base_price, p.cycle_amplitude, p.cycle_years), mean, fed(p), p.feed_price, *met)
    usual, feed = p.base.base_price * whole, p.base.feed_price
    all_sold = (np.ones_like(part) for part in (sales.bought, sales.paid, sales.raised))
    calm = Market(usual, usual, feed * whole, feed, journey, p.base.premium * whole, *all_sold, np.zeros_like(sales.waiting))
    return now, replace(now, price=mean), calm


@dataclass(frozen=True)
class Farming:
    """What no turn changes of a farm that opens: its account, and what it would earn in calm markets, with the premium of today and without it
    [EUR/year, archetype x year x draw]."""

    account: Account
    calm: np.ndarray
    calm_unlabelled: np.ndarray

    def among(self, kept):
        """The same for some of the draws [index]."""
        return Farming(self.account.among(kept), some(self.calm, kept), some(self.calm_unlabelled, kept))


def farming(p, farm, sales, after):
    """A farm that opens, before any turn; sales: of the shape of those of the turns."""
    now, _, calm = markets(p, sales, np.zeros_like(sales.farther), after)
    earned = (account(p, farm, market, after).income for market in (calm, replace(calm, premium=0 * calm.premium)))
    return Farming(account(p, farm, now, after), *earned)


def changes(p, one, sales, after):
    """What the scenario changes of the income of a full-time farmer [EUR/year, archetype x year x draw]: in a farm of today, indoors and without the
    premium; in one that opened since; in the one foreseen by who decides to open. one: a farm that opens."""
    now, planned, _ = markets(p, sales, np.zeros_like(sales.farther), after)
    pairs = (replace(now, premium=0 * now.premium), one.calm_unlabelled), (now, one.calm), (planned, one.calm)
    return tuple(change_of_income(p, on_market(p, one.account, market, after), calm) for market, calm in pairs)


def planned_openings(p, change):
    """Farms that open [farms/year, archetype x year x draw]: those decided, fewer when the income foreseen in the year of their decision has fallen
    by `change` [EUR/year, same], as much as exits rise; never more than decided."""
    delay = int(p.opening_delay)
    kept = np.minimum(np.exp(p.exit_reaction * change / p.reference_income), 1)
    before = np.concatenate([np.ones_like(kept[:, :delay]), kept[:, : len(YEARS) - delay]], axis=1)
    return openings(p) * before


def turn(p, ground, sizes, one, wanted, sales, known):
    """Farms, herd and slaughter that `sales` makes, and how their pigs sell then. one: a farm that opens; wanted: by the local buyers [t/year, year x
    draw]; known: regimes of the slaughter found so far."""
    banned = ban(p)
    *stopping, foreseen = changes(p, one, sales, since(p, float(p.decision_year)))
    rates = (exit_rate(usual_exits(p), p.exit_reaction, change, p.reference_income, p.exit_lowest, p.exit_highest) for change in stopping)
    opened = planned_openings(p, foreseen)
    farms = demography(counted(p, sizes[0]), opened, *rates)
    opened = np.broadcast_to(opened, farms[1].shape)
    animals = herd(p, farms, opened, sizes, durations(p), banned)
    sold = sold_by_year(p, animals)
    tonnes = sum(sold[name] * getattr(p, f"carcass_{name}") for name in sold) / KILO
    carcass, weeks = tonnes * KILO / sum(sold.values()), Years(0).pulses(*banned)
    routes = routed(p, ground, tonnes, weeks, known)
    a_kilogram = journey(p, ground, routes, carcass)
    farther = longer_journey(p, ground, tonnes, carcass, weeks, a_kilogram, known)
    today = sold_by_today(p, animals)
    quality = quality_pork(p, sold, today)
    shares = paid_and_raised(p, animals, sold, placed_share(tonnes, routes))
    found = Sales(*map(ahead, (farther, bought_share(wanted, quality), *shares, waiting(tonnes, routes))))
    return Turn(farms, opened, animals, sold, today, tonnes, carcass, quality, routes, ahead(a_kilogram) - found.farther, found)


def in_blocks(places):
    """Some draws [index], the last one again as often as whole blocks ask."""
    return np.concatenate([places, np.repeat(places[-1:], -places.size % BLOCK)])


def chain(p, ground, sizes, wanted):
    """Farms, herd, slaughter and accounts that agree with each other; sizes: one farm of today, one that opens; wanted: pork that the local buyers
    want [t/year, year x draw]. A draw that agrees is not computed again until all do; what it gives does not depend on the others."""
    draws, after = p.draws or 1, since(p, float(p.decision_year))
    shape, known = (len(YEARS), draws), {}
    wanted, left = np.broadcast_to(wanted, shape), np.arange(draws)
    sales = Sales(np.zeros(shape), np.ones(shape), *np.ones((2, len(ORDER), *shape)), np.zeros(shape))
    one = farming(p, sizes[1], sales, after)
    for _ in range(TURNS):
        whole = left.size == draws
        some = left if whole else in_blocks(left)
        given = (p, ground, sizes, one) if whole else (p.among(some), ground, tuple(size.among(some) for size in sizes), one.among(some))
        found = turn(*given, wanted[:, some], sales.among(some), known)
        gap = found.sales.gap(sales.among(some))[: left.size]
        agreed = gap < AGREED
        sales.put(some, found.sales)
        if agreed.all():
            found = found if whole and not gap.any() else turn(p, ground, sizes, one, wanted, sales, known)
            return Chain(found, on_market(p, one.account, markets(p, found.sales, found.calm_journey, after)[0], after))
        left = left[~agreed]
    raise Refusal("les fermes et les abattoirs ne s'accordent pas : essayer une fermeture plus courte")
