"""The choices that a visitor went through, to go back and forth between them."""

from dataclasses import dataclass, field

import streamlit as st

from pages.parts.study.choosing import state
from pages.parts.study.view import Choice
from studies.toolkit.running.study import Study

MOST = 100  # choices kept for a visitor: more than anyone goes back through


@dataclass
class History:
    """The choices in their order, the place of the one on screen, and the one that was on screen before it."""

    choices: list[Choice] = field(default_factory=list)
    place: int = -1
    before: Choice | None = None

    def record(self, choice: Choice) -> None:
        """Adds a choice that is not the one on screen; those that were undone are forgotten."""
        if self.choices and choice == self.choices[self.place]:
            return
        self.before = self.choices[self.place] if self.choices else None
        self.choices = [*self.choices[: self.place + 1], choice][-MOST:]
        self.place = len(self.choices) - 1

    def step(self, by: int) -> Choice:
        """Goes back (-1) or forth (1). At either end it stays: the second press of a double click may come before its button is greyed."""
        place = min(max(self.place + by, 0), len(self.choices) - 1)
        if place != self.place:
            self.before, self.place = self.choices[self.place], place
        return self.choices[self.place]

    def forget(self, scenario: str) -> None:
        """Leaves out the choices made from a scenario that is no more what it was."""
        shown = self.choices[self.place] if self.choices else None
        self.choices = [choice for choice in self.choices if choice.scenario != scenario]
        self.place = self.choices.index(shown) if shown in self.choices else len(self.choices) - 1
        self.before = None if self.before is None or self.before.scenario == scenario else self.before

    @property
    def first(self) -> bool:
        """Whether nothing can be undone."""
        return self.place <= 0

    @property
    def last(self) -> bool:
        """Whether nothing was undone."""
        return self.place == len(self.choices) - 1


def of(study: Study) -> History:
    """That of the visitor on the page of a study."""
    return st.session_state.setdefault(state.key(study, "history"), History())


def step(study: Study, by: int) -> None:
    """Puts the sliders on the choice before (-1) or after (1)."""
    state.put(study, of(study).step(by))
