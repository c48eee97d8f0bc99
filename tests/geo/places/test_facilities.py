"""Where to open: published optima, every combination tried on the communes of Lozère, and what is refused."""

from itertools import combinations

import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from geo.places import facilities
from geo.territory.lozere import communes
from geo.travel.access import between, commune_points

# OPL (IBM ILOG CPLEX), example pmedian: four customers, three warehouses, two to open.
CUSTOMERS, DEMAND = np.array([[2, 10, 50], [2, 10, 52], [50, 60, 3], [40, 60, 1]]), np.array([100, 80, 80, 70])

# pmed1 of OR-Library: 100 nodes on a network, 5 to open, optimum 5 819. Beasley (1985), A note on solving large p-median problems, European Journal
# of Operational Research 21, 270-273, doi 10.1016/0377-2217(85)90040-2. The ring 1-2, 2-3, ... 100-1 by its lengths, then the chords; the last length
# given of an edge counts.
PMED1_RING = """30 46 1 28 31 69 39 14 84 59 10 28 63 9 100 98 70 94 22 14 87 82 55 2 32 77 95 29 59 91 89 50 40 88 94 60 21 89 47 63 45 46 24 77
60 45 50 93 22 84 16 85 68 93 37 26 29 38 10 32 67 66 52 19 39 12 86 72 73 65 2 8 96 43 39 61 90 8 58 91 58 13 79 59 28 46 24 63
81 14 52 64 75 71 51 75 57 31 49 88"""
PMED1_CHORDS = """80 5 90 85 69 51 20 19 30 85 13 22 81 95 54 58 73 37 64 51 89 39 76 89 13 8 77 91 76 51 52 95 96 91 75 33 80 91 84 35 80 46 54 86
35 30 70 5 19 7 9 74 53 50 11 37 4 19 92 70 62 94 96 60 52 34 24 59 63 42 45 68 19 60 53 60 27 86 15 50 31 38 18 27 81 30 99 1 29
6 22 52 11 54 59 75 5 7 8 41 44 80 41 76 42 44 12 56 61 65 73 20 93 35 9 99 28 45 68 19 16 79 96 13 42 3 68 4 28 58 17 60 21 81 34
35 7 7 21 14 82 26 32 26 6 63 83 31 69 53 91 78 32 45 59 33 42 57 5 8 53 66 65 94 61 94 90 63 73 33 88 39 21 59 42 85 34 30 57 37
34 94 52 62 38 56 26 29 20 48 98 53 4 33 45 31 63 82 8 52 31 37 81 14 50 27 16 27 14 48 88 33 8 56 30 76 87 91 17 33 49 77 70 30
74 25 99 19 95 30 96 14 85 90 49 8 96 96 5 87 73 4 41 99 32 35 95 1 31 99 3 49 18 75 100 58 47 68 35 60 5 38 16 70 54 40 52 95 55
47 54 17 45 9 83 75 97 66 81 9 48 92 90 95 96 4 27 27 75 22 48 62 7 55 79 3 57 15 69 46"""


def pmed1() -> np.ndarray:
    """The shortest ways between the 100 nodes."""
    edges = {tuple(sorted((node, (node + 1) % 100))): int(length) for node, length in enumerate(PMED1_RING.split())}
    numbers = list(map(int, PMED1_CHORDS.split()))
    for first, second, length in zip(*(numbers[place::3] for place in range(3)), strict=True):
        edges[tuple(sorted((first - 1, second - 1)))] = length
    start, end = zip(*edges, strict=True)
    return shortest_path(csr_array((list(edges.values()), (start, end)), shape=(100, 100)), directed=False)


@pytest.fixture(scope="module")
def lozere() -> tuple[np.ndarray, np.ndarray]:
    """The times [min] between the 152 communes, by the formula, and their inhabitants."""
    points = commune_points("48")
    return between(points, points), communes("48")["population"].to_numpy(dtype=float)


def test_the_two_warehouses_of_the_manual():
    found = facilities.p_median(CUSTOMERS, DEMAND, 2)
    assert found.sites == (0, 2)
    assert found.assigned.tolist() == [0, 0, 2, 2]
    assert found.objective == 100 * 2 + 80 * 2 + 80 * 3 + 70 * 1


def test_the_optimum_of_the_first_network_of_or_library():
    assert facilities.p_median(pmed1(), np.ones(100), 5).objective == 5_819


