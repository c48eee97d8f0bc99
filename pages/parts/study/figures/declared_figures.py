"""The figures that the card of a study declares, one under the other: charts, tables, maps, pictures; some of them for several scenarios side by
side."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground.faults import Fault
from pages.parts import address, prose, provenance, refusal, wide_tables
from pages.parts.charts import chart_panel
from pages.parts.charts.taken import Taken
from pages.parts.drawings.chart_sheet import plain
from pages.parts.printing import paper
from pages.parts.remarks import in_place
from pages.parts.study.figures import charts, commune_map, figure_data, pictures
from pages.parts.study.part import Part, Screen
from pages.parts.study.view import View
from pages.parts.versions import machine_addresses
from studies.toolkit.reading.figures.declared import MAP, PICTURE, SIDE_BY_SIDE, TABLE, Figure
from studies.toolkit.running.study import Study

IN_A_ROW, BESIDE = 3, 300  # charts side by side, and [px] the height of each
ALL_SCENARIOS = "Scénarios côte à côte"


@dataclass
class DeclaredFigures(Part):
    """Those of the study, in the order of study.toml."""

    study: Study
    id = "figures"

    @property
    def tied(self) -> list[str]:
        """Whether scenarios stand side by side."""
        return [f"{self.study.slug}.beside"]

    def draw(self, screen: Screen) -> None:
        """The places of the figures, under the choice of all scenarios when some figure can show them."""
        every, slug = screen.study.card.figures, screen.study.slug
        self.all_scenarios = any(_offers(figure) for figure in every) and address.bound(
            prose.toggle, ALL_SCENARIOS, key=f"{slug}.beside", accepts=address.YesNo()
        )
        self.rooms = [(figure, self._room(screen, figure)) for figure in every]

    def _room(self, screen: Screen, figure: Figure) -> DeltaGenerator:
        room = st.container(key=f"{screen.study.slug}.figure-{figure.id}.room")
        in_place.button(screen.committee, f"figure:{figure.id}", figure.title)
        return room

    def redraw(self, view: View) -> None:
        """Those that a lever may change."""
        self._fill(view, moving=True)

    def refuse(self, fault: Fault) -> None:
        """No figure that levers move."""
        refusal.no_figure([room for figure, room in self.rooms if figure.moves])

    def complete(self, screen: Screen) -> None:
        """Those that none changes."""
        if any(not figure.moves for figure, _ in self.rooms):
            self._fill(screen.view, moving=False)

    def _fill(self, view: View, moving: bool) -> None:
        for figure, room in self.rooms:
            if figure.moves is moving:
                asked = replace_scenarios(figure, view.study) if self.all_scenarios and _offers(figure) else figure
                # In a container of its own: Streamlit gives one place to all that a fragment writes straight in what stands outside of it.
                with room, st.container(), refusal.in_place(view.study):
                    show(view, asked)


def _offers(figure: Figure) -> bool:
    """Whether the page may draw it for each scenario."""
    return figure.kind in SIDE_BY_SIDE and bool(figure.results)


def replace_scenarios(figure: Figure, study: Study) -> Figure:
    """The figure for every scenario of the study."""
    return figure.model_copy(update={"scenarios": list(study.scenarios)})


def key_of(study: Study, figure: Figure) -> str:
    """The name of a figure on the page and of its files."""
    return f"{study.slug}.figure-{figure.id}"


def show(view: View, figure: Figure) -> None:
    """One figure under its title."""
    title, key = view.filled(figure.title), key_of(view.study, figure)
    if figure.scenarios:
        _side_by_side(view, figure, title, key)
    elif figure.kind in charts.KINDS:
        drawn = charts.draw(view, figure)
        chart_panel.whole(drawn.chart, title, drawn.alt, figure_data.source(view.study, figure), _taken(view, figure), key)
    else:
        prose.markdown(f"### {title}")
        {MAP: commune_map.show, TABLE: _table, PICTURE: _picture}[figure.kind](view, figure, key)


def _data(view: View, figure: Figure):
    return figure_data.frame(view.study, figure, view.outcome)


def _taken(view: View, figure: Figure) -> Taken:
    """What one takes of a chart; the addresses of its results, or of the table of the study that it draws."""
    return Taken(lambda: _data(view, figure), machine_addresses.of(view.study, figure.results, [figure.table] if figure.table else []))


def _side_by_side(view: View, figure: Figure, title: str, key: str) -> None:
    """A chart for each scenario of the figure, on the same axis; that of the visitor first when levers were moved."""
    study = view.study
    views = {name: view._replace(outcome=study.run(name), title=study.scenarios[name].title) for name in figure.scenarios}
    if view.outcome.changes:
        views = {"mine": view, **views}
    prose.markdown(f"### {title}")
    names = list(views)
    most = 1 if paper.is_printed() else IN_A_ROW if len(names) % IN_A_ROW != 1 else IN_A_ROW - 1  # four stand two by two: none is left alone
    wide = min(len(names), most)
    for start in range(0, len(names), wide):
        row = names[start : start + wide]
        for name, column in zip(row, st.columns(wide, gap="medium"), strict=False):
            one = views[name]
            drawn = charts.draw(one, figure)
            with column:
                room = chart_panel.place(figure_data.source(study, figure), _taken(one, figure))
                chart_panel.chart(room, drawn.chart, f"{title} ({one.title})", drawn.alt, f"{key}.{name}", BESIDE, heading=f"#### {one.title}")


def _table(view: View, figure: Figure, key: str) -> None:
    header, lines = figure_data.grid(view.study, figure, view.outcome)
    wide_tables.show(f"Tableau : {plain(view.filled(figure.title))}", header, lines, numbers=True)
    chart_panel.source_and_data(figure_data.source(view.study, figure), lambda: _data(view, figure), key)


def _picture(view: View, figure: Figure, key: str) -> None:
    with st.container(key=f"{key}.picture", width=provenance.READABLE):
        prose.markdown(pictures.in_markdown(view.study, figure))
    provenance.small(f"Source : {provenance.of_source(view.study.sources[figure.source])}.")
