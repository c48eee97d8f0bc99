"""The levers of a study at the corners of their bounds, under each scenario: what goes wrong only there is told before the study is shown."""

from itertools import combinations
from types import SimpleNamespace

import pytest

from studies import catalog
from studies.toolkit.checking import starting
from studies.toolkit.checking.trials import bounds
from tests.studies.study_changes import edit

TABLE = "studies/chaleur_bois/parameters.csv"


@pytest.fixture
def folder(root):
    return starting.start(root, "chaleur_bois", "Chaleur au bois")


def fails(folder, cost: str) -> list[tuple[str, str]]:
    """What the check says of a study whose `public_cost` has that in its divisor, which gives no number at 0."""
    edit("model.py", "helped * p.grant / KILO", f"helped * p.grant / KILO + 0 / ({cost})")(folder)
    return [(fault.place, fault.fault) for fault in catalog.check_folder(folder)[1]]


def test_a_result_that_is_no_number_where_one_lever_is_high_and_the_other_low_is_told_with_that_corner(folder):
    told = fails(folder, "p.grant + 600 - p.homes_per_year")
    assert told == [(TABLE, "homes_per_year à 600, grant à 0 : le résultat « public_cost » n'est pas un nombre")]


def test_a_bound_that_fails_alone_is_told_alone_and_not_again_with_the_corners_that_hold_it(folder):
    assert fails(folder, "p.grant") == [(f"{TABLE}, ligne 3 (grant)", "grant à 0 : le résultat « public_cost » n'est pas un nombre")]


def test_a_bound_that_fails_under_another_scenario_only_is_told_with_that_scenario(folder):
    edit("scenarios.toml", "[breakthrough.set]\n", "[breakthrough.set]\nsaving_per_home = 6\n")(folder)
    edit("scenarios.toml", "[breakthrough.why]\n", '[breakthrough.why]\nsaving_per_home = "Le mieux fait."\n')(folder)
    edit("study.toml", 'scenario = "breakthrough"\n', 'scenario = "breakthrough"\nacts_on = ["saving_per_home"]\n')(folder)
    told = fails(folder, "p.grant + 6 - p.saving_per_home")
    assert told == [(f"{TABLE}, ligne 3 (grant)", "grant à 0, sous le scénario « breakthrough » : le résultat « public_cost » n'est pas un nombre")]


def test_a_model_that_refuses_some_corners_by_itself_is_sound(folder):
    edit("model.py", "import numpy as np\n", "import numpy as np\n\nfrom studies.toolkit.errors import Refusal\n")(folder)
    refusing = '    if np.any(p.homes_per_year * p.grant > 5e6):\n        raise Refusal("Trop d\'aides.")\n    results = {'
    edit("model.py", "    results = {", refusing)(folder)
    assert catalog.check_folder(folder)[1] == []


@pytest.mark.parametrize("count", [2, 6])
def test_a_few_levers_go_to_all_their_corners(count):
    levers = [SimpleNamespace(id=f"lever_{rank}", low=0.0, high=1.0) for rank in range(count)]
    corners = [tuple(moved.values()) for _, moved in bounds.corners(levers)]
    assert len(set(corners)) == 2**count - 2  # all low and all high are tried before


def test_among_thirty_one_levers_each_pair_goes_to_its_four_corners_in_a_few_runs():
    levers = [SimpleNamespace(id=f"lever_{rank}", low=0.0, high=1.0) for rank in range(31)]
    corners = [moved for _, moved in bounds.corners(levers)]
    assert len(corners) == 10
    for one, other in combinations((lever.id for lever in levers), 2):
        assert {(0.0, 1.0), (1.0, 0.0)} <= {(moved[one], moved[other]) for moved in corners}
