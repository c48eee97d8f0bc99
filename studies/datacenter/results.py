"""What each reader finds in the plan: clients, energy, money, public money, heat; the words and units are in results.csv."""

import numpy as np

from studies.toolkit.constants import KILO, MONTHS
from studies.toolkit.prices import converted

from .demand import CLIENTS, LOCAL, PUBLIC, racks_signed
from .energy import carbon, chain, loaded_pue, water
from .finance import LIFE, break_even_price

ROOMS_READ = 2015  # [year] of the euros in which the cost of a room was published
HIGH_LOAD, LOW_LOAD = 0.6, 0.2  # [share of the power under contract] two rooms that are compared


def beside(*values):
    """Values side by side along a first axis, each one by draw or the same for all."""
    return np.stack(np.broadcast_arrays(*values))


def after_opening(values):
    """Values of the twenty years of operation [year x draw], after the opening, where nothing flows yet."""
    return np.concatenate([np.zeros_like(values[:1]), values])


def with_opening(values):
    """The same with the opening as in the first year."""
    return np.concatenate([values[:1], values])


def ratio(part, whole):
    """A part over a whole, 0 when there is no whole."""
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


def racks_by_year(built, plan):
    """Racks sold, lost to a dear electricity, installed and rented elsewhere [racks], occupancy [share]."""
    return {
        "occupancy": after_opening(plan["occupancy"]),
        "racks_sold": after_opening(built["sold"]),
        "racks_lost": after_opening(built["lost"]),
        "racks_installed": after_opening(built["installed"]),
        "racks_rented": after_opening(built["rented"]),
    }


def energy_by_year(p, energy, prices):
    """Energy [MWh/year], PUE, price of electricity [EUR/MWh], emissions [tCO2e/year] and water [m3/year]."""
    machines, bought, pue = energy["machines"], energy["bought"], energy["pue"]
    emitted = beside(*(carbon(bought, factor) for factor in (p.electricity_carbon, p.imported_carbon)))
    return {
        "machines": after_opening(machines),
        "electricity": after_opening(bought),
        "electricity_by_use": np.concatenate([np.zeros_like(energy["uses"][:, :1]), energy["uses"]], axis=1),
        "pue": with_opening(pue),
        "electricity_price": with_opening(prices),
        "emissions": np.concatenate([np.zeros_like(emitted[:, :1]), emitted], axis=1),
        "energy_spared": after_opening(machines * (p.room_pue - pue)),
        "water": after_opening(water(machines, p.water_dry)),
        "water_fleet": after_opening(water(machines, p.water_fleet)),
    }


def money_by_year(plan):
    """The lines of the plan [kEUR/year], its flows and their sum [MEUR], what is left once the bank is paid."""
    return {
        "rents": after_opening(plan["rents"]),
        "energy_margin": after_opening(plan["energy_margin"]),
        "rented_margin": after_opening(plan["rented_margin"]),
        "heat_income": after_opening(plan["heat_income"]),
        "running_costs": after_opening(plan["costs"]),
        "ebitda": after_opening(plan["ebitda"]),
        "tax_paid": after_opening(plan["tax"]),
        "renewed": after_opening(plan["renewed"]),
        "works": plan["invested"],
        "works_aid": plan["invested"] - plan["net"],
        "heat_works": np.concatenate([beside(plan["heat_works"]), np.zeros((LIFE, np.size(plan["heat_works"])))]),
        "net_flow": plan["flows"],
        "cumulated": np.cumsum(plan["flows"], axis=0) / KILO,
        "debt_service": after_opening(plan["debt_service"]),
        "left": after_opening(plan["ebitda"] - plan["debt_service"]),
    }


def worth_by_flow(plan):
    """The present value of each line of the plan, what is paid below zero [MEUR, flow x draw], in the order of the dimension `flow` of study.toml:
    their sum is the net present value."""
    works = money_by_year(plan)
    earned = ("rents", "energy_margin", "rented_margin", "heat_income", "works_aid")
    paid = ("running_costs", "tax_paid", "renewed", "works", "heat_works")
    factor = (1 + np.atleast_1d(plan["discount"])) ** -np.arange(LIFE + 1.0)[:, None]
    return beside(*((works[name] * factor).sum(axis=0) for name in earned), *(-(works[name] * factor).sum(axis=0) for name in paid)) / KILO


