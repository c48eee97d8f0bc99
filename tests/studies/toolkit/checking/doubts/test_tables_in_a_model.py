"""What a model makes of a table: a commune without data counted 0, a share said in people."""

import shutil
from pathlib import Path

import pytest

from studies.toolkit.checking.doubts import as_tabled, made_up
from tests.studies.study_changes import GOOD, all_of, append, edit
from tests.studies.toolkit.checking.doubts.test_doubts import doubts

EMPLOYED = 't.workers["employed"].values'


@pytest.fixture
def places(tmp_path) -> Path:
    return Path(shutil.copytree(GOOD.parent / "third_places", tmp_path / "third_places", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.mark.parametrize(
    ("formula", "name"),
    [
        ('t.workers["employed"].fillna(0).values', "fillna"),
        (f"np.nan_to_num({EMPLOYED})", "np.nan_to_num"),
        (f"np.where(np.isnan({EMPLOYED}), 0, {EMPLOYED})", "np.where"),
    ],
)
def test_a_number_in_the_place_of_what_is_missing_is_told_with_its_line(places, formula, name):
    edit("model.py", EMPLOYED, formula)(places)
    (found,) = doubts(places, made_up.remarks)
    assert found.startswith(f"studies/third_places/model.py, ligne 21 | nombre mis à la place de ce qui est sans donnée ({name})")
    assert "skipna=True" in found


def test_a_column_said_under_the_unit_of_something_else_is_told(places):
    share = '\nremote = { unit = "share", label = "Part des télétravailleurs" }\n'
    shares = "\n".join(f"{code};{rank / 1000}".replace(".", ",") for rank, code in enumerate(range(48001, 48004)))
    (places / "tables" / "remote.csv").write_text(f"Code INSEE;Part des télétravailleurs\n{shares}\n", "utf-8")
    card = '\n[remote]\ntitle = "Parts"\nby = ["commune"]\nyear = 2018\nbasis = "observé"\nsource = "insee_comparator"\nverified_on = 2026-11-20\n'
    all_of(
        append("tables/tables.toml", f"{card}\n[remote.columns]{share}"),
        edit("model.py", "employed * p.practice", 't.remote["remote"].values * (p.practice > 0)'),
    )(places)
    (found,) = doubts(places, as_tabled.remarks)
    assert "results.csv (remote_by_commune) | unité « people » douteuse : ce sont les valeurs de « remote », en share" in found
    assert "écrire share dans results.csv" in found


def test_a_model_that_gives_a_table_as_it_is_raises_no_alarm(places):
    assert doubts(places, made_up.remarks) == doubts(places, as_tabled.remarks) == []
