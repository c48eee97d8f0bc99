"""Communes without figure are hatched."""

import json

import geopandas as gpd
import pytest
from shapely.geometry import box, shape

from geo.maps import hatching, landmarks, layers
from geo.territory import lozere

LINES = json.loads(hatching.layer().body)["features"]


def test_each_commune_has_lines_of_its_own_in_the_order_of_the_map():
    assert [feature["properties"]["i"] for feature in LINES] == list(range(152))
    assert all(len(feature["geometry"]["coordinates"]) >= 1 for feature in LINES)


def test_the_lines_stay_within_their_commune():
    communes = [shape(feature["geometry"]) for feature in json.loads(layers.commune_layer().body)["features"]]
    for commune, feature in zip(communes, LINES, strict=True):
        assert shape(feature["geometry"]).difference(commune.buffer(0.0002)).length == pytest.approx(0)  # [degrees] rounded to 0,0001


def test_the_hatching_of_the_whole_departement_is_light():
    assert len(hatching.layer().body) < 100_000
    assert len(lozere.communes("48")) == 152


def test_two_neighbours_share_their_lines():
    together, left, right = (
        hatching.lines(gpd.GeoSeries([box(*bounds) for bounds in shapes], crs="EPSG:4326"))
        for shapes in ([(3, 44, 3.1, 44.1), (3.1, 44, 3.2, 44.1)], [(3, 44, 3.1, 44.1)], [(3.1, 44, 3.2, 44.1)])
    )
    assert together == [*left, *right]


def test_the_layer_is_found_by_its_address_before_a_page_shows_it():
    assert hatching.find(hatching.layer().digest) is hatching.layer()
    assert hatching.find(landmarks.around_layer().digest) is None
