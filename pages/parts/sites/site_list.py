"""The sites that suit, as a list and as a map: choosing one in either opens its card."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.coverage import quarter_words
from data.ground import escaping, french
from geo.fibre import rollout
from geo.maps import decks, layers, symbols
from geo.sites import located, needs, offers
from geo.travel import access
from pages.parts import address, long_lists, prose, provenance
from pages.parts.fibre import observed_communes
from pages.parts.maps import commune_choice, legend
from pages.parts.maps.commune_layers import CommuneLayer
from pages.parts.sites import filters

PER_PAGE = 7  # sites beside a map of 460 pixels
ORDERS = {"nom": "name", "accès à l'autoroute": "minutes", "surface": "surface_m2", "complétude": "completeness", "commune": "commune"}
DESCENDING = ("surface_m2", "completeness")
CARD = "fiche"  # the anchor of the card
PARAMETER = "site"  # of the address: the identifier of the chosen site


def chosen() -> str:
    """The identifier of the site whose card is open, or ""."""
    return st.query_params.get(PARAMETER, "")


def follow(everything: pd.DataFrame) -> None:
    """Keeps the site that the address asks for when the inventory has it."""
    gone = "ce site n'est pas dans l'inventaire d'aujourd'hui, il a pu être retiré"
    address.follow(PARAMETER, address.OneOf(everything["site_id"].tolist(), unknown=gone), "aucune fiche n'est ouverte")


def choose(identifier: str) -> None:
    """Opens the card of a site; "" closes it."""
    if identifier:
        st.query_params[PARAMETER] = identifier
    else:
        st.query_params.pop(PARAMETER, None)


def hidden_words(count: int, rules: Mapping[str, int]) -> str:
    """Why sites that are of the kind and the place looked for are not shown, and how to see those that are sold; "" when all of them are."""
    if not count:
        return ""
    words = french.plural(count, "autre site n'est pas montré", "autres sites ne sont pas montrés")
    why = french.listed([f"{label} ({french.number(number)})" for label, number in rules.items()])
    sold = needs.LABELS["open_only"] in rules
    return f"{french.number(count)} {words} : {why}." + (
        f" « {filters.TITLES['sold']} », dans les filtres, fait paraître ce qui l'est." if sold else ""
    )


def show_list(key: str, found: pd.DataFrame, unknown: Mapping[str, Sequence[str]]) -> None:
    """The sites page by page, those that answer everything first; `unknown` names what nobody knows of each, among what is asked. The list stands
    where a card opens."""
    answered = found["site_id"].map(lambda identifier: not unknown[identifier])
    if 0 < answered.sum() < len(found):
        count = int(answered.sum())
        provenance.small(f"**{french.counted(count, 'répond', 'répondent')} à tout**, en tête ; des autres, une réponse manque.")
    order = address.bound(prose.selectbox, "Trier par", list(ORDERS), key=f"{key}.order", accepts=address.OneOf(list(ORDERS)))
    column = ORDERS[order]
    ordered = found.assign(answered=answered).sort_values(
        ["answered", column, "name"], ascending=[False, column not in DESCENDING, True], na_position="last", kind="stable"
    )
    long_lists.show(list(ordered.itertuples()), lambda site: _item(key, site, unknown[site.site_id]), PER_PAGE, key, gap="xsmall")


def _item(key: str, site, unknown: Sequence[str]) -> None:
    price = escaping.markdown(layers.price_words(site))
    facts = [kind_words(site), site.commune, surface_words(site), price, _fibre(site), f"accès : {offers.motorway_words(site)}", _unknown(unknown)]
    entry(f"{key}.open-{site.site_id}", site.name, site.site_id, " · ".join(filter(None, facts)))


def entry(key: str, name: str, identifier: str, words: str) -> None:
    """A site of a list: its name opens the card of `identifier` in the place of the list, with what is said of it below."""
    with st.container(gap=None):
        icon = ":material/location_on:"
        prose.button(escaping.markdown(name), key=key, type="tertiary", icon=icon, on_click=choose, args=(identifier,))
        provenance.small(words)


def kind_words(site) -> str:
    """What a site is, and what must be known of its line."""
    return f"**{site.kind}**{' (exemple)' if site.example else ''}{' (à vérifier)' if site.doubtful else ''}"


def surface_words(site) -> str:
    """The surface of a site as one reads it; "" when it is not known."""
    if pd.notna(site.surface_m2):
        hectares = site.kind != located.BUILDING and site.surface_m2 >= located.SQUARE_METRES
        value, unit = (site.surface_m2 / located.SQUARE_METRES, "ha") if hectares else (site.surface_m2, "m²")
        return french.with_unit(french.number(value, None if hectares else 0), unit) + (" à vendre" if site.kind == located.ZONE else "")
    if pd.notna(site.total_m2):
        return french.with_unit(french.number(site.total_m2 / located.SQUARE_METRES), "ha") + " en tout"
    return ""


def _fibre(site) -> str:
    return f"fibre : {escaping.markdown(site.fibre)}" if site.fibre else ""


def _unknown(facts: Sequence[str]) -> str:
    return f"*inconnu : {french.listed(facts)}*" if facts else ""


def show_map(key: str, offers: pd.DataFrame, suits: pd.Series, place: DeltaGenerator, legend_place: DeltaGenerator, facts: DeltaGenerator) -> None:
    """The map of the sites that suit, with the exits of the A75 and a ring around the chosen one, in `place`; its legend and its colour; the facts of
    a commune."""
    shown = {kind: suits[offers["kind"] == kind].tolist() for kind in located.KINDS}
    under, above = [symbols.exits(access.exit_places())], [symbols.ring(*place) for place in place_of_chosen(offers)]
    with legend_place:
        signs, choices = st.container(), st.container()
    with choices:
        coverage = _coverage(key)
    date = coverage.dates[-1] if coverage and coverage.dates else None
    classes = coverage.classes(date) if coverage else None
    palette = coverage.palette if coverage else decks.PALETTE
    with place:
        commune_choice.with_facts(
            f"{key}.place",
            lambda commune: decks.commune_map(classes, palette, shown=shown, selected=commune, under=under, above=above),
            _alt(offers[suits]),
            coverage,
            date,
            then=open_what_is_hit,
            facts_place=facts,
        )
    with signs:
        exit_sign = (legend.TRIANGLE.format(legend.rgb(symbols.EXIT)), "sortie de l'A75")
        legend.show([*legend.sites(), exit_sign], coverage)
        if coverage:
            provenance.small(coverage.source)


def place_of_chosen(offers: pd.DataFrame) -> list[tuple[float, float]]:
    """Where the site whose card is open is drawn [lon, lat]; nothing when none is."""
    here = offers[offers["site_id"] == chosen()]
    return [(here.iloc[0]["lon_shown"], here.iloc[0]["lat_shown"])] if len(here) else []


def _coverage(key: str) -> CommuneLayer | None:
    """The last edition of Arcep by commune, when the visitor wants it under the sites."""
    edition = rollout.latest()
    last = quarter_words(edition.quarters[-1])
    label = f"Colorer les communes par la part de locaux raccordables ({last})"
    wanted = address.bound(prose.toggle, label, key=f"{key}.coverage", accepts=address.YesNo(), wrap=True)
    return observed_communes.layer(edition) if wanted else None


def open_what_is_hit(event: dict | None) -> None:
    """Opens the card of the site that was clicked; a commune, or nobody when the choice of the map is given up, takes its place."""
    objects = (event or {}).get("selection", {}).get("objects", {})
    hit = [site["properties"]["id"] for layer in commune_choice.SITE_LAYERS for site in objects.get(layer, [])]
    choose(hit[0] if hit else "")


def _alt(found: pd.DataFrame) -> str:
    counts = [f"{count} {french.plural(count, kind)}" for kind, count in found["kind"].value_counts().items()]
    return f"Carte de la Lozère avec {french.listed(counts) or 'aucun site'} et les sorties de l'autoroute A75."
