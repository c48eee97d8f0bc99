"""Method: how to read a scenario, a range, a value by commune; units, glossary, limits."""

import streamlit as st

from data import tables as data_tables
from data.ground import french
from pages.parts import prose, provenance, tables, visitor
from pages.parts.guides import head
from pages.parts.versions import reading
from studies.toolkit import prices
from studies.toolkit.reading import units
from studies.toolkit.reading.units import BASES, MONEY_LABELS
from studies.toolkit.running import ensemble

OPENED = 3  # the first parts of the text, which every reader needs; the others are folded
ORIGINS = {"cnr": "INSEE, lu par le Comité national routier", "insee": "INSEE", "chained": "INSEE, hausse annoncée"}


def price_index() -> None:
    """What a euro of each year is worth."""
    with prose.expander("L'indice des prix, année par année"):
        tables.show(
            [
                {
                    "Année": str(row.year),
                    "Indice (100 en 2015)": french.number(prices.index()[int(row.year)], 2),
                    f"1 € de l'année, en euros de {prices.YEAR}": units.written(prices.converted(1.0, int(row.year)), "EUR_2024", 2),
                    "Source": ORIGINS[row.origin],
                }
                for row in data_tables.read(prices.TABLE).itertuples()
            ]
        )
        provenance.small(provenance.of_tables(prices.TABLE))


def base_units() -> None:
    """How a figure is kept, and how it is written."""
    with prose.expander(f"Les {len(BASES)} unités de base"):
        prose.markdown(
            "Une part est gardée entre 0 et 1 et s'écrit en pour cent. Une somme porte l'année de ses prix : "
            f"{', '.join(f'{label} ({code})' for code, label in MONEY_LABELS.items())}. Exemples : {units.written(0.985, 'share')}, "
            f"{units.written(1250, 'EUR_2024/kW')} (euros de 2024), {units.written(0.4, '1/year')}."
        )
        tables.show([{"Code dans les fichiers": code, "À l'écran": label} for code, label in BASES.items()])


def of_each_study() -> str:
    """Links to the method of each study, in the tab of its assumptions."""
    read = [one.study for one in reading.read_by(visitor.current())]
    return french.listed([provenance.linked(one.card.title, f"/{one.card.url}?{one.slug}.tab=Hypothèses") for one in read])


shared = {row.id: row for row in data_tables.read("shared_parameters").itertuples()}
text = provenance.text(
    "method",
    draws=str(ensemble.DRAWS),
    euros=str(prices.YEAR),
    rise=units.written(shared["inflation"].value, "share"),
    rate=units.written(shared["public_discount_rate"].value, "share"),
)
sections = text.split("\n## ")
head.show(
    "Méthode",
    "Comment lire les chiffres du Studio. Les équations de chaque étude, leurs sources et ce qui a été vérifié, sous ses hypothèses : "
    f"{of_each_study()}.",
)
with st.container(key="part-page"):
    with st.container(key="told-method"):
        prose.markdown("\n## ".join(sections[:OPENED]))
    prose.header("Pour aller plus loin")
    for section in sections[OPENED:]:
        title, _, told = section.partition("\n")
        with prose.expander(title), st.container(width=provenance.READABLE):
            prose.markdown(told)
    price_index()
    base_units()
