"""What a study page says in words: what it asks, what it answers, what it tells and what it leaves out."""

import re
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.ground import french
from data.ground.faults import Fault
from pages.parts import prose, refusal, visitor
from pages.parts.printing import paper
from pages.parts.provenance import READABLE
from pages.parts.remarks import in_place, things, window
from pages.parts.study.choosing import links
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from pages.parts.versions import reading
from studies.publishing.shown import Shown
from studies.toolkit import prices
from studies.toolkit.reading import paragraphs
from studies.toolkit.running import balances, narrative

TITLE = re.compile(r"^## ", re.MULTILINE)


class Header(Part):
    """The name of the study, its question, its state."""

    id = "header"

    def __init__(self, shown: Shown | None = None) -> None:
        """`shown` is the version on screen, when the page knows it: two versions may hold the same study."""
        self.known = shown

    def draw(self, screen: Screen) -> None:
        """All of it stands in the card, but where it stands."""
        visiting = visitor.current()
        self.shown, self.edited = self.known or reading.of(screen.study, visiting), visiting.may("edit_study", screen.study.slug)
        card = screen.study.card
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            prose.title(card.title, width="content")
            self.state = st.container(width="content")
            window.offer(screen.committee, self.id)
        prose.header(card.question)

    def choose(self, screen: Screen) -> None:
        """Its state; the link to print carries the choice on screen."""
        study = screen.study
        printed = f"imprimé le {french.day(date.today())}" if paper.is_printed() else ""
        last = printed or f"[Version à imprimer](?{links.to(study, screen.choice, paper.PRINTED)})"
        with self.state:
            standing = reading.named(self.shown)
            where = f"[{french.begun(standing)}]({reading.list_of(study.slug)})"
            more = "" if printed or not self.edited else f" · [Modifier cette étude](/modifier?{reading.STUDY}={study.slug})"
            prose.caption(f":material/circle: {where} · chiffres {study.version} · euros de {prices.YEAR} · {last}{more}")


class Essential(Part):
    """The answer in a few sentences, written from the values on screen."""

    id = "essential"

    def draw(self, screen: Screen) -> None:
        """Keeps the place."""
        self.place = st.container()
        in_place.choose(screen.committee, "essential", "Donner un avis sur une phrase", things.sentences(screen.study, ["essential"]))

    def redraw(self, view: View) -> None:
        """The answer of the choice."""
        with self.place:
            _filled("essential", view)

    def refuse(self, fault: Fault) -> None:
        """No answer without figures."""
        refusal.no_figure([self.place])


@dataclass
class Told(Part):
    """A text of the study under its title, when the study has it: text/<id>.md."""

    id: str
    title: str

    def complete(self, screen: Screen) -> None:
        """Its figures are those of the choice that the page came with."""
        if self.id in screen.study.texts:
            view = screen.view
            prose.subheader(self.title)
            with st.container(key=f"told-{self.id}"):  # in columns where there is room for two: see our stylesheet
                prose.markdown(view.filled(view.study.texts[self.id]))
            in_place.choose(screen.committee, self.id, "Donner un avis sur une phrase", things.sentences(view.study, [self.id]))


class Method(Part):
    """The equations, what they rest on, what was verified: a drawer, since few readers open it and all may."""

    id = "method"

    def draw(self, screen: Screen) -> None:
        """Keeps the drawer, when the study has the text."""
        self.drawer = None
        if narrative.METHOD in screen.study.texts:
            prose.subheader("Méthode")
            self.drawer = prose.expander("Les équations, leurs sources, ce qui a été vérifié", key=f"{screen.study.slug}.method", on_change="rerun")
            with self.drawer:
                self.place = st.container()

    def redraw(self, view: View) -> None:
        """Its figures are those of the choice."""
        if self.drawer is not None and self.drawer.open:
            with self.place:
                _filled(narrative.METHOD, view, lower=True)

    def refuse(self, fault: Fault) -> None:
        """No figure in an open drawer."""
        if self.drawer is not None and self.drawer.open:
            refusal.no_figure([self.place])


class Limits(Part):
    """What the study leaves out, the scale under which it must not be read, and who made it."""

    id = "limits"

    def complete(self, screen: Screen) -> None:
        """A balance that does not close on screen is the first of them."""
        card = screen.study.card
        left = [f"**{found}**" for found in balances.open_ones(card, screen.view.outcome.data)]
        prose.subheader("Limites, données, auteurs")
        with st.container(key="told-limits"):
            prose.markdown("\n".join(f"- {limit}" for limit in [*left, *map(paragraphs.bare, card.limits)]))
        with st.container(key="limits-scale", width=READABLE):
            prose.markdown(f"À ne pas lire sous {card.minimum_scale}.")
            prose.markdown(f"Données : {card.data_on}. {french.begun(prices.SAID)} : voir Méthode.")
            prose.caption(f"Édition {card.edition} · {french.listed(card.authors)} · {french.listed(card.committee)}")


def _filled(name: str, view: View, lower: bool = False) -> None:
    """A text of the study, written from the values on screen; its titles a rank `lower` when they stand under one of the page."""
    text = view.filled(view.study.texts[name])
    with st.container(width=READABLE):
        prose.markdown(TITLE.sub("### ", text) if lower else text)
