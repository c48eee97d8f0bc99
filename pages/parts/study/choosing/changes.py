"""What the last move changed, in a sentence that a screen reader says too."""

import math

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import prose, refusal
from pages.parts.study.choosing import history
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import Choice, View
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading import units
from studies.toolkit.running import origins, runs
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study

MOST = 3  # levers named; more are counted
SAME = "Aucun des grands chiffres ne bouge"


class Changes(Part):
    """Under the strip, whatever tab is open; empty until something moves."""

    id = "changes"

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.screen, self.place = screen, st.container()

    def redraw(self, view: View) -> None:
        """The last move, and what came of it."""
        before = history.of(view.study).before
        with self.place:
            if before is None or before == self.screen.choice:
                st.empty()
                return
            try:
                moved = _moved(view.study, before, self.screen.choice)
                came = came_of_it(view.study, before.outcome(view.study), view.outcome)
            except BadRequest:  # the choice before had no figure to start from
                st.empty()
                return
            # One line once folded, by last_move.js and our stylesheet: what came of the move rather than the lever that one has just touched.
            said = f"<summary><span>{prose.as_html(moved)}. </span>{prose.as_html(came)}.</summary>"
            st.html(f'<div role="status"><details class="studio-changes">{said}</details></div>')  # it announces itself

    def refuse(self, fault: Fault) -> None:
        """The refusal is told here; elsewhere figures are only missing."""
        with self.place:
            refusal.show(fault)


def came_of_it(study: Study, was: Outcome, shown: Outcome) -> str:
    """The headlines that moved, under the names that the strip gives them."""
    effects = []
    for indicator in study.card.indicators:
        former, headline = was.indicators[indicator.id], shown.indicators[indicator.id]
        lost, found = (math.isnan(one.value) for one in (headline, former))
        from_to = [units.headline(one.value, one.unit, unit_too=one is headline or lost) for one in (former, headline)]
        if units.headline(former.value, former.unit) != from_to[1]:
            why = f" ({origins.without_object(study, indicator, shown)})" if lost else ""
            why = f" (avant, {origins.without_object(study, indicator, was)})" if found else why
            effects.append(f"{french.in_sentence(indicator.short or indicator.label)} : {' → '.join(from_to)}{why}")
    return french.begun(" ; ".join(effects)) or SAME


def _moved(study: Study, before: Choice, now: Choice) -> str:
    if before.scenario != now.scenario:
        return f"Scénario « {study.scenarios[now.scenario].title} »"
    old, new = (runs.choices(study, choice.scenario, dict(choice.changes)) for choice in (before, now))
    moved = [study.parameters[name] for name in new if abs(new[name] - old[name]) > runs.SAME]
    if len(moved) > MOST:
        return f"{len(moved)} leviers"
    return french.listed([f"« {parameter.label} » {_from_to(old[parameter.id], new[parameter.id], parameter.unit)}" for parameter in moved])


def _from_to(before: float, after: float, unit: str) -> str:
    """0,2 → 0,25 exploitation/an: whole, as they are typed, or a small move would go unseen."""
    return f"{units.written(before, unit, unit_too=False)} → {units.written(after, unit)}"