def money_over_life(p, built, plan, private):
    """What an investor and a lender read in the plan. private: its value for an investor without subsidy [kEUR]."""
    gross = built["spent"].sum(axis=0)
    energy = plan["margin"] - plan["rent"] * plan["kept"] * MONTHS / KILO
    offered = p.racks + p.rented_racks
    each = ratio(plan["full"], offered)
    return {
        "npv": plan["npv"] / KILO,
        "worth_by_flow": worth_by_flow(plan),
        "npv_private": private / KILO,
        "irr": plan["irr"],
        "payback": plan["payback"],
        "discounted_payback": plan["discounted_payback"],
        "debt_cover": beside(*(plan[name] for name in ("dscr_10", "dscr_mean", "dscr_min", "llcr"))),
        "break_even": plan["break_even"],
        "break_even_without_debt": plan["break_even_without_debt"],
        "break_even_price": break_even_price(plan["owed"] + plan["annuity"], p.racks, p.target_occupancy, plan["kept"], energy),
        "racks_needed": np.ceil(ratio(plan["owed"] + plan["annuity"], each)),
        "capex": gross / KILO,
        "capex_per_rack": ratio(gross, p.racks),
        "connection": built["joined"] / KILO,
    }


def public_if_stopped(plan):
    """Public money when everything stops at the end of each year and nothing is sold [MEUR, year x draw, the opening first]: subsidy, and deficits or
    what the flows have not given back, whichever is more; in the last year, the public money of the whole life."""
    aid = np.cumsum(plan["invested"] - plan["net"], axis=0)
    losses = np.cumsum(after_opening(np.maximum(-plan["ebitda"], 0)), axis=0)
    return (aid + np.maximum(losses, -np.cumsum(plan["flows"], axis=0))) / KILO


def public_money(p, built, plan):
    """Who pays the works [MEUR]; what it costs the public: subsidy, the operating losses that a public owner covers, what such an owner would not get
    back in the end of the rest of the works, of their renewal and of the tax [MEUR]; the whole per rack offered, per job [kEUR] and per month of a
    rack that a client rents [EUR/month]."""
    gross = built["spent"].sum(axis=0)
    granted = gross * p.subsidy
    losses = np.maximum(-plan["ebitda"], 0).sum(axis=0)
    direct = p.staff * (p.racks > 0)  # following a contract elsewhere takes some time of somebody, and makes no job
    jobs = direct * (1 + p.induced_jobs)
    own = gross - granted
    lost = np.maximum(-plan["flows"].sum(axis=0) - losses, 0)
    public = granted + losses + lost
    months = (built["sold"] + built["rented"]).sum(axis=0) * MONTHS
    return {
        "funding": beside(granted, own * p.loan_share, own * (1 - p.loan_share)) / KILO,
        "losses": losses / KILO,
        "capital_lost": lost / KILO,
        "public_money": public / KILO,
        "public_if_stopped": public_if_stopped(plan),
        "racks_built": p.racks,
        "racks_offered": p.racks + p.rented_racks,
        "public_per_rack_month": ratio(public * KILO, months),
        "public_per_rack": ratio(public, p.racks + p.rented_racks),
        "public_per_job": ratio(public, jobs),
        "jobs_direct": direct,
        "jobs_induced": direct * p.induced_jobs,
        "jobs": jobs,
    }


def clients(p, wanted, built):
    """Who would rent racks in the end [racks], and the rooms that it spares public clients [MEUR]."""
    public, total = sum(wanted[client] for client in PUBLIC), sum(wanted.values())
    rented_by_public = public * (built["sold"][-1] / np.maximum(built["staying"], 1e-9) + built["rented"][-1] / np.maximum(total, 1e-9))
    return {
        "local_racks": sum(wanted[client] for client in LOCAL),
        "public_racks": public,
        "outside_racks": wanted["neighbours"] + wanted["anchor"],
        "racks_wanted": total,
        "racks_signed": np.minimum(racks_signed(p), total),
        "racks_by_client": beside(*(wanted[client] for client in CLIENTS)),
        "rooms_avoided": rented_by_public * p.room_surface * converted(p.room_cost, ROOMS_READ) / KILO,
    }


def heat_given(heat):
    """What a near building and the network take of the heat [MWh/year], and what it is worth [kEUR]."""
    given = (heat["building"], heat["network"])
    return {
        "heat_given": beside(*(client["taken"] for client in given)),
        "pump_cop": beside(*(client["cop"] for client in given)),
        "heat_npv": heat["npv"],
        "heat_investment": heat["investment"],
        "heat_worth": heat["worth"],
        "heat_reused": heat["erf"],
        "heat_recovered_last": heat["recovered"],
        "heat_drawn": beside(*(client["low"] for client in given)),
        "heat_rejected": heat["rejected"],
        "pump_electricity": beside(*(client["pumped"] for client in given)),
    }


def air(p, weather):
    """What the air of the site does [hour/year], and what an empty room wastes [points of PUE]."""
    high, low = (loaded_pue(share, 1.0, weather["compressors"], *chain(p)) for share in (HIGH_LOAD, LOW_LOAD))
    return {"free_hours": weather["free"], "hours_below_27": weather["below_27"], "low_load_penalty": low - high}
