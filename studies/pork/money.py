"""Prices, and what a new farm of each archetype costs and earns each year; what the public pays, the jobs.

Arrays are archetype x year x draw. A year is named by its beginning here; the results are given at its end.

References
.. [1] IFIP GTE 2010 and 2011, Pleinchamp (margin over feed and renewal); IFIP JRP 2012 (carcass yield of the GTE, 76.5 %)
.. [2] Réussir Porc 2006, "Le prix de l'aliment détermine le coût de revient"
.. [3] Porc fermier de la Sarthe, contract of 2016 (price indexed on feed)
"""

from dataclasses import dataclass, fields, replace
from functools import cached_property

import numpy as np
import numpy_financial as npf

from studies.toolkit.constants import HUNDRED, KILO
from studies.toolkit.errors import Refusal
from studies.toolkit.prices import real_rate

from .farms import INSTALLED, LABELLED, ORDER, OUTDOOR, YEARS, decided, row, share_of, since, stacked
from .weeks import DAYS, WEEKS_IN_YEAR

COSTS = ("feed", "piglet", "other", "labour", "capital")  # dimension `part` of study.toml
SUPPLIERS = ("feed", "piglet", "other", "capital", "haulier")  # dimension `supplier`
PAID = (*SUPPLIERS, "farmers")  # dimension `payee`: whom the sales of a farm pay
LINES = ("farms", "collective", "abattoir", "processing", "support")  # dimension `line`: what public money pays
TRADES = ("farms", "slaughter", "processing")  # dimension `trade`, in the order of `jobs`


def annuity(rate, years):
    """What is paid each year for 1 borrowed [1/year], at `rate` [1/year] over `years`; a loan that costs nothing is paid back in equal parts."""
    return -npf.pmt(rate, years, 1)


def feed_cost_per_kg(fcr, feed_price, carcass_yield):
    """Feed in a kilogram of carcass [EUR/kg]: whole-herd conversion [kg/kg live], feed [EUR/t], carcass over live weight [share].
    References [1]_, [2]_."""
    return fcr / carcass_yield * feed_price / KILO


def margin_over_feed(pigs, live_weight, carcass_yield, price, fcr, feed_price, renewal):
    """Margin over feed and renewal [EUR/sow/year] of `pigs` sold per present sow: live weight [kg], price [EUR/kg carcass], conversion [kg/kg live],
    feed [EUR/t], renewal net of cull sows [EUR/sow/year]. Reference [1]_."""
    live = pigs * live_weight
    return live * carcass_yield * price - fcr * live * feed_price / KILO - renewal


def shocked_feed(feed_price, rise, start, length):
    """Feed [EUR/t, year x draw]: `rise` [share] above `feed_price` during `length` [year] from `start` [year]."""
    years = YEARS[:, None]
    return feed_price * (1 + rise * ((years >= start) & (years < start + length)))


def fed(p):
    """Feed [EUR/t, year x draw], shock included."""
    return shocked_feed(p.feed_price, p.feed_rise, p.feed_rise_year, p.feed_rise_years)


def cycle(price, amplitude, period):
    """The market [EUR/kg, year x draw] around its mean: the pig cycle as a sine of `amplitude` [share] and `period` [year]."""
    return price * (1 + amplitude * np.sin(2 * np.pi * (YEARS[:, None] - YEARS[0]) / period))


def contract_price(price, indexation, feed, feed_reference):
    """The price of a contract [EUR/kg] that follows feed: `indexation` [EUR/kg per EUR/t] times what feed [EUR/t] is above its reference.
    Reference [3]_."""
    return price + indexation * (feed - feed_reference)


@dataclass(frozen=True)
class Market:
    """What a farm meets each year: the price of pork and its mean [EUR/kg], feed and that of the contract [EUR/t], the journey to the abattoir and
    the premium of the brand [EUR/kg], the share of the quality pork that its buyers take, all year x draw; of the animals of a full farm the share
    raised, of these the share paid [share, archetype x year x draw]; how long a pig waits for a closed border to open [weeks, year x draw]."""

    price: np.ndarray
    mean: np.ndarray
    feed: np.ndarray
    feed_reference: np.ndarray
    journey: np.ndarray
    premium: np.ndarray
    bought: np.ndarray
    paid: np.ndarray
    raised: np.ndarray
    waiting: np.ndarray


