"""The money: the cash that moves with the levers, what the public pays, when it pays back."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from data import tables as data_tables
from data.ground import french
from pages.parts import prose, provenance, tables, texts
from pages.parts.charts import chart_panel, curves, figures, house
from pages.parts.study import scenario_lines, taken
from pages.parts.study.view import Drawing, View
from studies.datacenter.screens import electricity
from studies.datacenter.screens.clients import KEY, LATE, built
from studies.toolkit.constants import HUNDRED, KILO, MONTHS
from studies.toolkit.reading import units
from studies.toolkit.running import outcome, runs

TARGETS = np.arange(0.30, 0.96, 0.05)  # [share] occupancies of the grid
PRICES = np.arange(500.0, 1_501.0, 100.0)  # [EUR/month] rents of the grid
SUBSIDIES = (0.0, 0.55)  # [share] of the table; 55 % is that of Le Mans
WAITED = 2033.0  # [year] the end of the fourth year, when what was rented to wait is given up
ROOM = "trend"  # the scenario of a room at POLeN: the least that the options suppose of the demand
DEMAND = ("ready_public", "ready_firms", "ready_small_firms", "ramp_midpoint", "ramp_speed")  # who would rent a rack, and when
LATE_PAYBACK, NO_RATE = 21.0, -0.99  # how the model writes what is never paid back, without a rate


def absent(name: str, value: float) -> bool:
    """Whether a result of the plan stands for nothing: an occupation of more racks than all, money that never comes back, no rate."""
    match name:
        case "break_even" | "break_even_without_debt":
            return value > 1
        case "payback" | "discounted_payback":
            return value >= LATE_PAYBACK
        case "irr":
            return value <= NO_RATE
    return False


def cash(view: View) -> Drawing:
    """The cash that piles up, year by year."""
    figure = scenario_lines.compared(view, "cumulated")
    figure["layout"]["yaxis"] |= {"zeroline": True, "zerolinecolor": house.GREY, "zerolinewidth": 2}
    series = view.outcome.data.cumulated
    years = view.number("payback")
    back = "l'argent ne revient pas en 20 ans" if absent("payback", years) else f"l'argent revient au bout de {view.written('payback')}"
    if not series.values.any():
        back = "rien n'est dépensé ni encaissé dans ce choix"
    elif not absent("payback", years) and series.values[int(years) :].min() < 0:
        back += ", puis manque à nouveau quand on renouvelle les machines"
    return Drawing(
        figure, f"Trésorerie cumulée : {back}", figures.in_words("Trésorerie cumulée", series.year.values, series.values, view.unit("cumulated"))
    )


# What it costs the public


def each_job(amount: float) -> str:
    """The public money of a job [kEUR], in millions from one on."""
    return units.headline(amount / KILO, "MEUR_2024") if amount >= KILO else units.headline(amount, "kEUR_2024")


def cost(view: View) -> dict[str, str]:
    """What a job takes, written."""
    return {"per_job": each_job(view.number("public_per_job"))}


def show_cost(view: View) -> None:
    """Who pays the works, then what others paid."""
    if view.number("capex") > 0:
        show_funding(view)
        texts.note(view, "losses")
    else:
        prose.markdown(view.note("no_works"))
    texts.heading(view, "options_title")
    tables.show(option_rows(view))
    texts.heading(view, "comparables_title")
    tables.show([*comparable_rows(), own_row(view)])
    chart_panel.source_and_data(
        provenance.of_tables("comparable_datacenters"), lambda: data_tables.read("comparable_datacenters"), f"{KEY}.comparables"
    )


def show_funding(view: View) -> None:
    """The works, payer by payer."""
    parts = {words: view.number(f"funding[{funder}]") for funder, words in view.names("funder").items()}
    reading = view.note("funding", subsidy=units.headline(view.outcome.values["subsidy"], view.unit("subsidy")))
    said = [f"{words} {units.headline(value, view.unit('funding'))}" for words, value in parts.items()]
    figure, table = figures.waterfall(parts, "Investissement", view.unit("funding")), pd.DataFrame(parts.items(), columns=["qui", "meur"])
    source, found = provenance.of_model(view.study), taken.of_results(view, "funding", table=lambda: table)
    chart_panel.whole(figure, reading, f"Financement : {french.listed(said)}.", source, found, f"{KEY}.funding")


def option_rows(view: View) -> list[dict[str, str]]:
    """What each option takes and leaves, in all and for each rack and each job; nothing is said of what an option does not have."""
    rows = []
    for option in view.study.card.options:
        found = view.study.run(option.scenario)
        data, offered = found.data, found.values["racks"] + found.values["rented_racks"]
        stopped, each = float(data.public_if_stopped.sel(year=WAITED)), float(data.public_per_rack_month)
        rows.append(
            {
                "Option": option.title,
                "Valeur nette": units.headline(float(data.npv), view.unit("npv")),
                "Argent public": units.headline(float(data.public_money), view.unit("public_money")),
                "Arrêtée après 4 ans": units.headline(stopped, view.unit("public_if_stopped")),
                "Par baie louée": units.headline(each, view.unit("public_per_rack_month")) if offered else "aucune baie",
                "Par emploi": each_job(float(data.public_per_job)) if float(data.jobs) else "aucun emploi",
            }
        )
    return rows


def comparable_rows() -> list[dict[str, str]]:
    """The published projects."""
    return [
        {
            "Centre": f"{row.place}, {row.owner} ({row.year})",
            "Baies": french.number(row.racks, 0) if pd.notna(row.racks) else "non lu",
            "Coût": units.headline(row.cost_meur, "MEUR_2024") if pd.notna(row.cost_meur) else "non lu",
            "Coût par baie": units.headline(KILO * row.cost_meur / row.racks, "kEUR_2024") if row.cost_meur / row.racks > 0 else "non lu",
            "Part publique": units.headline(row.public_share, "share") if pd.notna(row.public_share) else "non lue",
            "Source": provenance.linked(row.source.split(",")[0], row.url),
        }
        for row in data_tables.read("comparable_datacenters").itertuples()
    ]


def own_row(view: View) -> dict[str, str]:
    """The choice on screen as a line of the same table."""
    per_rack = view.written("capex_per_rack") if built(view) else "sans objet"
    return {
        "Centre": f"**{view.title}**",
        "Baies": french.number(view.outcome.values["racks"], 0),
        "Coût": view.written("capex"),
        "Coût par baie": per_rack,
        "Part publique": units.headline(view.outcome.values["subsidy"], view.unit("subsidy")),
        "Source": "cette étude",
    }


# When it breaks even


def chance(view: View) -> float:
    """Part of the draws in which the net present value is positive [share]."""
    return float((runs.draws(view.study, view.outcome).npv > 0).mean())


def even(view: View) -> dict[str, str]:
    """In how many of a hundred draws the net present value is positive."""
    sure = round(HUNDRED * chance(view))
    return {"draws": f"{sure} {french.plural(sure, 'tirage')}"}


def paces(view: View) -> dict[str, str]:
    """What a year of delay, then a year of advance, of half of the sales changes in the net present value."""
    values = view.outcome.values
    doubt = values["ramp_doubt"] + np.array([1, -1]) / values["ramp_midpoint"]
    late, early = runs.simulate(view.study, dict(values) | {"ramp_doubt": doubt}).npv.values - view.number("npv")
    return {"late": electricity.difference(float(late)), "early": electricity.difference(float(early))}


def as_for_a_room(view: View) -> str:
    """The net present value of the choice, were its racks asked for as those of a room at POLeN; "" when it is the same."""
    room = runs.choices(view.study, ROOM, {})
    asked = view.outcome.values | {name: room[name] for name in DEMAND}
    written = units.headline(float(runs.simulate(view.study, asked).npv), view.unit("npv"))
    return "" if written == view.written("npv") else written


def rent_left(view: View) -> np.ndarray:
    """The mean rent over the full one [share, year x 1], once communes have their social tariff; 1 while nothing is sold."""
    data, values = view.outcome.data, view.outcome.values
    growth = np.ravel(view.study.modules["finance"].indexed(values["price_growth"]))
    full = data.racks_sold.values[1:] * values["rack_price"] * growth * (1 + values["service"]) * MONTHS / KILO
    return np.divide(data.rents.values[1:], full, out=np.ones_like(full), where=full > 0)[:, None]


def plan(view: View, occupancy: np.ndarray | None = None, **changes: np.ndarray | float) -> dict[str, np.ndarray]:
    """The business plan of the choice on screen, with another occupancy by year or some figures changed."""
    study, finance, p = view.study, view.study.modules["finance"], SimpleNamespace(**(view.outcome.values | changes))
    filled, pue, price, heat = (view.outcome.data[name].values[1:, None] for name in ("occupancy", "pue", "electricity_price", "heat_income"))
    power = study.function("rack_kw")(p)
    site = finance.Site(p.racks, power, p.load, filled if occupancy is None else occupancy, pue, np.full((1, 1), p.billed_pue))
    paid = study.function("sold_at")(p, price, rent_left(view), other=heat)
    every_year = study.function("fixed_costs")(p)
    costs = finance.Costs(view.number("capex") * KILO, every_year, p.maintenance, p.renewal, p.renewal_year, view.number("heat_investment"))
    return finance.business_plan(site, paid, costs, study.function("funding")(p))


def grid(view: View) -> np.ndarray:
    """The net present value [MEUR] by stabilised occupancy (rows) and rent (columns), the pace of filling as on screen."""
    pace = view.outcome.data.occupancy.values[1:] / max(float(view.outcome.data.occupancy[-1]), 1e-9)
    prices, targets = (part.ravel() for part in np.meshgrid(PRICES, TARGETS))
    found = plan(view, pace[:, None] * targets, rack_price=prices)["npv"]
    return found.reshape(TARGETS.size, PRICES.size) / KILO


def show_even(view: View) -> None:
    """The grid of rent and occupancy, the table of rent and subsidy, the ratios that a lender reads."""
    show_every_cash(view)
    if not built(view):
        prose.markdown(view.note("no_loan"))
        return
    texts.note(view, "pace", **paces(view))
    if room := as_for_a_room(view):
        texts.note(view, "room", room=room)
    values = grid(view)
    here = (view.outcome.values["rack_price"], HUNDRED * float(view.outcome.data.occupancy.sel(year=LATE)))
    figure = curves.grid(PRICES, HUNDRED * TARGETS, values, view.unit("npv"), ("Loyer d'une baie, € par mois", "Occupation stable, %"), here)
    good = PRICES[values[np.argmin(np.abs(TARGETS - 0.7))] >= 0]
    reading = view.note("grid_from", rent=units.headline(float(good.min()), view.unit("break_even_price"))) if good.size else view.note("grid_never")
    low, high = (units.headline(float(end), view.unit("npv")) for end in (values.min(), values.max()))
    alt = f"Valeur nette selon le loyer et l'occupation : de {low} à {high}."
    chart_panel.whole(
        figure, reading, alt, provenance.of_model(view.study), taken.nearest(view, "npv", table=lambda: grid_table(values)), f"{KEY}.grid"
    )
    texts.note(view, "grid")
    texts.heading(view, "subsidy_title")
    tables.show(subsidy_rows(view))
    texts.heading(view, "lender_title")
    tables.show(lender_rows(view))


def show_every_cash(view: View) -> None:
    """The cash that piles up in each scenario as it was written, and in the choice on screen when it differs."""
    shown = {scenario.title: view.study.run(name).data.cumulated for name, scenario in view.study.scenarios.items()}
    if view.outcome.changes:
        shown[view.title] = view.outcome.data.cumulated
    years = view.outcome.data.year.values - 1  # the state on 1 January is read as the end of the year before
    table = {name: series.values for name, series in shown.items()}
    spent = {name: values for name, values in table.items() if values.any()}  # what spends nothing waits for no money
    back = [name for name, values in spent.items() if values[-1] >= 0]
    counted = {"back": str(len(back)), "spent": str(len(spent)), "names": french.listed(back)}
    reading = view.note("comes_back", **counted) if back else "En 20 ans, l'argent ne revient dans aucun choix"
    ends = [f"{name} {units.headline(float(values[-1]), view.unit('cumulated'))}" for name, values in table.items()]
    figure = curves.curve(years, table, view.unit("cumulated"), "Fin de l'année", zero=True, across={"tickformat": "d"})
    alt, source = f"Trésorerie cumulée au bout de 20 ans. {french.listed(ends)}.", provenance.of_model(view.study)
    found = taken.of_results(view, "cumulated", table=lambda: pd.DataFrame({"fin_de": years} | table))
    chart_panel.whole(figure, reading, alt, source, found, f"{KEY}.every-cash")
    texts.note(view, "every_cash")


def grid_table(values: np.ndarray) -> pd.DataFrame:
    """The grid as a table."""
    return pd.DataFrame(values, index=TARGETS, columns=[f"loyer_{price:.0f}" for price in PRICES]).rename_axis("occupation").reset_index()


def subsidy_rows(view: View) -> list[dict[str, str]]:
    """The value by rent and by subsidy, at the occupancy on screen."""
    rents = (600.0, 750.0, 900.0, 1_050.0, 1_200.0)
    found = {part: plan(view, rack_price=np.array(rents), subsidy=part)["npv"] / KILO for part in SUBSIDIES}
    return [
        {"Loyer par mois": units.written(rent, "EUR_2024")}
        | {f"Subvention {units.written(part, 'share')}": units.headline(float(found[part][row]), view.unit("npv")) for part in SUBSIDIES}
        for row, rent in enumerate(rents)
    ]


def plain(view: View, name: str) -> str:
    """A result with its unit, a ratio without any."""
    if absent(name, view.number(name)):
        return "hors d'atteinte"
    return french.significant(view.number(name)) if outcome.read(view.outcome.data, name).attrs["unit"] == "index" else view.written(name)


def lender_rows(view: View) -> list[dict[str, str]]:
    """The ratios of the plan."""
    found = view.outcome.data
    shown = [piece for name in ("npv", "npv_private", "break_even_without_debt", "debt_cover") for piece in outcome.named(found, name)]
    rows = [{"Ratio": piece.attrs["label"], "Valeur": plain(view, name)} for name, piece in shown]
    rate = "aucun" if absent("irr", view.number("irr")) else view.written("irr")
    years = {
        words: "aucun" if absent(name, view.number(name)) else view.written(name)
        for words, name in (("Temps de retour", "payback"), ("Temps de retour actualisé", "discounted_payback"))
    }
    sure = {"Ratio": "Tirages où la valeur nette est positive", "Valeur": units.headline(chance(view), "share")}
    price = {"Ratio": found["break_even_price"].attrs["label"], "Valeur": view.written("break_even_price")}
    rows += [price, sure, {"Ratio": "Taux de rendement interne", "Valeur": rate}]
    return [*rows, *({"Ratio": words, "Valeur": value} for words, value in years.items())]
