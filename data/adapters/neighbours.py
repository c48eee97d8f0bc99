"""The outlines of the départements around Lozère, from the package of contours: the light ground of its maps."""

from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import mapping

from data import cards, department, official_contours
from data.adapters import limits, territory_package
from data.official_contours import AROUND, CachedCard
from data.tables import LOZERE

# The five that have a limit in common with Lozère (IGN, ADMIN EXPRESS).
CODES = ("07", "12", "15", "30", "43")
TOLERANCE = 350  # [m] as the communes of Lozère, whose limit they share: a ground of 45 kB for five départements
PRECISION = 4  # decimals of a degree: about 10 m, a twentieth of a pixel


def from_package() -> CachedCard:
    """Replaces the outlines in the cache by those of the package, and gives their card. Refused on any fault: what was there stays."""
    pin, package = territory_package.pin(), cards.read_packages()[0]["communes"]
    *around, _lozere = simplified(territory_package.outlines((*CODES, LOZERE)))  # with it, so that both sides of its limit are one line
    features = [
        {"type": "Feature", "properties": {"code": code, "nom": department.name(code)}, "geometry": limits.as_lists(mapping(outline))}
        for code, outline in zip(CODES, around, strict=True)
    ]
    card = CachedCard(
        service=pin.title,
        producer=package.producer,
        licence=package.licence,
        communes_on=package.data_on,
        downloaded_at=datetime.now(UTC).replace(microsecond=0),
        answer_sha256=pin.sha256,
        rows=len(features),
        tolerance_m=TOLERANCE,
        repaired=0,
    )
    return official_contours.write(card, features, AROUND)


def simplified(known: dict[str, shapely.Geometry]) -> np.ndarray:
    """One surface for each département (WGS 84), neighbours sharing their limit, without the holes that roundings leave between communes."""
    metric = gpd.GeoSeries(list(known.values()), crs=limits.DEGREES).to_crs(limits.METRIC)
    whole = np.array([_filled(shapely.union_all(shapely.make_valid(shapely.get_parts(found)))) for found in metric], dtype=object)
    simple = shapely.coverage_simplify(np.array(shapely.coverage_clean(whole, gap_width=limits.SLIVER)), TOLERANCE)
    degrees = gpd.GeoSeries(simple, crs=limits.METRIC).to_crs(limits.DEGREES).to_numpy()
    return shapely.orient_polygons(shapely.transform(degrees, lambda xy: np.round(xy, PRECISION)))


def _filled(surface: shapely.Geometry) -> shapely.Geometry:
    return shapely.MultiPolygon([shapely.Polygon(part.exterior) for part in shapely.get_parts(surface) if part.geom_type == "Polygon"])
