"""The map of any département: its communes with their names and EPCI, by the contours of the package."""

from collections.abc import Sequence

from shapely.geometry import mapping

from geo.maps import decks, frame, hatching, layers
from geo.territory.contours import Contours


def department_map(known: Contours, classes: Sequence[int | None] | None, palette: Sequence[Sequence[int]], selected: str | None) -> decks.Deck:
    """The communes of `known`, coloured by class in their order (hatched without a class, all alike without classes), and the selected one outlined
    above its neighbours."""
    features = _features(known, classes, palette)
    parts = [decks.commune_layer("properties.rgb", layers.publish("communes d'un département", _collection(features)).url)]
    if classes is not None and None in classes:
        missing = hatching.lines(known.frame.geometry[[rank is None for rank in classes]])
        hatched = _collection([{"type": "Feature", "properties": {}, "geometry": line} for line in missing])
        parts.append(hatching.over(layers.publish("hachures d'un département", hatched).url))
    outline = decks.outline_layer(decks.OUTLINE, _collection([feature for feature in features if feature["properties"]["code"] == selected]))
    return decks.on_blank([*parts, outline], frame.fitted(tuple(known.frame.total_bounds)))


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
