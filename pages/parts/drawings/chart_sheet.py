"""A chart as a file: the drawing under its reading, over its source and its date; as SVG, and as a PNG of the same sheet."""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import typst

from data.ground import french
from data.ground.escaping import JOINER
from data.ground.svg_sheet import Sheet, inside
from pages.parts.drawings.chart import drawing

WIDTH, HEIGHT = 720, 380  # [px] a page of a paper takes 720 in its width; of a chart that does not say its own
SHARP = 192  # [points per inch], an SVG having 96: two pixels of the PNG for each of the SVG: sharp on a projector
LINK, MARKS = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)"), re.compile(r"\*\*|(?<!\\)[*`]")
# The sheet on a page of its own size. Typst brings the renderer of SVG that it has for its PDF files: no browser, no library of the system.
PAGE = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
FONTS = "streamlit_pdf/frontend/build/assets/standard_fonts"  # Liberation Sans (SIL OFL), as wide as Arial: the letters do not depend on the machine


def svg(figure: dict, reading: str, alt: str, notes: Sequence[str]) -> str:
    """The sheet of a chart (plotly's JSON): its reading as title, the words that replace it, its notes (source, date). The reading and the notes may
    hold Markdown."""
    height = figure["layout"].get("height", HEIGHT)
    sheet = Sheet(plain(reading), alt, notes=[plain(note) for note in notes])
    return sheet.around(drawing(figure, inside(WIDTH), height), WIDTH, height)


def png(drawn: str) -> bytes:
    """An SVG as a PNG. The text is drawn with the letters that come with the Studio."""
    return typst.compile(PAGE, sys_inputs={"svg": drawn}, font_paths=[_fonts()], ignore_system_fonts=True, format="png", ppi=SHARP)


def made_on(day: date) -> str:
    """The line that says who drew a figure, and when."""
    return f"Le Studio, Lozère Développement, figure du {french.day(day)}. Licence Ouverte 2.0."


def plain(markdown: str) -> str:
    """A line of Markdown as a reader sees it: the words of its links, without their marks."""
    words = MARKS.sub("", LINK.sub(r"\1", markdown))
    return re.sub(r"\\(.)", r"\1", words).replace(JOINER, "")


def fonts_found() -> bool:
    """Whether those letters are on this machine."""
    try:
        return any(Path(_fonts()).glob("*.ttf"))
    except PackageNotFoundError:
        return False


@cache
def _fonts() -> str:
    return str(distribution("streamlit-pdf").locate_file(FONTS))
