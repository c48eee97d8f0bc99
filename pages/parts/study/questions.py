"""What the committee asks, question by question: the answer in one line for who reads, the chart, map or table for who opens it.

`rooms` draws what a lever does not move and keeps two places by question; `fill` writes the answers, and the details of the questions that are
open, in those places: once for those that a lever moves, inside the fragment of the levers, once for the others.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import french
from data.ground.faults import Fault
from data.inventory import store
from data.inventory.fields import ZONES
from pages.parts import menu, prose, refusal
from pages.parts.printing import paper
from pages.parts.provenance import READABLE
from pages.parts.remarks import in_place
from pages.parts.remarks.committee import Committee
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.questions import WrittenQuestion
from studies.toolkit.running import narrative
from studies.toolkit.running.study import Study

NO_ZONE = "L'inventaire n'a aucune zone d'activités à comparer"
NO_ZONE_REMEDY = f"L'agence dépose les zones d'activités sur la page « {menu.INVENTORY.title} » ; la réponse revient avec elles."


@dataclass(frozen=True)
class Shown:
    """What the page gives to a question of text/questions.md: `draw` draws its details, and `named` gives what its answer calls `{page.…}` (a
    text) and its conditions `page.…` (a number).

    `still`: no lever moves the details; `same_answer`: none moves the answer; `on_zones`: it compares the business zones of the inventory, and so
    cannot be answered while there is none; `by_link`: whether the address gives something to its details, which are then open when the page comes.
    """

    draw: Callable[[View], None] | None = None
    named: Callable[[View], narrative.Given] | None = None
    still: bool = False
    same_answer: bool = False
    on_zones: bool = False
    by_link: Callable[[], bool] = lambda: False


Listener = Callable[[Study, Mapping[str, Shown]], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Has the page of a study that is run within give the listener what it would draw under its questions, and draw nothing."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def heard(study: Study, shown: Mapping[str, Shown]) -> bool:
    """Whether somebody listens, and has it now: there is then nothing to draw."""
    listener = _listener.get()
    if listener is not None:
        listener(study, shown)
    return listener is not None


@dataclass(frozen=True)
class Question:
    """A question of the committee: its words, and what the page gives to it."""

    words: WrittenQuestion
    given: Shown

    @property
    def has_details(self) -> bool:
        """Whether there is something to open under its answer."""
        return bool(self.words.shows)

    def answered(self, view: View) -> str:
        """The sentence that answers it, or why nobody can. Raises BadRequest for a name that the page does not give."""
        return NO_ZONE if self._waits() else _answer(self.words, self.given.named, view)

    def show(self, view: View) -> None:
        """Draws its details; what to do instead while there is nothing to compare."""
        if self._waits():
            prose.info(NO_ZONE_REMEDY)
        else:
            self.given.draw(view)

    def _waits(self) -> bool:
        return self.given.on_zones and not has_zones()


def written(study: Study, shown: Mapping[str, Shown]) -> list[Question]:
    """The questions of text/questions.md, in its order; `shown` is what the page gives to them, by their names.

    Raises BadRequest for a question that says « Voir : » without a drawing, and for a drawing without that line or without question.
    """
    place = f"studies/{study.slug}/page.py"
    for name in sorted(set(shown) - set(study.questions)):
        raise BadRequest(place, f"question « {name} » absente de text/questions.md", "l'y écrire, ou corriger le nom")
    asked = [Question(words, shown.get(name, Shown())) for name, words in study.questions.items()]
    for question in asked:
        name, drawn = question.words.id, question.given.draw is not None
        if question.has_details and not drawn:
            raise BadRequest(place, f"question « {name} » sans dessin", "donner la fonction qui la dessine, sous ce nom, ou ôter sa ligne « Voir : »")
        if drawn and not question.has_details:
            raise BadRequest(f"studies/{study.slug}/text/questions.md", f"question « {name} » sans ligne « Voir : »", "dire ce que montre son dessin")
    return asked


def _answer(question: WrittenQuestion, named: Callable[[View], narrative.Given] | None, view: View) -> str:
    """The answer of text/questions.md that holds for the outcome on screen, filled from it. Raises BadRequest for a name that is not given."""
    study, page = view.study, cache(partial(named, view)) if named else dict
    try:
        return narrative.answered(question, view.outcome, view.reference, study.parameters, page)
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
        found = [question.given.by_link() for question in self.questions]  # each reads its own parameters
        return any(found)

    def draw(self, screen: Screen) -> None:
        """The questions, and the places of their answers and details."""
        self.rooms = rooms(screen.study.slug, self.questions, screen.committee)

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

    @property
    def answer_moves(self) -> bool:
        """Whether a lever moves the answer."""
        return not self.question.given.same_answer

    @property
    def details_move(self) -> bool:
        """Whether a lever moves the details."""
        return not self.question.given.still


def rooms(key: str, asked: Sequence[Question], committee: Committee | None = None) -> list[Room]:
    """The questions with their numbers, each with room for its answer and its details."""
    return [_room(f"{key}.question-{number}", number, question, committee) for number, question in enumerate(asked, start=1)]


def _room(key: str, number: int, question: Question, committee: Committee | None) -> Room:
    with st.container(width=READABLE):
        _asked(number, question.words, committee)
        answer = st.container()
    if not question.has_details:
        st.space()  # as much as a drawer parts the answer from the question after it
        return Room(question, answer, None)
    if question.given.by_link():
        st.session_state.setdefault(key, True)
    shows = question.words.shows
    drawer = prose.expander(french.begun(shows) if paper.is_printed() else f"Voir {shows}", key=key, on_change="rerun")
    return Room(question, answer, drawer if drawer.open else None)


def _asked(number: int, words: WrittenQuestion, committee: Committee | None) -> None:
    """The question; the way to give one's opinion on it on the same line, for who may."""
    asked = f":small[**{number}. {words.asked}**]"
    if not in_place.drawn(committee):
        prose.markdown(asked)
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        prose.markdown(asked, width="content")
        in_place.button(committee, f"question:{words.id}", words.asked)


def places(rooms: Sequence[Room], moving: bool) -> list[DeltaGenerator]:
    """The places that `fill` writes in."""
    return [
        *(room.answer for room in rooms if room.answer_moves is moving),
        *(room.details for room in rooms if room.details is not None and room.details_move is moving),
    ]


def fill(rooms: Sequence[Room], view: View, moving: bool) -> None:
    """Writes the answers and the details that a lever moves, or those that it does not."""
    for room in rooms:
        if room.answer_moves is moving:
            with room.answer, refusal.in_place(view.study):
                prose.markdown(f"### {room.question.answered(view)}")
        if room.details is not None and room.details_move is moving:
            # In a container of its own: Streamlit gives one place to all the files of a fragment that writes straight in what stands outside of it,
            # and keeps the last one only.
            with room.details, st.container(), refusal.in_place(view.study):
                room.question.show(view)
