"""Which column of a sheet holds which field, and how its cells are written when the whole column says it and one cell does not."""

import re
from collections.abc import Callable, Iterable, Sequence

from data.ground.faults import Fault
from data.intake import cells, places
from data.intake.cells import DAY_FIRST, Unreadable
from data.intake.raw import Sheet, Value
from data.inventory import other_units
from data.inventory.fields import Field, fields, headings, plain
from data.inventory.kinds import Codes, reader

TITLES = "reprendre les titres du modèle de classeur"
DRAWN = {"geom", "the_geom", "geometry", "wkt", "wkt_geom", "wkb_geometry", "geo_shape", "geojson", "geometrie"}  # how programs title it in a CSV
# How QGIS, ogr2ogr and others title the two coordinates of a point, in degrees or in Lambert-93: their numbers tell which.
EASTWARD = ("x", "lng", "long", "coordx", "coord_x", "coordonneex", "xcoord", "x_coord", "xl93", "x_l93", "xlambert93", "x_lambert93", "lon_wgs84")
NORTHWARD = ("y", "coordy", "coord_y", "coordonneey", "ycoord", "y_coord", "yl93", "y_l93", "ylambert93", "y_lambert93", "lat_wgs84")
PLACES = dict.fromkeys(EASTWARD, "lon") | dict.fromkeys(NORTHWARD, "lat")
POSITIONS = {
    "position",
    "coordonnees",
    "coordonneesgps",
    "gps",
    "pointgps",
    "positiongps",
    "geo_point_2d",
    "geo_point",
    "geopoint",
    "geolocalisation",
    "localisation",
    "latitudelongitude",
}
CODES = {  # how others title the code of a commune
    *("insee", "codeinsee", "code_insee", "inseecommune", "insee_commune", "insee_com", "inseecom", "com_insee", "numinsee", "cinsee"),
    *("codecommune", "code_commune", "code_com", "codecom", "codeinseecommune", "codeinseedelacommune", "code_insee_commune", "depcom", "codgeo"),
}
ANY_CODES = {"code", "com", "codes", "commune"}  # titles that may be those of a code of commune: it is one when every cell is
LONGITUDES = {"lon", "longitude", *EASTWARD}
CUT_AT = 10  # letters that a shapefile keeps of a title (dBASE III)
NUMBERED = re.compile(r"_\d{1,2}$")  # what GDAL ends the second title with when two were cut alike
WRITTEN_BY_HAND = ("text", "long")  # kinds that any text fits: a stricter one is preferred
THREE_AFTER_POINT = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}", re.ASCII)
THREE_AFTER_COMMA = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
SURE_POINT = re.compile(r"[+-]?(0?\.\d+|\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+)", re.ASCII)
SURE_COMMA = re.compile(r"[+-]?(0?,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+)", re.ASCII)


def of_fields(sheet: Sheet, header: int, table: str, codes: Codes, rows: Sequence[int]) -> tuple[dict[str, int], list[Fault], list[Fault]]:
    """The column of each field that the file has, the faults and the remarks; a field named twice and a required field without column are faults.

    `rows` are the lines of the table: the others of the sheet, if any, are of other tables, whose columns are nothing to it.
    """
    columns: dict[str, int] = {}
    faults, remarks, left = [], [], []
    geometries = drawn(sheet, header)
    alone = len(rows) == len(sheet.rows) - header - 1
    for index, title in enumerate(sheet.rows[header]):
        field = headings(table).get(plain(title)) if title not in (None, "") else None
        filled = bool(_values(sheet, rows, index))
        if field is None:
            left += [index] if filled or (alone and title not in (None, "")) else []
        elif field.name not in columns or not (alone or _values(sheet, rows, columns[field.name])):
            columns[field.name] = index
        elif alone or filled:
            faults.append(Fault(sheet.place(header, index), f"colonne « {field.label} » répétée", "garder une seule colonne de ce titre"))
    for index in left:
        title, place = sheet.rows[header][index], sheet.place(header, index)
        if title in (None, ""):
            remarks.append(Fault(place, "colonne sans titre, ignorée", TITLES))
        elif (field := _titled_otherwise(sheet, header, rows, index, table, columns, codes)) is not None:
            columns[field.name] = index
            remarks.append(Fault(place, f"colonne « {cells.short(title)} » lue « {field.label} »", "rien à faire si c'est bien elle"))
        elif could := _cut(sheet, header, rows, index, table, columns, codes):
            told = f"« {title} », titre coupé par le shapefile"
            if len(could) == 1:
                columns[could[0].name] = index
                remarks.append(Fault(place, f"{told}, lu « {could[0].label} »", "l'exporter en GeoPackage garde les titres entiers"))
            elif not _values(sheet, rows, index):
                remarks.append(Fault(place, f"{told}, colonne vide laissée de côté", "rien à faire"))
            else:
                several = f"{told}, peut être celui de plusieurs colonnes"
                faults.append(Fault(place, several, "exporter la couche en GeoPackage, qui garde les titres entiers"))
        elif index != geometries and not (sheet.kind == "geojson" and title == "table"):
            wrong = _in_another_unit(table, title, place, columns) if _values(sheet, rows, index) else None
            (faults if wrong else remarks).append(wrong or Fault(place, f"colonne « {cells.short(title)} » inconnue, ignorée", TITLES))
    faults += [
        Fault(sheet.place(header), f"colonne « {field.heading} » absente", "l'ajouter : elle est obligatoire")
        for field in fields(table).values()
        if field.required and field.name not in columns
    ]
    return columns, faults, remarks


