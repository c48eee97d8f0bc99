"""The buildings around a place, on a survey of a few buildings whose distances are known."""

import pytest
from pyproj import Transformer

from data import editions
from data.coverage import BUILDINGS, SURVEYS
from data.editions import Origin
from geo.fibre import premises

HERE = (3.4990, 44.5180)  # [degrees] a place in Mende
TO_DEGREES = Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)
TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


def beside(east: float, north: float) -> tuple[float, float]:
    """The point [degrees] that many metres east and north of HERE."""
    x, y = TO_METRES.transform(*HERE)
    return TO_DEGREES.transform(x + east, y + north)


def keep_survey(*buildings: tuple[float, float, str, str], title: str = "Relevé") -> None:
    """An edition of buildings: metres east and north of HERE, code, state."""
    lines = ["lon,lat,code,state,premises_class,operator,pm_state"]
    for east, north, code, state in buildings:
        lon, lat = beside(east, north)
        lines.append(f"{lon:.6f},{lat:.6f},{code},{state},individuel,FRTE,deploye")
    origin = Origin(title, "Arcep", "Licence Ouverte 2.0", "2026-06-30", "base_imb.csv", "0", len(buildings))
    editions.keep(SURVEYS, {BUILDINGS: ("\n".join(lines) + "\n").encode()}, origin)


def square(half: float) -> dict:
    """A square of 2 x half metres around HERE, in GeoJSON."""
    corners = [beside(east, north) for east, north in ((-half, -half), (half, -half), (half, half), (-half, half), (-half, -half))]
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


def test_without_a_survey_nothing_is_known():
    assert premises.survey() is None
    assert premises.near(*HERE) is None
    assert premises.share_deployed(square(100)) is None
    assert premises.share_in_commune("48095") is None


def test_the_nearest_deployed_building_is_found_within_50_metres_and_not_beyond():
    keep_survey((30, 0, "48095", "deploye"), (5, 0, "48095", "cible"), (0, 60, "48095", "deploye"))
    assert premises.near(*HERE) == pytest.approx(30, abs=0.2)
    assert premises.near(*HERE, within=20) is None
    assert premises.near(*beside(0, 115)) is None  # 55 m from the nearest one
    assert premises.near(*beside(0, 105)) == pytest.approx(45, abs=0.2)


def test_the_share_of_a_contour_counts_the_buildings_inside_and_none_beside():
    keep_survey((10, 10, "48095", "deploye"), (-40, 0, "48095", "deploye"), (0, -90, "48095", "cible"), (400, 0, "48095", "deploye"))
    share = premises.share_deployed(square(100))
    assert (share.deployed, share.total) == (2, 3)
    assert share.value == pytest.approx(2 / 3)
    assert premises.share_deployed(square(5)) is None


def test_the_share_of_a_commune_follows_its_code():
    keep_survey((0, 0, "48095", "deploye"), (1, 0, "48095", "raccordable demande"), (2, 0, "48092", "cible"))
    assert premises.share_in_commune("48095").value == 0.5
    assert premises.share_in_commune("48092").value == 0
    assert premises.share_in_commune("48001") is None


@pytest.mark.parametrize(("deployed", "total", "written"), [(1, 8, 13), (83, 1_000, 8), (796, 1_000, 80), (0, 3, 0), (3, 3, 100), (23, 40, 58)])
def test_a_share_is_written_whole_and_a_half_counts_as_one_more(deployed, total, written):
    assert premises.Share(deployed, total).percent == written


def test_the_last_import_replaces_the_survey_in_use():
    keep_survey((0, 0, "48095", "deploye"))
    assert premises.share_in_commune("48095").value == 1
    keep_survey((0, 0, "48095", "cible"), title="Relevé suivant")
    assert premises.share_in_commune("48095").value == 0
    assert premises.survey().edition.card.title == "Relevé suivant"
