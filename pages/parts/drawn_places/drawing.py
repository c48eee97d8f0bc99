"""A place drawn on the map: a component of ours, in a frame with its own policy (pages/serving/drawn_places.py serves it)."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.components.v1 import declare_component
from streamlit.components.v1.custom_component import CustomComponent

from data.ground.faults import Refused
from data.ground.installation.base_path import at
from data.store.writings import drawn
from geo.maps import frame, landmarks, layers
from geo.maps.background import choice
from geo.places import drawn_places
from pages.parts import prose, visitor
from pages.parts.printing import paper

ADDRESS = "/components/drawing.html"
FILES = Path(__file__).parent


@cache
def _component() -> CustomComponent:
    """Declared when it is first drawn: the server then knows where it stands on its host."""
    return declare_component("drawing", url=at(ADDRESS))


def field(key: str, before: str = "", on_change: Callable[[], None] | None = None) -> str | Refused:
    """A field where one draws a point or a line, which begins with what was drawn `before`; its GeoJSON geometry, "" when nothing is drawn, or why
    what came from the browser is refused, which is told under it. Another key empties it."""
    if paper.is_printed():
        return ""
    ground = choice.chosen()
    given = _component()(
        layer=layers.commune_layer().url,
        bounds=frame.BOUNDS,
        towns=_towns(),
        communes=drawn_places.town_halls(),
        tiles=None if ground is None else _tiles(ground),
        kept=st.session_state.get(key) or before,  # a frame that is made again (another tab, a closed drawer) begins with what was drawn
        default=before,
        key=key,
        on_change=on_change,
    )
    if ground is not None:
        prose.markdown(f":small[{ground.credit}]")
    try:
        place = drawn.canonical(given if isinstance(given, str) else repr(given))
    except Refused as refused:
        visitor.tell(refused.fault)
        return refused
    if place:
        prose.markdown(f":small[{drawn_places.words(place)}.]")
    return place


def _towns() -> list[tuple[str, float, float, int, int]]:
    """The main towns: name, lon, lat, where the middle of the name stands beside the point [px], at the scale of every map."""
    places = zip(landmarks.towns(), landmarks.town_boxes(), strict=True)
    at = [(lon, lat, town, spot, *frame.pixels(lon, lat)) for (lon, lat, town), spot in places]
    return [(town, lon, lat, round(spot.x - x), round(spot.y - y)) for lon, lat, town, spot, x, y in at]


def _tiles(ground: choice.Background) -> dict:
    return {"url": ground.tiles, "side": ground.tile_side, "least": ground.extent.least_zoom, "greatest": ground.extent.greatest_zoom}
