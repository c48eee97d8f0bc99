"""What a field of a layer is as a cell, whatever the type that GDAL gives it as."""

import io
import math

import numpy as np
import pyogrio
import pytest
import shapely

from data.intake.cells import LONGEST
from data.intake.layers import gdal
from data.intake.limits import PAGE


def field(values: list | np.ndarray) -> list:
    """The cells of a field that a GeoPackage holds, empty where the file holds nothing."""
    made = io.BytesIO()
    places = np.array([shapely.Point(3.5, 44.5).wkb] * len(values), dtype=object)
    pyogrio.raw.write(made, places, [values], ["champ"], layer="a", driver="GPKG", geometry_type="Point", crs="EPSG:4326")
    (sheet,), _ = gdal.sheets(made.getvalue(), ["a"], PAGE)
    return [line[0] for line in sheet.rows[1:]]


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        (np.array([True, False]), [True, False]),
        (np.array([12, -3], dtype="int32"), [12, -3]),
        (np.array([12.0, 12.5, np.nan, 2e15]), [12, 12.5, None, 2e15]),
        (np.array([0.5, 3.0], dtype="float32"), [0.5, 3]),
        (np.array(["2027-03-01", "NaT"], dtype="datetime64[D]"), ["2027-03-01", None]),
        (np.array(["2027-03-01T14:30:00"], dtype="datetime64[ms]"), ["2027-03-01T14:30:00"]),
        (np.array(["Mende", "", None, "a" * 40_000], dtype=object), ["Mende", None, None, "a" * (LONGEST + 1)]),
    ],
)
def test_a_field_of_a_layer_is_a_cell_of_its_kind(values, cells):
    read = field(values)
    assert read == cells
    assert [type(value) for value in read] == [type(cell) for cell in cells]


def test_an_infinite_number_stays_one_for_its_reader_to_refuse():
    (value,) = field(np.array([math.inf]))
    assert value == math.inf
    assert type(value) is float
