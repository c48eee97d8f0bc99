"""Hydrogen in Lozère beside biomethane and batteries: who would use it, what a kilo costs at the pump, who would pay, from 2025 to 2040.

    demand.py      who asks for it                    profiles.py, programme.py, tabulation.py   the hours of a year, solved exactly with HiGHS
    dispatch.py    the price of its electricity       production.py, station.py    what a kilo costs
    vehicles.py    a kilometre with four technologies      carbon.py, money.py, communes.py

Prices and uses without a date are those of the year that the levers aim at; a series by year is dated at the end of each year, 2036 for all of 2035.
"""

import numpy as np
import xarray as xr

from studies.toolkit.constants import KILO

from .carbon import direct_carbon, heat_carbon_saved, kilo_carbon
from .communes import by_commune
from .demand import FLEETS, SEGMENTS, demand, feedback_delay, fleet_relief, industry_energy, logistic, shares, vehicles
from .dispatch import beside_market, in_past_years, local_mix
from .money import equity, heat_prices, operating_support, public_money, support_to_come, wood_for
from .production import chosen_module, daily_cost, electrolysis_kilo, order_ratio
from .series import DAYS, YEARS, figure, in_year, target_year
from .station import PARTS, fills, guarantee_cost, investments, paid_power, project_rate, pump_parts, tank_day, use
from .vehicles import RIVALS, TECHNOLOGIES, bought_aid, fleet_table, rival_energy, rivals, saved, workshops

BY_YEAR, BY_SEGMENT = ("year", "draw"), ("segment", "year", "draw")


def named(draws, values, label, unit, sense, dims=()):
    """A result from values whose last dimension is the draw, which is left out of a single run (`draws` is then None)."""
    values = np.asarray(values, dtype=float)
    shape = {"segment": len(SEGMENTS), "year": len(YEARS), "draw": draws or 1}
    values = np.broadcast_to(values, tuple(shape[name] for name in (*dims, "draw")))
    attributes = {"label": label, "unit": unit, "sense": sense}
    return xr.Variable(dims, values[..., 0], attributes) if draws is None else xr.Variable((*dims, "draw"), values, attributes)


def system_at_target(p, relief, delay):
    """Demand by segment and year, and the system that serves it at the target year, when the adoption is delayed so many years [year, draw]."""
    share = shares(p, delay)
    asked = demand(p, share, relief)
    at_target = {name: in_year(values, target_year(p)) for name, values in asked.items()}
    everything = sum(at_target.values())
    return share, asked, at_target, investments(p, (everything, everything - at_target["industry"]), project_rate(p))


def settled(p, relief):
    """The system once the adoption has answered to the first price: hydrogen too dear for a truck comes later, more stations bring it forward."""
    first = feedback_delay(np.zeros(1), 0, 0, figure(p, "stations"), figure(p, "station_pull"))
    _, _, _, system = system_at_target(p, relief, first)
    price = sum(pump_parts(p, system, figure(p, "capex_aid")).values())
    parity = fleet_table(p, relief, kilo_carbon(p, system), {"aided": price, "unaided": price})["hgv"]["parity"]
    delay = feedback_delay(price - parity, figure(p, "gap_threshold"), figure(p, "gap_delay"), figure(p, "stations"), figure(p, "station_pull"))
    return system_at_target(p, relief, delay)


def costs(p, system, parts, bare):
    """The cost of a kilo at the target year, as (values, label, unit, sense) by draw; parts and bare: those of `pump_parts`, with and without aid."""
    pump = sum(parts.values())
    past = in_past_years(p, system["hours"])
    found = {
        f"power_price_{year}": (values, f"Électricité de l'électrolyseur, tout compris, au marché de {year}", "EUR_2024/MWh", -1)
        for year, values in past.items()
    }
    found |= {f"part_{name}": (values, f"Prix à la pompe : {PARTS[name].lower()}", "EUR_2024/kg", -1) for name, values in parts.items()}
    return found | {
        "pump_price": (pump, "Prix de l'hydrogène à la pompe", "EUR_2024/kg", -1),
        "pump_price_unaided": (sum(bare.values()), "Prix à la pompe sans aide à l'investissement", "EUR_2024/kg", -1),
        "production_price": (sum(bare.values()) - bare["station"], "Coût de production sans aide", "EUR_2024/kg", -1),
        "electrolysis_price": (
            electrolysis_kilo(p, system, project_rate(p)),
            "Électrolyse seule, sans aide, compression ni station",
            "EUR_2024/kg",
            -1,
        ),
        "daily_cost": (
            daily_cost(system["capital"]["electrolyser"] / np.maximum(system["installed"], 1e-9) / KILO, figure(p, "consumption")),
            "Électrolyseur, par kilo de capacité par jour",
            "EUR_2024/kg",
            -1,
        ),
        "power_price": (system["price"], "Électricité de l'électrolyseur, tout compris", "EUR_2024/MWh", -1),
        "grid_power_price": (
            figure(p, "wholesale_electricity_price") + beside_market(p),
            "Électricité du réseau à toute heure, tout compris",
            "EUR_2024/MWh",
            -1,
        ),
        "dispatch_doubt": (system["doubt"], "Écart possible du calcul horaire, par kilo", "EUR_2024/kg", -1),
        "pump_power": (sum(paid_power(p, system)), "Électricité d'un kilo à la pompe", "kWh/kg", -1),
        "tank_day": (
            tank_day(p, system, figure(p, "capex_aid"), project_rate(p)),
            "Ce qu'un jour de réservoir de plus ajoute à un kilo",
            "EUR_2024/kg",
            -1,
        ),
        "order_ratio": (order_ratio(p), "Prix de l'électrolyseur commandé, rapporté au prix sans attendre", "share", -1),
    }


def contracted_power(energy, hours):
    """Power of plants [MW] that give some energy [MWh/year] at their hours at full power [h/year]."""
    return energy / hours


