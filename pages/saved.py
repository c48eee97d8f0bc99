"""A saved scenario: the figures that a study gave that day, and those it gives today when they have moved."""

from urllib.parse import urlencode

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Refused
from data.store.opening import store
from data.store.writings import saved
from data.store.writings.saved import Saved
from pages.parts import address, menu, prose, tables, visitor
from pages.parts.study.writing import stored_figures
from studies import catalog

CODE = "code"


def explained() -> None:
    """What this page is for, when no link is opened."""
    prose.markdown(
        "Un lien court, comme « /s/k7m2qd », ouvre ici le scénario que quelqu'un a enregistré dans la page d'une étude, onglet « Emporter »."
    )


def opened(code: str) -> None:
    """The scenario of a code, or what keeps it from being opened."""
    try:
        kept = saved.opened(store(), code)
    except Refused as refused:
        visitor.tell(refused.fault)
    else:
        shown(kept)


def shown(kept: Saved) -> None:
    """The figures of a scenario that day and today, and what had been chosen."""
    study = next((study for study in catalog.studies() if study.slug == kept.study), None)
    name = escaping.markdown(study.card.title if study else kept.study)
    prose.header(escaping.markdown(kept.title))
    prose.markdown(f"Étude « {name} », version {escaping.markdown(kept.version)}, enregistré le {french.day(kept.at.date())}.")
    if study is None:
        prose.warning(
            "Cette étude n'est plus affichée : ses chiffres restent ceux du jour où le scénario a été enregistré.", icon=":material/history:"
        )
    now = stored_figures.today(study, kept) if study else None
    if study and kept.version != study.version:
        prose.warning(stored_figures.moved(study, kept, now), icon=":material/history:")
    tables.show(stored_figures.rows(study, kept, now))
    if study:
        prose.subheader("Ce qui avait été choisi")
        prose.markdown(stored_figures.chosen(study, kept))
        query = urlencode(stored_figures.query(study, kept))
        prose.markdown(f"[Rejouer ce choix sur la version d'aujourd'hui](/{study.card.url}?{query})")


prose.title(menu.SAVED.title)
address.follow(CODE, address.Words(40), "aucun scénario n'est ouvert", "Code")
asked = st.query_params.get(CODE, "")
if asked:
    opened(asked)
else:
    explained()
