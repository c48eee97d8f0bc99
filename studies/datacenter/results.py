"""The results of the study with the words that go with them, for the département by year, by segment and by commune."""

import numpy as np
import xarray as xr

from studies.toolkit.constants import KILO, MONTHS

from .communes import by_commune
from .demand import PUBLIC, SEGMENTS
from .energy import CHAIN, carbon, loaded_pue, water
from .finance import TIMES, break_even_price

RIVALS = {"montpellier": "Montpellier", "toulouse": "Toulouse", "marseille": "Marseille"}
HIGH_LOAD, LOW_LOAD = 0.6, 0.2  # [share of the power under contract] two rooms that are compared


def named(values, dims, label, unit, sense, basis=None):
    """A result with what the screen says of it."""
    return xr.Variable(dims, values, {"label": label, "unit": unit, "sense": sense} | ({"basis": basis} if basis else {}))


def series(draws, values, label, unit, sense):
    """A result by date from year x draw; the twenty years of operation come after the opening, where nothing flows yet."""
    values = np.atleast_2d(values)
    if values.shape[0] == TIMES.size:
        values = np.concatenate([np.zeros_like(values[:1]), values])
    values = np.broadcast_to(values, (TIMES.size + 1, draws or 1))
    return named(values[:, 0], ("year",), label, unit, sense) if draws is None else named(values, ("year", "draw"), label, unit, sense)


def number(draws, values, label, unit, sense):
    """A result without date, from one value or one by draw."""
    values = np.broadcast_to(np.ravel(values), (draws or 1,))
    return named(values[0], (), label, unit, sense) if draws is None else named(values, ("draw",), label, unit, sense)


def racks_by_year(built, plan):
    """Racks sold, installed and rented elsewhere, as (values, label, unit, sense) by year."""
    return {
        "occupancy": (plan["occupancy"], "Baies louées par les clients, rapportées aux baies offertes", "share", 1),
        "racks_sold": (built["sold"], "Baies vendues", "racks", 1),
        "racks_installed": (built["installed"], "Baies installées", "racks", 0),
        "racks_rented": (built["rented"], "Baies louées ailleurs", "racks", 0),
    }


def energy_by_year(answer, figures):
    """Energy, PUE, price of electricity, emissions and water by year."""
    machines, bought = answer["machines"], answer["bought"]
    return {
        "machines": (machines, "Électricité des machines", "MWh/year", 0),
        "electricity": (bought, "Électricité du bâtiment", "MWh/year", -1),
        "pue": (np.concatenate([answer["pue"][:1], answer["pue"]]), "PUE : électricité du bâtiment pour une de machine", "kWh/kWh", -1),
        "electricity_price": (
            np.concatenate([answer["prices"][:1], answer["prices"]]),
            "Prix de l'électricité, hors hausse générale",
            "EUR_2024/MWh",
            -1,
        ),
        "emissions": (carbon(bought, figures("electricity_carbon")), "Émissions de l'électricité", "tCO2e/year", -1),
        "emissions_imported": (carbon(bought, figures("imported_carbon")), "Les mêmes, avec une électricité importée", "tCO2e/year", -1),
        "energy_spared": (machines * (figures("room_pue") - answer["pue"]), "Électricité évitée dans les salles des clients", "MWh/year", 1),
        "water": (water(machines, figures("water_dry")), "Eau consommée, refroidissement sec", "m3/year", -1),
        "water_fleet": (water(machines, figures("water_fleet")), "Eau consommée au niveau du parc français", "m3/year", -1),
    }


def money_by_year(plan):
    """The lines of the plan by year, current euros."""
    return {
        "rents": (plan["rents"], "Loyers et services", "kEUR_2024/year", 1),
        "energy_margin": (plan["energy_margin"], "Marge sur l'électricité refacturée", "kEUR_2024/year", 1),
        "running_costs": (plan["costs"], "Personnel, fibre, entretien, assurance", "kEUR_2024/year", -1),
        "ebitda": (plan["ebitda"], "Excédent brut d'exploitation", "kEUR_2024/year", 1),
        "tax_paid": (plan["tax"], "Impôt sur les sociétés", "kEUR_2024/year", -1),
        "net_flow": (plan["flows"] / KILO, "Flux de l'année, investissement compris", "MEUR_2024", 1),
        "cumulated": (np.cumsum(plan["flows"], axis=0) / KILO, "Trésorerie cumulée", "MEUR_2024", 1),
        "debt_service": (plan["debt_service"], "Annuité de l'emprunt", "kEUR_2024/year", -1),
    }


