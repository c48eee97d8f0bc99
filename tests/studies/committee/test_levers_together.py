"""The levers of those present laid over each other: from where to where, the median, how many moved them."""

from datetime import UTC, datetime

from data.store.writings.meetings import Stand
from studies.committee.levers_together import spreads
from studies.toolkit.running import runs

LEVER, NOW = "potential_gain", datetime(2026, 12, 10, 13, 30, tzinfo=UTC)


def told(found) -> list[tuple]:
    return [(one.parameter.id, one.low, one.median, one.high, one.moved) for one in found]


def test_who_did_not_move_a_lever_counts_where_her_scenario_has_it(study):
    own = runs.choices(study, "trend", {})[LEVER]
    stands = [Stand("Aline", "trend", {LEVER: 0.02}, NOW), Stand("Bruno", "trend", {LEVER: 0.08}, NOW), Stand("Claude", "trend", {}, NOW)]
    assert told(spreads(study, stands)) == [(LEVER, own, 0.02, 0.08, 2)]


def test_levers_that_most_moved_come_first(study):
    stands = [
        Stand("Aline", "trend", {"final_coverage": 0.97, "second_homes_gain": 0.1}, NOW),
        Stand("Bruno", "trend", {"second_homes_gain": 0.2}, NOW),
    ]
    assert [one.parameter.id for one in spreads(study, stands)] == ["second_homes_gain", "final_coverage"]


def test_nobody_moved_anything(study):
    assert spreads(study, [Stand("Aline", "trend", {}, NOW)]) == []
    assert spreads(study, []) == []


def test_a_scenario_and_a_lever_of_another_version_are_not_errors(study):
    stands = [Stand("Aline", "committee", {}, NOW), Stand("Bruno", "trend", {LEVER: 0.05, "unicorns": 3.0}, NOW)]
    reference = runs.choices(study, study.card.reference, {})[LEVER]
    assert [(one.parameter.id, one.low, one.high) for one in spreads(study, stands)] == [(LEVER, reference, 0.05)]
