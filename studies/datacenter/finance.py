"""The money of twenty years: operating result, tax, debt, and what an investor or a département reads in them.

Current euros: year t = 1 is the first year of operation, every price and cost is multiplied by (1 + inflation)^(t - 1); investment at t = 0.
Depreciation is straight, tax is on what the operating result leaves above it, without carry-forward nor interest; renewal is neither indexed nor
depreciated.
Present value, rate of return and annuity are those of numpy-financial (npv, irr, pmt). Arrays are year x draw.

[1] numpy-financial 1.0, https://numpy.org/numpy-financial/
[2] Yescombe, E. R. (2014). Principles of project finance, 2nd edition. Academic Press: DSCR, LLCR.
"""

import numpy as np
import numpy_financial as npf

LIFE = 20  # [year] of operation that are counted
TIMES = np.arange(1, LIFE + 1)[:, None]
MONTHS, KILO, HOURS = 12, 1_000, 8_760
RULE_YEAR = 10  # the year of operation that lenders read
NONE = -1.0  # rate of return of a project that never gives its money back
NEVER = 2.0  # occupancy [share] from which a break-even is out of reach whatever it is
LATE = LIFE + 1.0  # [year] payback of a project that is not paid back in its life


def by_year(values):
    """Values as year x draw: a list has one value by year; one by draw is given as a single row."""
    values = np.asarray(values, dtype=float)
    return values[:, None] if values.ndim == 1 else np.atleast_2d(values)


def indexed(inflation):
    """What prices of the first year are multiplied by in each year."""
    return (1 + np.atleast_1d(inflation)) ** (TIMES - 1)


def present_value(rate, flows):
    """Net present value of `flows` (year 0 first) at `rate` [1/year], one by draw [1]."""
    flows = np.asarray(flows, dtype=float).reshape(LIFE + 1, -1) if np.ndim(flows) == 2 else np.asarray(flows, dtype=float)[:, None]
    rates = np.broadcast_to(np.atleast_1d(rate), flows.shape[1:])
    return np.array([npf.npv(one, column) for one, column in zip(rates, flows.T, strict=True)])


def internal_rate(flows):
    """Internal rate of return of `flows` (year 0 first) [share/year], one by draw [1]; NONE when their sum never gives the money back."""
    flows = np.asarray(flows, dtype=float)
    flows = flows[:, None] if flows.ndim == 1 else flows
    found = np.array([npf.irr(column) if column.any() else np.nan for column in flows.T])
    return np.where(np.isfinite(found), found, NONE)


def annuity(rate, years, loan):
    """Constant yearly payment for a `loan` over `years` at `rate` [share/year], interest and principal [1]."""
    return -npf.pmt(rate, years, loan)


def payback(flows):
    """First year at the end of which the sum of `flows` (year 0 first) is not negative; LATE when it never is. A renewal may take it below again."""
    paid = np.cumsum(np.asarray(flows, dtype=float), axis=0) >= 0
    return np.where(paid.any(axis=0), paid.argmax(axis=0), LATE).astype(float)


def services_bought(carriers, carrier_cost, other, doubt):
    """What is bought each year whatever is sold [kEUR/year]: `carriers` at a `carrier_cost` [kEUR/year] each, and the `other` costs, insurance,
    safety and certification [kEUR/year], times the `doubt` about them [ratio]."""
    return carriers * carrier_cost + other * doubt


def rack_revenue(racks, price, service):
    """Rent of `racks` with their services [kEUR/year]: `price` [EUR/month], `service` [share of the rent]."""
    return racks * price * (1 + service) * MONTHS / KILO


def energy_margin(machines, pue, billed_pue, electricity, resold, markup):
    """Electricity resold less electricity bought [kEUR/year]: `machines` [MWh] measured, invoiced at `billed_pue` and at the `resold` price with its
    `markup`; the building draws machines x `pue` at the price of `electricity` [EUR/MWh]."""
    return machines * (billed_pue * resold * markup - pue * electricity) / KILO


def depreciation(net, years):
    """Straight-line depreciation [kEUR/year, years 1 to 20] of what was invested net of subsidy by year (year 0 first), each over `years`."""
    whole = np.cumsum(net, axis=0)
    old = np.concatenate([np.zeros((min(int(years), LIFE), net.shape[1])), whole])[: LIFE + 1]
    return (whole - old)[:LIFE] / years


def corporate_tax(result, written_off, rate):
    """Tax [kEUR/year]: `rate` of the operating result above what is written off, nothing when it is below."""
    return rate * np.maximum(result - written_off, 0)


def debt_service(net, share, rate, years):
    """Payments [kEUR/year, years 1 to 20] of loans of a `share` of each net investment, each over `years` from the year after."""
    yearly = annuity(rate, years, share * net)
    whole = np.cumsum(yearly, axis=0)
    old = np.concatenate([np.zeros((min(int(years), LIFE), net.shape[1])), whole])[: LIFE + 1]
    return (whole - old)[:LIFE]


