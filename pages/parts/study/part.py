"""What a study page is made of: parts, each with a written name that never changes, in the order one reads them.

A part draws once what no lever moves and keeps the places of the rest; each move of a lever writes in those places again. Adding a part to every
study: write its class, and name it in `study_page.parts`. Adding one to a single study: give `arranged` in its page.py.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground.faults import Fault
from pages.parts import lane, refusal
from pages.parts.remarks.committee import Committee
from pages.parts.study.choosing import redrawn
from pages.parts.study.view import ANONYMOUS, Choice, Early, View, Visitor
from studies.toolkit.errors import BadRequest
from studies.toolkit.running.apart import pool
from studies.toolkit.running.outcome import Outcome
from studies.toolkit.running.study import Study


@dataclass
class Screen:
    """What the visitor looks at now. The page makes one, the fragment of the levers keeps it up to date, the files read it when they are asked for:
    a file is made outside of any script, where the session of the visitor cannot be read."""

    study: Study
    choice: Choice
    visitor: Visitor = ANONYMOUS
    committee: Committee | None = None  # what it says of the study, where something may be said of it

    @property
    def outcome(self) -> Outcome:
        """The outcome on screen."""
        return self.choice.outcome(self.study)

    @property
    def view(self) -> View:
        """What parts are drawn from, for the choice on screen. Raises BadRequest when the model refuses it."""
        study = self.study
        return View(study, self.outcome, study.run(study.card.reference), self.choice.title(study), self.visitor)


class Part:
    """A part of a study page. What it does not need of the six steps, it leaves as they are here: nothing to do."""

    id: str
    first = False  # drawn before the others, wherever it stands: they need what it chooses
    tied: Sequence[str] = ()  # the parameters that it ties to the address: "hydrogen.map.layer"

    def inside(self) -> Iterator["Part"]:
        """The parts that it holds now, one level down; all those that it may ever hold, before it has a place."""
        return iter(())

    def hold(self) -> Iterator[tuple[DeltaGenerator, Sequence["Part"]]]:
        """Draws what stands around the parts that it holds, and gives the place of each lot of them."""
        return iter(())

    def asked(self) -> bool:
        """Whether the address asks it something that only shows when it is in sight."""
        return False

    def draw(self, screen: Screen) -> None:
        """Draws what no lever moves and keeps the places of what one moves; once for each run of the page."""

    def choose(self, screen: Screen) -> None:
        """Reads what the visitor chooses, before any figure is counted; again at each move of a lever."""

    def announce(self, early: Early) -> None:
        """Writes what can be said before the ensemble is counted, in places of its own; again at each move of a lever, before `redraw`."""

    def redraw(self, view: View) -> None:
        """Writes what levers move, in the places that `draw` kept; again at each move of a lever."""

    def refuse(self, fault: Fault) -> None:
        """Writes in those places that there is no figure: the model refuses the choice."""

    def complete(self, screen: Screen) -> None:
        """Draws what can wait until the figures have reached the screen, and no lever moves; once for each run of the page."""


def every(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts in their order, those that stand inside of others included."""
    for part in parts:
        yield part
        yield from every(list(part.inside()))


def repeated(parts: Sequence[Part]) -> str | None:
    """The first name that two parts share."""
    names = [part.id for part in every(parts)]
    return next((name for name in names if names.count(name) > 1), None)


def kept(parts: Sequence[Part]) -> dict[str, DeltaGenerator]:
    """The place of each part in sight by its name, on the page in their order. The page is told their names, so that a style or a test finds them."""
    places = {}
    for part in parts:
        places[part.id] = st.container(key=f"part-{part.id}")
        with places[part.id]:
            for place, held in part.hold():
                with place:
                    places |= kept(held)
    return places


def draw(parts: Sequence[Part], places: Mapping[str, DeltaGenerator], screen: Screen) -> None:
    """Draws each part in its place."""
    for part in sorted(every(parts), key=lambda part: not part.first):
        lane.breathe(lane.REST)
        with places[part.id]:
            part.draw(screen)


def move(parts: Sequence[Part], screen: Screen) -> None:
    """What a lever moves: the choice, the headlines at once, then every part written again from it; the refusal of the model in their places when it
    gives nothing."""
    with lane.turn(lane.HEADLINES):
        for part in every(parts):
            part.choose(screen)
        try:
            early = screen.choice.early(screen.study)
            for part in every(parts):
                part.announce(early)
            redrawn.give_way()  # before the draws are asked: those that the process apart has begun, it ends
            with screen.choice.asked(screen.study) as ranges:
                wait_apart(ranges, redrawn.give_way)
            view = screen.view
        except BadRequest as refused:
            for part in every(parts):
                part.refuse(refused.fault)
            return
        for part in every(parts):
            lane.breathe(lane.REST)
            redrawn.give_way()
            part.redraw(view)


def wait_apart(answer: Future | None, still: Callable[[], None] = lambda: None) -> None:
    """Lets who is more urgent pass, then goes on, with the answer that was asked of the process apart when there is one; `still` is called meanwhile,
    and raises when there is no need to wait longer."""
    if answer is None:
        lane.breathe(lane.REST)
        still()
        return

    def needed() -> bool:
        still()
        return "anything" in st.session_state  # Streamlit stops there a run when the whole page is asked for, or the visitor has left

    with lane.away(lane.REST):
        pool.wait(answer, needed)


def complete(parts: Sequence[Part], places: Mapping[str, DeltaGenerator], screen: Screen) -> None:
    """Draws what could wait, each in its place: there too, a refusal of the model is told where the figures would stand."""
    for part in every(parts):
        lane.breathe(lane.REST)
        with places[part.id], refusal.in_place(screen.study):
            part.complete(screen)
