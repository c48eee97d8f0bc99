"""What the visits of every page share: the addresses, and what axe-core finds."""

from axe_playwright_python.base import AXE_FILE_PATH

from pages.parts import menu
from pages.parts.study import groups

# Every page, studies with all their tabs in sight, and the states of the page Territoire that its own address does not show: a ranking, a card,
# weights deduced two by two.
ADDRESSES = [
    *(f"/{entry.address}{f'?{groups.VIEW}={groups.WHOLE}' if entry.section == menu.STUDIES else ''}" for entry in menu.entries()),
    "/territoire?territory.mode=Quel+site+convient+%3F&territory.surface=500&site=la_tieule_hqe",
    "/territoire?territory.mode=Quel+site+convient+%3F&territory.weights=deux+%C3%A0+deux&territory.coverage=true",
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