def _in_another_unit(table: str, title: Value, place: str, columns: dict[str, int]) -> Fault | None:
    """What is wrong with a title that would be that of a field with another unit at its end, « Prix de vente (k€) »; None for any other one."""
    name, _, unit = str(title).rpartition("(")
    field = headings(table).get(plain(name)) if name and unit.rstrip().endswith(")") else None
    if field is None or not field.unit or field.name in columns:
        return None
    told = f"colonne « {cells.short(title)} » : « {field.label} » se lit en {field.unit}"
    return Fault(place, told, f"titrer « {field.heading} » et convertir, ou écrire l'unité dans chaque cellule")


def _titled_otherwise(sheet: Sheet, header: int, rows: Sequence[int], index: int, table: str, columns: dict[str, int], codes: Codes) -> Field | None:
    """The field that others title otherwise: a coordinate, the code of the commune when the cells are such codes; None when it has a column."""
    title, values = plain(sheet.rows[header][index]), _values(sheet, rows, index)
    if (name := PLACES.get(title)) in fields(table) and name not in columns:
        return fields(table)[name]
    field = next((field for field in fields(table).values() if field.kind == "commune" and field.name not in columns), None)
    if field is None or not values or title not in CODES | ANY_CODES:
        return None
    read = [_reads(reader(field, codes), value) for value in values]
    return field if all(read) or (title in CODES and any(read)) else None


def drawn(sheet: Sheet, header: int) -> int | None:
    """The column of the geometries, None when there is none: of a layer its own, rather than a text with such a title, unless it draws nothing."""
    titled = [index for index, title in enumerate(sheet.rows[header]) if plain(title) in DRAWN]
    if sheet.kind == "geojson" and titled and _values(sheet, range(header + 1, len(sheet.rows)), titled[-1]):
        return titled[-1]
    return next(iter(titled), None) if titled else _position(sheet, header)


def _position(sheet: Sheet, header: int) -> int | None:
    """The column that gives both coordinates in one cell, when none gives the longitude and what it holds begins with an angle or a number."""
    titles = [plain(title) for title in sheet.rows[header]]
    if LONGITUDES & set(titles):
        return None
    rows = range(header + 1, len(sheet.rows))
    return next(
        (index for index, title in enumerate(titles) if title in POSITIONS and any(map(places.is_position, _values(sheet, rows, index)))), None
    )


def _cut(sheet: Sheet, header: int, rows: Sequence[int], index: int, table: str, columns: dict[str, int], codes: Codes) -> list[Field]:
    """The fields whose name a shapefile may have cut so: one when it is sure, none when it is no such title."""
    title = plain(sheet.rows[header][index])
    start = NUMBERED.sub("", title)
    if sheet.kind != "geojson" or len(title) != CUT_AT:
        return []
    possible = [field for name, field in fields(table).items() if len(name) > CUT_AT and name.startswith(start) and name not in columns]
    values = _values(sheet, rows, index)
    if len(possible) < 2 or not values:
        return possible
    fitting = [field for field in possible if all(_reads(reader(field, codes), value) for value in values)]
    strict = [field for field in fitting if field.kind not in WRITTEN_BY_HAND]
    return strict or fitting or possible


