"""Hauliers, farmers, craftsmen, industry: what each of them would find in it, beside biomethane and batteries."""

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import alternatives, chart_panel, house
from pages.parts.study import taken
from pages.parts.study.view import View, along, swept, worded
from pages.parts.versions import machine_addresses
from studies.hydrogen.screens import common, road
from studies.hydrogen.screens.common import END, H2, KEY
from studies.hydrogen.screens.money import SHOWN, short
from studies.hydrogen.screens.price import cheapest, kilometre_source, kilometre_table, of_a_truck
from studies.toolkit.constants import KILO
from studies.toolkit.reading import grids, units
from studies.toolkit.running.narrative import Given

PLANT = "Usine et stations d'hydrogène"  # a part of the upkeep
WORKDAY = 8  # [h] of a tractor


# Hauliers


def hauliers(view: View) -> Given:
    """The cheapest kilometre of a local truck without hydrogen [EUR/km], and how many times dearer hydrogen is."""
    truck = of_a_truck(view, "tco")
    hydrogen = truck.pop(H2)
    least = cheapest(truck)
    return {
        "least_rival": truck[least],
        "rival": french.in_sentence(view.names("technology")[least]),
        "times": french.significant(hydrogen / truck[least]),
    }


def show_hauliers(view: View) -> None:
    """The costs fleet by fleet, what is on sale, then the stations around."""
    on_sale = {row["fleet"]: row["told"] for row in grids.written(view.study.folder, "on_sale")}
    found, told, parity = (of(view.outcome.data, name) for of, name in ((common.by_fleet, "tco"), (common.worded_by_fleet, "tco"), (along, "parity")))
    names = view.names("technology")
    texts.heading(view, "fleets_title")
    tables.show(
        [
            {
                "Flotte": words,
                "Coût d'un kilomètre, bascule et vente": view.note(
                    "fleet",
                    costs=in_sentence(told[words], view.unit("tco")),
                    least=french.in_sentence(names[cheapest(found[fleet])]),
                    parity=common.switch(parity[fleet]),
                    on_sale=on_sale[fleet],
                ),
            }
            for fleet, words in view.names("fleet").items()
        ]
    )
    chart_panel.source_and_data(kilometre_source(view.study), lambda: kilometre_table(view.outcome), f"{KEY}.fleets")
    road.show(view)
    texts.heading(view, "stations_title")
    common.show_marks("station")
    texts.note(view, "stations", provenance.of_tables("hydrogen_marks"))


def in_sentence(values: dict[str, float], unit: str) -> str:
    """Values by their names, in the middle of a sentence."""
    return alternatives.in_words({french.in_sentence(name): value for name, value in values.items()}, unit)


# Farmers


def tractor_price() -> str:
    """What a hydrogen tractor costs, as so many diesel ones."""
    ratio = common.marks().loc["tractor_ratio"]
    return f"{french.between(french.number(ratio['low']), french.number(ratio['high']))} fois un diesel"


def farming(_view: View) -> Given:
    """The price of a tractor."""
    return {"tractor": tractor_price()}


def show_farming(view: View) -> None:
    """The wood against what is used today, the tractor, the water."""
    values = view.outcome.values
    used, gas = values["wood_energy_today"], view.number(f"energy[biogas]@{END}")
    project = values["biomass_capacity"] * values["lhv"] * values["wood_input"] / KILO
    bars = {
        "Bois et biomasse d'aujourd'hui": used,
        "Gaz de bois pour toute l'usine": view.number("syngas_wood") * values["wood_heat"] / KILO,
        "Projet du Nord Lozère, tout en hydrogène": project,
        "Bois de l'hydrogène de ce choix": view.number("wood") * values["wood_heat"] / KILO,
        "Électricité de l'hydrogène de ce choix": view.number("electricity"),
        "Biométhane des véhicules de ce choix": gas,
        "Électricité des véhicules à batterie de ce choix": view.number(f"energy[battery]@{END}"),
    }
    reading = view.note("wood", project=units.headline(project / used, "share"), gas=units.headline(gas / used, "share"))
    source = f"{provenance.of_model(view.study)} {provenance.line(view.study, 'comite_enr', 'ami_nord_lozere', 'dea_storage')}"
    programs = machine_addresses.of(view.study, ("syngas_wood", "wood", "electricity", "energy"))
    common.draw_bars(view, f"{common.KEY}.wood", bars, view.unit("energy"), reading, ("usage", "gwh_par_an"), programs, source)
    day = units.headline(WORKDAY * values["tractor_h2_use"] * view.number("pump_price"), "EUR_2024")
    texts.table(view, "facts", {"what": "Tracteur à hydrogène", "value": "Valeur"}, {"about": "tractor"}, price=tractor_price(), day=day)
    texts.note(view, "farming", provenance.line(view.study, "fendt_2024"))


