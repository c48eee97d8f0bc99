"""What to do now, what to watch, at which price a truck would switch: the answer of one minute."""

import pandas as pd

from pages.parts import provenance, tables
from pages.parts.charts import chart_panel
from pages.parts.study.view import View
from studies.hydrogen.screens.money import END, waited
from studies.hydrogen.screens.price import KEY, TIES, heading, number, said
from studies.toolkit.reading import units
from studies.toolkit.running.outcome import read


def now(view: View) -> str:
    """What is cheaper now, the figure to watch, the price of a switch."""
    pump, ties = number(view, "pump_price"), [number(view, name) for name in TIES]
    begun = (
        "Maintenant : biométhane et batterie"
        if pump > min(ties)
        else "Maintenant : dans ce choix, l'hydrogène l'emporterait pour un poids lourd, mais rien n'y est acquis"
    )
    return (
        f"{begun}. À surveiller : l'usage de la station, {said(view, 'target_use')} dans ce choix. Un poids lourd basculerait à "
        f"{said(view, 'parity[hgv]')}, contre {said(view, 'pump_price')} à la pompe"
    )


def show_now(view: View) -> None:
    """The options side by side, then the figures to watch every year."""
    heading("Les quatre options, côte à côte")
    tables.show([option_row(view, option.title, option.scenario) for option in view.study.card.options])
    chart_panel.source_and_data(provenance.of_model(view.study), lambda: table(view), f"{KEY}.options")
    heading("Quatre repères à relire chaque année")
    gap = units.headline(number(view, "price_gap"), "EUR_2024/kg")
    _, found = waited(view)
    gain = units.headline(found["support_total"][0] - found["support_total"][3], "MEUR_2024")
    tables.show(
        [
            {
                "Chiffre": "Prix d'un camion à hydrogène",
                "Aujourd'hui": units.written(view.outcome.values["hgv_price_h2"], "EUR_2024/vehicle"),
                "On y revient si": "il descend près d'un camion à batterie",
            },
            {
                "Chiffre": "Usage de la station de Rodez, puis d'une station d'ici",
                "Aujourd'hui": "non publié",
                "On y revient si": f"il dépasse {units.written(view.outcome.values['low_use'], 'share')}",
            },
            {"Chiffre": "Prix à la pompe moins prix de bascule", "Aujourd'hui": gap, "On y revient si": "il passe sous zéro sans aide"},
            {"Chiffre": "Issue du projet du Nord Lozère", "Aujourd'hui": "non trouvée", "On y revient si": "un industriel s'engage par écrit"},
        ]
    )
    provenance.small(
        "Ce qui ne coûte rien : une clause hydrogène dans les contrats d'autocars, un terrain réservé près d'un échangeur. Ce qui est irréversible "
        ": une station. "
        f"Attendre trois ans vaut {gain} de soutien. {provenance.line(view.study, 'loz_2020', 'gravanches')}"
    )


def option_row(view: View, title: str, scenario: str) -> dict[str, str]:
    """An option as a line: price, switch and use, then money and tonnes."""
    data = view.study.run(scenario).data
    at_end = data.sel(year=END)
    pump, switch = (units.headline(float(read(data, name)), "EUR_2024/kg") for name in ("pump_price", "parity[hgv]"))
    saved = units.headline(float(at_end.carbon_saved), "tCO2e/year")
    rivals = units.headline(float((at_end.saved_biogas + at_end.saved_battery) / at_end.carbon_saved), "share")
    return {
        "Option": f"**{title}**",
        "Ce qu'on en attend": f"**Hydrogène** : {pump} à la pompe, un poids lourd bascule à {switch} ; stations utilisées à "
        f"{units.headline(float(data.target_use), 'share')}. **Argent public** : {units.headline(float(at_end.public_money), 'MEUR_2024')} "
        f"jusqu'à fin 2040. **Émissions** : {saved} évitées, dont {rivals} par le biométhane et la batterie",
    }


def table(view: View) -> pd.DataFrame:
    """The options as a table to download."""
    rows = []
    for option in view.study.card.options:
        data = view.study.run(option.scenario).data
        at_end = data.sel(year=END)
        rows.append(
            {
                "option": option.title,
                "prix_a_la_pompe": float(data.pump_price),
                "bascule_poids_lourd": float(read(data, "parity[hgv]")),
                "usage_des_stations": float(data.target_use),
                "argent_public_meur": float(at_end.public_money),
                "evitees_t_par_an": float(at_end.carbon_saved),
                "dont_biomethane_et_batterie": float(at_end.saved_biogas + at_end.saved_battery),
            }
        )
    return pd.DataFrame(rows)
