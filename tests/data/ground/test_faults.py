"""How faults are counted where only the first of them are told."""

import pytest

from data.ground.faults import Fault, count, first


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (1, "1 défaut"),
        (100, "100 défauts"),
        (101, "100 défauts et 1 autre défaut"),
        (1_200, "100 défauts et 1\N{NARROW NO-BREAK SPACE}100 autres défauts"),
    ],
)
def test_those_that_are_not_told_are_counted(found, told):
    assert count(first([Fault(f"ligne {number}", "vide", "écrire") for number in range(found)])) == told
