"""The values that the members of a committee would take: heard, counted, checked as they are typed."""

import pytest

from data.ground.faults import Refused
from data.store.writings.remarks import Position, Status
from studies.committee import counter_values
from studies.toolkit.errors import BadRequest
from tests.studies.committee.conftest import DAY, said

LOW, RIGHT, HIGH = Position
NAME = "innovation"  # 0.2 by year, from 0.15 to 0.25


def heard(study, *remarks):
    return counter_values.heard(study, remarks)


def test_who_finds_it_right_takes_the_value_of_the_study(study):
    found = heard(study, said("a", NAME, LOW, 0.22), said("b", NAME, RIGHT))[NAME]
    assert (found.positions, found.values) == ({LOW: 1, RIGHT: 1, HIGH: 0}, {"a": 0.22, "b": 0.2})
    assert found.median == pytest.approx(0.21)


@pytest.mark.parametrize(
    "remarks",
    [
        [said("a", NAME, LOW, 0.22)],  # alone
        [said("a", NAME, LOW, 0.22), said("b", NAME, LOW)],  # no value
        [said("a", NAME, RIGHT), said("b", NAME, RIGHT)],  # nobody contests
        [said("a", NAME, LOW, 0.22), said("b", NAME, LOW, 0.23, hidden="hors sujet")],
        [said("a", NAME, LOW, 0.22), said("b", NAME, LOW, 0.23, status=Status.ACCEPTED, answered_at=DAY)],
        [said("a", NAME, LOW, 0.22), said("b", NAME, None)],  # a remark
    ],
)
def test_fewer_than_two_values_that_stand_make_no_value_of_the_committee(study, remarks):
    assert heard(study, *remarks)[NAME].median is None
    assert counter_values.medians(heard(study, *remarks)) == {}


def test_assumptions_are_told_in_the_order_of_the_study_and_others_left_out(study):
    remarks = [said("a", "imitation", LOW, 0.5), said("a", NAME, LOW, 0.22), said("b", NAME, HIGH, 0.16), said("a", "unicorns", LOW, 1.0)]
    assert list(heard(study, *remarks)) == [name for name in study.parameters if name in ("imitation", NAME)]
    assert counter_values.medians(heard(study, *remarks)) == {NAME: pytest.approx(0.19)}


@pytest.mark.parametrize(
    ("name", "position", "text", "value"),
    [
        (NAME, LOW, "0,22", 0.22),
        (NAME, LOW, " 0,22 par an ", 0.22),
        (NAME, HIGH, "0.18", 0.18),
        (NAME, LOW, "3", 3.0),  # out of the range of an uncertainty, as a scenario may be
        ("final_coverage", LOW, "99,3", 0.993),
        ("final_coverage", LOW, "99,3 %", 0.993),
        ("subscribers_observed", HIGH, "25 700 abonnés", 25_700.0),
        ("observed_on", LOW, "2026,75", 2026.75),
        (NAME, LOW, "", None),
    ],
)
def test_a_value_is_typed_as_the_screen_writes_it(study, name, position, text, value):
    assert counter_values.typed(study, study.parameters[name], position, text) == value


@pytest.mark.parametrize(
    ("name", "position", "text", "told"),
    [
        (NAME, LOW, "douze", "« douze » n'est pas un nombre"),
        (NAME, LOW, "1.234,5.6", "n'est pas un nombre"),
        (NAME, LOW, "0,2", "« trop bas » demande une valeur au-dessus de 0,2 par an"),
        (NAME, HIGH, "0,3", "« trop haut » demande une valeur au-dessous de 0,2 par an"),
        (NAME, RIGHT, "0,3", "« juste » demande"),
        ("final_coverage", LOW, "120", "120 % n'est pas possible ici | choisir entre 96 % et 100 %"),
        ("digital_exclusion", LOW, "120", "120 % n'est pas possible ici | choisir entre 0 % et 100 %"),
        (NAME, HIGH, "-1", "n'est pas possible ici | choisir au moins 0"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_french_with_a_remedy(study, name, position, text, told):
    with pytest.raises(Refused) as refused:
        counter_values.typed(study, study.parameters[name], position, text)
    assert told in str(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert refused.value.fault.place == "valeur proposée"


def test_a_value_that_a_lever_cannot_take_is_a_bad_request_for_who_did_not_type_it(study):
    with pytest.raises(BadRequest):
        counter_values.checked(study, study.parameters["final_coverage"], LOW, 1.2)
