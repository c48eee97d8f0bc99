"""What to do now, what to watch, at which price a truck would switch: the answer of one minute."""

import pandas as pd

from pages.parts import provenance, tables, texts
from pages.parts.charts import chart_panel
from pages.parts.study.view import View
from studies.hydrogen.screens import common
from studies.hydrogen.screens.money import waited
from studies.toolkit.reading import units
from studies.toolkit.running.narrative import Given
from studies.toolkit.running.outcome import read


def now(view: View) -> Given:
    """What the advised option costs and saves, whatever is on screen, and the lowest price at which a truck would prefer hydrogen."""
    advised, reference = (view.study.run(name) for name in (common.ADVISED, view.study.card.reference))
    told = {"advised": view.study.scenarios[common.ADVISED].title, "money": common.money(float(advised.data.public_money))}
    told |= {"tonnes": common.avoided(advised), "more": common.more_saved(advised, reference)}
    return told | {"each": common.each_tonne(advised, reference), "least_tie": least_tie(view)}


def least_tie(view: View) -> float:
    """The lowest of the prices at which a truck would prefer hydrogen to diesel or to a rival [EUR/kg]."""
    return min(view.number(name) for name in common.TIES)


def show_now(view: View) -> None:
    """The options side by side, then the figures to watch every year."""
    texts.heading(view, "options_title")
    found = options(view)
    tables.show([option_row(view, row) for row in found.itertuples()])
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: found, f"{common.KEY}.options")
    texts.heading(view, "to_watch_title")
    texts.table(view, "to_watch", {"figure": "Chiffre", "today": "Aujourd'hui", "back_if": "On y revient si"})
    spent = waited(view)[1]["public_money"]
    texts.note(view, "now", provenance.line(view.study, "loz_2020", "gravanches"), gain=common.money(spent[0] - spent[3]))


def options(view: View) -> pd.DataFrame:
    """The options as a table to download."""
    names = {
        "prix_a_la_pompe": "pump_price",
        "bascule_poids_lourd": "parity[hgv]",
        "usage_des_stations": "target_use",
        "argent_public_meur": "public_money",
        "dont_departement_et_communes_meur": "paid[local]",
        "argent_public_par_kilo": "public_each_kilo",
        "evitees_t": "carbon_total",
        "dont_aidees_t": "carbon_bought",
        "evitees_t_par_an": f"carbon_saved@{common.END}",
    }
    reference = view.study.run(view.study.card.reference)
    rows = []
    for option in view.study.card.options:
        outcome = view.study.run(option.scenario)
        data = outcome.data
        rivals = sum(float(read(data, f"saved[{name}]@{common.END}")) for name in view.names("rival"))
        rows.append(
            {"option": option.title, "stations": outcome.values["stations"], "argent_public_par_tonne": common.each_tonne(outcome, reference)}
            | {words: float(read(data, name)) for words, name in names.items()}
            | {"dont_biomethane_et_batterie": rivals}
        )
    return pd.DataFrame(rows)


def option_row(view: View, row) -> dict[str, str]:
    """An option as a line: price, switch and use, then money and tonnes."""
    pump, parity = (units.headline(price, view.unit("pump_price")) for price in (row.prix_a_la_pompe, row.bascule_poids_lourd))
    saved, use = units.headline(row.evitees_t_par_an, view.unit("carbon_saved")), units.headline(row.usage_des_stations, "share")
    rivals = units.headline(row.dont_biomethane_et_batterie / row.evitees_t_par_an, "share")
    here = f"{pump} à la pompe, stations utilisées à {use}" if row.stations else f"aucune station ici, {pump} chez les voisins"
    kilo = f", soit {units.headline(row.argent_public_par_kilo, view.unit('pump_price'))} par kilo d'hydrogène vendu" if row.stations else ""
    local = common.money(row.dont_departement_et_communes_meur)
    return {
        "Option": f"**{row.option}**",
        "Ce qu'on en attend": view.note(
            "option",
            here=here,
            parity=parity,
            public=common.money(row.argent_public_meur),
            local=local,
            kilo=kilo,
            saved=saved,
            rivals=rivals,
            tonne=row.argent_public_par_tonne,
        ),
    }
