"""Layers and texts of QGIS and ogr2ogr. GeoPackages and shapefiles are written by the same GDAL as theirs."""

import io
import json
import sqlite3
import tempfile
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

SQUARE = shapely.box(3.50, 44.515, 3.503, 44.518)  # in Mende
POINT = shapely.Point(3.5005, 44.516)
ZONES = {
    "site_id": ["48095_SITE-ECO_00001"],
    "site_nom": ["Zone d’été"],
    "site_comm_insee": ["48095"],
    "site_comm_nom": ["Mende"],
    "site_nb_etab": [3],
    "site_actu_date": ["2026-03-01"],
}


def geopackage(system: int) -> bytes:
    """A layer of zones in a system of coordinates, and one of buildings."""
    zones = gpd.GeoDataFrame(ZONES, geometry=[SQUARE], crs=4326).to_crs(system)
    buildings = {"offre_id": ["b1"], "titre": ["Halle"], "comm_insee": ["48095"], "site_id": ZONES["site_id"]}
    points = gpd.GeoDataFrame(buildings, geometry=[POINT], crs=4326).to_crs(system)
    return _layers({"Zones": zones, "batiments": points})


def _layers(layers: dict[str, gpd.GeoDataFrame]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        for name, layer in layers.items():
            layer.to_file(path, layer=name, driver="GPKG")
        return path.read_bytes()


def open_elsewhere() -> bytes:
    """A GeoPackage that QGIS has open: its journal is in another file."""
    content = geopackage(2154)
    return content[:18] + b"\x02\x02" + content[20:]


def computing() -> bytes:
    """A GeoPackage with a table that reads another file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        path.write_bytes(geopackage(2154))
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA writable_schema=ON")
            sql = "CREATE VIRTUAL TABLE ailleurs USING VirtualOGR('/vsicurl/http://127.0.0.1/a.json')"
            base.execute("INSERT INTO sqlite_master VALUES ('table', 'ailleurs', 'ailleurs', 0, ?)", (sql,))
        base.close()
        return path.read_bytes()


def zipped(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, content)
    return made.getvalue()


def shapefile(without: tuple[str, ...] = (), zones: dict | None = None) -> bytes:
    """The four files of a layer and the encoding of its texts, zipped in a folder."""
    return _zipped({"zones": gpd.GeoDataFrame(zones or ZONES, geometry=[SQUARE], crs=4326).to_crs(2154)}, without)


def _zipped(layers: dict[str, gpd.GeoDataFrame], without: tuple[str, ...] = ()) -> bytes:
    made = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that titles are cut
        for name, layer in layers.items():
            layer.to_file(Path(folder) / f"{name}.shp", encoding="UTF-8")
        with zipfile.ZipFile(made, "w") as archive:
            for path in sorted(Path(folder).iterdir()):
                if path.suffix not in without:
                    archive.write(path, f"export/{path.name}")
    return made.getvalue()


def shapefile_of_another_encoding(written: str, said: str) -> bytes:
    """A shapefile whose .cpg names another encoding than that of its texts."""
    given, made = zipfile.ZipFile(io.BytesIO(shapefile())), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            content = said.encode() if name.endswith(".cpg") else given.read(name)
            text, other = ("Zone d’été".encode(code) for code in ("utf-8", written))
            archive.writestr(name, content.replace(text, other.ljust(len(text))) if name.endswith(".dbf") else content)
    return made.getvalue()


def qgis_csv() -> bytes:
    """Lines copied from QGIS: the geometry first, in WKT."""
    return b"wkt_geom\toffre_id\ttitre\tcomm_insee\nPoint (739779.57 6379785.40)\tb1\tHalle\t48095\n"


def qgis_null() -> bytes:
    """Lines copied from a layer with absent values, a text and a number."""
    return b"site_id\tsite_nom\tsite_comm_insee\tsite_description\tsite_surf_brute\nz9\tZone\t48095\tNULL\tNULL\n"


def qgis_xy() -> bytes:
    return b"X,Y,offre_id,titre,comm_insee\n3.5005,44.516,b1,Halle,48095\n"


def ogr_wkt() -> bytes:
    """ogr2ogr -f CSV -lco GEOMETRY=AS_WKT: every text between quotes."""
    return f'WKT,site_id,site_nom,site_comm_insee,site_actu_date\n"{SQUARE.wkt}","z9","Zone","48095","2026/03/01"\n'.encode()


def postgis() -> bytes:
    """ogr2ogr from PostGIS: EWKB in hexadecimal, in Web Mercator."""
    point = shapely.set_srid(gpd.GeoSeries([POINT], crs=4326).to_crs(3857)[0], 3857)
    return f"geom;offre_id;titre;comm_insee\n{shapely.to_wkb(point, hex=True, include_srid=True)};b1;Halle;48095\n".encode()


def mercator_geojson() -> bytes:
    point = gpd.GeoSeries([POINT], crs=4326).to_crs(3857)[0]
    feature = {
        "type": "Feature",
        "properties": {"offre_id": "b1", "titre": "Halle", "comm_insee": "48095"},
        "geometry": shapely.geometry.mapping(point),
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    return json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}).encode()


def sequence(separators: bool) -> bytes:
    """ogr2ogr -f GeoJSONSeq, as QGIS does it too: an object a line; -lco RS=YES begins each by a separator."""
    buildings = gpd.GeoDataFrame(
        {"offre_id": ["b1", "b2"], "titre": ["Halle", "Hangar"], "comm_insee": ["48095", "48095"]}, crs=4326, geometry=[POINT] * 2
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.geojsonl"
        buildings.to_crs(2154).to_file(path, driver="GeoJSONSeq", RS="YES" if separators else "NO")
        return path.read_bytes()


def table(driver: str, ending: str) -> bytes:
    """The attributes of a layer in a workbook of ogr2ogr (XLSX, ODS), as QGIS exports them too."""
    buildings = pd.DataFrame({"offre_id": ["b1"], "titre": ["Halle d’été"], "comm_insee": ["48095"], "surface_totale_m2": [1234.5]})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"batiments.{ending}"
        pyogrio.write_dataframe(buildings, path, driver=driver)
        return path.read_bytes()


def project() -> bytes:
    """A .qgz: where the layers are, and not the layers."""
    return zipped("projet.qgs", b"<qgis/>")


def swapped_csv() -> bytes:
    return b"wkt_geom\toffre_id\ttitre\tcomm_insee\nPoint (44.516 3.5005)\tb1\tHalle\t48095\n"


IN_SHAPEFILES = {  # how IGN titles the fields of a shapefile
    **{"cleabs": "ID", "nature": "NATURE", "importance": "IMPORTANCE", "sens_de_circulation": "SENS", "vitesse_moyenne_vl": "VIT_M_VL"},
    **{"acces_vehicule_leger": "ACCES_VL", "etat_de_l_objet": "ETAT", "urbain": "URBAIN"},
}


def _road(fields: dict, points: list) -> gpd.GeoDataFrame:
    line = shapely.LineString([(*point, 900.0) for point in points])  # IGN writes heights
    return gpd.GeoDataFrame({name: [value] for name, value in fields.items()}, geometry=[line], crs=2154)


def roads_geopackage(fields: dict, points: list) -> bytes:
    """troncon_de_route of BD TOPO, after a layer of something else."""
    return _layers({"autre": gpd.GeoDataFrame({"a": [1]}, geometry=[SQUARE], crs=4326), "troncon_de_route": _road(fields, points)})


def roads_shapefile(fields: dict, points: list) -> bytes:
    """The same two as shapefiles."""
    road = _road(fields, points).rename(columns=IN_SHAPEFILES).assign(URBAIN="Faux")
    return _zipped({"TRONCON_DE_ROUTE": road, "autre": gpd.GeoDataFrame({"a": [1]}, geometry=[SQUARE], crs=4326)})


def damaged_schema() -> bytes:
    """A GeoPackage one of whose tables has a name that is no text."""
    return geopackage(2154).replace(b"CREATE TABLE gpkg_contents", b"CREATE TABLE gpkg_conten\xb7s", 1)


def damaged_system() -> bytes:
    """A shapefile whose system of coordinates is no text."""
    given, made = zipfile.ZipFile(io.BytesIO(shapefile())), io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in given.namelist():
            archive.writestr(name, given.read(name).replace(b"Lambert", b"Lamb\xc6rt") if name.endswith(".prj") else given.read(name))
    return made.getvalue()
