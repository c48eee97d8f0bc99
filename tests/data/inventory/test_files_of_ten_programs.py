"""Files of ten programs: each read right, or refused for a true reason with its remedy, and what was left aside told.

What Arcep publishes is read right by its own imports (tests/data/imports/test_arcep.py, test_premises.py), and the published samples of the national
standard by test_inventory_reading.py; here both are given to the inventory, as Insee's are.
"""

import pytest
from PIL import Image

from data.ground.faults import Refused
from data.inventory import photos, store
from data.inventory.ways import Way
from tests.data.inventories import read
from tests.data.programs import geographers, libreoffice, photographs, portals, tables

TEN = (*("Excel en français", "LibreOffice", "QGIS", "ogr2ogr", "Numbers"), *("Google Sheets", "Arcep", "Insee", "Standard national", "un téléphone"))
# program -> for each of its files: its name, its content, what it gives (one line of its table, by field), what is told of it
READ = {
    "Excel en français": [
        ("dos.csv", tables.dos_mill, ("zones", {"site_nom": "Moulin … vent"}), ["« n … v »", "l'accent d'un fichier de DOS (à, û, ù)", "CSV UTF-8"]),
        (
            "a.csv",
            tables.excel_csv,
            ("buildings", {"titre": "Halle d’été n° 1", "surface_totale_m2": 1234.5, "date_disponibilite": "2027-03-01", "prix_vente_eur": 850_000}),
            ["1252"],
        ),
        ("utf8.csv", tables.excel_utf8, ("buildings", {"titre": "Halle d’été", "comm_insee": "48095"}), []),
        ("unicode.txt", tables.excel_text, ("buildings", {"titre": "Halle d’été", "comm_insee": "48095"}), []),
        (
            "a.xlsx",
            tables.excel_workbook,
            ("buildings", {"titre": "Halle", "gaz": "oui"}),
            ["ligne masquée et lue : 5", "colonne masquée et lue : D", "feuille masquée", "commentaires", "« Couleur » inconnue", "auteurs"],
        ),
        ("1904.xlsx", tables.excel_of_a_macintosh, ("buildings", {"surface_totale_m2": 1234.5, "date_disponibilite": "2027-03-01"}), []),
        ("strict.xlsx", tables.excel_strict, ("buildings", {"titre": "Halle", "gaz": "oui"}), ["ligne masquée et lue : 5", "« Couleur » inconnue"]),
        ("calcul.xlsx", tables.excel_computed, ("buildings", {"comm_insee": "48095", "surface_totale_m2": 1200.0}), ["C2 et", "D2 | formules lues"]),
        (
            "zeros.csv",
            tables.excel_zeros,
            ("buildings", {"titre": 'Halle "A"', "comm_insee": "48095", "contact_tel": "0466000000"}),
            ["formules lues"],
        ),
        ("phone.xlsx", tables.telephone_without_zero, ("buildings", {"contact_tel": "0466000000"}), ["zéro initial remis"]),
    ],
    "LibreOffice": [
        (
            "a.ods",
            libreoffice.buildings,
            ("buildings", {"surface_totale_m2": 1234.5, "date_disponibilite": "2027-03-01", "description": "Près\nde la gare"}),
            ["ligne masquée et lue : 3", "commentaires"],
        )
    ],
    "QGIS": [
        (
            "a.gpkg",
            lambda: geographers.geopackage(2154),
            ("zones", {"site_nom": "Zone d’été", "site_nb_etab": 3, "site_actu_date": "2026-03-01"}),
            [],
        ),
        ("a.gpkg", lambda: geographers.geopackage(2154), ("buildings", {"lon": 3.5005, "lat": 44.516}), []),
        ("wal.gpkg", geographers.open_elsewhere, ("buildings", {"lon": 3.5005}), ["fichier -wal"]),
        ("a.zip", geographers.shapefile, ("zones", {"site_comm_nom": "Mende", "site_nb_etab": 3}), ["« site_com_1 », titre coupé", "« site_comm_ »"]),
        ("prj.zip", lambda: geographers.shapefile((".prj", ".cpg")), ("zones", {"site_nom": "Zone d’été"}), ["système de coordonnées non dit"]),
        (
            "cpg.zip",
            lambda: geographers.shapefile_of_another_encoding("utf-8", "ISO-8859-1"),
            ("zones", {"site_nom": "Zone d’été"}),
            ["lue en UTF-8, et non en « ISO-8859-1 » comme le dit son fichier .cpg"],
        ),
        (
            "cpg2.zip",
            lambda: geographers.shapefile_of_another_encoding("cp1252", "UTF-8"),
            ("zones", {"site_nom": "Zone d’été"}),
            ["lue en Windows-1252, et non en « UTF-8 »"],
        ),
        ("copie.csv", geographers.qgis_csv, ("buildings", {"lon": 3.5005, "lat": 44.516}), []),
        (
            "null.csv",
            geographers.qgis_null,
            ("zones", {"site_nom": "Zone", "site_comm_insee": "48095"}),
            ["ligne 2, colonne D et ligne 2, colonne E | cellules « NULL » lues comme vides"],
        ),
        ("xy.csv", geographers.qgis_xy, ("buildings", {"lon": 3.5005, "lat": 44.516}), []),
    ],
    "ogr2ogr": [
        ("mercator.gpkg", lambda: geographers.geopackage(3857), ("buildings", {"lon": 3.5005, "lat": 44.516}), ["Pseudo-Mercator"]),
        ("zone2.gpkg", lambda: geographers.geopackage(27572), ("buildings", {"lon": 3.5005, "lat": 44.516}), ["Lambert zone II"]),
        ("wkt.csv", geographers.ogr_wkt, ("zones", {"site_nom": "Zone", "site_actu_date": "2026-03-01"}), []),
        ("postgis.csv", geographers.postgis, ("buildings", {"lon": 3.5005, "lat": 44.516}), []),
        ("a.xlsx", lambda: geographers.table("XLSX", "xlsx"), ("buildings", {"titre": "Halle d’été", "surface_totale_m2": 1234.5}), []),
        ("a.ods", lambda: geographers.table("ODS", "ods"), ("buildings", {"titre": "Halle d’été", "surface_totale_m2": 1234.5}), []),
        ("a.geojsonl", lambda: geographers.sequence(False), ("buildings", {"titre": "Halle", "lon": 3.5005, "lat": 44.516}), []),
        ("a.geojsons", lambda: geographers.sequence(True), ("buildings", {"titre": "Halle", "lon": 3.5005, "lat": 44.516}), []),
        ("a.geojson", geographers.mercator_geojson, ("buildings", {"lon": 3.5005, "lat": 44.516}), ["Pseudo-Mercator"]),
    ],
    "Numbers": [
        ("a.csv", tables.numbers_csv, ("buildings", {"titre": "Halle", "comm_insee": "48095"}), []),
        ("a.xlsx", tables.numbers_workbook, ("buildings", {"titre": "Halle", "comm_insee": "48095"}), ["Résumé de l’exportation"]),
    ],
    "Google Sheets": [
        ("fr.csv", tables.sheets_french, ("buildings", {"surface_totale_m2": 1234.5}), []),
        ("en.csv", tables.sheets_english, ("buildings", {"surface_totale_m2": 1234.5, "date_disponibilite": "2027-03-14"}), ["mois/jour/année"]),
        (
            "us.csv",
            tables.sheets_american,
            ("buildings", {"surface_totale_m2": 1234.5, "prix_vente_eur": 850_000, "contact_tel": "0466000000"}),
            ["« 466000000 » lu 0466000000"],
        ),
    ],
    "Opendatasoft": [
        ("points.csv", portals.opendatasoft, ("buildings", {"lon": 3.499, "lat": 44.5187}), ["latitude d'abord, lue ainsi"]),
        ("cc44.csv", portals.conical_metres, ("buildings", {"lon": 3.501451, "lat": 44.511918}), ["1 position en RGF93 v1 / CC44 convertie"]),
        ("l93.csv", portals.metres_by_their_names, ("buildings", {"lon": 3.501655, "lat": 44.517927}), ["« X_L93 » lue « Longitude »"]),
    ],
    "Standard national": [
        ("site-eco.csv", tables.standard_sites, ("zones", {"site_vocadomi": "entrepôts, logistique", "site_surf_brute": 37.2}), []),
        ("terrain-eco.csv", tables.standard_plots, ("plots", {"terr_m2_prix": 5.35, "terr_cession_date": "2021-04-22"}), []),
    ],
}
REFUSED = {
    "Excel en français": [
        (
            "total.csv",
            tables.excel_total,
            ["ligne 3 | ligne de total (« Total ») | la retirer", "ligne 5 | ligne de note", "ligne de titres répétée"],
        ),
        ("a.xlsx", tables.excel_errors, ["cellule D2 | « Surface totale » : formule", "cellule E2", "erreur de tableur", "01/03/2027 ?"]),
        ("point.csv", tables.thousands_by_a_point, ["ligne 2, colonne D", "« 1.234 » se lit de deux façons", "écrire 1234 pour des milliers"]),
        ("a.xlsm", tables.with_macros, ["macros", "l'enregistrer en classeur XLSX sans macro"]),
        ("mac.csv", tables.macintosh, ["accents d'un autre encodage", "ligne 2"]),
        ("dos.csv", tables.dos, ["accents d'un autre encodage (« ‚t »), ligne 2", "CSV UTF-8"]),
        ("dos2.csv", tables.dos_in_august, ["accents d'un autre encodage (« ao–t »), ligne 2", "CSV UTF-8"]),
        ("postes.csv", tables.postcode, ["« 48300 » a la forme d'un code postal", "48080 (Langogne)", "48048 (Cheylard-l'Évêque)"]),
        ("noms.csv", tables.name_of_a_commune, ["« 48095 - Mende » n'est pas un code", "en texte : 48095 (Mende)"]),
        ("utf32.csv", tables.utf32, ["fichier UTF-32", "CSV UTF-8"]),
        ("titres.csv", tables.titles_alone, ["des titres de colonnes, et aucune ligne dessous", "remplir au moins une ligne"]),
        ("mac2.csv", tables.macintosh_capital, ["accents d'un autre encodage (« H™t »), ligne 2"]),
        ("deux.csv", tables.two_encodings, ["la ligne 2 est en UTF-8, la ligne 3 en Windows-1252"]),
    ],
    "LibreOffice": [
        ("erreur.ods", libreoffice.in_error, ["cellule D2", "cellule E2", "formule"]),
        ("a.csv", libreoffice.csv, ["écrire l'année en quatre chiffres : 01/03/2027 ?"]),
        ("long.ods", libreoffice.repeated_without_end, ["étendue jusqu'à la cellule KM19999"]),
    ],
    "QGIS": [
        ("dbf.zip", lambda: geographers.shapefile((".dbf",)), ["sans son fichier .dbf", "compresser ensemble"]),
        ("calcul.gpkg", geographers.computing, ["table calculée (« ailleurs »)"]),
        ("schema.gpkg", geographers.damaged_schema, ["GeoPackage endommagé"]),
        ("systeme.zip", geographers.damaged_system, ["« zones » illisible"]),
        ("projet.qgz", geographers.project, ["projet de QGIS, sans ses couches", "exporter la couche en GeoPackage"]),
        ("axes.csv", geographers.swapped_csv, ["axes inversés"]),
        (
            "surfaces.zip",
            lambda: geographers.shapefile(zones={**geographers.ZONES, "site_surf_brute": [3.5], "site_surf_utile": [3.1]}),
            ["« site_surf_ », titre coupé par le shapefile, peut être celui de plusieurs colonnes", "GeoPackage"],
        ),
    ],
    "Google Sheets": [
        ("mois.csv", tables.sheets_any_month, ["« 3/4/2027 » se lit de deux façons", "écrire 2027-04-03 ou 2027-03-04"]),
        ("erreur.csv", tables.sheets_error, ["colonne D", "erreur de tableur « #ERROR! »"]),
        ("Offres.gsheet", tables.sheets_shortcut, ["raccourci de Google Sheets, sans ses cellules", "Fichier, Télécharger"]),
    ],
    "Numbers": [("Offres.numbers", tables.numbers_document, ["document de Numbers", "Exporter vers, Excel ou CSV"])],
    "Arcep": [
        ("ftthCommunes.csv", tables.arcep, ["l'observatoire du très haut débit", "python -m data import arcep"]),
        ("ftthDepartements.csv", tables.arcep_departments, ["par département", "le Studio lit la feuille par commune"]),
        ("immeubles.csv", tables.arcep_buildings, ["relevé des immeubles de l'Arcep", "python -m data import premises"]),
    ],
    "Insee": [
        ("base.csv", tables.insee, ["des chiffres par commune de l'Insee"]),
        ("communes.csv", tables.insee_communes, ["le code officiel géographique de l'Insee"]),
    ],
    "un téléphone": [
        ("IMG_2041.JPG", photographs.turned, ["photographie : ni sa vue ni le lieu", "data import photos", "colonne « Photographies »"]),
        ("IMG_2042.HEIC", photographs.heic, ["photographie HEIC", "« Le plus compatible »", "colonne « Photographies »"]),
        ("IMG_2043.DNG", photographs.raw, ["l'exporter en JPEG ; puis la garder"]),
        ("capture.png", lambda: photographs.picture("PNG"), ["photographie : ni sa vue"]),
        ("IMG_2044.MOV", photographs.film, ["film d'un téléphone, ou photographie HEIC"]),
    ],
    "Google Earth": [
        ("a.kml", lambda: b'<?xml version="1.0"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"/>', ["fichier KML de Google Earth", "GeoPackage"]),
        ("a.kmz", lambda: geographers.zipped("doc.kml", b"<kml/>"), ["archive KMZ de Google Earth", "QGIS"]),
    ],
    "Opendatasoft": [("offres.json", portals.records, ["liste JSON de lignes", "l'exporter en CSV ou en GeoJSON"])],
    "MapInfo et ArcGIS": [
        ("zones.zip", lambda: geographers.zipped("zones.TAB", b"!table"), ["couche de MapInfo", "QGIS"]),
        ("gdb.zip", lambda: geographers.zipped("zones.gdb/a00000001.gdbtable", b"x"), ["géodatabase d'ArcGIS", "GeoPackage"]),
        ("zones.dbf", lambda: b"\x03~\x01\x01\x00", ["table dBASE seule (.dbf)", "les autres fichiers du shapefile"]),
        ("utm30.csv", portals.metres_of_nowhere, ["ni des degrés, ni du Lambert-93"]),
    ],
    "Standard national": [
        ("etablissement.csv", tables.standard_establishments, ["les établissements du standard national", "déposer les sites"]),
        ("pole-eco.csv", tables.standard_poles, ["les pôles du standard national"]),
    ],
}


def test_the_ten_programs_are_there():
    assert set(TEN) - (READ.keys() | REFUSED.keys()) == set()


@pytest.mark.parametrize("program", READ)
def test_the_files_of_a_program_are_read_right(tmp_path, program):
    for name, made, (table, wanted), told in READ[program]:
        (tmp_path / name).write_bytes(made())
        answer = read(tmp_path / name, way=Way())
        assert [str(fault) for fault in answer.faults] == [], name
        frame = store.read(table, tmp_path / f"out-{name}" / f"{table}.csv")
        before = store.current().frames[table]
        new = frame[~frame.iloc[:, 0].isin(before.iloc[:, 0])].iloc[0]
        for field, value in wanted.items():
            assert new[field] == (pytest.approx(value, abs=1e-5) if isinstance(value, float) else value), (name, field)
        remarks = "\n".join(map(str, answer.remarks))
        assert [words for words in told if words not in remarks] == [], (name, remarks)


@pytest.mark.parametrize("program", REFUSED)
def test_the_files_of_a_program_that_nobody_can_read_for_sure_are_refused_with_the_remedy(tmp_path, program):
    for name, made, told in REFUSED[program]:
        (tmp_path / name).write_bytes(made())
        faults = "\n".join(map(str, read(tmp_path / name, way=Way()).faults))
        assert [words for words in told if words not in faults] == [], (name, faults)


def test_the_photographs_of_a_telephone_are_kept_upright_and_a_heic_is_named(cache):
    with Image.open(photos.keep("turned.jpg", photographs.turned())) as kept:
        assert kept.size == (20, 40)
        red, _, blue = kept.getpixel((10, 5))
        assert red > blue
    assert photos.left_aside(photographs.turned()) == ["le lieu", "la date", "l'appareil"]
    for name, content in {"a.jpg": photographs.double(), "a.png": photographs.picture("PNG"), "a.webp": photographs.picture("WEBP")}.items():
        with Image.open(photos.keep(name, content)) as kept:
            assert kept.size == (40, 20)
    with pytest.raises(Refused, match=r"IMG_0001\.HEIC \| photographie HEIC ou AVIF.*Le plus compatible"):
        photos.keep("IMG_0001.HEIC", photographs.heic())
