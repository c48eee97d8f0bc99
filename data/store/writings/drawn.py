"""A place that somebody drew on the map: what comes from a browser is looked through, and written again by us."""

import json
import math

from data.ground import strict_json
from data.ground.faults import Fault, Refused
from data.ground.french import number
from data.intake import places

POINT, LINE = "Point", "LineString"
MOST_POINTS = 200  # of a line
PRECISION = 5  # decimals of a degree: about 1 m
LONGEST = 20_000  # [characters] given; MOST_POINTS with all the decimals of a float hold in it
PLACE = "lieu dessiné"
AGAIN = "l'effacer et le dessiner de nouveau"


def canonical(given: str) -> str:
    """The GeoJSON geometry of a drawn place as it is kept: a point or a line [degrees, WGS 84], nothing beside its type and its coordinates; "" for
    nothing drawn.

    Refused for anything else: another shape, another member, a number that is not finite, a place far from Lozère, too many points.
    """
    if not given.strip():
        return ""
    if len(given) > LONGEST:
        raise _refused("il est trop long", f"le dessiner avec {MOST_POINTS} points au plus")
    try:
        read = strict_json.read(given)
    except (ValueError, RecursionError):
        raise _refused("il ne se lit pas", AGAIN) from None
    if not isinstance(read, dict) or set(read) != {"type", "coordinates"} or read["type"] not in (POINT, LINE):
        raise _refused("ce n'est ni un point, ni une ligne", AGAIN)
    found = [_position(read["coordinates"])] if read["type"] == POINT else _line(read["coordinates"])
    kept = found[0] if read["type"] == POINT else found
    return json.dumps({"type": read["type"], "coordinates": kept}, allow_nan=False, separators=(",", ":"))


def _line(given: object) -> list[list[float]]:
    """The points of a line, each once in a row."""
    if not isinstance(given, list):
        raise _refused("il ne se lit pas", AGAIN)
    if len(given) > MOST_POINTS:
        raise _refused(f"ligne de {number(len(given))} points", f"la dessiner avec {MOST_POINTS} points au plus")
    found = [_position(one) for one in given]
    kept = [one for rank, one in enumerate(found) if not rank or one != found[rank - 1]]
    if len(kept) < 2:
        raise _refused("ligne d'un seul point", "en ajouter un deuxième, ou placer un point")
    return kept


def _position(given: object) -> list[float]:
    """Longitude and latitude, rounded."""
    if not isinstance(given, list) or len(given) != 2 or any(isinstance(one, bool) or not isinstance(one, int | float) for one in given):
        raise _refused("il ne se lit pas", AGAIN)
    try:
        lon, lat = (round(float(one), PRECISION) for one in given)
    except OverflowError:
        lon = lat = math.inf
    west, south, east, north = (round(edge, PRECISION) for edge in places.box())
    if not (west <= lon <= east and south <= lat <= north):  # NaN is nowhere
        raise _refused("il est hors de la Lozère", "le dessiner sur le département ou à ses bords")
    return [lon, lat]


def _refused(what: str, remedy: str) -> Refused:
    return Refused(Fault(PLACE, what, remedy))
