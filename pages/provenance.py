"""Sources: every table and every source, searched, by study, with its licence, its dates and the figures that use it."""

from datetime import date

import streamlit as st

from data.ground import escaping, french
from data.inventory import store
from geo.sites import located
from geo.territory import contours
from pages.parts import prose, provenance, visitor
from pages.parts.guides import head, register_view
from pages.parts.versions import reading
from studies import catalog
from studies.exports import in_words, register, spreadsheets

today = date.today()
studies = [one.study for one in reading.read_by(visitor.current())]
parts = {
    **{study.card.title: register.of_study(study, today) for study in studies},
    "Chiffres partagés entre les études": register.of_shared(catalog.shared(), today),
    "Tables du territoire": register.of_tables(studies, today),
}
whole = register.whole(studies, catalog.shared(), today)
stale = int(whole["a_relire"].sum())
head.show(
    "Sources",
    f"Tout ce que le Studio affiche vient des {french.number(len(whole))} entrées de ce registre, avec leur licence et ce qui s'en sert. "
    f"Relue il y a plus d'un an, elle porte la mention « à relire » ({french.number(stale) if stale else 'aucune'} aujourd'hui).",
)
with st.container(key="part-page"):
    register_view.show(parts, register_view.ask(list(parts)))
    with prose.expander("Les cartes et l'inventaire"):
        everything = located.all_sites()
        unread = int(((everything["kind"] == located.ZONE) & (everything["source"] == "")).sum())
        with st.container(width=provenance.READABLE):
            prose.markdown(
                f"{contours.contours().note}\n\n"
                f"Les sites ({french.number(len(everything))}) viennent de l'inventaire ({escaping.markdown(store.current().title)}) ; "
                "chacun a sa source dans sa fiche, sur la page « Territoire » ; "
                f"{french.counted(unread, 'zone est citée', 'zones sont citées')} de mémoire, à vérifier. "
                f"{located.example_words()} Aucun fond de carte, aucune tuile : rien n'est demandé à un autre site."
            )
    prose.download_button(
        "Le registre entier (CSV)",
        lambda: spreadsheets.csv_for_spreadsheets(in_words.readable(whole)),
        file_name="sources.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )
