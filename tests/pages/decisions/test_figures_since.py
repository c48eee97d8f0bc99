"""What is told beside a study of the figures that a decision was taken on: out of their range, not given any more, or neither."""

from types import SimpleNamespace

import pytest

from pages.parts.decisions import figures
from studies.toolkit.running.outcome import Headline

SHOWN = {"id": "jobs", "label": "Emplois", "unit": "jobs", "value": 40.0, "low": 30.0, "high": 50.0, "written": "40 emplois", "ranged": ""}
DECISION = SimpleNamespace(scenario="trend", shown={"headlines": [SHOWN]})


def today(*headlines: Headline, scenario: str = "trend") -> SimpleNamespace:
    """A study of which a scenario gives those headlines."""
    outcome = SimpleNamespace(indicators={one.id: one for one in headlines})
    return SimpleNamespace(study=SimpleNamespace(scenarios={scenario: None}, run=lambda _scenario: outcome))


def jobs(value: float, unit: str = "jobs") -> Headline:
    return Headline("jobs", "Emplois", unit, 1, value, value, value)


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (today(jobs(45)), "aucun chiffre n'est sorti de la fourchette montrée ce jour-là"),
        (today(jobs(80)), "hors de la fourchette montrée : emplois, 40 emplois → 80 emplois"),
        (today(jobs(45, "EUR_2024")), "n'est plus donné : emplois"),
        (today(), "n'est plus donné : emplois"),
        (today(jobs(45), scenario="other"), "n'est plus donné : emplois"),
        (None, "n'est plus donné : emplois"),
    ],
)
def test_a_figure_that_cannot_be_compared_any_more_is_not_said_to_have_stayed_in_its_range(now, told):
    assert figures.since(DECISION, now).replace("\N{NO-BREAK SPACE}", " ") == told
