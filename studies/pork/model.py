"""The quality pork of Lozère: farms, piglets, abattoirs, prices, public money, from 2025 to 2040.

    farms.py      seven archetypes, exits and installations      herd.py     sows, piglets, pigs: cohorts are delays
    weeks.py      weeks read from stocks by date                 stages.py   animals present, animals lost
    money.py      prices, accounts, public money, jobs           slaughter.py  abattoirs, open or closed
    outlets.py    who wants local pork, what is missing          land.py     nitrogen, runs, water, communes
    chain.py      from the abattoir back to the farms            transport.py  which pigs go where, solved once by regime

The start is assumed: no count of pigs of Lozère could be read. A flow is that of the year that ends on its date; a stock is that of its date.
"""

import numpy as np

from studies.toolkit.constants import KILO

from .chain import chain, passed
from .farms import KINDS, ORDER, YEARS, flowing, jobs, piglets_to_buy, pigs_of_places, row, size, stacked
from .herd import BOUGHT_BY, durations, exchanged, least_and_most
from .land import CRITERIA, criteria, equivalents, land, nitrogen, suitability, zone_farming
from .money import (
    COSTS,
    LINES,
    PAID,
    SUPPLIERS,
    account_of_a_farmer,
    fed,
    hours_of,
    income_per_farmer,
    invested,
    margin_over_feed,
    project_cash,
    public_spending,
)
from .outlets import by_outlet, outlets
from .slaughter import HERE, gather, slaughter
from .stages import animal_balance, present_animals, stages
from .weeks import WEEKS_IN_YEAR, Years

__all__ = ["YEARS", "run"]  # the dates of the results, and what gives them

ANIMALS = ("sows", "suckling", "nursery", "finishing")  # dimension `animal` of study.toml


def herd_results(p, animals, sold, tonnes, piglets):
    """Pigs, piglets, regularity of the weeks, what the animals became [year x draw], animals present [animal x year x draw]; piglets: exchanged."""
    pigs, grown = sum(sold.values()), stages(p, animals)
    fewest, most = least_and_most(p, animals)
    places = present_animals(p, animals, *grown)
    return {
        "pigs": pigs,
        "pork": tonnes,
        "piglet_balance": piglets["for_sale"] - piglets["wanted"],
        "piglets_for_sale": piglets["for_sale"],
        "piglets_wanted": piglets["wanted"],
        "piglets_imported": piglets["wanted"] - piglets["from_here"],
        "piglets_exported": piglets["for_sale"] - piglets["from_here"] - piglets["stuck"],
        "born_here_share": piglets["born_here"] / pigs,
        "week_low": fewest,
        "week_high": most,
        "animals_present": stacked(places[name] for name in ANIMALS),
        **animal_balance(animals, *grown, piglets, places),
    }, places


def by_kind(farms, sold, runs_today):
    """Farms and finished pigs by kind [kind x year x draw]; the finishers of today, indoors, who sell `runs_today`, apart from those that open."""
    place = ORDER.index("eng_lr")
    every = dict(zip(ORDER, farms[0] + farms[1], strict=True)) | {"eng_today": farms[0][place], "eng_lr": farms[1][place]}
    pigs = sold | {"eng_today": runs_today, "eng_lr": sold["eng_lr"] - runs_today, "nuc": np.zeros_like(runs_today)}
    return {"farms_by_kind": stacked(every[kind] for kind in KINDS), "pigs_by_kind": stacked(pigs[kind] for kind in KINDS)}


def work(p, farms, sizes, here, served):
    """Jobs [year x draw], by trade too: farms, abattoirs, processing; the national ratio of indirect jobs is an upper bound only."""
    hours = sum((count * hours_of(p, farm)[:, None]).sum(axis=0) for count, farm in zip(farms, sizes, strict=True))
    hours = hours + (flowing(p.collective_year) * p.collective_sows) * p.labour_nuc
    trades = jobs(hours, p.hours_in_year, here, p.jobs_slaughter, served, p.jobs_processing)
    return {"jobs": sum(trades), "jobs_by_trade": stacked(trades), "jobs_bound": trades[0] * (1 + p.indirect_ratio)}


def accounts(p, farm, now):
    """What a new farm costs, is paid and earns [archetype x year x draw]; the margin of the mountain farm and the price of feed [year x draw]."""
    place = ORDER.index("ne_m")
    live, per_sow = p.carcass_ne_m / p.carcass_yield, farm.pigs[place] / farm.sows[place]
    earned, paid = account_of_a_farmer(p, now)
    margin = margin_over_feed(per_sow, live, p.carcass_yield, now.price[place], p.fcr_ne_m, fed(p), p.renewal)
    return {
        "income": passed(income_per_farmer(p, now)),
        "farmer_sales": passed(earned),
        "farmer_pays": stacked(passed(paid[supplier]) for supplier in SUPPLIERS),
        "farm_sales": passed(now.sales) / KILO,
        "farm_pays": stacked(passed((now.spent | {"farmers": now.income})[payee]) / KILO for payee in PAID),
        "price": passed(now.price),
        "even": passed(now.cost),
        "cost_by_part": stacked(passed(np.broadcast_to(now.costs[part], now.cost.shape)) for part in COSTS),
        "cash": project_cash(p, now, first_sales(p)) / KILO,
        "margin_over_feed": passed(margin),
        "feed": passed(fed(p)),
    }


def first_sales(p):
    """Weeks without any sale after a farm opens [week, archetype]."""
    weeks, nursery, setup = durations(p), int(p.nursery_weeks), int(p.setup_weeks)
    own = {name: weeks[name] + (0 if name in BOUGHT_BY else nursery + setup) for name in weeks} | {"nuc": setup + nursery}
    return np.array([own[name] for name in ORDER])


