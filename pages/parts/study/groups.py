"""Parts that hold other parts: side by side, in the side panel, behind tabs."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import address, prose
from pages.parts.printing import paper
from pages.parts.printing.paper import PRINTED, VIEW
from pages.parts.study.part import Part, every

WHOLE = "entiere"  # view of the address: every tab at once


def is_whole() -> bool:
    """Whether the address asks for every tab at once."""
    return st.query_params.get(VIEW) == WHOLE


def show_whole() -> None:
    """Has the next run show every tab at once."""
    st.query_params[VIEW] = WHOLE


def show_tabs() -> None:
    """Has the next run show the tabs again."""
    st.query_params.pop(VIEW, None)


@dataclass
class Row(Part):
    """Parts side by side; `widths` are those of the columns, relative to each other."""

    id: str
    columns: Sequence[Sequence[Part]]
    widths: Sequence[int]

    def inside(self) -> Iterator[Part]:
        """Column after column."""
        for column in self.columns:
            yield from column

    def hold(self) -> Iterator[tuple[DeltaGenerator, Sequence[Part]]]:
        """A column each; one under the other on paper."""
        if paper.is_printed():
            yield from ((st.container(), column) for column in self.columns)
            return
        yield from zip(st.columns(self.widths, gap="medium"), self.columns, strict=True)


@dataclass
class Aside(Part):
    """Parts in the side panel, which stays in sight while the page scrolls; on a phone it is a drawer."""

    parts: Sequence[Part]
    id = "aside"

    def inside(self) -> Iterator[Part]:
        """From top to bottom."""
        yield from self.parts

    def hold(self) -> Iterator[tuple[DeltaGenerator, Sequence[Part]]]:
        """The side panel of Streamlit."""
        yield st.sidebar.container(), self.parts


@dataclass
class Tab:
    """A tab: its title, which the address carries, and its parts."""

    title: str
    parts: Sequence[Part]

    @property
    def anchor(self) -> str:
        """Its place in the page that shows every tab: "questions-du-comite"."""
        plain = unicodedata.normalize("NFD", self.title.lower()).encode("ascii", "ignore").decode()
        return re.sub("[^a-z]+", "-", plain).strip("-")


@dataclass
class Tabs(Part):
    """Parts behind tabs, of which only the open one is drawn and moved. The address carries it; a link that asks something of a part without naming
    a tab opens the tab of that part. `vue=entiere` in the address shows them all, one under the other: to read, to search."""

    slug: str
    tabs: Sequence[Tab]
    id = "tabs"
    shown: Sequence[Tab] | None = field(default=None, init=False)  # those in sight, once the tabs are on the page

    def inside(self) -> Iterator[Part]:
        """Those of the tabs in sight."""
        for tab in self.tabs if self.shown is None else self.shown:
            yield from tab.parts

    def hold(self) -> Iterator[tuple[DeltaGenerator, Sequence[Part]]]:
        """The open tab, or all of them."""
        address.follow(VIEW, address.OneOf([WHOLE, PRINTED]), "les onglets sont affichés", "Vue")
        if is_whole() or paper.is_printed():
            self.shown = self.tabs
            prose.button("Revenir aux onglets", icon=":material/tab:", on_click=show_tabs, key=f"{self.slug}.tabs-again")
            prose.markdown(f"Sur cette page : {' · '.join(f'[{tab.title}](#{tab.anchor})' for tab in self.tabs)}")
            for tab in self.tabs:
                prose.header(tab.title, anchor=tab.anchor)
                yield st.container(), tab.parts
            return
        titles, key = [tab.title for tab in self.tabs], f"{self.slug}.tab"
        drawn = address.bound(
            prose.tabs, titles, key=key, accepts=address.OneOf(titles), named="Onglet", default=self._asked_by_link().title, on_change="rerun"
        )
        place, opened = next(((place, tab) for tab, place in zip(self.tabs, drawn, strict=True) if place.open), (drawn[0], self.tabs[0]))
        self.shown = [opened]
        for tab in self.tabs:
            if tab is not opened:
                address.keep(*(name for part in every(tab.parts) for name in part.tied))
        yield place, opened.parts

    def _asked_by_link(self) -> Tab:
        """The first tab of which the address asks something, the first of all otherwise."""
        asked = [tab for tab in self.tabs if any([part.asked() for part in every(tab.parts)])]  # noqa: C419 - each part reads its own parameters
        return asked[0] if asked else self.tabs[0]
