"""The ranking of a demand kept under a short link: its ranks as they stood, beside those that the same demand gives today."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.ground import escaping, french
from data.inventory import store as inventories
from data.store.access import Actor
from data.store.opening import store
from data.store.writings import saved
from data.store.writings.saved import Figure, Saved
from geo.sites import fitting, needs, offers
from geo.sites.fitting import Search
from geo.sites.siting import Ranking
from pages.parts.ranking import weights
from pages.parts.sites import filters
from pages.parts.visiting import short_link

MOST = 50  # sites kept, the first ones: a committee does not look further
UNIT = "rang"
EXPLAINED = "Un lien court gardera cette demande, ces poids et les rangs d'aujourd'hui, même quand l'inventaire aura changé."
GONE, NEW, SAME = "n'est plus classé", "n'était pas dans la liste", "même rang"
NO_MORE = "Cette demande ne se classe plus aujourd'hui : voici les rangs du jour où elle a été enregistrée."
UNMOVED = "La même demande donne aujourd'hui les mêmes rangs."
MOVED = "Des rangs ont changé depuis : voici ceux du jour où cette demande a été enregistrée, et ceux d'aujourd'hui."


def keep(key: str, search: Search, names: pd.Series, ranking: Ranking) -> None:
    """The form that keeps the demand on screen; `key` begins the names of its parameters in the address."""
    asked = {name: st.query_params.get_all(name) for name in st.query_params if name.startswith(f"{key}.")}

    def write(actor: Actor, title: str) -> str:
        choice = {**fitting.as_json(search), "address": asked}
        return saved.save(store(), actor, saved.NO_STUDY, version(), title, "", choice, figures(names, ranking))

    short_link.offer(f"{key}.keep", "Enregistrer cette recherche", EXPLAINED, "Atelier de 500 m² près de l'autoroute", write)


def version() -> str:
    """The inventory that was ranked, in words."""
    number = inventories.current().number
    return f"édition {french.number(number)} de l'inventaire" if number else inventories.SHIPPED_TITLE


def figures(names: Mapping[str, str], ranking: Ranking) -> list[Figure]:
    """The first ranks, as they are kept."""
    found = ranking.frame.head(MOST)
    return [_figure(site, names[site], *map(int, found.loc[site, ["rank", "rank_best", "rank_worst"]])) for site in found.index]


def _figure(site: str, name: str, rank: int, best: int, worst: int) -> Figure:
    ranged = french.number(best) if best == worst else f"{french.number(best)} à {french.number(worst)}"
    return Figure(site, name, UNIT, rank, best, worst, french.number(rank), ranged)


def today(kept: Saved) -> list[Figure] | None:
    """The ranks that the same demand gives today; None when it leaves nothing to rank, or when this version knows something of it no more."""
    try:
        everything = fitting.real(offers.offers())
        ranking = fitting.ranked(everything, fitting.from_json(kept.changes))
    except (KeyError, TypeError, ValueError):
        return None
    return None if ranking is None else figures(everything.set_index("site_id")["name"], ranking)


def moved(kept: Saved, now: Sequence[Figure] | None) -> str:
    """What became of these ranks since: the sentence of the banner."""
    return NO_MORE if now is None else MOVED if has_moved(kept, now) else UNMOVED


def has_moved(kept: Saved, now: Sequence[Figure]) -> bool:
    """Whether a site has another rank, is gone, or has come."""
    return {one.id: one.value for one in now} != {one.id: one.value for one in kept.figures}


def rows(kept: Saved, now: Sequence[Figure] | None) -> list[dict[str, str]]:
    """A line for each site that was ranked, then for each that has come; the columns of today only when something has moved."""
    if now is None or not has_moved(kept, now):
        return [
            {"Site": escaping.markdown(one.label), "Rang ce jour-là": f"**{one.written}**", "8 tirages sur 10": one.ranged} for one in kept.figures
        ]
    ranks, known = {one.id: one for one in now}, {one.id for one in kept.figures}
    told = [_row(one, f"**{one.written}** ({one.ranged})", _since(one, ranks.get(one.id))) for one in kept.figures]
    return told + [_row(one, "", f"{one.written} ({NEW})") for one in now if one.id not in known]


def _row(one: Figure, then: str, since: str) -> dict[str, str]:
    """Three columns, which a phone shows whole."""
    return {"Site": escaping.markdown(one.label), "Rang ce jour-là (8 tirages sur 10)": then, "Aujourd'hui": since}


def _since(before: Figure, now: Figure | None) -> str:
    if now is None:
        return GONE
    places = int(before.value - now.value)
    words = f"{'monte' if places > 0 else 'descend'} de {french.counted(abs(places), 'place')}"
    return f"{now.written} ({words if places else SAME})"


def chosen(kept: Saved) -> str:
    """What was asked, which rules were switched off, what counted, in Markdown; nothing of what this version knows no more."""
    try:
        search = fitting.from_json(kept.changes)
    except (KeyError, TypeError, ValueError):
        return ""
    asked = [f"- {words}" for words in filters.in_words(search.need)] or ["- Aucun filtre"]
    off = [needs.LABELS[name] for name in search.need.asked() if name not in search.rules]
    asked += [f"- Règles éteintes : {french.listed(off)}"] if off else []
    return "\n".join([*asked, f"- Poids : {weights.shares_in_words(fitting.criteria(search.need), search.weights)}"])


def query(kept: Saved) -> dict[str, Any]:
    """The parameters of the address that open the same demand."""
    return dict(kept.changes.get("address", {}))
