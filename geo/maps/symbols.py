"""The signs of zones, plots, buildings, motorway exits and digital places on a map: shapes told apart without colour, shown or hidden one by one."""

import json
from collections.abc import Sequence

import pydeck as pdk

from geo.maps import frame, hatching, labels, landmarks, layers
from geo.places import digital_places

INK, PAPER = [0, 0, 0], [255, 255, 255]
BUILDING = [150, 60, 120]
PLOT = [120, 72, 0]
EXIT = [0, 60, 130]
RING = [200, 60, 0]
AREA = [120, 72, 0, 60]
ZONE_RADIUS, PLOT_SIZE, BUILDING_SIZE, RING_RADIUS, RING_WIDTH = 4.5, 15, 22, 11, 3  # [px]
RING_SIDE = 2 * RING_RADIUS + RING_WIDTH  # [px] from one edge of a ring to the other
EXIT_SIGN, EXIT_SIZE = "▲", 16  # [px]
CROSS, CROSS_SIZE = "×", 26  # [px]
RANK_SIZE = 18  # [px]
LEADER, LEADER_EDGE = 1.5, 3.5  # [px] width of that line, and with its white edge
SIGN_SIDE = 13  # [px] of what stands on a place beside a ranking: the widest are a diamond and a cross
DIGITAL = "digital"  # name of the layer of the digital places
DIGITAL_SIZE, OPENED_SIZE = 19, 13  # [px]


def symbols(shown: dict[str, Sequence[bool]] | None = None) -> list[pdk.Layer]:
    """Every sign, from the bottom to the top: contours, zones, plots, buildings.

    `shown` says, for a kind of located.KINDS, which of its sites are drawn, in the order of located.of_kind; a kind that it leaves out is
    drawn whole. ValueError (in French) on a wrong length.
    """
    shown = shown or {}
    found = [contours()] if len(layers.contour_layer().body) > EMPTY else []
    found.append(zones(shown.get("zone")))
    if len(layers.plot_layer().body) > EMPTY:
        found.append(plots(shown.get("terrain")))
    return [*found, buildings(shown.get("bâtiment"))]


EMPTY = len(b'{"type":"FeatureCollection","features":[]}')  # bytes of a layer without anything to draw


def zones(shown: Sequence[bool] | None = None) -> pdk.Layer:
    """Discs: filled for a zone where fibre is known to be, hollow for another."""
    ink, paper = json.dumps(INK, allow_nan=False), json.dumps(PAPER, allow_nan=False)
    return pdk.Layer(
        "GeoJsonLayer",
        id="zones",
        data=layers.zone_layer().url,
        pickable=True,
        stroked=True,
        filled=True,
        get_fill_color=f"properties.fibre == 1 ? {ink} : {paper}",
        get_line_color=f"properties.fibre == 1 ? {paper} : {ink}",
        get_point_radius=_when(shown, ZONE_RADIUS),
        point_radius_units="'pixels'",
        get_line_width=_when(shown, 1.5),
        line_width_units="'pixels'",
    )


def plots(shown: Sequence[bool] | None = None) -> pdk.Layer:
    """Squares."""
    return _text_layer("plots", layers.plot_layer().url, layers.PLOT_SIGN, PLOT, _when(shown, PLOT_SIZE))


def buildings(shown: Sequence[bool] | None = None) -> pdk.Layer:
    """Diamonds."""
    return _text_layer("buildings", layers.building_layer().url, layers.BUILDING_SIGN, BUILDING, _when(shown, BUILDING_SIZE))


def contours() -> pdk.Layer:
    """The surfaces of the zones and plots that have a contour."""
    return pdk.Layer(
        "GeoJsonLayer",
        id="contours",
        data=layers.contour_layer().url,
        pickable=True,
        stroked=True,
        filled=True,
        get_fill_color=AREA,
        get_line_color=PLOT,
        line_width_min_pixels=1,
    )


def exits(places: Sequence[tuple[float, float, str]]) -> pdk.Layer:
    """Motorway exits [lon, lat, words of the tooltip]: triangles."""
    data = [{"p": [lon, lat], "t": EXIT_SIGN, "nom": words, "detail": "Sortie d'autoroute"} for lon, lat, words in places]
    return _signs("exits", data, EXIT_SIGN, EXIT, EXIT_SIZE)


def digital() -> pdk.Layer:
    """Digital places: one sign by kind."""
    signs = "".join(kind.sign for kind in digital_places.KINDS.values())
    return _text_layer(DIGITAL, layers.digital_layer().url, signs, "properties.rgb", DIGITAL_SIZE, get_text_pixel_offset="properties.shift")


def ring(lon: float, lat: float) -> pdk.Layer:
    """A circle around the chosen site."""
    return rings([(lon, lat)])


def rings(places: Sequence[tuple[float, float]]) -> pdk.Layer:
    """A circle around each place [lon, lat]."""
    return pdk.Layer(
        "GeoJsonLayer",
        id="ring",
        data=_collection([{"type": "Point", "coordinates": place} for place in places]),
        pickable=False,
        filled=False,
        stroked=True,
        get_point_radius=RING_RADIUS,
        point_radius_units="'pixels'",
        get_line_color=RING,
        get_line_width=RING_WIDTH,
        line_width_units="'pixels'",
    )


