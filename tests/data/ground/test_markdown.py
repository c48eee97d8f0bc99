"""What somebody wrote is read back as it is by the Markdown of GitHub, and holds nothing that Streamlit looks for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from data.ground import escaping

READER = MarkdownIt("commonmark", {"linkify": True}).enable(["linkify", "strikethrough", "table"])
READER.linkify.set({"fuzzy_link": False})  # as on GitHub, exemple.fr alone is no link
PIECES = (
    "[x](https://exemple.fr)",
    "![x](https://exemple.fr/a.png)",
    "<https://exemple.fr>",
    "https://exemple.fr",
    "HTTP://exemple.fr",
    "www.exemple.fr",
    "a@exemple.fr",
    "mailto:a@exemple.fr",
    "# Titre",
    "- a",
    "+ a",
    "* a",
    "1. a",
    "2024. a",
    "1) a",
    "> a",
    "**a**",
    "__a__",
    "~~a~~",
    "`a`",
    "```",
    "~~~",
    "---",
    "===",
    "|a|b|",
    "<b>a</b>",
    "<!-- a -->",
    "&lt;",
    "&#35;",
    "[a]: https://exemple.fr",
    "[^1]",
    "\\",
    "$x$",
    "$$x$$",
    ":red[a]",
    ":blue-badge[a]",
    ":small[a]",
    ":::a",
    "::a",
    ":smile:",
    ":+1:",
    ":material/home:",
    ":material_home:",
    ":streamlit:",
    "->",
    "<->",
    "--",
    ">=",
    "~=",
)
# What Streamlit 1.67 looks for in what Markdown has read (its StreamlitMarkdown.js, with remark-gfm and remark-emoji)
SEARCHED = re.compile(r":[\w+-]+:|:material/|https?://|(^|[^\w])www\.|[-.\w+]@[-\w]+\.|(^|\s)(<->|->|<-|--|>=|<=|~=)(\s|$)", re.IGNORECASE)
ORDERED = re.compile(r"(?<!\\)(?:\\\\)*(\$|:[a-z]|:::?)", re.IGNORECASE)  # a formula, a directive, before it is read
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5), st.sampled_from(" \n\t|:\\")), max_size=6).map("".join)


def one_line(text: str) -> str:
    return re.sub(r"[\x00-\x20\x7f\x85\u2028\u2029]+", " ", text).strip(" ")


def read_in(written: str) -> str:
    """The text of a paragraph that holds text and nothing else."""
    if not written:
        return ""
    opening, inline, closing = READER.parse(written)
    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert {token.type for token in inline.children} <= {"text", "text_special"}
    return "".join(token.content for token in inline.children)


@given(texts)
def test_any_text_is_read_back_as_it_was_written_and_holds_nothing_that_streamlit_looks_for(text):
    written = escaping.markdown(text)
    read = read_in(written)
    assert read.replace("\u2060", "").strip() == one_line(text).replace("\u2060", "").strip()  # this reader takes no-break spaces off the ends
    assert not SEARCHED.search(read)
    assert not ORDERED.search(written)


@given(texts)
def test_any_text_stays_in_its_cell_of_a_table_and_in_its_heading(text):
    cells = [token for token in READER.parse(f"| a | b |\n| --- | --- |\n| x{escaping.markdown(text)} | z |") if token.type == "inline"]
    assert [cells[2].children[0].type, cells[3].content, len(cells)] == ["text", "z", 4]
    opening, inline, _ = READER.parse(f"### a {escaping.markdown(text)} b")
    assert (opening.tag, {token.type for token in inline.children} <= {"text", "text_special"}) == ("h3", True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("La Tieule (Mende)", r"La Tieule \(Mende\)"),
        ("Zone : 10,5 % ; 3 - 4", "Zone : 10,5 % ; 3 - 4"),
        ("\n# Titre\n", r"\# Titre"),
        ("- 12", r"\- 12"),
        ("12. Halle", r"12\. Halle"),
        ("a|b", r"a\|b"),
        ("$x$", r"\$x\$"),
        (":red[a]", r"\:red\[a\]"),
        (":smile:", "\\:\u2060smile:"),
        (":material/home:", "\\:\u2060material/home:"),
        ("https://exemple.fr", "https\\:\u2060//exemple.fr"),
        ("www.exemple.fr", "www\u2060.exemple.fr"),
        ("a@exemple.fr", "a\u2060@exemple.fr"),
        ("a -> b", "a -\u2060\\> b"),
        ("\u00a0a\u00a0", "\u00a0a\u00a0"),
        ("", ""),
    ],
)
def test_the_signs_that_act_are_escaped_and_no_others(text, written):
    assert escaping.markdown(text) == written
