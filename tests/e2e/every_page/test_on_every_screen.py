"""Every page: nothing asked outside, no error, no English, headings in order, accessible in both themes; then on a small screen."""

import functools
import re

import pytest

from studies import catalog
from tests.e2e.browser import settle
from tests.e2e.every_page import small_screen
from tests.e2e.every_page.visits import ADDRESSES, DEPEND_ON_COLOURS, faint_words, ground, violations

pytestmark = pytest.mark.browser

ENGLISH = re.compile(r"\b(the|with|settings|download|loading|choose|select|search|error|more|press|value|rerun|share)\b", re.IGNORECASE)
TEXT_WITHOUT_ICONS = """() => {
    const icons = [...document.querySelectorAll('[data-testid=stIconMaterial]')];
    icons.forEach(icon => { icon.style.display = 'none' });
    const text = document.body.innerText;
    icons.forEach(icon => { icon.style.display = '' });
    return text;
}"""


# Whole studies, of which the longest shows the same parts by day; pages of an account, closed to the visitor of these tests like /equipe and
# /version; pages of text alone, like /methode; another way to weigh the ranking that is visited with a card open.
AT_NIGHT = re.compile(
    r"/(tres-haut-debit|datacenter-de-proximite|hydrogene)\?|/(comite|seances|modifier|inventaire|erreurs|compte|scenario|apercu)$"
    r"|/(accessibilite|mentions-legales)$|.*territory\.weights="
)


@pytest.mark.parametrize("address", [pytest.param(each, marks=pytest.mark.nightly) if AT_NIGHT.match(each) else each for each in ADDRESSES])
def test_a_page_is_clean_french_ordered_and_accessible_on_every_screen(server, page, address):
    """One visit tells every fault of a page at once: on a desk computer by night, then by day, as the page takes the other theme, then its window
    narrowed to an enlarged screen and to a phone."""
    page.emulate_media(color_scheme="dark")
    page.goto(server + address)
    settle(page)
    by_night = ground(page)
    faults: dict[str, object] = {"axe in the dark": violations(page, DEPEND_ON_COLOURS), "faint in the dark": faint_words(page)}
    page.emulate_media(color_scheme="light")
    settle(page)
    faults |= {
        "theme": ground(page) == by_night,
        "asked outside": page.outside,
        "console": page.errors,  # the content security policy writes its violations there
        "exceptions": page.locator("[data-testid='stException']").all_inner_texts(),
        "language": [found] if (found := page.locator("html").get_attribute("lang")) != "fr" else [],
        "headings": heading_faults(page),
        "fonts": font_faults(page),
        "axe": violations(page),
        "faint": faint_words(page),
        "english": english_lines(page),
        "length": too_long(page, address),
    }
    faults |= small_screen.faults(page)
    assert {kind: found for kind, found in faults.items() if found} == {}


LONGEST = {"/territoire": 2.5, "/fibre": 5, "/sources": 3, "/methode": 2}  # [screens of a desk computer] as a visitor opens the page


def too_long(page, address: str) -> str:
    """How many screens of a desk computer a page has, when that is more than what it is held to."""
    screens = page.evaluate("(main => main.scrollHeight / main.clientHeight)(document.querySelector('[data-testid=stMain]'))")
    return f"{screens:.1f} screens" if screens > LONGEST.get(address, screens) else ""


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
    """The lines on screen that hold an English word, titles of sources and icons aside: an icon is a word in its own font."""
    return [line for line in page.evaluate(TEXT_WITHOUT_ICONS).splitlines() if ENGLISH.search(line) and ENGLISH.search(without_titles(line))]


def without_titles(line: str) -> str:
    """The line without the titles of sources, which stay in their own language."""
    return functools.reduce(lambda text, title: text.replace(title, ""), titles(), line)


@functools.cache
def titles() -> list[str]:
    """The titles of every source that a page may name."""
    return [source.title for study in (*catalog.studies(), catalog.shared()) for source in study.sources.values()]