def money_numbers(answer, figures):
    """What an investor, a lender and a département read in the plan."""
    plan, built = answer["plan"], answer["built"]
    racks = figures("racks")
    sold_price = break_even_price(
        plan["owed"] + plan["annuity"],
        racks,
        figures("target_occupancy"),
        figures("service"),
        plan["margin"] - plan["price"] * (1 + figures("service")) * MONTHS / KILO,
    )
    gross = built["spent"].sum(axis=0)
    return {
        "npv": (plan["npv"] / KILO, "Valeur actuelle nette sur 20 ans", "MEUR_2024", 1),
        "npv_private": (answer["private"] / KILO, "La même pour un privé sans subvention", "MEUR_2024", 1),
        "irr": (plan["irr"], "Taux de rendement interne (-100 % : aucun)", "share", 1),
        "payback": (plan["payback"], "Temps de retour (21 ans : aucun)", "year", -1),
        "discounted_payback": (plan["discounted_payback"], "Temps de retour actualisé (21 ans : aucun)", "year", -1),
        "dscr_mean": (plan["dscr_mean"], "Couverture de la dette, moyenne de l'emprunt", "index", 1),
        "dscr_min": (plan["dscr_min"], "Couverture de la dette, la plus basse", "index", 1),
        "dscr_10": (plan["dscr_10"], "Couverture de la dette, dixième année", "index", 1),
        "llcr": (plan["llcr"], "Couverture de la dette sur la vie de l'emprunt", "index", 1),
        "break_even": (plan["break_even"], "Occupation d'équilibre, dette comprise", "share", -1),
        "break_even_without_debt": (plan["break_even_without_debt"], "Occupation d'équilibre, hors dette", "share", -1),
        "break_even_price": (sold_price, "Loyer d'équilibre par mois à 85 % d'occupation", "EUR_2024/month", -1),
        "racks_needed": (
            np.ceil(plan["break_even"] * (racks + figures("rented_racks"))),
            "Baies à vendre pour couvrir les charges et la dette",
            "racks",
            -1,
        ),
        "capex": (gross / KILO, "Investissement", "MEUR_2024", -1),
        "capex_per_rack": (
            np.divide(gross, racks, out=np.zeros(np.broadcast(gross, racks).shape), where=racks > 0),
            "Investissement par baie",
            "kEUR_2024",
            -1,
        ),
        "connection": (built["joined"] / KILO, "Raccordements à la fibre et au réseau électrique", "MEUR_2024", -1),
    } | public_money(answer, figures, gross)


def public_money(answer, figures, gross):
    """What it costs the public: subsidy, and the operating losses that a public owner covers; per rack and per job."""
    plan, racks = answer["plan"], figures("racks")
    granted = gross * figures("subsidy")
    losses = np.maximum(-plan["ebitda"], 0).sum(axis=0)
    jobs = figures("staff") * (1 + figures("induced_jobs"))
    places = racks + figures("rented_racks")
    own = gross - granted
    return {
        "subsidy_paid": (granted / KILO, "Subvention", "MEUR_2024", -1),
        "loan": (own * figures("loan_share") / KILO, "Emprunt", "MEUR_2024", 0),
        "own_funds": (own * (1 - figures("loan_share")) / KILO, "Fonds propres de l'exploitant", "MEUR_2024", 0),
        "losses": (losses / KILO, "Déficits d'exploitation, additionnés", "MEUR_2024", -1),
        "public_money": ((granted + losses) / KILO, "Subvention et déficits d'exploitation, sur 20 ans", "MEUR_2024", -1),
        "public_per_rack": (
            np.divide(granted + losses, places, out=np.zeros(np.broadcast(granted + losses, places).shape), where=places > 0),
            "Argent public par baie",
            "kEUR_2024",
            -1,
        ),
        "public_per_job": (
            np.divide(granted + losses, jobs, out=np.zeros(np.broadcast(granted + losses, jobs).shape), where=jobs > 0),
            "Argent public par emploi, direct ou entraîné",
            "kEUR_2024",
            -1,
        ),
        "jobs_direct": (figures("staff"), "Emplois du site", "jobs", 1),
        "jobs": (jobs, "Emplois, directs et entraînés", "jobs", 1),
    }


