"""A chart as the house shows it: a title that says the reading, the chart or its table, its source, and what one may take away of it.

`place` draws what a lever does not move (the source) and keeps room around it; `chart` fills that room, as often as a lever moves.
`whole` does both at once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.ground import french
from pages.parts import prose, provenance, refusal, visitor, wide_tables
from pages.parts.charts import figure_table
from pages.parts.charts.house import Chart
from pages.parts.charts.taken import ForPrograms, Taken
from pages.parts.drawings import chart_sheet
from pages.parts.printing import paper
from pages.parts.wide_tables import Cell
from studies.exports import in_words, spreadsheets

CONFIG = {"displayModeBar": False, "locale": "fr"}  # Plotly's tool bar has English labels; what one takes away stands below the chart
AS_CHART, AS_TABLE = "Graphique", "Tableau"
CSV = "text/csv"


@dataclass(frozen=True)
class Room:
    """The places of a chart on the page, above and under its source, and what one takes away of it."""

    picture: DeltaGenerator
    controls: DeltaGenerator
    source: str
    taken: Taken


def place(source: str, data: Taken | Callable[[], pd.DataFrame], beside: Callable[[], None] | None = None) -> Room:
    """Room for a chart, around the line that says where it comes from; `data` is what one takes away of it, or its table alone when no program reads
    it elsewhere; `beside` draws what stands on the line of what one takes away."""
    taken = data if isinstance(data, Taken) else Taken(data)
    picture = st.container()
    provenance.small(source)
    if beside is None:
        return Room(picture, st.container(), source, taken)
    with st.container(horizontal=True, vertical_alignment="center"):
        controls = st.container(width="content")
        beside()
    return Room(picture, controls, source, taken)


def whole(figure: Chart, title: str, alt: str, source: str, data: Taken | Callable[[], pd.DataFrame], key: str) -> None:
    """A chart drawn at once with its source and its data, where a lever has all of it written again."""
    chart(place(source, data), figure, title, alt, key)


def source_and_data(source: str, data: Callable[[], pd.DataFrame], key: str) -> None:
    """The line under a table or a map: where it comes from, and its data."""
    provenance.small(source)
    _download("Données de cette figure (CSV)", "csv", CSV, f"{key}.data", lambda: _csv(data), kind="tertiary")


def chart(room: Room, figure: Chart, title: str, alt: str, key: str, height: int | None = None, heading: str = "") -> None:
    """Draws `figure` under `title` in its room, or its table when the visitor asked for it. `alt` says in words what it shows; `height` is that of
    the room, for a chart that does not choose its own [px]; `heading` stands above it on the page instead of its title, when several charts share
    most of theirs."""
    drawn = french.spaced_within(figure)
    if height is not None:
        drawn["layout"]["height"] = height
    shown = AS_CHART if paper.is_printed() else _controls(room, drawn, title, alt, key)
    with room.picture:
        prose.markdown(heading or f"### {title}")
        if shown == AS_TABLE:
            _show_table(figure_table.of_figure(drawn), chart_sheet.plain(title))
        else:
            prose.plotly_chart(drawn, config=CONFIG, key=key, alt=alt)


def _controls(room: Room, drawn: dict, title: str, alt: str, key: str) -> str:
    """The switch between the chart and its table, and what one takes away; gives what to show."""
    # In containers of their own: Streamlit gives one place to all that a fragment writes straight in what stands outside of it.
    with room.controls, st.container(horizontal=True, vertical_alignment="center", key=f"{key}.controls"):
        shown = prose.segmented_control(
            "Forme de la figure", [AS_CHART, AS_TABLE], default=AS_CHART, required=True, key=f"{key}.form", label_visibility="collapsed"
        )
        _to_take_away(room, drawn, title, alt, key)
    return shown


def _show_table(table: figure_table.Table, name: str) -> None:
    unit = f"en {table.unit}" if table.unit and table.unit != table.header[0] else ""
    header = [Cell(table.rows_are or unit, under=unit if table.rows_are else ""), *map(Cell, table.header)]
    wide_tables.show(f"Tableau : {name}", header, [[Cell(text) for text in row] for row in table.rows], numbers=True)


def _to_take_away(room: Room, drawn: dict, title: str, alt: str, key: str) -> None:
    """The files of a figure; nothing of them is made, nor travels, before somebody opens them, then asks for one."""
    opened = prose.popover("Emporter", icon=":material/download:", type="tertiary", key=f"{key}.take", on_change="rerun")
    if not opened.open:
        return

    def svg() -> str:
        return chart_sheet.svg(drawn, french.spaced(title), alt, french.spaced_within([room.source, chart_sheet.made_on(date.today())]))

    with opened:
        with st.container(horizontal=True):
            _download("Dessin (SVG)", "svg", "image/svg+xml", f"{key}.svg", svg)
            _download("Image (PNG)", "png", "image/png", f"{key}.png", lambda: chart_sheet.png(svg()))
            _download("Données (CSV)", "csv", CSV, f"{key}.data", lambda: _csv(room.taken.table))
        prose.caption("Lien vers cette page, avec ce qui y est choisi :")
        st.code(visitor.here(), language=None, wrap_lines=True)
        with visitor.told():
            _for_programs(room.taken.programs())


def _for_programs(found: ForPrograms) -> None:
    """Where a program reads the same figures, with what they mean; or why it does not."""
    prose.caption(found.said)
    for address in found.addresses:
        st.code(address, language=None, wrap_lines=True)


def _download(label: str, ending: str, mime: str, key: str, make: Callable[[], str | bytes], kind: str = "secondary") -> None:
    name = key.rpartition(".")[0].replace(".", "-")
    prose.download_button(label, make, file_name=f"{name}.{ending}", mime=mime, key=key, icon=":material/download:", type=kind, on_click="ignore")


def _csv(data: Callable[[], pd.DataFrame]) -> bytes:
    return spreadsheets.csv_for_spreadsheets(in_words.readable(refusal.told(data)))