def plant(p, system, at_target):
    """What would be built, as (values, label, unit, sense) by draw."""
    power = system["electricity"] / KILO**2
    local = system["local"] * system["made"] * system["consumption"] / KILO**2
    contracted = figure(p, "local_ratio") * system["made"] * system["consumption"] / KILO**2
    sun, wind, water = local_mix(p)
    capital = sum(system["capital"].values())
    wood = system["wood"] * figure(p, "lhv") / KILO**2
    return {
        "electrolyser_power": (system["installed"], "Puissance de l'électrolyseur, en modules", "MW", 0),
        "module": (chosen_module(p, system["made"], system["consumption"], system["installed"]), "Puissance d'un module de l'électrolyseur", "MW", 0),
        "running_hours": (np.where(system["installed"] > 0, system["hours"], 0), "Heures de marche à pleine puissance", "hour/year", 0),
        "electricity": (power, "Électricité consommée", "GWh/year", -1),
        "local_share": (system["local"] * (system["made"] > 0), "Part locale de l'électricité de l'électrolyseur", "share", 1),
        "local_used": (local, "Électricité locale consommée", "GWh/year", 1),
        "local_unused": (contracted - local, "Électricité locale sous contrat et laissée au réseau", "GWh/year", 0),
        "sun_power": (contracted_power(contracted * KILO * sun, figure(p, "pv_hours")), "Solaire sous contrat", "MW", 0),
        "wind_power": (contracted_power(contracted * KILO * wind, figure(p, "wind_hours")), "Éolien sous contrat", "MW", 0),
        "hydro_power": (contracted_power(contracted * KILO * water, figure(p, "hydro_hours")), "Hydraulique sous contrat", "MW", 0),
        "target_part": (power / float(p.renewables_target), "Électricité consommée, part de l'objectif d'énergie renouvelable", "share", 0),
        "water": (system["water"], "Eau prélevée", "m3/year", -1),
        "wood": (wood * figure(p, "wood_input") / float(p.wood_heat) * KILO, "Bois pour l'hydrogène", "t/year", 0),
        "wood_part": (
            wood * figure(p, "wood_input") / float(p.wood_energy_today),
            "Bois pour l'hydrogène, rapporté à l'énergie du bois d'aujourd'hui",
            "share",
            -1,
        ),
        "plant_upkeep": (system["upkeep"] / KILO**2, "Entretien de l'usine et des stations d'hydrogène", "MEUR_2024/year", 0),
        "capital": (capital / KILO**2, "Investissement, production et stations", "MEUR_2024", -1),
        "tank": (system["made"] / DAYS * figure(p, "tank_days"), "Hydrogène stocké", "kg", 0),
        "target_use": (use(system["pumped"], figure(p, "stations"), figure(p, "station_size")), "Usage des stations, l'année visée", "share", 1),
        "use_margin": (
            use(system["pumped"], figure(p, "stations"), figure(p, "station_size")) - float(p.low_use),
            "Usage des stations, au-dessus du seuil de sous-utilisation",
            "share",
            1,
        ),
        "target_demand": (sum(at_target.values()) / KILO, "Hydrogène demandé, l'année visée", "t/year", 0),
        "peak_use": (use(in_peak(p, system), figure(p, "stations"), figure(p, "station_size")), "Usage des stations un jour de pointe", "share", 0),
        "truck_fills": (fills(system["pumped"], figure(p, "fill")), "Pleins de poids lourds par jour, à demande égale", "units/day", 1),
        "gas_replaced": (industry_energy(at_target["industry"], figure(p, "lhv")), "Gaz de l'industrie remplacé", "GWh/year", 1),
        "jobs": (
            figure(p, "jobs_per_mw") * system["installed"]
            + figure(p, "jobs_per_station") * figure(p, "stations")
            + figure(p, "jobs_biomass") * np.minimum(system["wood"] / KILO / figure(p, "biomass_capacity"), 1),
            "Emplois d'exploitation",
            "jobs",
            1,
        ),
    }


def in_peak(p, system):
    """Hydrogen of the stations if every day were a peak day [kg/year, draw]."""
    return system["pumped"] * float(p.peak_factor)


def technologies(table):
    """A kilometre by fleet and technology, as (values, label, unit, sense) by draw."""
    found = {}
    for fleet in FLEETS:
        words, row = SEGMENTS[fleet].lower(), table[fleet]
        found[f"parity_{fleet}"] = (row["parity"], f"Prix à la pompe qui fait basculer : {words}", "EUR_2024/kg", 1)
        for name, values in row["ties"].items():
            found[f"tie_{name}_{fleet}"] = (values, f"Prix à la pompe qui égale {RIVAL[name]} : {words}", "EUR_2024/kg", 1)
        for name, title in TECHNOLOGIES.items():
            found[f"tco_{name}_{fleet}"] = (row["cost"][name], f"Coût complet d'un kilomètre, {words}, {title.lower()}", "EUR_2024/km", -1)
            found[f"carbon_{name}_{fleet}"] = (row["carbon"][name], f"Émissions d'un kilomètre, {words}, {title.lower()}", "kgCO2e/km", -1)
            if name != "diesel":
                found[f"tonne_{name}_{fleet}"] = (row["abatement"][name], f"Coût d'une tonne évitée, {words}, {title.lower()}", "EUR_2024/tCO2e", -1)
                found[f"aid_{name}_{fleet}"] = (row["aid"][name] / KILO, f"Aide à l'achat, {words}, {title.lower()}", "kEUR_2024/vehicle", 0)
    return found


