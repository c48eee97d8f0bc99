"""Method: how to read a scenario, a range, a value by commune; units, glossary, limits."""

import streamlit as st

from pages.parts import prose, provenance, tables
from studies.toolkit.reading import units
from studies.toolkit.reading.units import BASES, MONEY_LABELS
from studies.toolkit.running import ensemble

prose.title("Méthode")
provenance.article("method", draws=str(ensemble.DRAWS))

prose.header("Unités")
with st.container(width=provenance.READABLE):
    prose.markdown(
        "Une part est gardée entre 0 et 1 et s'écrit en pour cent. Une somme porte l'année de ses prix : "
        f"{', '.join(f'{label} ({code})' for code, label in MONEY_LABELS.items())}. Exemples : {units.written(0.985, 'share')}, "
        f"{units.written(1250, 'EUR_2024/kW')} (euros de 2024), {units.written(0.4, '1/year')}."
    )
with prose.expander(f"Les {len(BASES)} unités de base"):
    tables.show([{"Code dans les fichiers": code, "À l'écran": label} for code, label in BASES.items()])
