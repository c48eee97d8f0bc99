"""The contours of communes, verified, simplified without gaps and written: from the package, then from geo.api.gouv.fr when they are newer."""

import hashlib
from datetime import UTC, datetime

import numpy as np
import shapely
from shapely.geometry import shape

from data import cards, official_contours, services
from data.adapters import download, limits, territory_package
from data.adapters.limits import Expected, Origin
from data.ground.faults import Fault, Refused
from data.official_contours import CachedCard
from data.tables import LOZERE

PATH = "/departements/{}/communes"
QUERY = {"fields": "nom,code", "format": "geojson", "geometry": "contour"}
PACKAGE = "communes"  # its card in data/catalog.toml


def refresh(department: str = LOZERE) -> CachedCard:
    """Replaces the contours of a département in the cache by those of the service, and gives their card. Refused (what was there stays) on any fault.

    Lozère must be what the tables know. Of another département the list of communes and their EPCI are those of the package, which must be there.
    """
    base, service = services.address("communes"), services.services()["communes"]
    origin, known = Origin(base, download.LATER), limits.expected() if department == LOZERE else None
    listed = {code: {} for code in known.codes} if known is not None else _of_package(department)
    epci = {} if known is not None else official_contours.read(department)[0].epci
    url, body = download.ask(base, PATH.format(department), QUERY)
    found = _by_code(origin, download.as_json(base, body), known, list(listed))
    shapes = np.array([_contour(origin, code, found[code].get("geometry")) for code in listed], dtype=object)
    metric, repaired = limits.verified(origin, list(listed), shapes, known)
    names = [{"code": code, "nom": str(found[code]["properties"].get("nom", "")), **more} for code, more in listed.items()]
    tolerance, simple = limits.simplified(origin, metric, limits.metric_of(next(iter(listed)), shapes), names)
    card = CachedCard(
        url=url,
        service=services.host(base),
        producer=service.producer,
        licence=service.licence,
        downloaded_at=_now(),
        answer_sha256=hashlib.sha256(body).hexdigest(),
        epci=epci,
        enclosed_km2=0 if known is not None else limits.enclosed_km2(metric),
        rows=len(simple),
        tolerance_m=tolerance,
        repaired=repaired,
    )
    return official_contours.write(card, simple, department)


def _of_package(department: str) -> dict[str, dict[str, str]]:
    """The communes of another département than Lozère in the order of their codes, with the SIREN of their EPCI, as the contours in the cache say."""
    held = official_contours.read(department)
    if held is None:
        raise Refused(Fault(official_contours.place(department), "contours du paquet absents", "relancer « make run », qui les prend"))
    card, features = held
    known = {feature["properties"]["code"]: {"epci": feature["properties"]["epci"]} for feature in features}
    return dict(sorted((known | {code: {"epci": ""} for code in card.without}).items()))


def from_package(department: str) -> CachedCard:
    """Replaces the contours of a département in the cache by those of the package, and gives their card. Refused on any fault.

    Lozère must be whole, as the tables know it. Of another département, the communes whose contour the package lacks and the areas that its communes
    surround are left empty and told by the card.
    """
    pin, package = territory_package.pin(), cards.read_packages()[0][PACKAGE]
    rows, origin = territory_package.read(department), Origin(pin.file, territory_package.remedy())
    known = limits.expected() if department == LOZERE else None
    if known is not None:
        limits.check_codes(origin, list(rows["code"]), known)
    elif rows.empty:
        raise Refused(Fault(f"département « {department} »", "aucune commune de ce code", "écrire un code comme 48, 2A ou 974"))
    drawn = rows if known is not None else rows[rows["geometry"].notna()]
    codes, shapes = list(drawn["code"]), drawn["geometry"].to_numpy(dtype=object)
    metric, repaired = limits.verified(origin, codes, shapes, known)
    names = drawn[["code", "name", "epci_siren"]].rename(columns={"name": "nom", "epci_siren": "epci"}).to_dict("records")
    tolerance, simple = limits.simplified(origin, metric, limits.metric_of(codes[0], shapes), names)
    card = CachedCard(
        service=pin.title,
        producer=package.producer,
        licence=package.licence,
        communes_on=package.data_on,
        without=sorted(set(rows["code"]) - set(codes)),
        enclosed_km2=limits.enclosed_km2(metric),
        epci=dict(sorted(set(zip(drawn["epci_siren"], drawn["epci_name"], strict=True)) - {("", "")})),
        downloaded_at=_now(),
        answer_sha256=pin.sha256,
        rows=len(simple),
        tolerance_m=tolerance,
        repaired=repaired,
    )
    return official_contours.write(card, simple, department)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _by_code(origin: Origin, answer: object, known: Expected | None, codes: list[str]) -> dict[str, dict]:
    if not isinstance(answer, dict) or answer.get("type") != "FeatureCollection" or not isinstance(answer.get("features"), list):
        raise origin.refused("ce n'est pas une collection GeoJSON")
    features = answer["features"]
    if not all(isinstance(feature, dict) and isinstance(feature.get("properties"), dict) for feature in features):
        raise origin.refused("collection GeoJSON mal formée")
    given = [str(feature["properties"].get("code")) for feature in features]
    if known is not None:
        limits.check_codes(origin, given, known)
    elif sorted(given) != codes:
        raise origin.refused(f"{len(given)} communes qui ne sont pas les {len(codes)} du paquet")
    return dict(zip(given, features, strict=True))


def _contour(origin: Origin, code: str, geometry: object) -> shapely.Geometry | None:
    if geometry is None:
        return None
    try:
        return shapely.force_2d(shape(geometry))
    except (ValueError, TypeError, LookupError, AttributeError, shapely.errors.ShapelyError):
        raise origin.refused(f"contour illisible : {code}") from None
