"""A sound file of each kind that somebody may give, small, made of the tables of the Studio and of its own exports."""

import csv
import io
import json
import math
import tempfile
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
from openpyxl import Workbook
from PIL import Image

from data import tables
from data.inventory import store, template
from data.inventory.fields import SHEETS, fields
from studies.committee.papers import review_sheet
from studies.committee.papers.review_sheet import ASKED, GIVEN
from studies.toolkit.running.study import Study
from tests.data.programs import libreoffice

Lines = Sequence[Sequence[str]]
ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "studies/_template"
ATTENDED = "Jeanne Exemple ; présidente\nPaul Essai ; trésorier ; excusé ; pouvoir à Jeanne Exemple\nAnne Modèle ; maire ; absente\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/><text x="1" y="5">Mende</text></svg>'
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
STATES = ("deploye", "signe", "cible", "en cours de deploiement", "raccordable demande")
SOME = 20  # lines of a table: enough for a separator to be sure, few enough for thousands of files


@dataclass(frozen=True)
class Seed:
    """A sound file: who reads it (a name of `readers`), its name, its bytes; its cells when it is one table, the titles first."""

    reader: str
    name: str
    content: bytes
    cells: Lines = ()


def every(study: Study | None = None) -> list[Seed]:
    """One file of each kind, or one for each form of a kind; review sheets are those of a study."""
    found = [*_inventories(), *_premises(), *_roads(), *_arcep(), *_of_a_study(), *_pictures()]
    if study is not None:
        opinions = _opinions(study)
        found.append(Seed("review", "feuille.xlsx", review_sheet.workbook(study, date(2026, 11, 30))))
        found.append(Seed("review", "avis.csv", csv_of(opinions), opinions))
    found += [Seed("attendance", "présents.txt", ATTENDED.encode()), Seed("attachment", "preuve.pdf", PDF)]
    found.append(Seed("attachment", "preuve.csv", csv_of(_table("buildings")), ()))
    found.append(Seed("attachment", "preuve.xlsx", workbook_of(_table("buildings")), ()))
    return found


def csv_of(lines: Lines, separator: str = ";", encoding: str = "utf-8", end: str = "\n", quoted: bool = False) -> bytes:
    """The lines as a program writes them."""
    made = io.StringIO()
    csv.writer(made, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerows(lines)
    return made.getvalue().encode(encoding)


def workbook_of(lines: Lines, title: str = "Bâtiments") -> bytes:
    """The lines as a workbook of texts."""
    book = Workbook()
    book.active.title = title
    for line in lines:
        book.active.append([cell or None for cell in line])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _table(table: str) -> list[list[str]]:
    """A table of the inventory in force, under the names of the standard; the buildings are told again, a few to a zone."""
    frame = store.current().frames[table]
    names = [name for name, field in fields(table).items() if field.in_template]
    rows = [[_written(value) for value in line] for line in frame[names].to_numpy()]
    if table == "buildings":
        rows = [[f"48095_BAT_{index:05d}", *rows[index % len(rows)][1:]] for index in range(SOME)]
    return [names, *rows]


def _written(value: object) -> str:
    """A value of the inventory, as one writes it."""
    if not isinstance(value, float):
        return str(value)
    return "" if math.isnan(value) else f"{value:.15g}"


def _inventories() -> list[Seed]:
    buildings = _table("buildings")
    features = [
        {
            "type": "Feature",
            "properties": {"site_id": one.site_id, "site_nom": one.site_nom, "site_comm_insee": one.site_comm_insee, "prix_m2_eur": 20 + index},
            "geometry": {"type": "Point", "coordinates": [one.lon, one.lat]},
        }
        for index, one in enumerate(store.current().frames["zones"].itertuples(index=False))
    ]
    zones = {"type": "FeatureCollection", "features": features}
    places = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")
    return [
        Seed("inventory", "bâtiments.ods", _open_document(buildings)),
        Seed("inventory", "zones.gpkg", _layer(places, "zones.gpkg", "GPKG")["zones.gpkg"]),
        Seed("inventory", "zones.zip", zipped(_layer(places, "zones.shp", "ESRI Shapefile"))),
        Seed("inventory", "inventaire.xlsx", template.workbook(store.current(), confidential=True)),
        Seed("inventory", "bâtiments.csv", csv_of(buildings), buildings),
        Seed("inventory", "bâtiments.xlsx", workbook_of(buildings, SHEETS["buildings"]), buildings),
        Seed("inventory", "zones.geojson", json.dumps(zones).encode()),
        Seed("inventory", "zones.geojsons", "".join(f"\x1e{json.dumps(feature)}\n" for feature in features).encode()),
    ]


def _layer(frame: gpd.GeoDataFrame, name: str, driver: str) -> dict[str, bytes]:
    """The files that a geographer's program writes of a layer."""
    with tempfile.TemporaryDirectory() as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a shapefile cuts the titles at ten letters, and says so
            frame.to_file(Path(folder) / name, driver=driver)
        return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files in an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _open_document(lines: Lines) -> bytes:
    """The lines as LibreOffice keeps texts in cells."""
    return libreoffice.workbook(libreoffice.sheet(SHEETS["buildings"], *(libreoffice.line(libreoffice.texts(*line)) for line in lines)))


def _premises() -> list[Seed]:
    places = tables.read("communes").query("department == '48'").head(SOME)
    lines = [["x", "y", "imb_id", "code_insee", "nom_com", "catg_loc_imb", "imb_etat", "pm_etat", "code_l331"]]
    for index, one in enumerate(places.itertuples(index=False)):
        state = STATES[index % len(STATES)]
        lines.append([f"{one.lon:.6f}", f"{one.lat:.6f}", f"IMB/48/{index}", one.code, one.name, "individuel", state, "deploye", "FRTE"])
    return [
        Seed("premises", "relevé_2025_T3.csv", csv_of(lines, ","), lines),
        Seed("premises", "relevé_2025_T3.xlsx", workbook_of(lines, "base_imb"), lines),
    ]


def _roads() -> list[Seed]:
    features = [
        {
            "type": "Feature",
            "properties": {"cleabs": f"TR{i}", "nature": "Route à 1 chaussée", "importance": "4", "vitesse_kmh": 50 + i, "sens_de_circulation": ""},
            "geometry": {"type": "LineString", "coordinates": [[735_000.0 + 200 * i, 6_380_000.0], [735_200.0 + 200 * i, 6_380_000.0]]},
        }
        for i in range(SOME)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}
    return [Seed("roads", "tronçons.geojson", json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}).encode())]