# Craftsmen


def yearly(bill: float) -> str:
    """Millions of euros a year."""
    return units.headline(bill, "MEUR_2024/year")


def workshops(view: View, data) -> dict[str, float]:
    """The upkeep of the vehicles of each technology at the end of the study [MEUR/year], those that stayed on diesel left out."""
    bills = data.workshop.sel(year=END)
    return {words: float(bills.sel(technology=name)) for name, words in view.names("cleaner").items()}


def jobs(view: View) -> Given:
    """What the upkeep of the vehicles of this choice gives the workshops."""
    return {"kept": yearly(sum(workshops(view, view.outcome.data).values()))}


def show_jobs(view: View) -> None:
    """The upkeep that each scenario leaves to be done, technology by technology, then its jobs, and the assumption behind."""
    shown = {SHOWN: view.outcome.data} | {scenario.title: view.study.run(name).data for name, scenario in view.study.scenarios.items()}
    kept = {title: workshops(view, data) for title, data in shown.items()}
    bills = {title: {PLANT: float(data.plant_upkeep)} | kept[title] for title, data in shown.items()}
    most = french.in_sentence(max(bills[SHOWN], key=bills[SHOWN].get))
    colours = {PLANT: house.PURPLE} | common.coloured(view, "cleaner")
    figure = alternatives.stacked({short(title): parts for title, parts in bills.items()}, view.unit("plant_upkeep"), colours)
    reading = view.note("upkeep", most=most)
    alt = ". ".join(f"{title} : {in_sentence(parts, view.unit('plant_upkeep'))}" for title, parts in bills.items())
    emplois = [float(data.jobs) for data in shown.values()]
    table = common.frame(bills, "scenario").assign(emplois=emplois)
    of_bills = taken.of_results(view, "workshop", "plant_upkeep", "jobs", table=lambda: table)
    common.draw(view, f"{common.KEY}.jobs", figure, reading, f"{alt}.", of_bills)
    texts.heading(view, "jobs_title")
    tables.show(
        [
            {
                "Scénario": f"**{title}**",
                "Emplois": units.headline(float(data.jobs), view.unit("jobs"), unit_too=False),
                "Garages": f"{yearly(sum(kept[title].values()))} contre {yearly(float(data.workshop.sel(technology='diesel', year=END)))}",
            }
            for title, data in shown.items()
        ]
    )
    texts.note(view, "jobs")


# Industry


def industry(view: View) -> Given:
    """The cheapest heat for the steel works, and its price."""
    heat = along(view.outcome.data, "heat")
    least = cheapest(heat)
    return {"least": french.in_sentence(view.names("heater")[least]), "price": units.headline(heat[least], view.unit("heat"))}


def show_industry(view: View) -> None:
    """A MWh of heat by energy, under the two ends of the stated investment of the project."""
    investment, values = view.study.parameters["biomass_capex"], view.outcome.values
    ends = (investment.low, investment.high)
    bars = worded(view.outcome.data, "heat")
    for millions in ends:
        syngas = swept(view, ("heat[syngas]",), {"biomass_capex": millions})["heat[syngas]"]
        bars[f"Gaz de bois, projet à {units.headline(millions, investment.unit)}"] = float(syngas)
    bars["Biométhane, au prix de la pompe"] = values["biogas_price"] / values["biogas_lhv"] * KILO
    times = units.headline(view.number("heat[syngas]") / view.number("heat[gas]"), "index", False)
    reading = view.note("heat", times=times)
    programs = machine_addresses.of(view.study, ("heat",))
    common.draw_bars(view, f"{common.KEY}.heat", bars, view.unit("heat"), reading, ("energie", "euros_par_mwh"), programs)
    texts.table(view, "facts", {"what": "Pour l'usine de Saint-Chély-d'Apcher", "value": "Valeur"}, {"about": "steel"})
    texts.note(view, "industry", provenance.line(view.study, "arcelor_lng", "ami_nord_lozere"))
