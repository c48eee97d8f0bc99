"""Who pays: public money and the tonne saved, what waiting is worth, the aids and the targets of the Region."""

import numpy as np
import pandas as pd

from data.ground import french
from pages.parts import provenance, tables, texts
from pages.parts.charts import alternatives, chart_panel, end_names, house
from pages.parts.study import taken
from pages.parts.study.view import View, along, swept, worded
from studies.hydrogen.screens import common
from studies.hydrogen.screens.common import ADVISED, H2, TIES, avoided, each_tonne, money
from studies.toolkit.constants import KILO
from studies.toolkit.reading import units
from studies.toolkit.running.narrative import Given
from studies.toolkit.running.outcome import Outcome

SHOWN = "Scénario affiché"
OTHERS = "Hors argent public : usagers, certificats des batteries"
WAITS = np.arange(6.0)  # [year] the range of the lever
REGION = ("stations_2030", "vehicles_2030", "stations_france_2025")  # the marks that an answer names


# The cost


def each(view: View, amount: float) -> str:
    """Public money [MEUR] by inhabitant."""
    return units.headline(amount * KILO**2 / float(view.study.territory.population.sum()), "EUR_2024/inhabitant")


def cost(view: View) -> Given:
    """Public money by inhabitant and by tonne saved beyond the reference, what users pay more."""
    users = sum(along(view.outcome.data, "left_to_users").values())
    beyond = view.number("carbon_bought") - float(view.reference.data.carbon_bought)
    return {
        "beyond": beyond,
        "each": each(view, view.number("public_money")),
        "tonne": each_tonne(view.outcome, view.reference),
        "more": common.more_saved(view.outcome, view.reference),
        "users": money(users),
    }


def short(title: str) -> str:
    """A title that fits before a bar."""
    return end_names.on_lines(title, common.WIDTH)


def show_cost(view: View) -> None:
    """Public money by line under each option, then the cost of a tonne by fleet and technology."""
    shown = {SHOWN: view.outcome} | {option.title: view.study.run(option.scenario) for option in view.study.card.options}
    groups = {title: worded(outcome.data, "spent") for title, outcome in shown.items()}
    totals = {title: sum(posts.values()) for title, posts in groups.items()}
    for title, outcome in shown.items():
        groups[title] |= {OTHERS: float(outcome.data.certificates) + sum(along(outcome.data, "left_to_users").values())}
    colours = common.coloured(view, "post") | {OTHERS: house.ORANGE}
    figure = alternatives.stacked({short(title): posts for title, posts in groups.items()}, view.unit("spent"), colours)
    reading = view.note("who_pays", public=money(totals[SHOWN]))
    common.draw(
        view,
        f"{common.KEY}.public-money",
        figure,
        reading,
        f"{alternatives.in_words(totals, view.unit('spent'))}.",
        taken.of_results(view, "spent", "certificates", "left_to_users", table=lambda: common.frame(groups, "option")),
    )
    dearest = all(max(tonnes, key=tonnes.get) == H2 for tonnes in common.by_fleet(view.outcome.data, "tonne").values())
    always, otherwise = "La tonne évitée coûte le plus cher à l'hydrogène dans chaque flotte", "Ce que coûte une tonne évitée, par flotte"
    common.draw_by_fleet(view, f"{common.KEY}.tonnes", "tonne", always if dearest else otherwise)
    tables.show([who_pays(view, title, outcome) for title, outcome in shown.items()])
    texts.note(view, "cost")


def who_pays(view: View, title: str, outcome: Outcome) -> dict[str, str]:
    """A scenario as a line: public money with its share of the Département and the communes and by tonne, then what others pay."""
    spent, local = float(outcome.data.public_money), float(outcome.data.paid.sel(payer="local"))
    users, certificates = (money(amount) for amount in (sum(along(outcome.data, "left_to_users").values()), float(outcome.data.certificates)))
    return {
        "Scénario": f"**{title}**",
        "Argent public et émissions": view.note(
            "public_pays",
            public=money(spent),
            each=each(view, spent),
            local=money(local),
            tonne=each_tonne(outcome, view.reference),
            avoided=avoided(outcome),
        ),
        "Ce que d'autres paient": view.note("others_pay", users=users, certificates=certificates),
    }


# Waiting

LEAST_GAIN = 0.05  # [MEUR] what waiting spares or costs is told from there on, our choice: less would be nothing in a figure of two digits
LEAST_FALL = 0.005  # [EUR/kg] less is no cent


def waited(view: View) -> tuple[str, dict[str, np.ndarray]]:
    """The results for each number of years waited: (what is waited for, results). A choice that opens nothing waits for nothing: another is shown."""
    view = common.with_station(view)
    names = ("public_money", "public_each_kilo", "carbon_total", "hydrogen_total", "pump_price", "missing_fills", *TIES)
    found = swept(view, names, {"wait_years": WAITS})
    empty = found.pop("missing_fills") > 0  # a kilo that nobody buys is without object, as on the rest of the page
    return view.title, found | {name: np.where(empty, np.nan, found[name]) for name in ("public_each_kilo", "pump_price")}


