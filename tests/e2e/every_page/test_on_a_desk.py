"""Every page on a desk computer: nothing asked outside, no error, no English, headings in order, accessible in both themes."""

import functools
import re

import pytest

from studies import catalog
from tests.e2e.browser import settle
from tests.e2e.every_page.visits import ADDRESSES, violations

pytestmark = pytest.mark.browser

ENGLISH = re.compile(r"\b(the|with|settings|download|loading|choose|select|search|error|more|press|value|rerun|share)\b", re.IGNORECASE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_on_a_desk_is_clean_french_ordered_and_accessible(server, page, address):
    """One visit tells all that can be read of a page, and every fault of it at once; then night falls, and the page takes the other theme."""
    page.goto(server + address)
    settle(page)
    by_day = ground(page)
    faults = {
        "asked outside": page.outside,
        "console": page.errors,  # the content security policy writes its violations there
        "exceptions": page.locator("[data-testid='stException']").all_inner_texts(),
        "language": [found] if (found := page.locator("html").get_attribute("lang")) != "fr" else [],
        "headings": heading_faults(page),
        "fonts": font_faults(page),
        "axe": violations(page),
        "english": english_lines(page),
    }
    page.emulate_media(color_scheme="dark")
    settle(page)
    faults["theme"] = ground(page) == by_day
    faults["axe in the dark"] = violations(page)
    assert {kind: found for kind, found in faults.items() if found} == {}


def ground(page) -> str:
    """The colour behind the page."""
    return page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor")


def heading_faults(page) -> list[str]:
    """What is wrong with the levels of the headings: they go down one at a time from a single first one."""
    levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter(e => e.offsetParent).map(e => +e.tagName[1])")
    alone = [] if levels.count(1) == 1 and levels[0] == 1 else [f"first headings: {levels}"]
    return alone + [f"h{before}, then h{after}" for before, after in zip(levels, levels[1:], strict=False) if after - before > 1]


def font_faults(page) -> list[str]:
    """The fonts of the first heading and of the first text, when they are not the serif and the sans that Streamlit ships."""
    wanted = {"h1": "Source Serif", "[data-testid='stMain'] p": "Source Sans"}
    fonts = {selector: page.locator(selector).first.evaluate("e => getComputedStyle(e).fontFamily") for selector in wanted}
    return [f"{selector}: {fonts[selector]}" for selector, name in wanted.items() if name not in fonts[selector]]


def english_lines(page) -> list[str]:
    """The lines on screen that hold an English word, titles of sources aside. Takes the icons away: an icon is a word in its own font."""
    page.evaluate("document.querySelectorAll('[data-testid=stIconMaterial]').forEach(icon => icon.remove())")
    return [line for line in page.locator("body").inner_text().splitlines() if ENGLISH.search(line) and ENGLISH.search(without_titles(line))]


def without_titles(line: str) -> str:
    """The line without the titles of sources, which stay in their own language."""
    return functools.reduce(lambda text, title: text.replace(title, ""), titles(), line)


@functools.cache
def titles() -> list[str]:
    """The titles of every source that a page may name."""
    return [source.title for study in (*catalog.studies(), catalog.shared()) for source in study.sources.values()]
