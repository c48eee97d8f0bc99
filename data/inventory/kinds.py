"""How the cells of each kind of field are read: each reader gives the text that the inventory keeps, or raises Unreadable."""

import json
import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import partial

from data import communes
from data.ground.french import listed
from data.intake import cells, commune_codes, places
from data.intake.cells import Unreadable
from data.intake.coordinates import sexagesimal
from data.intake.raw import Value
from data.inventory import other_units
from data.inventory.fields import BUILDINGS, IMAGE_NAME, NO, PLOTS, YES, ZONES, Field, headings, plain

MOST_AREA = 1_000  # [ha] four times all the land sold in the zones of Lozère in 2012 (237 ha): above, square metres were written for hectares
IDENTIFIER = re.compile(r"[\w.\-]{1,60}")
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[\d .()\-]{6,25}")
NOT_OF_A_NAME = re.compile(r"\(.*\)|\d")  # a département or a code beside a name: Mende (48), 48095 - Mende


@dataclass(frozen=True)
class Codes:
    """The communes: codes of Lozère, and what former codes became."""

    known: Set[str]
    former: Mapping[str, str]


def reader(field: Field, codes: Codes) -> Callable[[Value], str]:
    """How the cells of a field are read, by its kind."""
    return {
        "text": cells.text,
        "long": cells.paragraphs,
        "field": _field_name,
        "ref_any": _identifier,
        "id": _identifier,
        "ref_zone": _identifier,
        "ref_plot": _identifier,
        "commune": partial(_commune, codes),
        "siren": _siren,
        "number": partial(_number, field),
        "percent": partial(_number, field),
        "whole": _whole,
        "year": _year,
        "choice": partial(_choice, field),
        "yes_no": _yes_no,
        "day": _day,
        "day_or_year": _day_or_year,
        "url": cells.url,
        "files": _files,
        "point": _point,
        "geometry": contour,
        "email": partial(_matching, EMAIL, "une adresse électronique", "nom@domaine.fr"),
        "phone": _phone,
    }[field.kind]


def _identifier(value: Value) -> str:
    text = _code_text(value)
    if not IDENTIFIER.fullmatch(text):
        raise Unreadable(f"identifiant « {text[:60]} » refusé", "lettres, chiffres, tirets, points et soulignés, sans espace, 60 caractères au plus")
    return text


