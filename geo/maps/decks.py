"""Maps of the communes for pydeck: geometry goes once by URL, only the classes of the moment travel."""

import json
import math
from collections.abc import Sequence

import pandas as pd
import pydeck as pdk

from data.ground.installation.base_path import at
from geo.maps import fills, frame, hatching, landmarks, layers, symbols
from geo.maps.background import choice
from geo.territory.lozere import LOZERE, communes

HEIGHT, VIEW = frame.HEIGHT, frame.VIEW  # what a page gives a map, and where it looks
# Cividis in 5 classes, from few (light) to many (dark); its yellow is softened, which else is all that one sees where most values are small.
PALETTE = [[255, 241, 150], [188, 175, 111], [124, 123, 120], [65, 77, 107], [0, 32, 77]]
PLAIN = [205, 214, 209]  # communes without figures
BORDER = [140, 140, 140]  # 3:1 on a white page, on the night of the dark theme and on the darkest class
HIGHLIGHT, OUTLINE = [200, 60, 0], 4  # outline of the selected commune, and its width [px]
OVER_BACKGROUND = 0.35  # opacity of the communes above the background of the administrator, of which deck.gl takes the root 2.2: 62 %
CIRCLE = [0, 114, 178, 150]
LARGEST_RADIUS = 7_000  # [m] radius of the largest circle
CORNER = {"transform": "none", "top": "auto", "bottom": "0", "margin": "8px", "maxWidth": "75%"}  # under the pointer, the frame would cut it
TOOLTIP = {
    "html": "<b>{nom}</b><br>{detail}",
    "style": {
        **CORNER,
        "whiteSpace": "pre-line",
        "fontSize": "0.75rem",
        "lineHeight": "1.35",
        "padding": "6px 9px",
        "color": "#FFFFFF",
        "backgroundColor": "#12181B",
    },
}


