"""Data written in the language of what shows it: one escape for each, so that no value is ever read as markup, as a template or as a formula.

Two need none here. Typst: its template is ours and reads every value as JSON (sys.inputs). GeoJSON, the layers of the maps included: json
writes it, and Streamlit escapes what its tooltip shows.
"""

import json
import re

# Braces are letters of HTML, but a template (Jinja, the %{name} of plotly) is filled in before HTML is read; plotly knows no &quot;.
HTML_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;", "{": "&#123;", "}": "&#125;"})
XML_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;"})
XML_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no escape writes them: a reader stops there
REPLACED = "\ufffd"  # the sign that Unicode gives to what could not be written
SCRIPT_MARKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # a spreadsheet would run a text that begins like this

BLANKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")  # one line for Markdown, as HTML shows it; a no-break space stays
MARKDOWN_MARKS = re.compile(r"[\\`*_{}\[\]()#!<>~$|&]|:(?=\S)|^[-+=]")  # what Markdown, or Streamlit in it, takes for an order
NUMBERED = re.compile(r"^(\d{1,9})\.")  # a list, when it begins a line
# What Streamlit looks for once the marks are read: an icon, an emoji, an address, a mail, a sign drawn with several (-> is →).
# No backslash prevents that: an invisible character, where no line breaks, stands in the middle.
JOINER = "\u2060"
FOUND_LATER = re.compile(r"(?<=:)(?=material/|[\w+-]+:|//)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@)|(?<=[-<>~])(?=[->=])", re.IGNORECASE)


def markdown(text: str) -> str:
    """A text of one line that somebody else wrote, so that Markdown shows it as it is: no link, heading, picture, formula, icon or colour."""
    line = FOUND_LATER.sub(JOINER, BLANKS.sub(" ", text).strip(" "))
    return NUMBERED.sub(r"\1\\.", MARKDOWN_MARKS.sub(r"\\\g<0>", line))


def html(text: str) -> str:
    """Text that HTML shows as it is: in a page, between quotes, in a name of plotly."""
    return text.translate(HTML_MARKS)


def xml(text: str) -> str:
    """Text that an XML reader, of SVG for one, gives back as it is, inside an element or between quotes; a control character that XML has no way
    to write is replaced by a sign that shows it."""
    return XML_REFUSED.sub(REPLACED, text).translate(XML_MARKS)


def json_in_html(value: object) -> str:
    """JSON for a <script type="application/json">: nothing in it ends the script, and a JavaScript of before 2019 reads it too."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(SCRIPT_MARKS)


def cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula, with one kind of line end and without the characters that a workbook, which is XML, cannot
    hold: a single one would make the whole of it unreadable; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = XML_REFUSED.sub("", value).replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def web_address(text: str) -> str:
    """A text that may be a link, else "": nothing but http(s) is one."""
    return text if text.lower().startswith(("http://", "https://")) else ""