def _code_text(value: Value) -> str:
    """A code that a spreadsheet may have taken for a number. Its lines stay: two telephone numbers are not one."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else cells.paragraphs(value)


def _commune(codes: Codes, value: Value) -> str:
    try:
        return commune_codes.read(value, codes.known, codes.former)[0]
    except Unreadable as wrong:
        if offered := _communes_meant(cells.text(value)):
            raise Unreadable(wrong.fault, f"écrire le code INSEE, en texte : {listed(offered, 'ou')}") from None
        raise


def _communes_meant(written: str) -> list[str]:
    """The communes of Lozère that a postcode or a name may mean, the most peopled first, each as 48095 (Mende)."""
    name = plain(NOT_OF_A_NAME.sub("", written))
    return [one.proposed for one in communes.of_lozere() if written in one.postcodes or name == plain(one.name)]


def _siren(value: Value) -> str:
    text = _code_text(value).replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if not re.fullmatch(r"\d{9}", text):
        raise Unreadable(f"« {text[:20]} » n'est pas un SIREN", "écrire neuf chiffres, en texte")
    return text


def _number(field: Field, value: Value) -> str:
    found = cells.percentage(value) if field.kind == "percent" else _quantity(field, value)
    if found is None:
        return ""
    if found < 0 and field.unit != "°":
        raise Unreadable("nombre négatif", "écrire un nombre positif, ou laisser vide quand on ne sait pas")
    if field.unit == "ha" and found > MOST_AREA:
        raise Unreadable(f"{found:g} ha, plus que toutes les zones de Lozère", "écrire la surface en hectares (1 ha = 10 000 m²)")
    if field.kind == "percent" and found > 100:
        raise Unreadable("plus de 100 %", "écrire un nombre entre 0 et 100")
    return f"{found:.15g}"


def _quantity(field: Field, value: Value) -> float | None:
    """The number of a cell that may say its unit; what is wrong is told of the cell as it was written, 12 k€ and not 12 k."""
    if field.unit == "°" and isinstance(value, str) and (angle := sexagesimal.angle(value, field.name)) is not None:
        return round(angle, places.PRECISION)
    amount = other_units.read(field, value)
    try:
        found = cells.number(amount.alone)
    except Unreadable as wrong:
        raise Unreadable(wrong.fault.replace(f"« {cells.short(amount.alone)} »", f"« {cells.short(value)} »"), wrong.remedy) from None
    return found if found is None else found * amount.times


def _whole(value: Value) -> str:
    found = cells.whole(value)
    if found is not None and found < 0:
        raise Unreadable("nombre négatif", "écrire un nombre positif, ou laisser vide quand on ne sait pas")
    return "" if found is None else str(found)


def _year(value: Value) -> str:
    found = cells.year(value)
    return "" if found is None else str(found)


def _choice(field: Field, value: Value) -> str:
    return cells.choice(_code_text(value), field.choices)


def _yes_no(value: Value) -> str:
    found = cells.yes_no(value)
    return "" if found is None else YES if found else NO


def _day(value: Value) -> str:
    found = cells.day(value)
    return "" if found is None else found.isoformat()


def _day_or_year(value: Value) -> str:
    text = _code_text(value) if not hasattr(value, "isoformat") else ""
    return text if re.fullmatch(r"(19|20)\d\d", text) else _day(value)


def _files(value: Value) -> str:
    """Names of image files or web addresses, parted by a bar."""
    kept = []
    for part in filter(None, (part.strip() for part in cells.text(value).split("|"))):
        if not IMAGE_NAME.fullmatch(part) and not part.startswith(("http://", "https://")):
            raise Unreadable(
                f"« {part[:60]} » n'est ni une image ni une adresse",
                "écrire un nom de fichier JPEG, PNG ou WebP sans dossier, ou une adresse http(s) ; séparer par une barre verticale",
            )
        kept.append(part if IMAGE_NAME.fullmatch(part) else cells.url(part))
    return "|".join(kept)


def _point(value: Value) -> str:
    lon, lat = places.point(value)
    return f"{lon:.7g}, {lat:.7g}"


def contour(value: Value) -> str:
    """A surface as compact GeoJSON. Unreadable for anything else."""
    found = places.geometry(value)
    if found["type"] not in ("Polygon", "MultiPolygon"):
        raise Unreadable(f"{found['type']} au lieu d'une surface", "donner un contour fermé (Polygon ou MultiPolygon)")
    return json.dumps(found, separators=(",", ":"), allow_nan=False)


def _matching(pattern: re.Pattern, what: str, example: str, value: Value) -> str:
    text = _code_text(value)
    if not pattern.fullmatch(text):
        raise Unreadable(f"« {text[:60]} » n'est pas {what}", f"écrire comme {example}")
    return text


def _phone(value: Value) -> str:
    """A number whose first zero a spreadsheet took away (466000000) has it back: a French number has nine digits after it."""
    if re.fullmatch(r"[1-9]\d{8}", text := _code_text(value)):
        return f"0{text}"
    return _matching(PHONE, "un numéro de téléphone", "04 66 00 00 00", value)


def _field_name(value: Value) -> str:
    """The field that a line of the sheet of sources speaks of, by any title that its column may have."""
    text = cells.text(value)
    for table in (ZONES, PLOTS, BUILDINGS):
        if field := headings(table).get(plain(text)):
            return field.name
    raise Unreadable(f"champ « {text[:60]} » inconnu", "écrire le titre d'une colonne des zones, des terrains ou des bâtiments")