def one_farm(p, farm, now):
    """What a new farm of each archetype holds, invests, works, and its animal equivalents [archetype x draw]."""
    weeks, lost = durations(p), row(p, "loss")
    finishing = farm.pigs * np.array([[weeks.get(name, 0)] for name in ORDER]) / WEEKS_IN_YEAR
    weaned = (farm.pigs * (1 - farm.bought) + farm.piglets) / (1 - lost)
    return {
        "farm_pigs": farm.pigs,
        "farm_sows": farm.sows,
        "farm_piglets": farm.pigs * farm.bought / (1 - lost),
        "farm_investment": now.investment / KILO,
        "farm_hours": now.hours,
        "farm_equivalents": equivalents(farm.sows, weaned * int(p.nursery_weeks) / WEEKS_IN_YEAR, finishing, p.icpe_sow, p.icpe_piglet),
    }


def spending(p, opened, farm, farms):
    """Public money by year, by line too [year x draw], then from the decision to the horizon; all investments [draw]."""
    lines = public_spending(p, opened, farm, farms)
    total = sum(lines.values())
    return {
        "public_by_line": stacked(passed(lines[name]) / KILO for name in LINES),
        "public_cost": passed(total) / KILO,
        "public_money_by_line": stacked(lines[name][:-1].sum(axis=0) / KILO**2 for name in LINES),
        "public_money": total[:-1].sum(axis=0) / KILO**2,
        "investment": invested(p, opened, farm) / KILO**2,
    }


def run(p, territory):
    """Farms, pigs, piglets, kilometres to the abattoir, incomes and public money of the pork of Lozère, by 1 January from 2025 to 2041.

    Parameters: see parameters.csv; results: see results.csv. `territory` gives the population, the farming of the nine zones of the census, the
    distance of each commune to each abattoir. References: in the files of the model.
    """
    sizes, ground = (size(p, today=True), size(p, today=False)), gather(territory)
    market = by_outlet(p, territory)
    together, new = chain(p, ground, sizes, sum(market[1].values())), sizes[1]
    found = together.found
    farms, animals, sold, tonnes = found.farms, found.animals, found.sold, found.tonnes
    routes, zone_km = slaughter(p, ground, tonnes, found.carcass, found.routes)
    piglets = exchanged(p, animals)
    of_herd, places = herd_results(p, animals, sold, tonnes, piglets)
    results = {"farms": (farms[0] + farms[1]).sum(axis=0)} | of_herd
    pigs, here = results["pigs"], routes["slaughtered_here"]
    results["local_pork"] = tonnes * piglets["born_here"] / pigs * here / tonnes
    results |= routes | outlets(p, market, tonnes, results["local_pork"], found.quality)
    results |= work(p, farms, sizes, here, results["served"]) | accounts(p, new, together.account) | one_farm(p, new, together.account)
    sows = {name: farrower.sows(Years(0)) / WEEKS_IN_YEAR for name, farrower in animals.farrowers.items()}
    weaned = {name: farrower.weaned(Years(0)) for name, farrower in animals.farrowers.items()}
    results |= by_kind(farms, sold, found.sold_today)
    results |= land(p, sows, sold, places, found.sold_today, nitrogen(p, sows, weaned, sold, found.sold_today), territory)
    results["sausage_extra"] = (results["price"][ORDER.index("eng_lr")] + routes["haulage_per_kg"] - p.base_price) * p.sausage_ratio
    results |= spending(p, found.opened, new, farms[0] + farms[1]) | one_finisher(p, new)
    results |= {f"{name}_worst": results[name].max(axis=0) for name in ("slaughter_km", "slaughtered_outside", "held", "rerouted")}
    return results if p.draws is not None else results | by_commune(p, territory, ground, results, zone_km)


def one_finisher(p, farm):
    """The piglets that a new Label Rouge finisher buys and the sows that give them [draw]."""
    piglets = piglets_to_buy(farm.pigs[ORDER.index("eng_lr")], p.loss_eng_lr)
    return {"label_piglets": piglets, "label_sows": piglets / p.pigs_per_sow_nuc}


def with_room(p, results, names):
    """The abattoirs of the département that have room for the pigs of one more Label Rouge finisher at the end of the horizon; when none has, those
    outside that take pigs [abattoir]. In a single run."""
    workshop = pigs_of_places(p.size_eng_lr, p.batches) * p.carcass_eng_lr / KILO / WEEKS_IN_YEAR
    left = dict(zip(HERE, results["capacity_by_site"][:, -1, 0] - results["load_by_site"][:, -1, 0], strict=True))
    here = np.array([name in HERE and bool(left[name] >= workshop) for name in names])
    return here if here.any() else np.array([name not in HERE and bool(getattr(p, f"free_{name}") > 0) for name in names])


def by_commune(p, territory, ground, results, zone_km):
    """Criteria and points of each commune at the horizon; nitrogen of its zone per hectare. No number of pigs by commune. In a single run."""
    index = ground.index
    values = criteria(p, territory, index, with_room(p, results, ground.names))
    fields, cattle = zone_farming(territory, index)
    pressure = (p.n_unit * cattle + results["nitrogen"][-1, 0] * KILO * ground.shares) / fields
    return dict(zip(CRITERIA, values.T, strict=True)) | {
        "suitability": suitability(values, [float(getattr(p, f"weight_{name}")) for name in CRITERIA], list(CRITERIA.values())),
        "haul_by_commune": zone_km[:, 0, index],
        "nitrogen_by_commune": pressure[index],
    }