def waiting(view: View) -> Given:
    """What three years of waiting spare [MEUR] or cost more, and by how much the kilo falls."""
    title, found = waited(view)
    gain, fall = (float(found[name][0] - found[name][3]) for name in ("public_money", "pump_price"))
    if np.isnan(fall):
        kilo = view.note("no_kilo")
    elif abs(fall) < LEAST_FALL:
        kilo = view.note("kilo_same")
    else:
        kilo = view.note("kilo_falls", fall=units.headline(fall, view.unit("pump_price")))
    same = int(abs(gain) < LEAST_GAIN)
    return {"title": title, "gain": gain, "same": same, "least": money(LEAST_GAIN), "spared": money(gain), "added": money(-gain), "kilo": kilo}


def at_once(view: View) -> dict[str, Outcome]:
    """What could be done without waiting: the rival scenario, then as much of the vehicles on batteries as in the stress test."""
    share = float(view.study.run("battery").values["battery_share"])
    battery = view.study.run(view.study.card.reference, battery_share=share)
    title = view.study.scenarios[ADVISED].title
    return {f"« {title} »": view.study.run(ADVISED), f"Batterie pour {units.headline(share, 'share')} des véhicules": battery}


def saving(tonnes: float) -> str:
    """What is not emitted over the years of service."""
    return f"{units.headline(float(tonnes), 'tCO2e')} {units.agreeing(float(tonnes), 'tCO2e', 'évitée', 'évitées')}"


def show_waiting(view: View) -> None:
    """The support against the years waited, and the figures beside it."""
    title, found = waited(view)
    spent, saved = found["public_money"], found["carbon_total"]
    beside = {words: outcome.data for words, outcome in at_once(view).items()}
    marks = {f"{words} tout de suite,<br>{saving(data.carbon_total)}": float(data.public_money) for words, data in beside.items()}
    lines = {f"« {title} » selon l'attente,<br>{saving(saved[0])} sans attendre": spent}
    figure = alternatives.curves(WAITS, lines, "Années d'attente", view.unit("public_money"), marks, shades=(house.GREEN, house.ORANGE))
    reading = view.note("now_or_later", now=money(spent[0]), later=money(spent[-1]))
    alt = f"{reading}, pour « {title} ». {alternatives.in_words(marks, view.unit('public_money')).replace('<br>', ' ')}."
    of_waits = taken.nearest(view, "public_money", "carbon_total", table=lambda: pd.DataFrame({"annees": WAITS} | found))
    common.draw(view, f"{common.KEY}.waiting", figure, reading, alt, of_waits)
    first = view.outcome.values["first_year"]
    tables.show(
        [
            {
                "Années d'attente": f"{french.number(year, 0)}, ouverture en {units.written(first + year, 'date_year')}",
                "Argent public": f"{money(spent[row])}, pour {saving(saved[row])}",
                "Hydrogène": f"vendu : {units.headline(found['hydrogen_total'][row], view.unit('hydrogen_total'))} ; "
                f"argent public par kilo : {units.headline(found['public_each_kilo'][row], view.unit('public_each_kilo'))}",
                "Prix à la pompe": units.headline(found["pump_price"][row], view.unit("pump_price")),
            }
            for row, year in enumerate(WAITS)
        ]
    )
    switches = [f"{units.headline(found[name][0], view.unit('parity'))} face {words}" for name, words in TIES.items()]
    texts.note(view, "waiting", switches=french.listed(switches))


# The Region


def region(view: View) -> Given:
    """What the Region targets, what is there, the vehicles that this choice would bring."""
    known = common.marks()["value"]
    brought = {technology: common.vehicles(view, technology) for technology in view.names("cleaner")}
    return brought | {name: french.number(known[name]) for name in REGION}


def show_region(view: View) -> None:
    """Targets beside what is seen, then the aids with their rates and caps, then what one vehicle gets here."""
    texts.heading(view, "targets_title")
    common.show_marks("target")
    texts.heading(view, "aids_title")
    common.show_marks("aid")
    chart_panel.source_and_data(provenance.of_tables("hydrogen_marks"), common.marks, f"{common.KEY}.marks")
    cap = view.outcome.values["aid_cap"] / view.outcome.values["vehicles_each"]
    common.draw_by_fleet(view, f"{common.KEY}.aids", "aid", f"Le plafond par bénéficiaire limite l'aide à {units.headline(cap, 'EUR_2024/vehicle')}")
    texts.note(view, "region", provenance.line(view.study, "corridor_h2", "region_aid"))
