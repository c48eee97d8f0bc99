"""The commune that a visitor chose, by a click on a map or in the list beside it, and the facts that are known of it."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import escaping, french
from geo.maps import decks, frame, symbols
from geo.sites import located
from geo.territory import lozere
from pages.parts import address, prose, tables
from pages.parts.maps.commune_layers import CommuneLayer, places
from pages.parts.printing import paper
from studies.toolkit.reading import units

HERS = "lieu"  # in the session and in the address: the commune or the intercommunality that the visitor calls hers
BESIDE = 310  # [px] of the facts beside a map in two thirds of a page
SHARED = "shared"  # begins the keys of a map and of its facts, which our stylesheet widens together
HINT = "Un clic sur la carte, ou cette liste, dit ce qu'on sait d'une commune."
NOBODY = "Aucune"  # short: on a phone and in half of a page, the button that empties the list stands beside it
UNNAMED_NOBODY = "Commune : aucune"
KEPT = "aucune commune n'est choisie"  # when the address asks one that is none
SITE_LAYERS = ("contours", "zones", "plots", "buildings")  # names of the layers of geo.maps.symbols that a click may hit
Then = Callable[[dict | None], None]  # what a page does more of a click
COUNTED = ("population", "main_residences", "second_homes", "establishments")


def ask(key: str, names: Mapping[str, str] | None = None, in_address: bool = False, named: bool = True) -> str | None:
    """The list of communes, for who does not click; `names` by code, those of Lozère unless told; `in_address` keeps the choice in the address; a
    list that is not `named` above says what it is by its first line."""
    known = lozere.communes(lozere.LOZERE)["name"] if names is None else names
    codes, as_usual = [None, *known.keys()], {"on_change": _forget_click, "args": (key,)}

    def words(code: str | None) -> str:
        return NOBODY if code is None else known[code]

    open_on_hers(f"{key}.commune", codes)
    if not in_address:
        return prose.selectbox("Commune", codes, format_func=words, key=f"{key}.commune", **as_usual)
    here = "de Lozère" if names is None else "de ce département"
    accepts = address.OneOf(codes, words, unknown=f"aucune commune {here} n'a ce nom")
    if not named:
        as_usual |= {"label_visibility": "collapsed"}
    shown = words if named else lambda code: words(code) if code else UNNAMED_NOBODY
    return address.bound(prose.selectbox, "Commune", codes, format_func=shown, key=f"{key}.commune", accepts=accepts, kept=KEPT, **as_usual)


def open_on_hers(name: str, codes: Sequence[str | None], turned: Callable[[str], str] = str) -> None:
    """Puts a list of places on the one that the visitor calls hers, or on what it is `turned` into: where it opens, and when she changes it."""
    hers, followed = st.session_state.get(HERS), f"{name}.followed"
    opens = name not in st.session_state and name not in st.query_params
    moved = followed in st.session_state and st.session_state[followed] != hers
    st.session_state[followed] = hers
    if hers in codes and hers is not None and (opens or moved):
        st.session_state[name] = turned(hers)


def clickable(drawn: decks.Deck, key: str, alt: str, then: Then | None = None) -> None:
    """A map in the frame that the département fills; `alt` is said instead of it. A click puts the list of communes on what was hit (beside the
    département, on nobody), then does what `then` makes of the event."""
    prose.pydeck_chart(
        drawn,
        width="stretch",
        height=decks.HEIGHT,
        key=map_key(key),
        alt=alt,
        on_select=lambda: _follow_click(key, then),
        selection_mode="single-object",
    )


def with_facts(
    key: str,
    draw: Callable[[str | None], decks.Deck],
    alt: str,
    layer: CommuneLayer | None = None,
    date: float | None = None,
    then: Then | None = None,
    facts_place: DeltaGenerator | None = None,
) -> DeltaGenerator:
    """A map that `draw` makes for the chosen commune; beside it, or below where the column is narrow, the list of communes and the facts of that one,
    with its figure in a layer at a date. Both share the width; when `facts_place` is given, the facts stand there and the map has the whole of it.
    Gives the place right under the map, for its legend."""
    with st.container(horizontal=facts_place is None, gap="medium"):
        if facts_place is None:
            place = st.container(width=frame.DESK_WIDTH, key=f"{SHARED}-map-{key}")
            beside = st.container(width=BESIDE, key=f"{SHARED}-facts-{key}")
        else:
            place, beside = st.container(), facts_place
    with beside:
        chosen = ask(key)
        if chosen is not None:
            show(chosen, layer, date)
        elif not paper.is_printed():
            prose.caption(HINT)
    with place:
        clickable(draw(chosen), key, alt, then)
    return place


def show(code: str, layer: CommuneLayer | None = None, date: float | None = None) -> None:
    """What is known of a commune of Lozère, with its figure in a layer at a date."""
    here = places().sel(commune=code)
    zones = located.of_kind(located.ZONE)
    facts = {"Intercommunalité": str(here.epci_name.values)}
    if layer is not None:
        value = float(layer.at(date).sel(commune=code))
        facts[layer.named(date)] = "pas de donnée" if pd.isna(value) else units.headline(value, layer.unit)
    facts |= {f"{here[name].attrs['label']} ({here[name].attrs['year']})": french.number(float(here[name]), 0) for name in COUNTED}
    facts["Zones d'activités"] = french.listed([escaping.markdown(name) for name in zones[zones["commune_code"] == code]["name"]]) or "aucune connue"
    tables.show([{"Fait": name, "Valeur": value} for name, value in facts.items()])


def map_key(key: str) -> str:
    """The key of the map on screen: another one once the list of communes has taken over from a click, which only a new map lets go."""
    return f"{key}.map-{st.session_state.get(f'{key}.turn', 0)}"


def clicked(event: dict | None) -> str | None:
    """The code of the commune that a click on the map selected: of the commune itself, or of the site or place that was hit."""
    objects = (event or {}).get("selection", {}).get("objects", {})
    hit = [place for layer in ("communes", *SITE_LAYERS, symbols.DIGITAL) for place in objects.get(layer, [])]
    return hit[0]["properties"]["code"] if hit else None


def just_clicked(key: str) -> bool:
    """Whether this run follows a click; said once."""
    return st.session_state.pop(f"{key}.clicked", False)


def _forget_click(key: str) -> None:
    if clicked(st.session_state.get(map_key(key))):
        st.session_state[f"{key}.turn"] = st.session_state.get(f"{key}.turn", 0) + 1


def _follow_click(key: str, then: Then | None) -> None:
    event = st.session_state[map_key(key)]
    st.session_state[f"{key}.commune"] = clicked(event)
    st.session_state[f"{key}.clicked"] = True
    if then is not None:
        then(event)
