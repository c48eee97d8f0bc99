"""The cells that stand for the limits of the communes until the official ones are loaded."""

import geopandas as gpd
import pytest
import shapely

from geo import contours
from geo.territory import communes


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


def test_each_commune_point_is_in_its_own_cell():
    places = communes("48")
    assert shapely.contains_xy(contours.contours().frame.geometry.to_numpy(), places["lon"], places["lat"]).all()


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