def place_numbers(answer, figures):
    """Demand, cooling, heat, link, avoided rooms."""
    wanted, weather, heat, built = answer["wanted"], answer["weather"], answer["heat"], answer["built"]
    here = [segment for segment in wanted if segment not in ("neighbours", "anchor")]
    public = sum(wanted[segment] for segment in PUBLIC)
    total = np.maximum(sum(wanted.values()), 1e-9)
    chain = [figures(name) for name in CHAIN]
    high, low = (loaded_pue(share, 1.0, weather["compressors"], *chain) for share in (HIGH_LOAD, LOW_LOAD))
    sold = built["sold"][-1] + built["rented"][-1]
    return {
        "local_racks": (sum(wanted[segment] for segment in here), "Baies que la Lozère louerait, à terme", "racks", 1),
        "public_racks": (public, "Baies des collectivités, hôpitaux et établissements scolaires, à terme", "racks", 1),
        "outside_racks": (wanted["neighbours"] + wanted["anchor"], "Baies venues d'ailleurs, à terme", "racks", 1),
        "racks_wanted": (total, "Baies demandées, à terme", "racks", 1),
        "free_hours": (weather["free"], "Heures de refroidissement libre", "hour/year", 1),
        "hours_below_27": (weather["below_27"], "Heures à 27 °C ou moins", "hour/year", 1),
        "low_load_penalty": (low - high, "Hausse du PUE quand une salle n'appelle que 20 % de sa puissance, au lieu de 60 %", "point", -1),
        **{
            f"climate_gain_{name}": (answer["rivals"][name]["gain"], f"Électricité épargnée par le climat face à {town}", "EUR_2024/year", 1)
            for name, town in RIVALS.items()
        },
        **{
            f"free_hours_{name}": (answer["rivals"][name]["free"], f"Heures de refroidissement libre à {town}", "hour/year", 0)
            for name, town in RIVALS.items()
        },
        "excise_saved": (answer["saved"][-1], "Économie de l'accise réduite", "EUR_2024/year", 1),
        "heat_building": (heat["building"]["taken"], "Chaleur donnée à un bâtiment voisin", "MWh/year", 1),
        "heat_network_sold": (heat["network"]["taken"], "Chaleur donnée au réseau de Mende", "MWh/year", 1),
        "building_cop": (heat["building"]["cop"], "Chaleur par électricité de la pompe, vers un bâtiment", "kWh/kWh", 1),
        "network_cop": (heat["network"]["cop"], "Chaleur par électricité de la pompe, vers le réseau", "kWh/kWh", 1),
        "heat_npv": (heat["npv"], "Valeur actuelle nette de la chaleur, sur 20 ans", "kEUR_2024", 1),
        "heat_investment": (heat["investment"], "Investissement pour la chaleur", "kEUR_2024", -1),
        "heat_worth": (heat["worth"], "Ce que vaut la chaleur en un an", "kEUR_2024/year", 1),
        "heat_reused": (heat["erf"], "Part de la chaleur des machines réutilisée", "share", 1),
        "isolation": (answer["isolation"], "Heures sans fibre attendues", "hour/year", -1),
        "rooms_avoided": (
            sold * public / total * figures("room_surface") * figures("room_cost") / KILO,
            "Salles informatiques évitées aux clients publics",
            "MEUR_2024",
            1,
        ),
    }


def dataset(figures, territory, answer, years):
    """Everything that the study answers."""
    draws, plan = answer["draws"], answer["plan"]
    yearly = racks_by_year(answer["built"], plan) | energy_by_year(answer, figures) | money_by_year(plan)
    data = {name: series(draws, *result) for name, result in yearly.items()}
    data |= {name: number(draws, *result) for name, result in (money_numbers(answer, figures) | place_numbers(answer, figures)).items()}
    found = np.stack([np.broadcast_to(answer["wanted"][segment], (draws or 1,)) for segment in SEGMENTS])
    values, dims = (found[:, 0], ("segment",)) if draws is None else (found, ("segment", "draw"))
    data["racks_by_segment"] = named(values, dims, "Baies demandées, à terme", "racks", 1)
    if draws is None:
        data |= {name: named(*result) for name, result in by_commune(figures, territory, answer).items()}
    return xr.Dataset(data, coords={"year": years, "segment": list(SEGMENTS), "commune": territory.commune.values})
