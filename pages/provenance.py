"""Sources: every table and every source, with its licence, its dates and what uses it."""

from datetime import date

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from data.inventory import store
from geo.sites import located
from geo.territory import contours
from pages.parts import prose, provenance, visitor
from pages.parts.versions import reading
from studies import catalog
from studies.exports import register, spreadsheets

today = date.today()


def written(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows of the register as one reads them."""
    return [
        {
            "Source": f"{escaping.markdown(row.producteur)}, {provenance.linked(row.titre, row.adresse)}",
            "Licence": escaping.markdown(row.licence),
            "Données de": escaping.markdown(provenance.day(str(row.date_des_donnees))),
            "Lu le": (french.short_day(row.consulte_le) if row.consulte_le else "") + (", **à relire**" if row.a_relire else ""),
            "Sert à": escaping.markdown(row.sert_a),
            "Traitement et remarques": escaping.markdown(" ".join(filter(None, (row.traitement, row.remarque)))),
        }
        for row in frame.itertuples()
    ]


studies = [one.study for one in reading.read_by(visitor.current())]
tables = register.of_tables(studies, today)
whole = register.whole(studies, catalog.shared(), today)
prose.title("Sources")
with st.container(width=provenance.READABLE):
    prose.markdown(
        f"Tout ce que le Studio affiche vient des {len(whole)} entrées de ce registre : {len(tables)} tables et services "
        "publics, les sources des études et celles des chiffres qu'elles partagent. "
        f"Une entrée relue il y a plus d'un an porte la mention « à relire » ({int(whole['a_relire'].sum())} aujourd'hui)."
    )
prose.download_button(
    "Le registre entier (CSV)",
    lambda: spreadsheets.csv_for_spreadsheets(whole),
    file_name="sources.csv",
    mime="text/csv",
    icon=":material/download:",
    on_click="ignore",
)

for study in studies:
    prose.header(escaping.markdown(study.card.title))
    prose.table(written(register.of_study(study, today)), hide_index=True)

prose.header("Chiffres partagés entre les études")
prose.table(written(register.of_shared(catalog.shared(), today)), hide_index=True)

prose.header("Tables du territoire")
prose.table(written(tables), hide_index=True)

prose.header("Carte")
everything = located.all_sites()
unread = int(((everything["kind"] == located.ZONE) & (everything["source"] == "")).sum())
with st.container(width=provenance.READABLE):
    prose.markdown(
        f"{contours.contours().note}\n\n"
        f"Les {len(everything)} sites viennent de l'inventaire ({escaping.markdown(store.current().title)}) ; "
        f"chacun a sa source, au bout du lien de son nom dans "
        f"la liste sous la carte et dans sa fiche ; {unread} zones sont citées de mémoire, à vérifier. {located.example_words()} "
        "Aucun fond de carte, aucune tuile : rien n'est demandé à un autre site."
    )
