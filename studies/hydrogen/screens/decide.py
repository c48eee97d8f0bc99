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
    """The lowest of the prices at which a truck would prefer hydrogen to a rival [EUR/kg]."""
    return {"least_tie": min(view.number(name) for name in common.TIES)}


def show_now(view: View) -> None:
    """The options side by side, then the figures to watch every year."""
    common.heading("Les quatre options, côte à côte")
    found = options(view)
    tables.show([option_row(row) for row in found.itertuples()])
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: found, f"{common.KEY}.options")
    common.heading("Quatre repères à relire chaque année")
    texts.table(view, "to_watch", {"figure": "Chiffre", "today": "Aujourd'hui", "back_if": "On y revient si"})
    support = waited(view)[1]["support_total"]
    texts.note(view, "now", provenance.line(view.study, "loz_2020", "gravanches"), gain=common.money(support[0] - support[3]))


def options(view: View) -> pd.DataFrame:
    """The options as a table to download."""
    names = {
        "prix_a_la_pompe": "pump_price",
        "bascule_poids_lourd": "parity[hgv]",
        "usage_des_stations": "target_use",
        "argent_public_meur": f"public_money@{common.END}",
        "evitees_t_par_an": f"carbon_saved@{common.END}",
    }
    rows = []
    for option in view.study.card.options:
        data = view.study.run(option.scenario).data
        rivals = sum(float(read(data, f"saved[{name}]@{common.END}")) for name in view.names("rival"))
        rows.append(
            {"option": option.title} | {words: float(read(data, name)) for words, name in names.items()} | {"dont_biomethane_et_batterie": rivals}
        )
    return pd.DataFrame(rows)


def option_row(row) -> dict[str, str]:
    """An option as a line: price, switch and use, then money and tonnes."""
    pump, parity = (units.headline(price, "EUR_2024/kg") for price in (row.prix_a_la_pompe, row.bascule_poids_lourd))
    saved, use = units.headline(row.evitees_t_par_an, "tCO2e/year"), units.headline(row.usage_des_stations, "share")
    rivals = units.headline(row.dont_biomethane_et_batterie / row.evitees_t_par_an, "share")
    return {
        "Option": f"**{row.option}**",
        "Ce qu'on en attend": f"**Hydrogène** : {pump} à la pompe, un poids lourd bascule à {parity} ; stations utilisées à {use}. "
        f"**Argent public** : {common.money(row.argent_public_meur)} jusqu'à fin 2040. "
        f"**Émissions** : {saved} évitées, dont {rivals} par le biométhane et la batterie",
    }
