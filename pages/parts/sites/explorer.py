"""The sites that suit, on a map and beside it: their list, or the card of the one that is open."""

from dataclasses import replace

import pandas as pd

from data.ground import french
from geo.maps import frame
from geo.sites import needs
from geo.sites.needs import Need
from geo.territory import contours
from pages.parts import menu, prose, provenance
from pages.parts.sites import beside_map, filters, site_list

MAP_AND_LIST = [3, 2]  # the map has three fifths of a desk; a phone shows it above the list
DEPOSITED = f"sur la page « {menu.INVENTORY.title} »"
NOTHING_YET = f"L'agence dépose les zones, les terrains et les bâtiments {DEPOSITED}."
WIDEN = "Élargir la demande : ôter une règle ci-dessus, choisir un autre type de site ou un autre lieu."


def show(key: str, everything: pd.DataFrame, suits: pd.Series, need: Need, unknown_too: bool) -> None:
    """The map at the left; at the right the commune that was clicked, how many suit and what hides the others, then the list; or the card, with the
    commune under it. `suits`: whether each site suits."""
    on = beside_map.places(everything, MAP_AND_LIST, frame.LARGE)
    if not site_list.chosen():
        with on.listed:
            _list(key, everything, everything[suits], need, unknown_too)
    site_list.show_map(key, everything, suits, on.map, on.legend, on.facts)
    provenance.small(f"{contours.contours().caution} Sorties de l'A75 et sites sans adresse : à leur commune, écartés pour se lire.")


def _list(key: str, everything: pd.DataFrame, found: pd.DataFrame, need: Need, unknown_too: bool) -> None:
    count, rules = needs.turned_away(everything, need, unknown_too)
    none = "Aucun site ne convient" if len(everything) else "L'inventaire n'a aucun site"
    how_many = f"{french.counted(len(found), 'site')} sur {french.number(len(everything))}"
    prose.header(how_many if len(found) else none)
    filters.offer_whole_department(key, int(needs.suiting(everything, replace(need, epci=None, commune=None), unknown_too).sum()))
    if hidden := site_list.hidden_words(count, rules):
        provenance.small(hidden)
    for words in empty_kinds(everything, found, need):
        provenance.small(words)
    if everything.empty:
        prose.info(NOTHING_YET)
    elif found.empty:
        prose.info(WIDEN)
        filters.offer_to_widen(key, sold=needs.LABELS["open_only"] in rules)
    else:
        site_list.show_list(key, found, dict(zip(found["site_id"], needs.unknown(found, need), strict=True)))


def empty_kinds(everything: pd.DataFrame, found: pd.DataFrame, need: Need) -> list[str]:
    """Why a kind that is asked for shows nothing: how many of it the inventory has, and who adds to it."""
    words = []
    for kind in need.kinds:
        known, title = int((everything["kind"] == kind).sum()), filters.KIND_WORDS[kind]
        if (found["kind"] == kind).any():
            continue
        if known:
            several = f"aucun des {french.number(known)} de l'inventaire ne répond"
            few = french.plural(known, "le seul que l'inventaire connaît ne répond pas", several)
            words.append(f"**{title}** : {few} à la demande.")
        else:
            words.append(f"**{title}** : l'inventaire n'en a aucun ; l'agence les dépose {DEPOSITED}.")
    return words
