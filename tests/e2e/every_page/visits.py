"""What the visits of every page share: the addresses, and what axe-core finds."""

import re

from axe_playwright_python.base import AXE_FILE_PATH

from pages.parts import menu
from pages.parts.study import groups
from tests.test_theme import TEXT, contrast

# Every page, studies with all their tabs in sight, and the states of the page Territoire that its own address does not show: a ranking, a card,
# weights deduced two by two.
ADDRESSES = [
    *(f"/{entry.address}{f'?{groups.VIEW}={groups.WHOLE}' if entry.section == menu.STUDIES else ''}" for entry in menu.entries()),
    "/territoire?territory.mode=Quel+site+convient+%3F&territory.surface=500&site=la_tieule_hqe",
    "/territoire?territory.mode=Quel+site+convient+%3F&territory.weights=deux+%C3%A0+deux",
]
# What passes is not told node by node: a third of the time.
RUN_AXE = "async rules => (await axe.run(document, {runOnly: rules, resultTypes: ['violations']})).violations"
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
DEPEND_ON_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # what another theme can change on the same page


def violations(page, rules: list[str] | dict = EVERY_RULE) -> set[str]:
    """The rules of axe-core that the page breaks seriously."""
    page.evaluate(AXE_FILE_PATH.read_text("utf-8"))
    found = page.evaluate(RUN_AXE, rules)
    return {violation["id"] for violation in found if violation["impact"] in ("serious", "critical")}


# The words of a chart that stand on the ground of the page, not those in a bar, a cell or a flow. axe-core reads no text of a drawing.
INKS = """() => [...document.querySelectorAll(".js-plotly-plot text")]
    .filter(text => text.textContent.trim() && text.closest(".xtick, .ytick, .g-xtitle, .g-ytitle, .legendtext, .annotation, .legend, .cbaxis"))
    .map(text => [getComputedStyle(text).fill, text.textContent])"""
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"


def ground(page) -> str:
    """The colour behind the page."""
    return page.evaluate(GROUND)


def faint_words(page) -> list[str]:
    """The words of charts that stand out too little from the page, each with its contrast."""
    behind = hexadecimal(ground(page))
    told = {(words, contrast(hexadecimal(ink), behind)) for ink, words in page.evaluate(INKS)}
    return [f"{words} : {found:.1f}" for words, found in sorted(told) if found < TEXT]


def hexadecimal(colour: str) -> str:
    """rgb(18, 24, 27) as #12181b."""
    return "#" + "".join(f"{int(channel):02x}" for channel in re.findall(r"\d+", colour)[:3])
