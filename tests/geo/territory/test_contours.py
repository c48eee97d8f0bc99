"""The limits of the communes: cells until the official contours are in the cache, then those, without a restart."""

import logging
import os

import geopandas as gpd
import numpy as np
import pytest
import shapely

from data import official_contours, refresh
from geo.maps import layers
from geo.territory import contours
from geo.territory.lozere import communes
from tests.data import answers


def lozere_metric():
    return gpd.GeoSeries([contours.outline("48")], crs=contours.DEGREES).to_crs(contours.METRIC).iloc[0]


def test_there_is_one_valid_cell_for_each_commune_in_the_order_of_the_codes():
    frame = contours.contours().frame
    assert list(frame["code"]) == list(communes("48").index)
    assert frame.is_valid.all()
    assert frame.crs == contours.DEGREES


def test_neighbours_share_their_edges_without_gap_or_overlap():
    geometries = contours.contours().frame.geometry.to_numpy()
    assert shapely.coverage_is_valid(geometries)
    whole = shapely.coverage_union_all(geometries)
    assert whole.geom_type == "Polygon"
    assert len(whole.interiors) == 0


def test_the_cells_cover_the_outline():
    cells = contours.contours().frame.geometry.to_crs(contours.METRIC).to_numpy()
    apart = shapely.coverage_union_all(cells).symmetric_difference(lozere_metric()).area
    assert apart < 1e-4 * lozere_metric().area


def test_each_commune_point_is_in_its_own_cell_or_beside_it_where_the_outline_is_too_simple_to_hold_it():
    places, cells = communes("48"), contours.contours().frame.geometry.to_crs(contours.METRIC).to_numpy()
    points = gpd.GeoSeries.from_xy(places["lon"], places["lat"], crs=contours.DEGREES).to_crs(contours.METRIC).to_numpy()
    away = shapely.distance(cells, points)
    # The town halls of Arzenc-d'Apcher, Grandvals, Luc and Le Rozier stand on the border of the département, drawn with some fifty points
    assert places.index[away > 0].tolist() == ["48007", "48071", "48086", "48131"]
    assert away.max() < 340  # [m]
    for place in np.flatnonzero(away):
        assert shapely.distance(cells, points[place]).argmin() == place


def test_the_map_says_that_the_limits_are_approximate():
    known = contours.contours()
    assert known.approximate
    assert known.note.startswith("Limites approximatives")


def test_contours_that_a_caller_changes_are_whole_for_the_next_one():
    contours.contours().frame["name"] = "autre"
    assert "autre" not in set(contours.contours().frame["name"])


def test_a_departement_without_outline_is_told():
    with pytest.raises(ValueError, match="« 75 » sans contour"):
        contours.outline("75")


def test_official_contours_replace_the_cells_without_a_restart(service):
    before = layers.find(layers.commune_layer().digest)  # the browser of an open page
    assert refresh.refresh("communes").fault is None
    known = contours.contours()
    assert not known.approximate
    assert known.note.startswith(f"Limites des communes : IGN, ADMIN EXPRESS COG, par {service.base.removeprefix('http://')}, le ")
    assert known.note.endswith(" (Licence Ouverte 2.0), simplifiées.")
    assert known.source in known.note.replace("simplifiées", "simplifiés")
    after = layers.commune_layer()
    assert after.url != before.url
    assert layers.find(before.digest) is before, "a page that is open still finds the former layer"
    assert layers.find(after.digest) is after


def test_official_contours_keep_the_order_of_the_codes_and_hold_together(service):
    refresh.refresh("communes")
    frame = contours.contours().frame
    assert list(frame["code"]) == list(communes("48").index)
    assert list(frame["name"]) == list(communes("48")["name"])
    assert frame.crs == contours.DEGREES
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())
    assert len(layers.commune_layer().body) <= 120_000


def test_an_unchanged_file_is_read_once(service, monkeypatch):
    refresh.refresh("communes")
    first = layers.commune_layer()
    monkeypatch.setattr(official_contours, "read", lambda: pytest.fail("the file was read again"))
    assert layers.commune_layer() is first
    assert not contours.contours().approximate


def test_a_failed_refresh_changes_nothing_on_the_map(service):
    refresh.refresh("communes")
    before = layers.commune_layer().url
    service.reply = answers.body(b"", status=500)
    assert refresh.refresh("communes").fault is not None
    assert layers.commune_layer().url == before


def test_a_damaged_file_leaves_the_cells_and_the_map_and_the_log_say_so(service, caplog):
    refresh.refresh("communes")
    official_contours.path().write_text("{", "utf-8")
    with caplog.at_level(logging.WARNING):
        known = contours.contours()
    assert known.approximate
    assert known.note.startswith("Limites approximatives")
    assert "endommagé" in known.note
    assert "illisibles" in caplog.text


def test_a_file_that_is_taken_away_brings_the_cells_back(service):
    refresh.refresh("communes")
    assert not contours.contours().approximate
    os.remove(official_contours.path())
    assert contours.contours().approximate


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("Communauté de communes de Millau Grands Causses", "CC de Millau Grands Causses"),
        ("Communauté de Communes du Réquistanais", "CC du Réquistanais"),
        ("Communauté d'agglomération Rodez Agglomération", "CA Rodez Agglomération"),
        ("Communauté urbaine d'Arras", "CU d'Arras"),
        ("Métropole de Lyon", "Métropole de Lyon"),
        ("CC Cœur de Lozère", "CC Cœur de Lozère"),
        ("", ""),
    ],
)
def test_the_kind_of_an_intercommunality_is_written_short(official, short):
    assert contours.short_epci(official) == short
