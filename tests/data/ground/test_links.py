"""The links of a text in Markdown: what a browser would open from the Studio without leaving for the web is refused, however it is written."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from data.ground import escaping, links

READER = MarkdownIt("commonmark")
READER.validateLink = lambda _: True  # it follows every address, as the Markdown of Streamlit nearly does
ELSEWHERE = re.compile(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
PIECES = (
    *'[]()<>:\\!#&/ \n\t-^?"\u00a0a',
    "\n\n",
    "1. ",
    "[a](",
    "](",
    "[r]: ",
    "[r]",
    "data:x",
    "<file:x",
    "//e.fr",
    "https://e.fr",
    "/fibre",
    "&colon;",
)


def read_links(tokens: list[Token]) -> Iterator[str]:
    """The addresses of the links and of the pictures that a reader of Markdown finds."""
    for token in tokens:
        yield from (token.attrs[name] for name in ("href", "src") if name in token.attrs)
        yield from read_links(token.children or [])


@pytest.mark.parametrize(
    "text",
    [
        "[a](data:text/html,x)",
        "[a](<data:text/html,x y>)",
        "[a](\n data:text/html,x)",
        "[a](data&colon;text/html,x)",
        "[a](&#100;ata:text/html,x)",
        "[a](da\\ta:text/html,x)",
        "[a][r]\n\n[r]: data:text/html,x",
        "[a][r]\n\n- > 1. [r]: data:text/html,x",
        "[a][r\\]]\n\n[r\\]]: <data:text/html,x>",
        "[a][deux\nmots]\n\n[deux\nmots]:\ndata:text/html,x",
        "<data:text/html,x>",
        "<data:text/html,x\u00a0!>",
        "[a](JaVaScRiPt:alert(1))",
        "[a](vbscript:x)",
        "[a](file:///etc/passwd)",
        "<file:///etc/passwd>",
        "[a](blob:https://exemple.invalid/x)",
        "[a](ms-word:ofe|u|https://exemple.invalid)",
        "[a](//exemple.invalid)",
        "[a](\\\\exemple.invalid)",
        "[a]()",
        "![a](data:image/png;base64,AAAA)",
        "[a](/fibre[b](data:text/html,x)",  # the first is not closed, the second is a link
        "[a](https://exemple.fr/[b](data:text/html,x)",
        "[a](/&#47;exemple.invalid)",
        "[a](/&sol;exemple.invalid)",
        "[a][r]\n\n\u00a0\ufeff[r]: data:text/html,x",
        "[a][r]\r\r[r]: data:text/html,x",
        "[a][^]\n\n[^]: data:text/html,x",  # no note: it has no name
        "[a][^r s]\n\n[^r s]: data:text/html,x",  # nor with a space in it
        "[^1][r]\n\n[^1]: [r]: data:text/html,x",  # in a note
        "[^1][r]\n\n> [^1]: - [^2]:[r]: data:text/html,x",
        "prix : 5 $ et [a](//exemple.invalid) 6 $",  # a formula neither begins nor ends by a space
        "[a](/fibre$)[b](//exemple.invalid)$",
        "prix : 5 $, [a](data:text/html,x) et 6 $",  # between two signs of a formula, as far as it can be told
    ],
)
def test_a_link_that_leads_neither_to_the_web_nor_to_a_page_is_refused(text):
    ((place, fault, remedy),) = links.wrong(text)
    assert text[place:].startswith(fault.removeprefix("lien « ").removesuffix(" » refusé"))
    assert "https://" in remedy


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://exemple.fr/x_(y)) et [b](HTTP://exemple.fr)",
        "[a](/fibre), [b](/porc-de-qualite?pork.free_rodez=9), [c](#haut), [d](?print=1), [e](mailto:a@exemple.fr)",
        "[a][r]\n\n[r]: https://exemple.fr",
        "<https://exemple.fr>",
        "$f[x](t) = x^2$ puis $[a](\\\\ b)$ et [0 ; 1]",
        "Deux crochets [1] : data, javascript et file: se lisent.[^1]\n\n[^1]: une note",
    ],
)
def test_a_link_to_the_web_or_to_a_page_is_none(text):
    assert list(links.wrong(text)) == []


def test_a_long_address_is_cut_in_what_is_said():
    ((_, fault, _),) = links.wrong(f"[a](data:{'x' * 5_000})")
    assert fault == f"lien « data:{'x' * 55}… » refusé"


# Read one against all the others, these would take minutes: the test would not end.
@pytest.mark.parametrize(
    ("opening", "told"),
    [
        ("\n[", 0),
        ("](", 15_000),
        ("\n[a\\]", 0),
        ("<a:", 0),
        ("\n> ", 0),
        ("[" * 9, 0),
        ("\n1.", 0),
        ("](a:) ", 15_000),
        ("\n[^1]:[^", 0),
        ("[^1]:", 0),
        ("\r>", 0),
        ("\r[^a]:", 0),
        ("[^\\", 0),
    ],
)
def test_openings_that_nothing_closes_are_read_once(opening, told):
    assert len(list(links.wrong(opening * 15_000))) == told


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Voir [a](data:text/html,x).", "Voir [a]|(data:text/html,x)."),
        ("[a](<data:text/html,x y>)", "[a]|(<data:text/html,x y>)"),
        ("[a](<data:text/html,x>)", "[a]|(<|data:text/html,x>)"),
        ("[a][r]\n\n[r]: data:text/html,x", "[a][r]\n\n[r]|: data:text/html,x"),
        ("<file:///etc/passwd> et [b](https://exemple.fr)", "<|file:///etc/passwd> et [b](https://exemple.fr)"),
        ("[a\\\\](data:text/html,x)", "[a\\\\]|(data:text/html,x)"),
        ("[a](x[b](data:text/html,x)", "[a]|(x[b]|(data:text/html,x)"),
        ("[r]:\n- [s]: data:text/html,x\n\n[s]", "[r]|:\n- [s]|: data:text/html,x\n\n[s]"),
        ("[a](/fibre) et <https://exemple.fr>", "[a](/fibre) et <https://exemple.fr>"),
    ],
)
def test_a_refused_link_is_shown_as_it_was_typed_and_the_others_are_links(text, words):
    assert links.as_words(text) == words.replace("|", "\u2060")


@given(st.lists(st.sampled_from([*"[]()<>:\\$!#&/ \n-^", "a", "data", "file", "https://exemple.fr", "javascript:", "[r]: ", "&colon;"])).map("".join))
def test_no_text_keeps_a_refused_link_and_each_says_what_was_typed(text):
    shown = links.as_words(text)
    assert list(links.wrong(shown)) == []
    assert shown.replace("\u2060", "") == text


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_reader_of_markdown_finds_no_refused_link_in_what_is_shown(text):
    assert [to for to in read_links(READER.parse(links.as_words(text))) if ELSEWHERE.match(to)] == []


@given(st.text(alphabet="[]()<>:\\$adtf/# \n-", max_size=40))
def test_what_somebody_else_wrote_and_is_shown_as_it_is_holds_no_link(text):
    assert list(links.wrong(escaping.markdown(text))) == []
