"""Small reference tables as real HTML tables: a header, rows of text, nothing to sort. About a third of the bytes of st.table."""

import re
from collections.abc import Mapping, Sequence

from data.ground import escaping
from pages.parts import prose

NOTHING = "Aucune ligne à montrer."
PIPE = re.compile(r"(\\.)|\|")  # with what stands escaped already
NARROW, LINK = 3, "]("  # columns that a phone shows whole; what a Markdown link holds


def show(rows: Sequence[Mapping[str, str]]) -> None:
    """A table from rows that share the same keys, which are its header. Cells may hold Markdown links and bold text."""
    if rows and len(rows[0]) > NARROW and any(LINK in cell for row in rows for cell in row.values()):
        prose.table(list(rows), hide_index=True)  # it scrolls inside itself on a phone; the links in it bring the keyboard there
    else:
        prose.markdown(as_markdown(rows))


def as_text(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Rows that hold what somebody wrote, shown as it is."""
    return [{name: escaping.markdown(value) for name, value in row.items()} for row in rows]


def as_markdown(rows: Sequence[Mapping[str, str]]) -> str:
    """The Markdown of a table; `|` and line breaks inside a cell are made harmless. A table without a row says so."""
    if not rows:
        return f"*{NOTHING}*"
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return PIPE.sub(lambda found: found[1] or "\\|", str(text)).replace("\n", " ")
