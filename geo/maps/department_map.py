"""The map of any département: its communes with their names and EPCI, by the contours of the package."""

from collections.abc import Sequence

from shapely.geometry import mapping

from geo.maps import decks, frame, hatching, landmarks, layers
from geo.territory.contours import Contours


def department_map(
    known: Contours,
    classes: Sequence[int | None] | None,
    palette: Sequence[Sequence[int]],
    selected: str | None,
    population: Sequence[float] | None = None,
) -> decks.Deck:
    """The communes of `known`, coloured by class in their order (hatched without a class, all alike without classes), the selected one outlined
    above its neighbours, and the names of the main towns when their `population` is known."""
    features = _features(known, classes, palette)
    parts = [decks.commune_layer("properties.rgb", layers.publish("communes d'un département", _collection(features)).url)]
    if classes is not None and None in classes:
        missing = hatching.lines(known.frame.geometry[[rank is None for rank in classes]])
        hatched = _collection([{"type": "Feature", "properties": {}, "geometry": line} for line in missing])
        parts.append(hatching.over(layers.publish("hachures d'un département", hatched).url))
    outline = decks.outline_layer(decks.OUTLINE, _collection([feature for feature in features if feature["properties"]["code"] == selected]))
    view = frame.fitted(tuple(known.frame.total_bounds))
    named = [] if population is None else [landmarks.over(landmarks.of_towns(_main_towns(known, population), view).url)]
    return decks.on_blank([*parts, outline, *named], view)


def _main_towns(known: Contours, population: Sequence[float]) -> list[tuple[float, float, str]]:
    """Lon, lat and name of the communes, the most populated first; the point stands inside the contour."""
    frame_of = known.frame.assign(people=list(population)).sort_values("people", ascending=False).head(landmarks.TOWNS)
    inside = frame_of.geometry.representative_point()
    return list(zip(inside.x.round(4), inside.y.round(4), frame_of["name"], strict=True))


def _collection(features: list[dict]) -> dict:
    return {"type": "FeatureCollection", "features": features}


def _features(known: Contours, classes: Sequence[int | None] | None, palette: Sequence[Sequence[int]]) -> list[dict]:
    ranks = [None] * len(known.frame) if classes is None else classes
    unknown = decks.PLAIN if classes is None else hatching.TINT
    return [
        {
            "type": "Feature",
            "properties": {
                "code": row.code,
                "nom": row.name,
                "detail": row.epci_name or "sans intercommunalité",
                "rgb": unknown if rank is None else palette[rank],
            },
            "geometry": mapping(row.geometry),
        }
        for row, rank in zip(known.frame.itertuples(index=False), ranks, strict=True)
    ]
