"""A table wider than a phone: it scrolls inside itself, the keyboard reaches it, its first column says what each line is."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from pages.parts.prose import as_html


class Cell(NamedTuple):
    """A text, what is written small under it, and whether it stands out."""

    text: str
    under: str = ""
    strong: bool = False


def show(name: str, header: Sequence[Cell], lines: Sequence[Sequence[Cell]], numbers: bool = False) -> None:
    """The table; `name` is said by a screen reader when it is reached; columns of `numbers` have their commas in line."""
    head = "".join(f'<th scope="col">{_inside(cell)}</th>' if cell.text else "<td></td>" for cell in header)
    body = "".join(
        f'<tr><th scope="row">{as_html(line[0].text)}</th>{"".join(f"<td>{_inside(cell)}</td>" for cell in line[1:])}</tr>' for line in lines
    )
    st.html(
        f'<div class="studio-table{" studio-numbers" if numbers else ""}" role="region" tabindex="0" aria-label="{as_html(name)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _inside(cell: Cell) -> str:
    text = f"<strong>{as_html(cell.text)}</strong>" if cell.strong else as_html(cell.text)
    return f"{text}<small>{as_html(cell.under)}</small>" if cell.under else text
