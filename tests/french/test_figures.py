"""How a figure is found after its name in a text."""

import pytest

from studies.toolkit.reading import units
from tests.french import figures
from tests.studies.study_changes import good_study


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- Argent public\u00a0: **7,88\u00a0M€**, entre 6 et 9\u00a0M€", ["7,88"]),
        ("Trait\u00a0: argent public\u00a0: \u22121\u202f200\u00a0M€.", ["\u22121\u202f200"]),
        ("Argent public de 2027 : 3", []),
        ("L'argent public serait de 3", []),
    ],
)
def test_a_number_belongs_to_the_name_that_it_follows(text, found):
    assert figures.told(text, "Argent public") == found


def test_a_result_may_be_written_at_each_of_its_dates_and_an_unknown_number_may_not():
    study = good_study()
    assert "Abonnés à la fibre" in figures.labels(study)
    kept = figures.written(study, {"Abonnés à la fibre"})["Abonnés à la fibre"]
    assert units.headline(26_000, "subscribers", unit_too=False) in kept
    assert "26\u202f001" not in kept
