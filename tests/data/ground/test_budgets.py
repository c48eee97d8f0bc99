"""A budget lets as many pass as it says, fills again with time, and counts each visitor apart."""

import csv

import pytest

from data.ground import budgets
from data.ground.budgets import Budget


class Clock:
    """A clock that the test moves [s]."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_as_many_as_the_budget_pass_at_once_then_one_at_a_time(clock):
    budget = Budget(3, 60.0, clock)
    assert [budget.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert budget.wait("a") == pytest.approx(20)  # [s] three a minute
    clock.now = 19.9
    assert not budget.take("a")
    clock.now = 20.0
    assert [budget.take("a"), budget.take("a")] == [True, False]


def test_who_waits_long_has_the_whole_budget_and_no_more(clock):
    budget = Budget(3, 60.0, clock)
    assert all(budget.take("a") for _ in range(3))
    clock.now = 86_400.0
    assert [budget.take("a") for _ in range(4)] == [True, True, True, False]


def test_what_is_counted_beyond_the_budget_is_not_owed(clock):
    budget = Budget(2, 60.0, clock)
    for _ in range(1_000):
        budget.count("a")
    assert budget.wait("a") == pytest.approx(30)


def test_one_visitor_takes_nothing_from_another(clock):
    budget = Budget(1, 60.0, clock)
    assert (budget.take("a"), budget.take("a"), budget.take("b")) == (True, False, True)


def test_a_clock_set_back_gives_nothing_and_takes_nothing(clock):
    budget = Budget(2, 60.0, clock)
    clock.now = 1_000.0
    budget.count("a")
    clock.now = -1_000.0
    assert [budget.take("a"), budget.take("a")] == [True, False]


def test_those_that_asked_longest_ago_are_forgotten_first(clock, monkeypatch):
    monkeypatch.setattr(budgets, "REMEMBERED", 2)
    budget = Budget(1, 60.0, clock)
    for whose in ("a", "b", "c"):
        assert budget.take(whose)
    assert (budget.exhausted("a"), budget.exhausted("b"), budget.exhausted("c")) == (False, True, True)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_an_address_counts_for_its_house(address, counted):
    assert budgets.network(address) == counted


def test_each_size_says_what_it_counts_for_which_use_and_from_where():
    with budgets.TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["name"] for row in rows}) == len(rows)
    for row in rows:
        assert all(row[column].strip() for column in ("counted_for", "what", "use", "source")), row["name"]
        assert int(row["at_once"]) > 0
        assert not row["period_s"] or float(row["period_s"]) > 0
