"""What a choice changes on the reference, and what it would take to reach a target."""

from collections.abc import Sequence

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import prose, refusal, tables
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import Choice, View
from studies.toolkit.reading import units
from studies.toolkit.running import breakeven
from studies.toolkit.running.breakeven import Asked, BreakEven
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study


class BreakEvens(Part):
    """What it would take to reach the targets of the card."""

    id = "breakeven"

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.screen, self.place = screen, st.container()

    def redraw(self, view: View) -> None:
        """The sentences of the choice."""
        with self.place:
            what_it_takes(view.study, self.screen.choice, view.outcome)

    def refuse(self, fault: Fault) -> None:
        """What it would take is unknown too."""
        refusal.no_figure([self.place])


class Differences(Part):
    """What the choice changes on the reference."""

    id = "differences"

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.place = st.container()

    def redraw(self, view: View) -> None:
        """Each indicator beside that of the reference."""
        with self.place:
            differences(view.study, view.outcome, view.reference, view.title)

    def refuse(self, fault: Fault) -> None:
        """Nothing to compare: `breakeven`, above, says why."""
        with self.place:
            st.empty()


def differences(study: Study, outcome: Outcome, reference: Outcome, title: str) -> None:
    """Each indicator under the choice, with its difference to the reference."""
    base = study.scenarios[study.card.reference].title
    if outcome is reference:
        prose.markdown(f"Le scénario affiché est la référence, « {base} » : en choisir un autre ou déplacer un levier pour voir ce qui change.")
        return
    tables.show(
        [
            {
                "Indicateur": headline.label,
                title: units.headline(headline.value, headline.unit),
                f"Écart à « {base} »": units.difference(headline.value - reference.indicators[headline.id].value, headline.unit),
            }
            for headline in outcome.indicators.values()
        ]
    )


def what_it_takes(study: Study, choice: Choice, outcome: Outcome) -> None:
    """The break-even sentences that the card of the study asks for."""
    questions = [Asked(breakeven.indicator, breakeven.target, breakeven.parameter) for breakeven in study.card.breakeven]
    with refusal.in_place(study):
        answers = breakeven.find_all(study, questions, choice.scenario, dict(choice.changes))
        _say_each(study, outcome, questions, answers)


def _say_each(study: Study, outcome: Outcome, questions: Sequence[Asked], answers: Sequence[BreakEven]) -> None:
    for asked, found in zip(questions, answers, strict=True):
        indicator, parameter = outcome.indicators[asked.indicator], study.parameters[asked.parameter]
        what = french.without_brackets(french.in_sentence(indicator.label))
        by = french.in_sentence(parameter.label)
        goal = f"**Valeur de bascule.** Pour arriver à {units.written(asked.target, indicator.unit)} ({what}), le reste inchangé,"
        if found.roots:
            prose.markdown(f"{goal} il faudrait porter « {by} » à **{units.headline(found.roots[0], parameter.unit)}**.")
        else:
            searched = french.between(*(units.written(bound, parameter.unit) for bound in found.searched))
            prose.markdown(f"{goal} aucune valeur de « {by} » {searched} ne convient.")