def _collection(shapes: Sequence[dict], **properties: Sequence) -> dict:
    """Shapes as GeoJSON; each property has a value for each of them."""
    told = [{name: values[i] for name, values in properties.items()} for i in range(len(shapes))]
    features = [{"type": "Feature", "properties": said, "geometry": shape} for shape, said in zip(shapes, told, strict=True)]
    return {"type": "FeatureCollection", "features": features}


def _text_layer(name: str, url: str, signs: str, colour: list[int] | str, size: float | str, **more) -> pdk.Layer:
    """The signs of a published layer."""
    return pdk.Layer(
        "GeoJsonLayer",
        id=name,
        data=url,
        pickable=True,
        point_type="'text'",
        get_text="properties.sign",
        get_text_size=size,
        get_text_color=colour,
        text_character_set=f"'{signs}'",
        text_outline_width=3,
        text_outline_color=PAPER,
        text_font_settings={"sdf": True},
        **more,
    )


def _when(shown: Sequence[bool] | None, size: float) -> float | str:
    """A size, or the expression that gives it to the sites that are shown only (the parentheses are needed, see geo.maps.decks)."""
    if shown is None or all(shown):
        return size
    return f"([{','.join('1' if visible else '0' for visible in shown)}])[properties.i] == 1 ? {size} : 0"


def opened(places: Sequence[tuple[float, float]]) -> pdk.Layer:
    """Small squares on the places that are open already [lon, lat]."""
    return _signs("opened", [{"p": place, "t": layers.PLOT_SIGN} for place in places], layers.PLOT_SIGN, INK, OPENED_SIZE)


def struck(places: Sequence[tuple[float, float]]) -> pdk.Layer:
    """A cross over each place that a rule sets aside [lon, lat]."""
    return _signs("struck", [{"p": place, "t": CROSS} for place in places], CROSS, RING, CROSS_SIZE, outline_width=4)


def ranks(
    places: Sequence[tuple[float, float, str]],
    drawn: Sequence[tuple[float, float]] = (),
    sign: float = labels.POINT,
    ringed: Sequence[tuple[float, float]] = (),
) -> list[pdk.Layer]:
    """Numbers beside the first sites of a ranking [lon, lat, number], apart from one another, from the names of the map, the A75, the sign of each
    place that is `drawn` and the ring around each of `ringed` [lon, lat]; `sign` is half of what stands on each site [px]. A number that stands apart
    from its site is joined to it by a line. Where all is full, a number stands on its site."""
    words = [(*frame.pixels(lon, lat), number) for lon, lat, number in places]
    signs = _squares([*((lon, lat) for lon, lat, _ in places), *drawn], SIGN_SIDE)
    taken = [*landmarks.course(), *_squares(ringed, RING_SIDE)]
    data, lines = [], []
    spots = labels.numbered(words, RANK_SIZE, max(SIGN_SIDE, 2 * sign), signs, landmarks.written(), taken)
    for (lon, lat, number), (x, y, _), spot in zip(places, words, spots, strict=True):
        if spot.line is None:
            data.append({"p": [lon, lat], "t": number, "o": [round(spot.box.x - x), round(spot.box.y - y)]})
        else:  # on the ground, as the line is: a map that is enlarged keeps both together
            data.append({"p": _ground(spot.box.x, spot.box.y), "t": number, "o": [0, 0]})
            lines.append([_ground(*end) for end in spot.line])
    numbers = _signs("ranks", data, "0123456789", RING, RANK_SIZE, get_pixel_offset="o", outline_width=4)
    return [*([_leaders(lines)] if lines else []), numbers]


def _leaders(lines: Sequence[Sequence[tuple[float, float]]]) -> pdk.Layer:
    """Thin lines between places [lon, lat], with a white edge."""
    drawn = [{"type": "MultiLineString", "coordinates": lines}] * 2
    return hatching.line_layer("leaders", _collection(drawn, rgb=[PAPER, RING], w=[LEADER_EDGE, LEADER]), "properties.rgb", "properties.w")


def _ground(x: float, y: float) -> list[float]:
    """The place [lon, lat] that falls there in the frame, to the metre."""
    return [round(degrees, 5) for degrees in frame.degrees(x, y)]


def _squares(places: Sequence[tuple[float, float]], side: float) -> list[labels.Box]:
    """What signs of that side cover on places [lon, lat]."""
    return [labels.Box(*frame.pixels(*place), side, side) for place in places]


def _signs(name: str, data: list[dict], characters: str, colour: list[int], size: float, **more) -> pdk.Layer:
    """Signs that are told one by one (p: lon and lat, t: the sign), outlined so that they are read on any colour."""
    return pdk.Layer(
        "TextLayer",
        id=name,
        data=data,
        pickable=False,
        get_position="p",
        get_text="t",
        get_size=size,
        get_color=colour,
        character_set=f"'{characters}'",
        outline_color=PAPER,
        font_settings={"sdf": True},
        **{"outline_width": 3, **more},
    )
