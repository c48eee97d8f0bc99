"""What a choice changes on the reference, and what it would take to reach a target."""

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import prose, provenance, refusal, tables
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
    prose.subheader("Ce que ce choix change")
    base = study.scenarios[study.card.reference].title
    if outcome is reference:
        prose.markdown(f"Le scénario affiché est la référence, « {base} » : en choisir un autre ou déplacer un levier pour voir ce qui change.")
        return
    tables.show(
        [
            {
                "Indicateur": headline.label,
                title: units.headline(headline.value, headline.unit),
                f"Écart à « {base} »": units.difference(
                    headline.value - reference.indicators[headline.id].value, headline.unit, beside=headline.value, unit_too=True
                ),
            }
            for headline in outcome.indicators.values()
        ]
    )


def what_it_takes(study: Study, choice: Choice, outcome: Outcome) -> None:
    """The break-evens that the card of the study asks for, one a line."""
    questions = [Asked(breakeven.indicator, breakeven.target, breakeven.parameter) for breakeven in study.card.breakeven]
    if not questions:
        return
    prose.subheader("Valeurs de bascule")
    provenance.small("À quelle valeur porter une hypothèse, seule, pour qu'un chiffre atteigne un seuil ; tout le reste est celui du choix affiché.")
    with refusal.in_place(study):
        answers = breakeven.find_all(study, questions, choice.scenario, dict(choice.changes))
        tables.show([_line(study, outcome, *answered) for answered in zip(questions, answers, strict=True)])


def _line(study: Study, outcome: Outcome, asked: Asked, found: BreakEven) -> dict[str, str]:
    """The figure as it is and its target, the assumption as it is and the value that reaches the target."""
    indicator, parameter = outcome.indicators[asked.indicator], study.parameters[asked.parameter]
    now = units.written(outcome.values[asked.parameter], parameter.unit)
    if found.roots:
        needed = f"{' ou '.join(f'**{units.headline(root, parameter.unit)}**' for root in found.roots)} (ici {now})"
    else:
        searched = french.between(*(units.written(bound, parameter.unit) for bound in found.searched))
        needed = f"aucune valeur {searched} ne convient (ici {now})"
    goal = f"**{units.written(asked.target, indicator.unit)}** (ici {units.headline(indicator.value, indicator.unit)})"
    return {"Pour atteindre": f"{goal}, {french.in_sentence(indicator.label)}", "il faudrait porter": parameter.label, "à": needed}
