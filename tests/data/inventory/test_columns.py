"""Which column of a sheet holds which field, and what is said of a column that nobody reads."""

import pytest
import shapely

from data.intake.cells import Unreadable
from data.intake.raw import Sheet
from data.inventory import columns
from data.inventory.fields import fields
from data.inventory.kinds import Codes

CODES = Codes({"48095"}, {})
TITLES = ["site_id", "site_nom", "site_comm_insee"]
LINE = ["z", "Zone", "48095"]


def read(sheet: Sheet) -> tuple[dict[str, int], list[str], list[str]]:
    found, faults, remarks = columns.of_fields(sheet, 0, "zones", CODES, range(1, len(sheet.rows)))
    return found, [str(fault) for fault in faults], [str(remark) for remark in remarks]


def test_the_geometry_of_a_layer_is_its_own_and_not_a_text_that_has_such_a_title():
    sheet = Sheet("zones", "geojson", [[*TITLES, "wkt", "geometry"], [*LINE, "POINT(3.5 44.5)", shapely.Point(3.5, 44.5)]])
    assert columns.drawn(sheet, 0) == 4
    assert read(sheet)[2] == ["couche « zones », propriété « wkt » | colonne « wkt » inconnue, ignorée | reprendre les titres du modèle de classeur"]


def test_a_layer_that_draws_nothing_gives_its_contours_as_text():
    sheet = Sheet("zones", "geojson", [[*TITLES, "wkt", "geometry"], [*LINE, "POINT(3.5 44.5)", None]])
    assert columns.drawn(sheet, 0) == 3


def test_an_empty_column_whose_title_a_shapefile_cut_refuses_nothing():
    titles = [*TITLES, "site_surf_", "site_vocad", "geometry"]  # of four columns; of one
    found, faults, remarks = read(Sheet("zones", "geojson", [titles, [*LINE, None, None, None]]))
    assert faults == []
    assert found["site_vocadomi"] == 4
    assert "« site_surf_ », titre coupé par le shapefile, colonne vide laissée de côté" in remarks[0]
    _, faults, _ = read(Sheet("zones", "geojson", [titles, [*LINE, 3.5, None, None]]))
    assert ["peut être celui de plusieurs colonnes" in fault for fault in faults] == [True]


@pytest.mark.parametrize("hour", ["", " 0:00:00", " 14:30"])
def test_a_day_of_an_english_program_that_reads_two_ways_is_refused_with_its_hour_too(hour):
    sheet = Sheet("", "csv", [], separator=",")
    day, _ = columns.reading(fields("buildings")["date_disponibilite"], CODES, sheet, [f"3/4/2027{hour}"])
    with pytest.raises(Unreadable, match="se lit de deux façons"):
        day(f"3/4/2027{hour}")
    month_first, told = columns.reading(fields("buildings")["date_disponibilite"], CODES, sheet, [f"3/14/2027{hour}", f"3/4/2027{hour}"])
    assert (month_first(f"3/4/2027{hour}"), "à l'anglaise" in told) == ("2027-03-04", True)
