"""What the committee asks, question by question: the answer in one line for who reads, the chart, map or table for who opens it.

`rooms` draws what a lever does not move and keeps two places by question; `fill` writes the answers, and the details of the questions that are
open, in those places: once for those that a lever moves, inside the fragment of the levers, once for the others.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground.faults import Fault
from data.inventory import store
from data.inventory.fields import ZONES
from pages.parts import prose, refusal
from pages.parts.provenance import READABLE
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.questions import WrittenQuestion
from studies.toolkit.running import narrative
from studies.toolkit.running.study import Study

NO_ZONE = "L'inventaire n'a aucune zone d'activités à comparer"
NO_ZONE_REMEDY = "L'agence dépose les zones d'activités sur la page « Inventaire » ; la réponse revient avec elles."


@dataclass(frozen=True)
class Question:
    """A question of the committee: the sentence that answers it, what its details are called ("Voir …"; nothing when it has none), what draws them.

    `answer_moves` and `details_move`: whether a lever moves the answer, and the details; `on_zones`: whether it compares the business zones of the
    inventory, and so cannot be answered while there is none; `asked_by_link`: whether the address gives something to its details, which are then
    open when the page comes.
    """

    asked: str
    answer: Callable[[View], str]
    shows: str
    details: Callable[[View], None]
    answer_moves: bool = True
    details_move: bool = True
    on_zones: bool = False
    asked_by_link: Callable[[], bool] = lambda: False

    def answered(self, view: View) -> str:
        """The sentence that answers it, or why nobody can."""
        return NO_ZONE if self.on_zones and not has_zones() else self.answer(view)

    def show(self, view: View) -> None:
        """Draws its details; what to do instead while there is nothing to compare."""
        if self.on_zones and not has_zones():
            prose.info(NO_ZONE_REMEDY)
        else:
            self.details(view)


def written(
    study: Study,
    figures: Mapping[str, Callable[[View], None]],
    still: Collection[str] = (),
    on_zones: Collection[str] = (),
    named: Mapping[str, Callable[[View], narrative.Given]] = MappingProxyType({}),
    by_link: Mapping[str, Callable[[], bool]] = MappingProxyType({}),
    same_answer: Collection[str] = (),
) -> list[Question]:
    """The questions of text/questions.md, in its order. `figures` gives what draws the details of each, by its name; `still` names those whose
    details no lever moves, `on_zones` those that compare business zones; `named` gives, for a question, what its answer calls `{page.…}` (a text)
    and its conditions `page.…` (a number), `by_link` whether the address gives something to its details; `same_answer` names those whose answer no
    lever moves.

    Raises BadRequest for a question that says « Voir : » without a figure, and for a figure without that line or without question.
    """
    place = f"studies/{study.slug}/page.py"
    for name in sorted({*figures, *still, *on_zones, *named, *by_link, *same_answer} - set(study.questions)):
        raise BadRequest(place, f"question « {name} » absente de text/questions.md", "l'y écrire, ou corriger le nom")
    for name, question in study.questions.items():
        if question.shows and name not in figures:
            raise BadRequest(place, f"question « {name} » sans figure", "donner la fonction qui la dessine, sous ce nom, ou ôter sa ligne « Voir : »")
        if name in figures and not question.shows:
            raise BadRequest(f"studies/{study.slug}/text/questions.md", f"question « {name} » sans ligne « Voir : »", "dire ce que montre sa figure")
    return [
        Question(
            question.asked,
            partial(_answer, question, named.get(question.id)),
            question.shows,
            figures.get(question.id, _nothing),
            answer_moves=question.id not in same_answer,
            details_move=question.id not in still,
            on_zones=question.id in on_zones,
            asked_by_link=by_link.get(question.id, Question.asked_by_link),
        )
        for question in study.questions.values()
    ]


def _nothing(_view: View) -> None:
    """What draws the details of a question that has none."""


def _answer(question: WrittenQuestion, named: Callable[[View], narrative.Given] | None, view: View) -> str:
    """The answer of text/questions.md that holds for the outcome on screen, filled from it. Raises BadRequest for a name that is not given."""
    study, page = view.study, cache(partial(named, view)) if named else dict
    try:
        text = narrative.answer_of(question, view.outcome, study.parameters, page)
        return narrative.fill(text, view.outcome, view.reference, study.parameters, page)
    except narrative.NotGiven as missing:
        name, kind = missing.args
        remedy = f"donner {kind} de ce nom dans named, sous « {question.id} »"
        raise BadRequest(f"studies/{study.slug}/page.py", f"la page ne donne pas « {name} »", remedy) from missing


def has_zones() -> bool:
    """Whether the inventory in force holds a business zone."""
    return bool(len(store.current().frames[ZONES]))


@dataclass
class Questions(Part):
    """The questions of the committee."""

    questions: Sequence[Question]
    id = "questions"

    def asked(self) -> bool:
        """Whether the address gives something to the details of one of them."""
        found = [question.asked_by_link() for question in self.questions]  # each reads its own parameters
        return any(found)

    def draw(self, screen: Screen) -> None:
        """The questions, and the places of their answers and details."""
        self.rooms = rooms(screen.study.slug, self.questions)

    def redraw(self, view: View) -> None:
        """The answers and the details that levers move."""
        fill(self.rooms, view, moving=True)

    def refuse(self, fault: Fault) -> None:
        """No answer that levers move."""
        refusal.no_figure(places(self.rooms, moving=True))

    def complete(self, screen: Screen) -> None:
        """The answers and the details that no lever moves."""
        if self.questions:
            fill(self.rooms, screen.view, moving=False)


@dataclass(frozen=True)
class Room:
    """The places of a question on the page: its answer, and its details when it has some and they are open."""

    question: Question
    answer: DeltaGenerator
    details: DeltaGenerator | None


def rooms(key: str, asked: Sequence[Question]) -> list[Room]:
    """The questions with their numbers, each with room for its answer and its details."""
    return [_room(f"{key}.question-{number}", number, question) for number, question in enumerate(asked, start=1)]


def _room(key: str, number: int, question: Question) -> Room:
    with st.container(width=READABLE):
        prose.markdown(f":small[**{number}. {question.asked}**]")
        answer = st.container()
    if not question.shows:
        return Room(question, answer, None)
    if question.asked_by_link():
        st.session_state.setdefault(key, True)
    drawer = prose.expander(f"Voir {question.shows}", key=key, on_change="rerun")
    return Room(question, answer, drawer if drawer.open else None)


def places(rooms: Sequence[Room], moving: bool) -> list[DeltaGenerator]:
    """The places that `fill` writes in."""
    return [
        *(room.answer for room in rooms if room.question.answer_moves is moving),
        *(room.details for room in rooms if room.details is not None and room.question.details_move is moving),
    ]


def fill(places: Sequence[Room], view: View, moving: bool) -> None:
    """Writes the answers and the details that a lever moves, or those that it does not."""
    for room in places:
        if room.question.answer_moves is moving:
            with room.answer, refusal.in_place():
                prose.markdown(f"### {room.question.answered(view)}")
        if room.details is not None and room.question.details_move is moving:
            # In a container of its own: Streamlit gives one place to all the files of a fragment that writes straight in what stands outside of it,
            # and keeps the last one only.
            with room.details, st.container(), refusal.in_place():
                room.question.show(view)
