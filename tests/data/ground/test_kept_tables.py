"""A kept table comes back as it was understood, or is refused with the cell that would not."""

import pandas as pd
import pytest

from data.ground import files, kept_tables
from data.ground.faults import Refused


@pytest.mark.parametrize("values", [["é", ""], ["une\nligne", "b"], ["a;b", 'c"d'], ["12", "7.5"], [1.5, None], [0.1 + 0.2, -3e12]])
def test_a_table_is_kept_whole(tmp_path, values):
    kept_tables.write(tmp_path / "table.csv", pd.DataFrame({"id": ["x", "y"], "site_code": ["048", "049"], "free": values}))
    assert list(files.load(tmp_path / "table.csv")["site_code"]) == ["048", "049"]


@pytest.mark.parametrize(
    ("values", "place"),
    [
        (["Halle\rA", "b"], "table, table à garder"),  # a lone carriage return cuts the line in two
        (["007", "12.50"], "table, ligne 1, colonne free"),  # read as 7 and 12.5: a text that was not given
    ],
)
def test_a_table_that_would_come_back_different_is_refused(tmp_path, values, place):
    with pytest.raises(Refused) as refused:
        kept_tables.write(tmp_path / "table.csv", pd.DataFrame({"id": ["x", "y"], "free": values}))
    assert refused.value.fault.place == place
    assert "rien n'en a été gardé" in refused.value.fault.remedy


def test_a_reader_that_loses_a_line_is_seen(tmp_path):
    with pytest.raises(Refused) as refused:
        kept_tables.write(tmp_path / "table.csv", pd.DataFrame({"id": ["x", "y"]}), lambda path: files.load(path).head(1))
    assert refused.value.fault.fault == "elle aurait 2 lignes, et se relirait avec 1 ligne"
