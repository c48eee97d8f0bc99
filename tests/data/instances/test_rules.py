"""Quorum, proxies, majorities and equal votes, on cases that one counts by hand."""

import pytest

from data.instances import rules
from data.instances.cards import Instance
from data.instances.rules import Attendee, ChairVote, Presence, Quorum, Result, Roll, Vote

EXCUSED, ABSENT = Presence.EXCUSED, Presence.ABSENT


def card(**changed) -> Instance:
    usual = {"name": "Assemblée", "seats": 10, "quorum": "1/2", "quorum_over": False, "proxies_in_quorum": True, "most_proxies": 1}
    usual |= {"majority": "simple", "chair_decides_ties": True, "verified": False, "source": "Statuts, article 9"}
    return Instance(**usual | changed)


@pytest.mark.parametrize(
    ("changed", "counts", "expected", "reached"),
    [
        ({}, Roll(10, 5), Quorum(5, 5), True),  # half of ten is five
        ({}, Roll(10, 4), Quorum(5, 4), False),
        ({"quorum_over": True}, Roll(10, 5), Quorum(6, 5), False),  # more than half of ten is six
        ({"quorum_over": True}, Roll(11, 6), Quorum(6, 6), True),
        ({}, Roll(11, 5), Quorum(6, 5), False),  # half of eleven is five and a half
        ({}, Roll(10, 4, 1), Quorum(5, 5), True),  # a member represented counts
        ({"proxies_in_quorum": False}, Roll(10, 4, 1), Quorum(5, 4), False),  # or does not
        ({"quorum": "1/3"}, Roll(10, 3), Quorum(4, 3), False),
        ({"quorum": "0"}, Roll(10, 1), Quorum(0, 1), True),
    ],
)
def test_the_quorum_is_the_one_of_the_card(changed: dict, counts: Roll, expected: Quorum, reached: bool):
    found = rules.quorum(card(**changed), counts)
    assert (found, found.reached) == (expected, reached)


@pytest.mark.parametrize(
    ("changed", "vote", "expected"),
    [
        ({}, Vote(5, 4, 1), Result.ADOPTED),
        ({}, Vote(4, 5, 1), Result.REJECTED),
        ({}, Vote(1, 0, 9), Result.ADOPTED),  # an abstention is no vote cast
        ({}, Vote(0, 0, 10), Result.REJECTED),
        ({}, Vote(5, 5, 0, chair=ChairVote.FOR), Result.ADOPTED),
        ({}, Vote(5, 5, 0, chair=ChairVote.AGAINST), Result.REJECTED),
        ({}, Vote(4, 4, 2, chair=ChairVote.NEITHER), Result.REJECTED),
        ({"chair_decides_ties": False}, Vote(5, 5, 0), Result.REJECTED),
        ({"majority": "absolue"}, Vote(5, 4, 1), Result.REJECTED),  # five of ten is not more than half
        ({"majority": "absolue"}, Vote(6, 4, 0), Result.ADOPTED),
        ({"majority": "deux tiers"}, Vote(6, 3, 1), Result.ADOPTED),  # six of nine cast is two thirds
        ({"majority": "deux tiers"}, Vote(6, 4, 0), Result.REJECTED),
        ({"majority": "deux tiers"}, Vote(0, 0, 10), Result.REJECTED),
        ({}, None, Result.NO_VOTE),
    ],
)
def test_a_vote_carries_what_the_majority_of_the_card_says(changed: dict, vote: Vote | None, expected: Result):
    assert rules.result(card(**changed), Roll(10, 10), vote) is expected


def test_nothing_is_decided_without_the_quorum():
    assert rules.result(card(), Roll(10, 4), Vote(4, 0, 0)) is Result.NO_QUORUM
    assert rules.result(card(), Roll(10, 4), None) is Result.NO_QUORUM


@pytest.mark.parametrize(
    ("vote", "told", "remedy"),
    [
        (Vote(5, 1, 1), "7 voix, retraits compris, pour 8 (6 présents et 2 pouvoirs)", "il manque 1 voix"),
        (Vote(5, 1, 1, 3), "10 voix, retraits compris, pour 8 (6 présents et 2 pouvoirs)", "en retirer 2"),
        (Vote(9, -1, 0), "un nombre de voix est négatif", "écrire 0 ou plus"),
        (Vote(4, 4, 0), "partage des voix, 4 contre 4", "dire comment le président a voté : sa voix décide"),
        (Vote(8, 0, 0, chair=ChairVote.AGAINST), "le président a voté « contre »", "corriger l'un ou l'autre"),
    ],
)
def test_votes_that_do_not_add_up_say_what_is_missing(vote: Vote, told: str, remedy: str):
    (fault,) = rules.faults_of_vote(card(), Roll(10, 6, 2), vote)
    assert fault.fault.startswith(told)
    assert fault.remedy.startswith(remedy)


def test_votes_that_add_up_to_those_present_and_represented_have_no_fault():
    assert rules.faults_of_vote(card(), Roll(10, 6, 2), Vote(5, 1, 1, 1)) == []
    assert rules.faults_of_vote(card(), Roll(10, 6, 2), Vote(4, 4, 0, chair=ChairVote.NEITHER)) == []


def test_a_list_of_members_is_counted():
    members = [Attendee("A"), Attendee("B"), Attendee("C", presence=EXCUSED, proxy_to="A"), Attendee("D", presence=EXCUSED)]
    assert rules.roll(10, [*members, Attendee("E", presence=ABSENT)]) == Roll(10, present=2, represented=1, excused=1, absent=1)
    assert rules.faults_of_roll(card(), 10, members) == []


@pytest.mark.parametrize(
    ("members", "told"),
    [
        ([Attendee("A"), Attendee("a")], "« a » y est plusieurs fois"),
        ([Attendee("\u00c8ve"), Attendee("E\u0300ve")], "y est plusieurs fois"),  # an accent composed by two keyboards
        ([Attendee(name) for name in "ABCDEFGHIJK"], "11 membres pour 10 sièges"),
        ([Attendee("A"), Attendee("B", proxy_to="A")], "cette personne est présente"),
        ([Attendee("A"), Attendee("B", presence=EXCUSED, proxy_to="Z")], "« Z » n'est pas parmi les présents"),
        ([Attendee("A", presence=ABSENT, proxy_to="A")], "« A » n'est pas parmi les présents"),
        ([Attendee("A"), *(Attendee(name, presence=EXCUSED, proxy_to="A") for name in "BC")], "2 pouvoirs ; 1 au plus par membre"),
    ],
)
def test_a_list_of_members_that_cannot_be_is_told(members: list[Attendee], told: str):
    assert any(told in str(fault) for fault in rules.faults_of_roll(card(), 10, members))
