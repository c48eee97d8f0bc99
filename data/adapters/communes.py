"""The contours of the communes of Lozère from geo.api.gouv.fr: asked, verified, simplified without gaps, written."""

import hashlib
from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import mapping, shape

from data import official_contours, services, tables
from data.adapters import download
from data.ground.faults import Fault, Refused
from data.ground.french import listed, number, plural, with_unit
from data.official_contours import CachedCard

PATH = "/departements/48/communes"
QUERY = {"fields": "nom,code", "format": "geojson", "geometry": "contour"}
DEGREES, METRIC = "EPSG:4326", "EPSG:2154"  # Lambert-93: metres
MARGIN = 0.05  # [degrees] around the known outline of the département: 4 to 6 km
FAR = 2_000  # [m] a commune whose known point is farther than that from its contour is another commune
AREA_GAP = 0.02  # [share] between the area of all the contours and that of INSEE
SLIVER = 50  # [m] a gap narrower than that between two communes is a rounding, and is closed
TOLERANCES = range(150, 601, 25)  # [m] tried in turn (the root of the area of the corners taken off): the finest whose file is light enough
HEAVIEST = 108_000  # [bytes] of the features, so that the layer of a map stays under 120 kB with its names
PRECISION = 5  # decimals of a degree: about 1 m
SHOWN = 5  # communes named in one message


def refresh() -> CachedCard:
    """Replaces the contours in the cache by those of the service, and gives their card. Refused (what was there stays) on any fault."""
    base, service = services.address("communes"), services.services()["communes"]
    url, body = download.ask(base, PATH, QUERY)
    names, contours, repaired = verified(base, download.as_json(base, body))
    tolerance, simple = simplified(base, contours, names)
    card = CachedCard(
        url=url,
        service=services.host(base),
        producer=service.producer,
        licence=service.licence,
        downloaded_at=datetime.now(UTC).replace(microsecond=0),
        answer_sha256=hashlib.sha256(body).hexdigest(),
        rows=len(simple),
        tolerance_m=tolerance,
        repaired=repaired,
    )
    return official_contours.write(card, simple)


def verified(base: str, answer: object) -> tuple[list[str], np.ndarray, int]:
    """The names and the contours [Lambert-93] of the communes of Lozère in the order of their codes, and how many contours were mended.

    Only the code, the name and the geometry of the answer are read. Refused when it is not the 152 communes, each at its place.
    """
    found = _by_code(base, answer)
    codes = tables.lozere_codes()
    shapes = np.array([_polygon(base, code, found[code].get("geometry")) for code in codes])
    _in_lozere(base, shapes)
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = [_polygons_of(part) for part in shapely.make_valid(shapes[broken])]
    metric = gpd.GeoSeries(shapes, crs=DEGREES).to_crs(METRIC).to_numpy()
    repaired = broken
    if not shapely.coverage_is_valid(metric):
        repaired = broken | ~shapely.is_empty(shapely.coverage_invalid_edges(metric, gap_width=SLIVER))
        metric = np.array(shapely.coverage_clean(metric, gap_width=SLIVER))
    _sound(base, codes, metric)
    return [str(found[code]["properties"].get("nom", "")) for code in codes], metric, int(repaired.sum())


def simplified(base: str, metric: np.ndarray, names: list[str]) -> tuple[int, list[dict]]:
    """The tolerance [m] and the features in WGS 84: neighbours keep the same limit, no gap, light enough for a page."""
    for tolerance in TOLERANCES:
        simple = gpd.GeoSeries(shapely.coverage_simplify(metric, tolerance), crs=METRIC).to_crs(DEGREES).to_numpy()
        simple = shapely.orient_polygons(shapely.transform(simple, lambda xy: np.round(xy, PRECISION)))
        features = [
            {"type": "Feature", "properties": {"code": code, "nom": name}, "geometry": _lists(mapping(contour))}
            for code, name, contour in zip(tables.lozere_codes(), names, simple, strict=True)
        ]
        if len(official_contours.compact(features)) <= HEAVIEST and shapely.is_valid(simple).all() and shapely.coverage_is_valid(simple):
            return tolerance, features
    raise _refused(base, "contours impossibles à simplifier sans trou")