def _values(sheet: Sheet, rows: Sequence[int], index: int) -> list[Value]:
    """What the cells of a column hold on those lines, but for the empty ones."""
    return [sheet.rows[row][index] for row in rows if sheet.rows[row][index] not in (None, "")]


def _reads(read: Callable[[Value], str], value: Value) -> bool:
    try:
        return bool(read(value))
    except Unreadable:
        return False


def reading(field: Field, codes: Codes, sheet: Sheet, values: Sequence[Value]) -> tuple[Callable[[Value], str], str]:
    """How the cells of a column are read, and what is to be said of it ("" otherwise)."""
    read = reader(field, codes)
    texts = [str(other_units.read(field, value).alone).strip() for value in values if isinstance(value, str) and value.strip()]
    if field.kind in ("day", "day_or_year") and _month_first(texts):
        return lambda value: read(_swapped(value)), "dates écrites mois/jour/année, à l'anglaise, lues ainsi"
    if field.kind in ("day", "day_or_year") and _either_way(sheet, texts):
        return lambda value: read(_sure_day(value)), ""
    if field.kind in ("number", "percent", "whole") and field.unit != "°" and (doubtful := _doubtful(sheet, texts)):
        return lambda value: read(_sure(field, value, doubtful)), ""
    return read, ""


def _month_first(texts: Iterable[str]) -> bool:
    """Whether a column of dates can only be read month first: one of them has no other sense, and none has only the French one."""
    found = [(int(match[1]), int(match[3])) for text in texts if (match := DAY_FIRST.fullmatch(text))]
    return any(first <= 12 < second for first, second in found) and not any(second <= 12 < first for first, second in found)


def _either_way(sheet: Sheet, texts: Iterable[str]) -> bool:
    """Whether nothing says which of the day and the month is first: commas between cells, no zero before 3/4/2027, as English programs write."""
    found = [match for text in texts if (match := DAY_FIRST.fullmatch(text))]
    unpadded = any(len(match[part]) == 1 for match in found for part in (1, 3))
    return sheet.kind == "csv" and sheet.separator == "," and unpadded and all(int(match[1]) <= 12 and int(match[3]) <= 12 for match in found)


def _sure_day(value: Value) -> Value:
    if isinstance(value, str) and (found := DAY_FIRST.fullmatch(value.strip())) and found[1] != found[3]:
        day, month, year = int(found[1]), int(found[3]), found[4]
        either = f"écrire {year}-{month:02d}-{day:02d} ou {year}-{day:02d}-{month:02d}"
        raise Unreadable(f"« {value.strip()} » se lit de deux façons : le jour ou le mois devant", either)
    return value


def _swapped(value: Value) -> Value:
    """A date written month first, day first; anything else as it is."""
    found = DAY_FIRST.fullmatch(value.strip()) if isinstance(value, str) else None
    return f"{found[3]}/{found[1]}/{found[4]}" if found else value


def _doubtful(sheet: Sheet, texts: Iterable[str]) -> re.Pattern | None:
    """What, in a column of numbers, may be thousands as well as decimals: 1.234 where no other number says what the point is."""
    written = list(texts)
    english = sheet.kind == "csv" and sheet.separator == ","
    pattern, sure = (THREE_AFTER_COMMA, SURE_COMMA) if english else (THREE_AFTER_POINT, SURE_POINT)
    return pattern if any(map(pattern.fullmatch, written)) and not any(map(sure.fullmatch, written)) else None


def _sure(field: Field, value: Value, doubtful: re.Pattern) -> Value:
    number = other_units.read(field, value).alone
    if isinstance(number, str) and doubtful.fullmatch(number.strip()):
        plain_number = re.sub("[.,]", "", number.strip())
        decimal = number.strip().replace(".", ",")
        raise Unreadable(f"« {value.strip()} » se lit de deux façons", f"écrire {plain_number} pour des milliers, ou {decimal}0 pour des décimales")
    return value