def prices(p, market, after):
    """Price paid to a new farm, the journey to the abattoir taken off [EUR/kg, archetype x year x draw]: the prices read are those at the abattoir.
    Quality pork that its buyers do not take goes at the price of the others. after [year x 1]: whether the contract of the scenario holds."""
    followed = contract_price(market.mean, p.feed_index, market.feed, market.feed_reference)
    share = decided(p, "contract_share", after)
    sold = market.price * (1 - share) + followed * share
    own = {
        "ne_m": sold + p.mountain_premium,
        "ne_bio": p.price_bio,
        "ferm": sold + (p.price_ferm - sold) * market.bought,
        "pa_ext": sold * (1 + (p.price_ratio_pa_ext - 1) * market.bought),
        "nuc": p.piglet_price / p.weight_nuc,
    }
    label = dict.fromkeys(LABELLED, sold + market.premium * p.label_rate * market.bought)
    return stacked((own | label)[archetype] - market.journey * (archetype != "nuc") for archetype in ORDER)


def some(values, kept):
    """Values [... x draw] for some of the draws [index]; those that no draw moves stay as they are."""
    return values[..., kept] if values.shape[-1] > 1 else values


@dataclass(frozen=True)
class Account:
    """A new farm: kilograms sold when it is full [kg/year, archetype x draw], hours [hour/year], investment before grants [EUR], price, journey to
    the abattoir and each cost of a full farm [EUR/kg, archetype x year x draw]; of its animals the share raised, of these the share paid [share].
    What is read from them is counted once: a turn of the chain and the results ask for it several times."""

    kilograms: np.ndarray
    hours: np.ndarray
    investment: np.ndarray
    price: np.ndarray
    journey: np.ndarray
    costs: dict
    paid: np.ndarray
    raised: np.ndarray

    def among(self, kept):
        """The same for some of the draws [index]."""
        costs = {name: some(amounts, kept) for name, amounts in self.costs.items()}
        return Account(costs=costs, **{part.name: some(getattr(self, part.name), kept) for part in fields(self) if part.name != "costs"})

    @property
    def cost(self):
        """Cost with the labour paid [EUR/kg, archetype x year x draw]: the price under which the farm stops earning."""
        return sum(self.costs.values())

    @cached_property
    def income(self):
        """What is left for the farmers of one farm [EUR/year, archetype x year x draw], buildings paid: what no abattoir takes has been fed and is
        not paid; what never came in is neither bought, nor fed, nor paid."""
        return self.sales - sum(self.spent.values())

    @cached_property
    def kept(self):
        """Share of the animals of a full farm that its farmers raise [share, archetype x year x draw]: those that may come in; who buys piglets buys
        none in a year when what is paid does not even cover them and the feed, and still pays an empty building; who has sows keeps them."""
        buys = self.costs["piglet"] > 0
        return self.raised * (~buys | (self.price * self.paid >= self.costs["feed"] + self.costs["piglet"]))

    @cached_property
    def sales(self):
        """What buyers pay for the pigs of one farm, at the abattoir [EUR/year, archetype x year x draw]."""
        return (self.price + self.journey) * self.paid * self.kept * self.kilograms[:, None]

    @cached_property
    def spent(self):
        """Who is paid by one farm, its farmers set apart [EUR/year, archetype x year x draw], by name of PAID."""
        by_kilogram = {name: self.costs[name] * self.kept for name in ("feed", "piglet")} | {name: self.costs[name] for name in ("other", "capital")}
        by_kilogram["haulier"] = self.journey * self.paid * self.kept
        return {name: amounts * self.kilograms[:, None] for name, amounts in by_kilogram.items()}


def weights(p):
    """Weight sold by animal [kg, archetype x draw]: carcass of a pig, live weight of a piglet."""
    return stacked(p.weight_nuc if archetype == "nuc" else getattr(p, f"carcass_{archetype}") for archetype in ORDER)


