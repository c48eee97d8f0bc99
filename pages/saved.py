"""What a short link keeps: the figures of a scenario or the ranks of a demand that day, and those of today when they have moved."""

from urllib.parse import urlencode

import streamlit as st

from data.ground import escaping, french
from data.ground.faults import Fault, Refused
from data.store.opening import store
from data.store.writings import saved
from data.store.writings.saved import Saved
from pages.parts import address, menu, prose, tables, visitor
from pages.parts.ranking import stored_ranks
from pages.parts.study.writing import stored_figures
from pages.parts.versions import reading

CODE = "code"
NOT_PUBLISHED = Fault("ce lien", "il montre une étude qui n'est pas publiée", "se connecter dans « Mon compte », ou demander un rôle à l'agence")


def explained() -> None:
    """What this page is for, when no link is opened."""
    prose.markdown(
        "Un lien court, comme « /s/k7m2qd », ouvre ici le scénario que quelqu'un a enregistré dans la page d'une étude, onglet « Emporter », ou la "
        "recherche qu'il a enregistrée dans « Territoire », « Quel site convient ? »."
    )


def opened(code: str) -> None:
    """What is kept under a code, or what keeps it from being opened."""
    try:
        kept = saved.opened(store(), code)
    except Refused as refused:
        visitor.tell(refused.fault)
        return
    if kept.study in reading.hidden_from(visitor.current()):
        visitor.tell(NOT_PUBLISHED)
        return
    prose.header(escaping.markdown(kept.title))
    if kept.study == saved.NO_STUDY:
        demand(kept)
    else:
        scenario(kept)


def demand(kept: Saved) -> None:
    """The ranks of a demand that day and today, and what had been asked."""
    prose.markdown(f"« Quel site convient ? », {escaping.markdown(kept.version)}, enregistré le {french.day(kept.at.date())}.")
    now = stored_ranks.today(kept)
    (prose.warning if now is None or stored_ranks.has_moved(kept, now) else prose.info)(stored_ranks.moved(kept, now), icon=":material/history:")
    tables.show(stored_ranks.rows(kept, now))
    if asked := stored_ranks.chosen(kept):
        prose.subheader("Ce qui avait été demandé")
        prose.markdown(asked)
    query = urlencode(stored_ranks.query(kept), doseq=True)
    prose.markdown(f"[Rejouer cette demande sur l'inventaire d'aujourd'hui](/{menu.TERRITORY.address}?{query})")


def scenario(kept: Saved) -> None:
    """The figures of a scenario that day and today, and what had been chosen."""
    study = next((one.study for one in reading.read_by(visitor.current()) if one.study.slug == kept.study), None)
    name = escaping.markdown(study.card.title if study else kept.study)
    prose.markdown(f"Étude « {name} », version {escaping.markdown(kept.version)}, enregistré le {french.day(kept.at.date())}.")
    if study is None:
        prose.warning(
            "Cette étude n'est plus affichée : ses chiffres restent ceux du jour où le scénario a été enregistré.", icon=":material/history:"
        )
    now = stored_figures.today(study, kept) if study else None
    if study:
        tell = prose.warning if stored_figures.has_changed(study, kept, now) else prose.info
        tell(stored_figures.moved(study, kept, now), icon=":material/history:")
    tables.show(stored_figures.rows(study, kept, now))
    if study:
        prose.subheader("Ce qui avait été choisi")
        prose.markdown(stored_figures.chosen(study, kept))
        query = urlencode(stored_figures.query(study, kept))
        prose.markdown(f"[Rejouer ce choix sur la version d'aujourd'hui](/{study.card.url}?{query})")


prose.title(menu.SAVED.title)
address.follow(CODE, address.Words(40), "rien n'est ouvert", "Code")
asked = st.query_params.get(CODE, "")
if asked:
    opened(asked)
else:
    explained()