def _by_code(base: str, answer: object) -> dict[str, dict]:
    if not isinstance(answer, dict) or answer.get("type") != "FeatureCollection" or not isinstance(answer.get("features"), list):
        raise _refused(base, "ce n'est pas une collection GeoJSON")
    features = answer["features"]
    if not all(isinstance(feature, dict) and isinstance(feature.get("properties"), dict) for feature in features):
        raise _refused(base, "collection GeoJSON mal formée")
    given = [str(feature["properties"].get("code")) for feature in features]
    known = tables.lozere_codes()
    if len(given) != len(known):
        raise _refused(base, f"{number(len(given))} {plural(len(given), 'commune')} au lieu de {number(len(known))}")
    if unknown := sorted(set(given) - set(known)):
        raise _refused(base, f"codes inconnus en Lozère : {_some(unknown)}")
    if missing := sorted(set(known) - set(given)):
        raise _refused(base, f"communes absentes, d'autres répétées : {_some(missing)}")
    return dict(zip(given, features, strict=True))


def _polygon(base: str, code: str, geometry: object) -> shapely.Geometry:
    if geometry is None:
        raise _refused(base, f"contour absent : {code}")
    try:
        contour = shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, LookupError, AttributeError, shapely.errors.ShapelyError):
        raise _refused(base, f"contour illisible : {code}") from None
    if contour.geom_type not in ("Polygon", "MultiPolygon") or contour.is_empty:
        raise _refused(base, f"contour absent : {code} ({'vide' if contour.is_empty else contour.geom_type})")
    return contour


def _in_lozere(base: str, shapes: np.ndarray) -> None:
    """Every contour within the box of the département, in degrees, longitude first."""
    outline = tables.read("outlines")
    outline = outline[outline["department"] == tables.LOZERE]
    west, south, east, north = outline["lon"].min(), outline["lat"].min(), outline["lon"].max(), outline["lat"].max()
    box = np.array([west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN])
    bounds = shapely.bounds(shapes)
    if _within(bounds, box).all():
        return
    if _within(bounds[:, [1, 0, 3, 2]], box).all():
        raise _refused(base, "axes inversés : la latitude avant la longitude")
    codes = np.array(tables.lozere_codes())[~_within(bounds, box)]
    raise _refused(base, f"contours hors de la Lozère (degrés WGS 84 attendus) : {_some(list(codes))}")


def _within(bounds: np.ndarray, box: np.ndarray) -> np.ndarray:
    inside = (bounds[:, :2] >= box[:2]) & (bounds[:, 2:] <= box[2:])  # false for what is not a number
    return inside.all(axis=1)


def _polygons_of(mended: shapely.Geometry) -> shapely.Geometry:
    """The surfaces of a mended contour, without the lines and points that mending leaves."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(mended)) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def _sound(base: str, codes: list[str], metric: np.ndarray) -> None:
    """One surface for each commune, at its place, together the département without a hole."""
    places = tables.read("communes").set_index("code").loc[codes]
    points = gpd.GeoSeries.from_xy(places["lon"], places["lat"], crs=DEGREES).to_crs(METRIC).to_numpy()
    distances = shapely.distance(metric, points)
    wrong = shapely.is_empty(metric) | ~(distances <= FAR)
    if wrong.any():
        raise _refused(base, f"contours loin de leur commune : {_some(list(np.array(codes)[wrong]))}")
    whole = shapely.coverage_union_all(metric) if shapely.coverage_is_valid(metric) else None
    if whole is None or any(part.interiors for part in shapely.get_parts(whole)):
        raise _refused(base, "trous ou chevauchements entre les communes")
    expected = tables.read("commune_figures").set_index("code").loc[codes, "area_km2"].sum()
    if abs(whole.area / 1e6 / expected - 1) > AREA_GAP:
        areas = f"{with_unit(number(whole.area / 1e6, 0), 'km²')} au lieu de {with_unit(number(expected, 0), 'km²')}"
        raise _refused(base, f"surface du département : {areas}")


def _lists(geometry: dict) -> dict:
    """A geometry whose coordinates are lists, as JSON reads them back."""
    return {"type": geometry["type"], "coordinates": _listed(geometry["coordinates"])}


def _listed(coordinates):
    return [_listed(part) for part in coordinates] if isinstance(coordinates, (tuple, list)) else coordinates


def _some(codes: list[str]) -> str:
    return listed([str(code) for code in codes]) if len(codes) <= SHOWN else f"{', '.join(codes[:SHOWN])}…"


def _refused(base: str, what: str) -> Refused:
    return Refused(Fault(base, what, download.LATER))