class Deck(pdk.Deck):
    """A pydeck Deck whose JSON is compact: without it the indentation weighs more than the map. Its colours stay after a click."""

    def to_json(self) -> str:
        spec = json.loads(super().to_json())
        spec["layers"] = [fills.kept(layer) for layer in spec["layers"]]
        return json.dumps(spec, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def commune_map(
    classes: Sequence[int | None] | None = None,
    palette: Sequence[Sequence[int]] = PALETTE,
    *,
    sites: bool = True,
    shown: dict[str, Sequence[bool]] | None = None,
    selected: str | None = None,
    circles: Sequence[float | None] | None = None,
    most: float | None = None,
    under: Sequence[pdk.Layer] = (),
    above: Sequence[pdk.Layer] = (),
) -> Deck:
    """The communes of Lozère, coloured by class, with the sites of the inventory unless `sites` is False.

    `classes`: an index of `palette` for each of the 152 communes in the order of geo.territory.lozere.dataset().commune, None where the figure is
    missing (hatched); None instead of the list paints them all alike. `palette`: RGB. `selected`: the code of the commune to outline.
    `circles`: a count for each commune, drawn as a circle, and `most` the count of the largest circle (their greatest unless told).
    `shown`: which sites are drawn (geo.maps.symbols.symbols). `under`: layers drawn under the signs of the sites, which neither a road nor a name
    hides. `above`: layers drawn last. Raises ValueError (in French) on a wrong length, class or code.
    """
    codes = list(communes(LOZERE).index)
    url = layers.commune_layer().url
    parts = [landmarks.below(), commune_layer(_fill(classes, palette, len(codes)), url)]
    if classes is not None and None in classes:
        parts.append(hatching.over(hatching.layer().url, _ink(classes)))
    if circles is not None:
        parts.append(proportional_circles(circles, most))
    if selected is not None:
        parts.append(outline_layer(f"properties.i == {_place(selected, codes)} ? {OUTLINE} : 0", url, f"selected-{selected}"))
    parts += [landmarks.above(), *under]
    if sites:
        parts += symbols.symbols(shown)
    return on_blank([*parts, *above], VIEW)


def on_blank(parts: Sequence[pdk.Layer], view: dict[str, float]) -> Deck:
    """Layers on a ground of ours, without tile nor outside request; or on the background that the administrator chose."""
    state, ground = pdk.ViewState(**view), choice.chosen()
    style = at(layers.BLANK_STYLE_ADDRESS) if ground is None else ground.style_url
    drawn = list(parts) if ground is None else [_over_background(part) for part in parts]
    return Deck(layers=drawn, map_provider="mapbox", map_style=style, initial_view_state=state, tooltip=TOOLTIP)


def _over_background(layer: pdk.Layer) -> pdk.Layer:
    """A layer that lets the background through: the communes half, the départements around by their limits only."""
    if layer.id == "communes":
        layer.opacity = OVER_BACKGROUND
    if layer.id == "around":
        layer.filled = False
    return layer


def proportional_circles(values: Sequence[float | None], most: float | None = None) -> pdk.Layer:
    """A circle on the point of each commune whose AREA is proportional to its value; none where the value is missing or zero.

    `values`: one for each of the 152 communes, in the order of geo.territory.lozere.dataset().commune; `most`: the one whose circle is of
    LARGEST_RADIUS. Points come by URL, only radii travel. ValueError (in French) on another length.
    """
    count = len(communes(LOZERE))
    if len(values) != count:
        raise ValueError(f"{len(values)} valeurs pour {count} communes")
    radii = json.dumps(circle_radii(values, most=most), separators=(",", ":"), allow_nan=False)
    return pdk.Layer(
        "GeoJsonLayer",
        id="circles",
        data=layers.point_layer().url,
        pickable=False,
        filled=True,
        stroked=True,
        get_point_radius=f"({radii})[properties.i]",
        get_fill_color=CIRCLE,
        get_line_color=f"({radii})[properties.i] ? {symbols.PAPER} : {hatching.CLEAR}",
        line_width_min_pixels=1,
    )


def circle_radii(values: Sequence[float | None], largest: float = LARGEST_RADIUS, most: float | None = None) -> list[int]:
    """Radii [m] whose squares are proportional to the values; `largest` for `most`, the greatest of them unless told; 0 where missing, zero or
    negative."""
    known = [0.0 if pd.isna(value) else max(0.0, float(value)) for value in values]
    top = max(known, default=0.0) if most is None else most
    return [round(largest * math.sqrt(value / top)) if top else 0 for value in known]


def _fill(classes: Sequence[int | None] | None, palette: Sequence[Sequence[int]], count: int) -> list[int] | str:
    """A colour, or the expression that finds the one of each commune."""
    if classes is None:
        return PLAIN
    if len(classes) != count:
        raise ValueError(f"{len(classes)} classes pour {count} communes")
    if any(c is not None and not 0 <= c < len(palette) for c in classes):
        raise ValueError(f"classe hors de la palette : de 0 à {len(palette) - 1}, ou None quand la valeur manque")
    return _by_commune([*(list(colour) for colour in palette), hatching.TINT], [len(palette) if c is None else int(c) for c in classes])


def _ink(classes: Sequence[int | None]) -> str:
    """The expression that hatches the communes without figure only."""
    return _by_commune([hatching.CLEAR, hatching.INK], [int(c is None) for c in classes])


def _by_commune(colours: Sequence[Sequence[int]], indices: Sequence[int]) -> str:
    """The expression that finds the colour of a commune by its index i.

    The parentheses are needed: without them deck.gl paints everything black and says nothing.
    """
    written = [json.dumps(values, separators=(",", ":"), allow_nan=False) for values in (colours, indices)]
    return f"({written[0]})[({written[1]})[properties.i]]"


def _place(code: str, codes: list[str]) -> int:
    if code not in codes:
        raise ValueError(f"commune « {code} » inconnue en Lozère")
    return codes.index(code)


def commune_layer(fill: list[int] | str, url: str) -> pdk.Layer:
    """The communes of a published layer, each in its colour."""
    return pdk.Layer(
        "GeoJsonLayer",
        id="communes",
        data=url,
        pickable=True,
        stroked=True,
        filled=True,
        get_fill_color=fill,
        get_line_color=BORDER,
        line_width_min_pixels=1,
    )


def outline_layer(width: float | str, data: str | dict, name: str = "selected") -> pdk.Layer:
    """The selected commune drawn again above all the communes, so that no neighbour covers its outline.

    `name`: another one for another commune of the same data, or the map on screen would go on outlining the first: it draws a layer that it knows
    again when its data change, and here only a width does.
    """
    return hatching.line_layer(name, data, HIGHLIGHT, width)
