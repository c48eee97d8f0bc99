"""What somebody wrote stands in a wide table as it was written."""

from html.parser import HTMLParser

import pytest
import streamlit as st

from pages.parts import wide_tables
from pages.parts.wide_tables import Cell
from tests.hostile_texts import TEXTS


class Read(HTMLParser):
    """What a browser makes of HTML: its tags, its attributes, its texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.labels, self.texts = [], [], []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.labels += [value for name, value in attrs if name == "aria-label"]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_of_a_wide_table_is_read_as_markup(monkeypatch, name):
    text, written = TEXTS[name], []
    monkeypatch.setattr(st, "html", written.append)
    wide_tables.show(text, [Cell(""), Cell(text, text)], [[Cell(text), Cell(text, text, strong=True)]])
    read = Read(*written)
    assert sorted(read.tags) == sorted(["div", "table", "thead", "tr", "td", "th", "small", "tbody", "tr", "th", "td", "strong", "small"])
    assert [bare(label) for label in read.labels] == [bare(text)]
    assert bare("".join(read.texts)) == bare(text) * 5