def carbon(p, system, asked, kilo, cleaned):
    """Emissions, as (values, label, unit, sense), by draw then by year and draw. cleaned: emissions saved by technology."""
    gas = industry_energy(asked["industry"], figure(p, "lhv"))
    in_industry = heat_carbon_saved(gas, figure(p, "gas_carbon"), asked["industry"] * kilo / KILO)
    fixed = {
        "kilo_carbon": (kilo, "Émissions d'un kilo d'hydrogène, cycle de vie", "kgCO2e/kg", -1),
        "low_carbon_margin": (kilo - float(p.low_carbon), "Écart au seuil de l'hydrogène bas carbone", "kgCO2e/kg", -1),
        "grey_gap": (float(p.grey_carbon) - kilo, "Écart à l'hydrogène tiré du gaz", "kgCO2e/kg", 1),
        "direct_carbon": (
            direct_carbon(system["consumption"], figure(p, "electricity_carbon")),
            "Émissions directes de l'électricité d'un kilo (autre compte)",
            "kgCO2e/kg",
            -1,
        ),
    }
    dated = {f"saved_{name}": (values, f"Émissions évitées : {TECHNOLOGIES[name].lower()}", "tCO2e/year", 1) for name, values in cleaned.items()}
    dated["saved_industry"] = (in_industry, "Émissions évitées : industrie", "tCO2e/year", 1)
    dated["carbon_saved"] = (sum(cleaned.values()) + in_industry, "Émissions évitées", "tCO2e/year", 1)
    return fixed, dated


def finance(p, system, table, running, prices):
    """Public money, as (values, label, unit, sense), by draw then by year and draw. prices: pump and parity [EUR/kg, draw], pumped [kg/year, year x
    draw], guarantee [EUR/year, year x draw]."""
    pump, parity, pumped, guarantee = prices
    words = {
        "investment": "investissement",
        "land": "terrain donné",
        "guarantee": "volume garanti",
        "vehicles_h2": "véhicules à hydrogène",
        "vehicles_biogas": "véhicules au biométhane",
        "vehicles_battery": "véhicules à batterie",
    }
    lines = public_money(p, system, bought_aid(table, running), guarantee)
    total = sum(lines.values())
    operating = operating_support(pump, parity, pumped)
    dated = {f"spent_{name}": (values, f"Argent public depuis 2025 : {words[name]}", "MEUR_2024", -1) for name, values in lines.items()}
    dated["public_money"] = (total, "Argent public depuis 2025", "MEUR_2024", -1)
    dated["operating_support"] = (operating, "Soutien qu'il faudrait pour rouler au prix du diesel", "MEUR_2024/year", -1)
    fixed = {
        "price_gap": (pump - parity, "Prix à la pompe moins prix de bascule d'un poids lourd", "EUR_2024/kg", -1),
        "support_total": (support_to_come(p, total, operating), "Soutien total jusqu'en 2039, actualisé", "MEUR_2024", -1),
        "public_capital": (equity(p, system), "Capital public placé dans le projet", "MEUR_2024", 0),
    }
    return fixed, dated


