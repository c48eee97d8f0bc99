"""How sure: the draws of everything that is uncertain, and the figures to be contested first."""

import numpy as np
import pandas as pd
import streamlit as st

from data import french
from pages.parts import exhibit, figures, provenance, tables
from pages.parts.study_page import Drawing, View
from studies.hydrogen.page_price import KEY
from studies.toolkit import ensemble, running, units

FAN = (0.05, 0.25, 0.5, 0.75, 0.95)  # the quantiles of the fan: half of the draws, then nine in ten
RIVALS = {"parity_hgv": "le diesel", "tie_biogas_hgv": "le biométhane", "tie_battery_hgv": "la batterie"}


def drawn(view: View):
    """The answer of the model over the draws of every uncertainty, levers as shown."""
    chosen = running.choices(view.study, view.outcome.scenario, view.outcome.changes)
    return running.simulate(view.study, chosen, ensemble.draw(view.study.parameters))


def chances(answer) -> dict[str, float]:
    """In which share of the draws a truck would prefer hydrogen to each rival."""
    return {words: float((answer.pump_price < answer[name]).mean()) for name, words in RIVALS.items()}


def doubt(view: View) -> str:
    """How often hydrogen wins over the draws, and how many figures are to be verified."""
    found = chances(drawn(view))
    weak = sum(one.doubtful for one in view.study.parameters.values())
    written = ", ".join(f"{units.headline(value, 'share')} face {articled(words)}" for words, value in found.items())
    return (
        f"Sur {ensemble.DRAWS} tirages, l'hydrogène l'emporte pour un poids lourd dans {written} ; {weak} chiffres sur {len(view.study.parameters)} "
        f"sont à vérifier"
    )


def articled(words: str) -> str:
    """à + article: au diesel, à la batterie."""
    return words.replace("le ", "au ") if words.startswith("le ") else f"à {words}"


def show_doubt(view: View) -> None:
    """The fan of the demand, the prices over the draws, the figures to contest first."""
    answer = drawn(view)
    key = f"{KEY}.fan"
    room = exhibit.place(provenance.of_model(view.study), lambda: fan_table(answer), key)
    exhibit.chart(room, *fan(answer), key)
    st.markdown("### Le prix du kilo et ce qu'il affronte, sur tous les tirages")
    names = {"pump_price": "Prix à la pompe"} | {name: f"Bascule face {articled(words)}" for name, words in RIVALS.items()}
    rows = []
    for name, words in names.items():
        low, middle, high = np.quantile(answer[name].values, [0.1, 0.5, 0.9])
        rows.append(
            {
                "Par kilo": words,
                "Un tirage sur dix au-dessous de": units.headline(low, "EUR_2024/kg"),
                "Milieu": units.headline(middle, "EUR_2024/kg"),
                "Un tirage sur dix au-dessus de": units.headline(high, "EUR_2024/kg"),
            }
        )
    tables.show(rows)
    st.markdown("### Les chiffres à contester d'abord")
    weak = [one for one in view.study.parameters.values() if one.doubtful and one.role != "lever"]
    tables.show(
        [
            {
                "Chiffre": one.label,
                "Valeur": units.written(one.value, one.unit),
                "Fourchette": french.between(units.written(one.low, one.unit), units.written(one.high, one.unit)) if one.low is not None else "fixe",
                "Pourquoi": one.note or "de mémoire",
            }
            for one in weak
        ]
    )


def fan(answer) -> Drawing:
    """The demand over the draws, year by year."""
    bands = np.quantile(answer.demand.transpose("draw", "year").values, FAN, axis=0)
    reading = f"Neuf tirages sur dix donnent {units.headline_range(bands[0, -1], bands[-1, -1], 't/year')} d'hydrogène demandé fin 2040"
    alt = f"Éventail de {answer.sizes['draw']} tirages. Milieu, {figures.in_words('demande', answer.year.values, bands[2], 't/year')}."
    return Drawing(figures.fan(answer.year.values, bands, "t/year", {}), reading, alt)


def fan_table(answer) -> pd.DataFrame:
    """The quantiles of the demand by date."""
    bands = np.quantile(answer.demand.transpose("draw", "year").values, FAN, axis=0)
    return pd.DataFrame({"date": answer.year.values} | {f"quantile_{round(100 * one)}": band for one, band in zip(FAN, bands, strict=True)})
