"""The money of twenty years: operating result, tax, debt, and what an investor or a département reads in them.

Year t = 1 is the first year of operation; investment is at t = 0, the opening. The study runs its plan in constant euros: prices and costs do not
rise (`inflation` 0), the rate of discount is real, and what is fixed in current euros at the start, annuities of a loan at a nominal rate and what
taxes let write off, loses `erosion` each year. The same plan in current euros has prices and costs multiplied by (1 + inflation)^(t - 1), a nominal
rate of discount and no erosion.
Depreciation is straight, tax is on what the operating result leaves above it, without carry-forward nor interest; renewal is not depreciated.
Present value, rate of return and annuity are those of numpy-financial (npv, irr, pmt). Arrays are year x draw.

[1] numpy-financial 1.0, https://numpy.org/numpy-financial/
[2] Yescombe, E. R. (2014). Principles of project finance, 2nd edition. Academic Press: DSCR, LLCR.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy_financial as npf

from studies.toolkit.constants import HOURS, KILO, MONTHS
from studies.toolkit.prices import real_rate, worth

from .returns import LIFE, internal_rate, payback, present_value

TIMES = np.arange(1, LIFE + 1)[:, None]
RULE_YEAR = 10  # the year of operation that lenders read
NEVER = 2.0  # occupancy [share] from which a break-even is out of reach whatever it is; no screen writes it
ANY_PRICE = np.inf  # [EUR/MWh] what clients accept when nothing else is said


@dataclass(frozen=True)
class Site:
    """What is run: `racks` under contract at `rack_power` [kW] used at `load_factor` [share], their `occupancy` [share] and the PUE year by year; the
    PUE that clients are invoiced, when it is not that of the building."""

    racks: np.ndarray
    rack_power: np.ndarray
    load_factor: np.ndarray
    occupancy: np.ndarray
    pue: np.ndarray
    billed_pue: np.ndarray | None = None


@dataclass(frozen=True)
class Prices:
    """What is paid, in money of the first year: the rent of a rack [EUR/month], its services [share of the rent] and their cost [share of what they
    bring]; electricity by year [EUR/MWh], the price `quoted` in contracts [EUR/MWh], when it is not that at which it is bought, with its `markup`
    [ratio], what has been `passed` on to clients since [EUR/MWh] and the most that they accept to pay [EUR/MWh]; `other` income [kEUR/year]."""

    rent: np.ndarray
    service: np.ndarray
    electricity: np.ndarray
    markup: np.ndarray
    quoted: np.ndarray | None = None
    passed: np.ndarray | float = 0.0
    accepted: np.ndarray | float = ANY_PRICE
    service_cost: np.ndarray | float = 0.0
    other: np.ndarray | float = 0.0

    @property
    def kept(self):
        """What a euro of rent leaves with its services once these are paid for [ratio]."""
        return 1 + self.service * (1 - self.service_cost)


@dataclass(frozen=True)
class Costs:
    """What is spent: investment [kEUR] in one sum or by year, its maintenance [share of it/year], its renewal [share of it] in `renewal_year`; staff,
    carriers and other costs that do not depend on what is sold, `fixed` [kEUR/year]; what is invested `beside` it at the opening, without subsidy nor
    loan [kEUR]."""

    capex: np.ndarray
    fixed: np.ndarray
    maintenance: np.ndarray
    renewal: np.ndarray
    renewal_year: float
    beside: np.ndarray | float = 0.0


@dataclass(frozen=True)
class Funding:
    """Who pays for it, and with what rates [share/year]: subsidy and loan [share of the investment, share of the rest], tax [share], depreciation
    [year], by how much its own prices rise (`inflation`), the rate of discount of the net present value, and what amounts fixed in current euros lose
    each year (`erosion`)."""

    subsidy: np.ndarray
    loan_share: np.ndarray
    loan_rate: np.ndarray
    loan_years: float
    tax: np.ndarray
    depreciation_years: float
    inflation: np.ndarray
    discount: np.ndarray
    erosion: np.ndarray | float = 0.0


def by_year(values):
    """Values as year x draw: a list has one value by year; one by draw is given as a single row."""
    values = np.asarray(values, dtype=float)
    return values[:, None] if values.ndim == 1 else np.atleast_2d(values)


def indexed(inflation):
    """What prices of the first year are multiplied by in each year."""
    return (1 + np.atleast_1d(inflation)) ** (TIMES - 1)


def annuity(rate, years, loan):
    """Constant yearly payment for a `loan` over `years` at `rate` [share/year], interest and principal [1]."""
    return -npf.pmt(rate, years, loan)


def services_bought(carriers, carrier_cost, other, doubt):
    """What is bought each year whatever is sold [kEUR/year]: `carriers` at a `carrier_cost` [kEUR/year] each, and the `other` costs, insurance,
    safety and certification [kEUR/year], times the `doubt` about them [ratio]."""
    return carriers * carrier_cost + other * doubt


def rack_revenue(racks, price, service):
    """Rent of `racks` with their services [kEUR/year]: `price` [EUR/month], `service` [share of the rent]."""
    return racks * price * (1 + service) * MONTHS / KILO


def invoiced(pue, billed_pue, quoted, markup, passed, accepted):
    """What clients are invoiced for a MWh of their machines [EUR/MWh]: the `quoted` price [EUR/MWh] with its `markup`, at the `billed_pue` of the
    contract; what has been `passed` on since [EUR/MWh] on what is really drawn, never more than is billed, so that nobody earns on a rise; in all,
    never more than is `accepted` [EUR/MWh]."""
    return np.minimum(billed_pue * quoted * markup + np.minimum(billed_pue, pue) * passed, billed_pue * accepted)


def energy_margin(machines, pue, billed_pue, prices):
    """Electricity invoiced less electricity bought [kEUR/year]: `machines` [MWh] measured; the building draws machines x `pue`; prices by year."""
    asked = invoiced(pue, billed_pue, prices.quoted, prices.markup, prices.passed, prices.accepted)
    return machines * (asked - pue * prices.electricity) / KILO


def over_years(started, years, erosion):
    """A yearly amount that lasts `years` from the year after it started [kEUR/year, years 1 to 20], fixed in current euros: each year that passes
    takes `erosion` from it. started [kEUR/year, year x draw, year 0 first]."""
    found = np.zeros((LIFE, *np.broadcast_shapes(started.shape[1:], np.shape(np.atleast_1d(erosion)))))
    for age in range(1, min(int(years), LIFE) + 1):
        found[age - 1 :] += started[: LIFE + 1 - age] * worth(age, np.atleast_1d(erosion))
    return found


def depreciation(net, years, erosion=0.0):
    """Straight-line depreciation [kEUR/year, years 1 to 20] of what was invested net of subsidy by year (year 0 first), each over `years`."""
    return over_years(net / years, years, erosion)


def corporate_tax(result, written_off, rate):
    """Tax [kEUR/year]: `rate` of the operating result above what is written off, nothing when it is below."""
    return rate * np.maximum(result - written_off, 0)


def debt_service(net, share, rate, years, erosion=0.0):
    """Payments [kEUR/year, years 1 to 20] of loans of a `share` of each net investment, each over `years` from the year after."""
    return over_years(annuity(rate, years, share * net), years, erosion)


def invested_by_year(capex):
    """Investment [kEUR] as year x draw, year 0 first: all of it at the start when it is one sum."""
    capex = np.asarray(capex, dtype=float)
    return capex if capex.ndim == 2 else np.concatenate([np.atleast_1d(capex)[None], np.zeros((LIFE, np.size(capex)))])


def site_by_year(site):
    """The same site with occupancy and PUE as year x draw; clients are invoiced the PUE of the building when nothing else is said."""
    pue = by_year(site.pue)
    return replace(site, occupancy=by_year(site.occupancy), pue=pue, billed_pue=pue if site.billed_pue is None else by_year(site.billed_pue))


def prices_by_year(prices):
    """The same prices as year x draw; contracts quote the price at which electricity is bought when nothing else is said."""
    bought = by_year(prices.electricity)
    quoted = bought if prices.quoted is None else by_year(prices.quoted)
    return replace(prices, electricity=bought, quoted=quoted, passed=by_year(prices.passed), other=by_year(prices.other))


def operation(site, prices, costs, invested, index):
    """What operation earns and costs [kEUR/year, year x draw], site and prices by year: rents with services, energy_margin, other, costs, ebitda."""
    racks = site.racks * site.occupancy
    machines = racks * site.rack_power * site.load_factor * HOURS / KILO
    rents = rack_revenue(racks, prices.rent, prices.service) * index
    services = rack_revenue(racks, prices.rent, 0.0) * prices.service * prices.service_cost
    energy = energy_margin(machines, site.pue, site.billed_pue, prices) * index
    spent = (costs.fixed + services + costs.maintenance * np.cumsum(invested, axis=0)[:LIFE]) * index
    other = prices.other * index
    return {"rents": rents, "energy_margin": energy, "other": other, "costs": spent, "ebitda": rents + energy - spent + other}


def business_plan(site: Site, prices: Prices, costs: Costs, funding: Funding):
    """The whole plan of a site.

    Returns, year x draw [kEUR]: ebitda, tax, flows (year 0 first); by draw: npv [kEUR], irr, payback [year], dscr, break-even [share].
    """
    site, prices, invested = site_by_year(site), prices_by_year(prices), invested_by_year(costs.capex)
    found = operation(site, prices, costs, invested, indexed(funding.inflation))
    net = invested * (1 - funding.subsidy)
    by_draw = [found["ebitda"], net, costs.renewal, costs.beside, funding.discount, funding.tax]
    by_draw += [funding.loan_share, funding.loan_rate, funding.erosion]
    draws = np.broadcast_shapes(*(np.shape(values)[-1:] for values in by_draw), (1,))
    ebitda, net = np.broadcast_to(found["ebitda"], (LIFE, *draws)), np.broadcast_to(net, (LIFE + 1, *draws))
    paid_tax = corporate_tax(ebitda, depreciation(net, funding.depreciation_years, funding.erosion), funding.tax)
    renewed = np.broadcast_to(np.where(float(costs.renewal_year) == TIMES, costs.renewal * invested.sum(axis=0), 0.0), ebitda.shape)
    flows = np.concatenate([np.broadcast_to(-np.atleast_1d(costs.beside), (1, *draws)), ebitda - paid_tax - renewed]) - net
    service_of_debt = debt_service(net, funding.loan_share, funding.loan_rate, funding.loan_years, funding.erosion)
    margin, loan = unit_margin(site, prices), funding.loan_share * net.sum(axis=0)
    owed = costs.fixed + costs.maintenance * invested.sum(axis=0)
    first = annuity(funding.loan_rate, funding.loan_years, loan)
    lent_at = real_rate(funding.loan_rate, funding.erosion)  # in the money of the flows
    return (
        found
        | ratios(ebitda, paid_tax, service_of_debt, lent_at, int(funding.loan_years), loan)
        | {
            "ebitda": ebitda,
            "tax": paid_tax,
            "flows": flows,
            "invested": np.broadcast_to(invested, net.shape),
            "net": net,
            "discount": np.broadcast_to(funding.discount, draws),
            "renewed": renewed,
            "debt_service": service_of_debt,
            "annuity": first,
            "npv": present_value(funding.discount, flows),
            "irr": internal_rate(flows),
            "payback": payback(flows),
            "discounted_payback": payback(flows / (1 + np.atleast_1d(funding.discount)) ** np.arange(LIFE + 1)[:, None]),
            "break_even": break_even_occupancy(owed + first, site.racks, margin),
            "break_even_without_debt": break_even_occupancy(owed, site.racks, margin),
            "margin": margin,
            "owed": owed,
        }
    )


def ratios(ebitda, paid_tax, service_of_debt, rate, years, loan):
    """Cover of the debt by the operating result after tax [2]: `dscr` in year 10, mean and least over the loan, and LLCR; 0 without debt."""
    left, due = (ebitda - paid_tax)[:years], service_of_debt[:years]
    cover = np.divide(left, due, out=np.zeros(left.shape), where=due > 0)
    worth = present_value(rate, np.concatenate([np.zeros((1, left.shape[1])), left, np.zeros((LIFE - years, left.shape[1]))]))
    return {
        "dscr_10": cover[RULE_YEAR - 1],
        "dscr_mean": cover.mean(axis=0),
        "dscr_min": cover.min(axis=0),
        "llcr": np.divide(worth, loan, out=np.zeros(worth.shape), where=np.broadcast_to(loan, worth.shape) > 0),
    }


def last_year(prices):
    """The same prices in the last year, one by draw; prices by year."""
    return replace(prices, electricity=prices.electricity[-1], quoted=prices.quoted[-1], passed=prices.passed[-1])


def unit_margin(site, prices):
    """What an occupied rack brings in the last year beyond its own costs [kEUR/rack/year], first year's prices; site and prices by year."""
    machines = site.rack_power * site.load_factor * HOURS / KILO
    return rack_revenue(1.0, prices.rent, prices.kept - 1) + energy_margin(machines, site.pue[-1], site.billed_pue[-1], last_year(prices))


def break_even_occupancy(owed, racks, margin):
    """Occupancy [share] at which what is `owed` each year [kEUR] is earned by `racks` with a `margin` each [kEUR/year], at most NEVER; 0 when nothing
    is owed."""
    earned = racks * margin
    found = np.divide(owed, earned, out=np.full(np.broadcast(owed, earned).shape, NEVER), where=earned > 0)
    return np.where(owed > 0, np.clip(found, 0, NEVER), 0.0)


def break_even_price(owed, racks, occupancy, kept, energy):
    """Price of a rack [EUR/month] at which what is `owed` [kEUR/year] is earned at an `occupancy` [share], a euro of rent leaving what is `kept` with
    its services [ratio], and `energy` [kEUR/rack/year] being earned beside it."""
    sold = racks * occupancy
    each = np.divide(owed, sold, out=np.zeros(np.broadcast(owed, sold).shape), where=sold > 0) - energy * (sold > 0)
    return np.maximum(each, 0) * KILO / MONTHS / kept
