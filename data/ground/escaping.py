"""Data written in the language of what shows it: one escape for each, so that no value is ever read as markup, as a template or as a formula.

Two need none here. Typst: its template is ours and reads every value as JSON (sys.inputs). GeoJSON, the layers of the maps included: json
writes it, and Streamlit escapes what its tooltip shows.
"""

import json
import re
from urllib.parse import quote

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

# Braces are letters of HTML, but a template (Jinja, the %{name} of plotly) is filled in before HTML is read; plotly knows no &quot;.
HTML_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "{": "&#123;", "}": "&#125;"})
SCRIPT_MARKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet would run a text that begins like this

MARKDOWN_MARKS = re.compile(r"([\\`*_{}\[\]()#!<>~$&])")  # what Markdown reads as an order; | is that of a table: pages.parts.tables
MARKDOWN_STARTS = re.compile(r"^(\d*)([-+=.])")  # a list or an underlined title, at the beginning only
# Streamlit reads :emoji:, :red[…], www., https:, a@b and -> in what Markdown has already read: only a letter between can part them.
SIGNS = re.compile(r"(?<=:)(?=\S)|(?<=@)(?=\S)|(?<=\bwww)(?=\.)|(?<=[-=<])(?=[->=])", re.IGNORECASE)
JOINER = "\u2060"  # a word joiner: takes no room, parts no line
URL_SAFE = "/:?#@!$&'*+,;=%~-._"  # kept in a target; brackets and parentheses would end it


def markdown(text: str) -> str:
    """A text on one line that Streamlit's Markdown shows as it is written: no link, image, title, colour, icon, formula or table comes of it."""
    line = " ".join(text.split())
    return MARKDOWN_STARTS.sub(r"\1\\\2", MARKDOWN_MARKS.sub(r"\\\1", SIGNS.sub(JOINER, line))) if line else ""


def target(url: str) -> str:
    """The target of a link of ours, "" unless it is http(s) or an address of this site: nothing in it can end the link."""
    local = url.startswith("/") and not url.startswith("//")
    return quote(url, safe=URL_SAFE) if local or web_address(url) else ""


def html(text: str) -> str:
    """Text that HTML shows as it is: in a page, between quotes, in a name of plotly."""
    return text.translate(HTML_MARKS)


def json_in_html(value: object) -> str:
    """JSON for a <script type="application/json">: nothing in it ends the script, and a JavaScript of before 2019 reads it too."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(SCRIPT_MARKS)


def cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, with one kind of line end and without the control characters that a workbook refuses;
    numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def web_address(text: str) -> str:
    """A text that may be a link, else "": nothing but http(s) is one."""
    return text if text.lower().startswith(("http://", "https://")) else ""