def business_plan(
    racks,
    rack_power,
    load,
    occupancy,
    price,
    service,
    electricity,
    pue,
    markup,
    fixed,
    capex,
    maintenance,
    subsidy,
    renewal,
    renewal_year,
    discount,
    tax,
    depreciation_years,
    loan_share,
    loan_rate,
    loan_years,
    inflation,
    billed_pue=None,
    resold=None,
    other=0.0,
):
    """The whole plan of a site of `racks` under contract at `rack_power` [kW] used at `load` [share], with its `occupancy` [share] year by year.

    price [EUR/rack/month], service [share of rents], electricity [EUR/MWh, first year's money], pue, markup [ratio], fixed [kEUR/year] staff,
    carriers and other, capex [kEUR] in one sum or by year, maintenance [share of it/year], subsidy [share], renewal [share of it] in
    `renewal_year`, the rates [share/year], `billed_pue` and `resold` when they differ from pue and electricity, `other` income [kEUR/year, first
    year's money].
    Returns, year x draw [kEUR, current]: ebitda, tax, flows (year 0 first); by draw: npv [kEUR], irr, payback [year], dscr, break-even [share].
    """
    occupancy, electricity, pue, other = (by_year(one) for one in (occupancy, electricity, pue, other))
    billed_pue, resold = (pue if billed_pue is None else by_year(billed_pue)), (electricity if resold is None else by_year(resold))
    index, found = indexed(inflation), {}
    invested = np.asarray(capex, dtype=float)
    invested = invested if invested.ndim == 2 else np.concatenate([np.atleast_1d(invested)[None], np.zeros((LIFE, np.size(invested)))])
    gross = np.cumsum(invested, axis=0)[:LIFE]
    machines = racks * occupancy * rack_power * load * HOURS / KILO
    found["rents"] = rack_revenue(racks * occupancy, price, service) * index
    found["energy_margin"] = energy_margin(machines, pue, billed_pue, electricity, resold, markup) * index
    found["costs"] = (fixed + maintenance * gross) * index
    ebitda = found["rents"] + found["energy_margin"] - found["costs"] + other * index
    net = invested * (1 - subsidy)
    draws = np.broadcast_shapes(*(np.shape(one)[-1:] for one in (ebitda, net, renewal, discount, tax, loan_share, loan_rate)), (1,))
    ebitda, net = np.broadcast_to(ebitda, (LIFE, *draws)), np.broadcast_to(net, (LIFE + 1, *draws))
    paid_tax = corporate_tax(ebitda, depreciation(net, depreciation_years), tax)
    renewed = np.where(float(renewal_year) == TIMES, renewal * invested.sum(axis=0), 0.0)
    flows = np.concatenate([np.zeros((1, ebitda.shape[1])), ebitda - paid_tax - renewed]) - net
    service_of_debt = debt_service(net, loan_share, loan_rate, loan_years)
    margin = unit_margin(rack_power, load, price, service, electricity[-1], pue[-1], markup, billed_pue[-1], resold[-1])
    owed = fixed + maintenance * invested.sum(axis=0)
    first = annuity(loan_rate, loan_years, loan_share * net.sum(axis=0))
    return (
        found
        | ratios(ebitda, paid_tax, service_of_debt, loan_rate, int(loan_years), loan_share * net.sum(axis=0))
        | {
            "ebitda": ebitda,
            "tax": paid_tax,
            "flows": flows,
            "net": net,
            "renewed": renewed,
            "debt_service": service_of_debt,
            "annuity": first,
            "npv": present_value(discount, flows),
            "irr": internal_rate(flows),
            "payback": payback(flows),
            "discounted_payback": payback(flows / (1 + np.atleast_1d(discount)) ** np.arange(LIFE + 1)[:, None]),
            "break_even": break_even_occupancy(owed + first, racks, margin),
            "break_even_without_debt": break_even_occupancy(owed, racks, margin),
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


def unit_margin(rack_power, load, price, service, electricity, pue, markup, billed_pue, resold):
    """What an occupied rack brings in a year beyond its own costs [kEUR/rack/year], first year's prices."""
    machines = rack_power * load * HOURS / KILO
    return rack_revenue(1.0, price, service) + energy_margin(machines, pue, billed_pue, electricity, resold, markup)


def break_even_occupancy(owed, racks, margin):
    """Occupancy [share] at which what is `owed` each year [kEUR] is earned by `racks` with a `margin` each [kEUR/year], at most NEVER."""
    earned = racks * margin
    return np.clip(np.divide(owed, earned, out=np.full(np.broadcast(owed, earned).shape, NEVER), where=earned > 0), 0, NEVER)


def break_even_price(owed, racks, occupancy, service, energy):
    """Price of a rack [EUR/month] at which what is `owed` [kEUR/year] is earned at an `occupancy` [share], with `energy` [kEUR/rack/year] earned
    beside it."""
    sold = racks * occupancy
    each = np.divide(owed, sold, out=np.zeros(np.broadcast(owed, sold).shape), where=sold > 0) - energy * (sold > 0)
    return np.maximum(each, 0) * KILO / MONTHS / (1 + service)