def conversion(p, farm):
    """Feed eaten on the farm over the live weight sold [kg/kg, archetype x draw]: a pig bought as a piglet has grown elsewhere before."""
    live = weights(p) / p.carcass_yield
    grown = 1 - farm.bought * p.piglet_weight / live
    piglet = p.feed_per_piglet / live[ORDER.index("nuc")]  # so that it is counted over the weight sold, as for the others
    return stacked(piglet if name == "nuc" else getattr(p, f"fcr_{name}") * grown[place] for place, name in enumerate(ORDER))


def dearer_feed(p):
    """The price of the feed of each archetype over that of ordinary feed [index, archetype x draw]: organic feed is dearer."""
    return 1 + share_of(("ne_bio",)) * (p.feed_ratio_bio - 1)


def hours_of(p, farm):
    """Hours of work of one farm [hour/year, archetype x draw]: by sow where there are only sows of its own, by pig elsewhere."""
    by_sow = share_of(("ne_m", "ne_lr", "ne_bio", "nuc"))
    return row(p, "labour") * np.where(by_sow > 0, farm.sows, farm.pigs)


def investment_of(p, farm):
    """Buildings of one farm before grants [EUR, archetype x draw]: by sow, by place, by farm."""
    units = np.where(share_of(("ne_m", "ne_lr", "ne_bio", "nuc")) > 0, farm.sows, 1.0)
    units = np.where(share_of(("eng_lr",)) > 0, p.size_eng_lr, units)
    return row(p, "investment") * units


def on_market(p, farm_account, market, after):
    """The account of the same farm on another market, with the same price of feed; after [year x 1]."""
    journey = market.journey * (1 - share_of(("nuc",)))[:, None]
    feed = farm_account.costs["feed"] + feed_of_waiting(p, market)
    costs = farm_account.costs | {"feed": feed}
    return replace(farm_account, price=prices(p, market, after), journey=journey, costs=costs, paid=market.paid, raised=market.raised)


def feed_of_waiting(p, market):
    """What pigs eat while they wait for a closed border to open [EUR/kg, archetype x year x draw], without getting heavier; piglets do not wait."""
    eaten = DAYS * p.held_ration / weights(p) * (1 - share_of(("nuc",))) * dearer_feed(p)  # [kg of feed/week/kg of carcass]
    return market.waiting * market.feed * eaten[:, None] / KILO


def account(p, farm, market, after):
    """A new farm of each archetype, year by year; `farm`: its size, after [year x 1]."""
    kilograms = (farm.pigs + farm.piglets) * weights(p)
    hours, built, fences = hours_of(p, farm), investment_of(p, farm), p.fences * share_of(OUTDOOR)
    if not (np.all(kilograms > 0) and np.all(hours > 0)):
        raise Refusal("une ferme vend des kilogrammes et demande des heures de travail : ni sa taille, ni son poids, ni son travail n'est nul")
    grants = [decided(p, name, after) for name in ("grant_rate", "fence_grant")]
    left = built[:, None] * (1 - grants[0]) + fences[:, None] * (1 - grants[1])
    lost = row(p, "loss")
    piglets = farm.bought * p.piglet_price / (1 - lost) / weights(p)
    whole = np.ones((len(YEARS), 1))
    costs = {
        "feed": feed_cost_per_kg((conversion(p, farm) * dearer_feed(p))[:, None], market.feed, p.carcass_yield),
        "piglet": piglets[:, None] * whole,
        "other": row(p, "other_costs")[:, None] * whole,
        "labour": (hours * p.hourly_wage / kilograms)[:, None] * whole,
        "capital": left * annuity(real_rate(p.loan_rate, p.inflation), p.loan_years) / kilograms[:, None],
    }
    journey = market.journey * (1 - share_of(("nuc",)))[:, None]
    return Account(kilograms, hours, built + fences, prices(p, market, after), journey, costs, market.paid, market.raised)


def change_of_income(p, now, calm):
    """How far the income of a full-time farmer is from what it would be in calm markets with the premium of today [EUR/year, archetype x year x
    draw]: what a shock takes from him, with the contract that he has, and what a new premium brings. calm: that income, for the whole farm [same]."""
    people = now.hours / p.hours_in_year
    return (now.income - calm) / people[:, None]


