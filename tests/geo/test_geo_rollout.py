"""The fibre rollout as Arcep published it (T1 2018)."""

import numpy as np
import pytest

from geo import rollout, territory

PUBLISHED = [
    ("Mende", 7_339, [699, 1_478, 1_683], [5, 10, 10]),
    ("Peyre en Aubrac", 1_970, [889, 889, 891], [25, 25, 25]),
    ("CC des Hautes Terres de l'Aubrac", 4_521, [889, 889, 891], [10, 10, 10]),
    ("CC Coeur de Lozère", 9_259, [699, 1_478, 1_683], [5, 10, 10]),
    ("Lozère", 62_528, [1_588, 2_367, 2_574], [5, 5, 5]),
]


@pytest.mark.parametrize(("name", "premises", "connectable", "classes"), PUBLISHED)
def test_the_published_classes_are_found(name, premises, connectable, classes):
    assert rollout.coverage_class(np.array(connectable), premises).tolist() == classes


def test_each_class_begins_at_its_printed_limit():
    connectable = np.array([0, 1, 99, 100, 249, 250, 499, 500, 799, 800, 1_000])
    assert rollout.coverage_class(connectable, 1_000).tolist() == [0, 5, 5, 10, 10, 25, 25, 50, 50, 80, 80]


def test_a_place_without_premises_has_no_connectable_one():
    assert rollout.coverage_class(0, 0) == 0


@pytest.mark.parametrize("connectable", [np.nan, -1])
def test_a_missing_or_negative_count_has_no_class(connectable):
    with pytest.raises(ValueError, match="nombres connus"):
        rollout.coverage_class(connectable, 10)


def test_each_class_has_its_words():
    assert tuple(rollout.CLASS_LABELS) == rollout.CLASSES


def test_the_published_premises_of_the_communes_and_epci_are_those_of_the_table():
    observed = rollout.connectable()
    assert observed.loc["48095", ["premises", "connectable_2018t1"]].tolist() == [7_339, 1_683]
    epci = territory.communes("48")["epci_name"]
    by_epci = observed.groupby(epci)[["premises", "connectable_2018t1"]].sum()
    assert by_epci.loc["CC Coeur de Lozère"].tolist() == [9_259, 1_683]
    assert by_epci.loc["CC des Hautes Terres de l'Aubrac", "connectable_2018t1"] == 891


def test_lozere_passed_france_at_the_end_of_2022():
    series = rollout.coverage_series().pivot(index="year", columns="department", values="coverage")
    assert series.loc[2022.75, "48"] < series.loc[2022.75, "FR"]
    assert series.loc[2023.0, ["48", "FR", "12", "46"]].round(3).tolist() == [0.804, 0.79, 0.819, 0.894]
    assert series["48"].dropna().between(0, 1).all()