@pytest.mark.parametrize(("count", "best"), [(1, ["48095"]), (2, ["48137", "48140"])])  # Mende; its neighbour Saint-Bauzile and Saint-Chély-d'Apcher
def test_no_other_choice_of_communes_has_a_lesser_mean_time(lozere, count, best):
    minutes, people = lozere
    others = min(people @ minutes[:, choice].min(axis=1) for choice in combinations(range(152), count))
    found = facilities.p_median(minutes, people, count)
    assert found.objective == pytest.approx(others)
    assert communes("48").index[list(found.sites)].tolist() == best


@pytest.mark.parametrize("within", [15, 30])
def test_no_other_pair_of_communes_covers_more_people(lozere, within):
    minutes, people = lozere
    near = minutes <= within
    others = max(people @ near[:, choice].any(axis=1) for choice in combinations(range(152), 2))
    assert facilities.maximal_coverage(minutes, people, 2, within).objective == pytest.approx(others)


def test_three_of_a_part_of_the_communes_are_the_best_of_all_triples(lozere):
    minutes, people = lozere
    some = np.arange(0, 152, 5)
    others = min(people @ minutes[:, list(choice)].min(axis=1) for choice in combinations(some, 3))
    assert facilities.p_median(minutes[:, some], people, 3).objective == pytest.approx(others)
    covered = max(people @ (minutes[:, list(choice)] <= 20).any(axis=1) for choice in combinations(some, 3))
    assert facilities.maximal_coverage(minutes[:, some], people, 3, 20).objective == pytest.approx(covered)


@pytest.mark.parametrize("count", range(1, 5))
def test_one_more_facility_never_makes_things_worse(lozere, count):
    minutes, people = lozere
    assert facilities.p_median(minutes, people, count + 1).objective <= facilities.p_median(minutes, people, count).objective
    fewer, more = (facilities.maximal_coverage(minutes, people, opened, 20).objective for opened in (count, count + 1))
    assert more >= fewer


@pytest.mark.parametrize("count", [2, 3])
def test_a_facility_that_is_open_stays_open(lozere, count):
    minutes, people = lozere
    kept = [communes("48").index.get_loc("48080")]  # Langogne
    found = facilities.p_median(minutes, people, count, kept)
    assert kept[0] in found.sites
    assert len(found.sites) == count
    assert found.objective >= facilities.p_median(minutes, people, count).objective
    others = min(people @ minutes[:, [*kept, site]].min(axis=1) for site in range(152))
    assert found.objective == pytest.approx(others) if count == 2 else found.objective < others
    assert kept[0] in facilities.maximal_coverage(minutes, people, count, 20, kept).sites


def test_everybody_kept_is_only_served():
    found = facilities.p_median(CUSTOMERS, DEMAND, 2, kept=[0, 1])
    assert found.sites == (0, 1)
    assert found.objective == 100 * 2 + 80 * 2 + 80 * 50 + 70 * 40


def test_a_client_out_of_reach_goes_to_nobody():
    found = facilities.maximal_coverage(CUSTOMERS, DEMAND, 1, within=2)
    assert found.sites == (0,)
    assert found.assigned.tolist() == [0, 0, facilities.NOBODY, facilities.NOBODY]
    assert found.objective == 180


@pytest.mark.parametrize(
    ("cost", "weights", "count", "kept", "told"),
    [
        ([1, 2], [1, 1], 1, (), "par client et par site"),
        ([[1, 2]], [1, 1], 1, (), "par client et par site"),
        ([[]], [1], 1, (), "par client et par site"),
        ([[1, np.nan]], [1], 1, (), "connus"),
        ([[1, np.inf]], [1], 1, (), "connus"),
        ([[1, 2]], [np.nan], 1, (), "connus"),
        ([[1, -2]], [1], 1, (), "positifs"),
        ([[1, 2]], [-1], 1, (), "positifs"),
        ([[1, 2]], [1], 0, (), "de 1 à 2"),
        ([[1, 2]], [1], 3, (), "de 1 à 2"),
        ([[1, 2]], [1], 1, (2,), "gardés"),
        ([[1, 2]], [1], 1, (0, 1), "gardés"),
    ],
)
def test_what_cannot_be_solved_is_refused(cost, weights, count, kept, told):
    with pytest.raises(ValueError, match=told):
        facilities.p_median(np.array(cost), np.array(weights), count, kept)
    with pytest.raises(ValueError, match=told):
        facilities.maximal_coverage(np.array(cost), np.array(weights), count, 5, kept)


@pytest.mark.parametrize("within", [-1, np.nan])
def test_a_reach_that_is_no_distance_is_refused(within):
    with pytest.raises(ValueError, match="portée"):
        facilities.maximal_coverage(CUSTOMERS, DEMAND, 1, within)