def income_per_farmer(p, accounts):
    """Income of a full-time farmer in a new farm [EUR/year, archetype x year x draw]."""
    return accounts.income / (accounts.hours / p.hours_in_year)[:, None]


def account_of_a_farmer(p, accounts):
    """What buyers pay to a new farm for each full-time farmer, and whom he pays [EUR/year, archetype x year x draw], by name of PAID: what is left is
    his income."""
    people = (accounts.hours / p.hours_in_year)[:, None]
    return accounts.sales / people, {name: amount / people for name, amount in accounts.spent.items()}


def project_cash(p, accounts, first_sale):
    """Cash added up since the opening of a farm that borrows all that is not granted [EUR, archetype x year x draw], the aid to the start included,
    no farmer being paid.

    first_sale: weeks without any sale [week, archetype]. A farm decided with the study opens `opening_delay` years later.
    """
    opened = float(p.decision_year) + float(p.opening_delay) <= YEARS
    first = np.flatnonzero(opened)[0]
    sales = accounts.price * accounts.paid * accounts.kept * accounts.kilograms[:, None]
    late = np.clip(first_sale[:, None] / WEEKS_IN_YEAR - np.arange(len(YEARS))[None, :] + first, 0, 1)[:, :, None]
    started = (starting_aid(p) * share_of(INSTALLED))[:, None] * opened[None, :, None]
    return np.cumsum((accounts.income - sales * late) * opened[None, :, None], axis=1) + started


def starting_aid(p):
    """What a farmer who starts gets [EUR/farm, draw]: the aid of the State and the Region, what the département adds."""
    return p.start_aid + p.start_top_up


def grants(p, opened, farm):
    """What a farm that opens gets [EUR/year, year x draw], all farms together: buildings, fences, aid to the start."""
    built = (opened * investment_of(p, farm)[:, None]).sum(axis=0) * p.grant_rate
    fenced = (opened * share_of(OUTDOOR)[:, None]).sum(axis=0) * p.fences * p.fence_grant
    starting = (opened * share_of(INSTALLED)[:, None]).sum(axis=0) * starting_aid(p)
    return built + fenced + starting


def public_spending(p, opened, farm, farms):
    """What is paid each year [EUR/year, year x draw] by line, from the decision on; farm: the size of a new farm.

    opened [farms/year], and farms: all of them, archetype x year x draw.
    """
    after, years = since(p, float(p.decision_year)), YEARS[:, None]
    at_collective = np.floor(p.collective_year) == years
    at_line = years == float(p.decision_year) + float(p.line_delay)
    collective = p.collective_sows * p.investment_nuc
    at_buildings = years == float(p.decision_year) + float(p.opening_delay)
    line, buildings = p.antrenas_line * p.line_cost, p.processing_buildings * p.building_cost
    lines = {
        "farms": grants(p, opened, farm),
        "collective": at_collective * collective * p.collective_grant,
        "abattoir": at_line * line * p.line_grant,
        "processing": at_buildings * buildings * p.building_public,
        "support": farms.sum(axis=0) * p.technical_support * p.support_cost,
    }
    return {name: values * after for name, values in lines.items()}


def invested(p, opened, farm):
    """Farm buildings, fences, collective unit, pig line and processing buildings from the decision on, grants included [EUR, draw]."""
    after = since(p, float(p.decision_year))
    each = investment_of(p, farm) + p.fences * share_of(OUTDOOR)
    farms = ((opened * each[:, None]).sum(axis=0) * after)[:-1].sum(axis=0)
    shared = p.collective_sows * p.investment_nuc + p.antrenas_line * p.line_cost
    return farms + shared + p.processing_buildings * p.building_cost


def jobs(hours, hours_in_year, slaughtered, per_slaughtered, processed, per_processed):
    """Direct jobs [jobs] of the farms [hour/year], of the abattoirs and of processing [t/year, jobs for 100 t]."""
    return hours / hours_in_year, slaughtered * per_slaughtered / HUNDRED, processed * per_processed / HUNDRED