def _arcep() -> list[Seed]:
    frame = tables.read("arcep_communes")
    lines = [["code_insee", "nom_com", "code_dep", "code_reg", "type", "date", "nbr", "elig_ftth", "elig_coax", "elig_cu"]]
    for line in frame.itertuples():
        lines.append([line.code, "Nom", "48", "76", "all", "2026-06-30", str(line.premises), str(line.premises * 9 // 10), "0", "0"])
    return [Seed("arcep", "commune_techno.csv", csv_of(lines, ","), lines)]


def _of_a_study() -> list[Seed]:
    files = [path for path in sorted(TEMPLATE.rglob("*")) if path.suffix in (".toml", ".csv", ".md")]
    names = ("parameters.csv", "sources.csv", "cases.csv", "results.csv", "study.toml", "scenarios.toml")
    prices = [["commune", "price"], *([code, f"{10 + index},5"] for index, code in enumerate(tables.lozere_codes()[:SOME]))]
    return [
        Seed("study_files", "essai.zip", zipped({f"essai/{path.relative_to(TEMPLATE)}": path.read_bytes() for path in files})),
        Seed("study_files", "tables.xlsx", workbook_of(prices, "prices")),
        Seed("tables", "prices.csv", csv_of(prices)),
        Seed("tables", "prices.xlsx", workbook_of(prices, "prices")),
        *(Seed("study", name, (TEMPLATE / name).read_bytes()) for name in names),
    ]


def _pictures() -> list[Seed]:
    image, made = Image.radial_gradient("L").convert("RGB").resize((64, 48)), {}
    for form in ("PNG", "JPEG", "WEBP"):
        written = io.BytesIO()
        image.save(written, form)
        made[form] = written.getvalue()
    return [
        *(Seed("photo", f"atelier.{form.lower()}", content) for form, content in made.items()),
        Seed("picture", "plan.png", made["PNG"]),
        Seed("picture", "plan.jpg", made["JPEG"]),
        Seed("picture", "plan.svg", DRAWING.encode()),
        Seed("attachment", "preuve.png", made["PNG"]),
    ]


def _opinions(study: Study) -> list[list[str]]:
    """A review sheet as a member sends it back in CSV."""
    chosen = [line for line in review_sheet.lines(study) if line.range][:SOME]
    given = [[line.name, line.label, f"{line.value:.10g}", line.range, line.unit, line.source] for line in chosen]
    return [[*GIVEN, *ASKED], *([*line, ("juste", "trop bas", "trop haut")[index % 3], "", "Vu sur place.", ""] for index, line in enumerate(given))]