def run(p, territory):
    """Demand, cost, use, emissions and public money of hydrogen in Lozère, beside biomethane and batteries, 2025-2040.

    Parameters: see parameters.csv. `territory` gives by commune altitude, population, second homes, establishments, area. Returns results by year
    [and draw], by segment and year, results of the target year without date, and, in a single run, the demand by commune. References: in the files
    of the model.
    """
    draws, relief = p.draws, fleet_relief(p, territory)
    share, asked, at_target, system = settled(p, relief)
    parts, bare = pump_parts(p, system, figure(p, "capex_aid")), pump_parts(p, system, 0)
    pump, kilo = sum(parts.values()), kilo_carbon(p, system)
    table = fleet_table(p, relief, kilo, {"aided": pump, "unaided": sum(bare.values())})
    share["curve"] = logistic(YEARS[:, None], figure(p, "adoption_midpoint"), figure(p, "adoption_speed")) * (YEARS[:, None] >= float(p.first_year))
    on_hydrogen = vehicles(p, share)
    running = {"h2": {name: on_hydrogen[name] for name in FLEETS}} | rivals(p, share)
    energy = rival_energy(p, running, relief)
    pumped = sum(asked.values()) - asked["industry"]
    guarantee = guarantee_cost(p, system, figure(p, "capex_aid"), pumped)
    fixed_carbon, dated_carbon = carbon(p, system, asked, kilo, saved(p, table, running))
    fixed_money, dated_money = finance(p, system, table, running, (pump, table["hgv"]["parity"], pumped, guarantee))
    heat = heat_prices(p, system["price"], sum(bare.values()) - bare["station"], project_rate(p))
    fixed = costs(p, system, parts, bare) | plant(p, system, at_target) | technologies(table) | fixed_carbon | fixed_money
    fixed |= {f"heat_{name}": (values, f"Chaleur de l'usine, un MWh : {HEAT[name]}", "EUR_2024/MWh", -1) for name, values in heat.items()}
    fixed["snow_part"] = (in_year(share["snow"], target_year(p)), "Camions de déneigement à hydrogène, part du parc", "share", 0)
    fixed["syngas_wood"] = (wood_for(float(p.gas_need), figure(p, "syngas_yield"), float(p.wood_heat)), "Bois pour le gaz de l'usine", "t/year", -1)
    dated = (
        {
            "demand": (sum(asked.values()) / KILO, "Hydrogène demandé", "t/year", 0),
            "station_use": (use(pumped, figure(p, "stations"), figure(p, "station_size")), "Usage des stations", "share", 1),
            "h2_vehicles": (sum(on_hydrogen.values()), "Véhicules à hydrogène", "vehicles", 0),
            "biogas_vehicles": (sum(running["biogas"].values()), "Véhicules au biométhane", "vehicles", 0),
            "battery_vehicles": (sum(running["battery"].values()), "Véhicules à batterie", "vehicles", 0),
            **{
                f"{name}_energy": (sum(energy[name].values()) / KILO**2, f"Énergie des véhicules : {TECHNOLOGIES[name].lower()}", "GWh/year", 0)
                for name in RIVALS
            },
            **{
                f"workshop_{name}": (bill, f"Entretien des véhicules : {WORKSHOP[name]}", "MEUR_2024/year", 0)
                for name, bill in workshops(p, running).items()
            },
            "h2_energy": (industry_energy(sum(asked.values()), figure(p, "lhv")), "Énergie de l'hydrogène demandé", "GWh/year", 0),
        }
        | dated_carbon
        | dated_money
    )
    found = {name: named(draws, *what) for name, what in fixed.items()} | {name: named(draws, *what, BY_YEAR[:1]) for name, what in dated.items()}
    tonnes = np.stack([np.broadcast_to(asked[name], (len(YEARS), draws or 1)) / KILO for name in SEGMENTS])
    found["demand_by_segment"] = named(draws, tonnes, "Hydrogène demandé", "t/year", 0, BY_SEGMENT[:2])
    coords = {"year": YEARS + 1, "segment": list(SEGMENTS)}
    if draws is None:
        others = {name: {fleet: float(in_year(values, target_year(p))[0]) for fleet, values in energy[name].items()} for name in RIVALS}
        places = by_commune(p, territory, {name: float(values[0]) for name, values in at_target.items()}, others)
        found |= {
            name: xr.Variable("commune", values, {"label": label, "unit": unit, "sense": sense, "basis": basis})
            for name, (values, label, unit, sense, basis) in places.items()
        }
        coords["commune"] = territory.commune.values
    return xr.Dataset(found, coords=coords)


RIVAL = {"biogas": "le biométhane", "battery": "la batterie"}
WORKSHOP = {"h2": "hydrogène", "biogas": "biométhane", "battery": "batterie", "diesel": "les mêmes, s'ils restaient au diesel"}
HEAT = {"gas": "gaz", "syngas": "gaz de synthèse tiré du bois", "electric": "électricité", "h2": "hydrogène"}
