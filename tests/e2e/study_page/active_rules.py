"""Which rules of our stylesheet change something on the page in sight."""

from playwright.sync_api import expect

from tests.e2e.browser import settle

# A rule taken away or put back has the styles of the whole page computed again: never for a rule that nothing here falls under, and once for each
# other, as the styles with every rule in place are read first.
ACTIVE_RULES = """known => {
    const sheet = [...document.styleSheets].find(sheet => (sheet.href || "").includes("/styles/"));
    const told = [], asked = [];
    const look = (elements, rule, after) => JSON.stringify(elements.map(element => [...rule.style].map(name =>
        getComputedStyle(element, after).getPropertyValue(name))));
    const visit = parent => {
        for (let place = 0; place < parent.cssRules.length; place++) {
            const rule = parent.cssRules[place];
            if (rule.media) { if (matchMedia(rule.media.mediaText).matches) visit(rule); continue; }
            if (rule instanceof CSSPageRule) continue;  // every_page/test_on_paper.py reads it in the printed file
            if (known.includes(rule.selectorText)) continue;
            const after = rule.selectorText.includes("::after") ? "::after" : null;
            const elements = [...document.querySelectorAll(rule.selectorText.replaceAll("::after", ""))].slice(0, 40);
            if (elements.length) asked.push({parent, place, rule, after, elements, styled: look(elements, rule, after)});
            else told.push([rule.selectorText, false]);
        }
    };
    visit(sheet);
    for (const {parent, place, rule, after, elements, styled} of asked) {
        const text = rule.cssText;
        parent.deleteRule(place);
        told.push([rule.selectorText, styled !== look(elements, rule, after)]);
        parent.insertRule(text, place);
    }
    return told;
}"""

LINKS_IN_CELLS = "td :is(a, code)"
BESIDE_STUDIES = (
    ".st-key-page-head",
    ".st-key-part-page",
    ".st-key-large-map",
    ".st-key-beside-map",
    "st-key-after-facts",
    LINKS_IN_CELLS,
)  # containers, and a card with links on a phone, that no study has: the page Territoire proves their rules

BESIDE_TABS = '~="tabbed"'  # the sentence of a move there: test_cockpit_in_browser.py sees it push nothing
CHOSEN = "[data-tag]"  # what was chosen in a list of several: axe proves its rule, in the dark of every page
TEAM = "st-key-team-people"  # the list of people: test_people_in_browser.py sees a long name cut in it
DEPOSIT = "stFileChip"  # a file that one deposits: the page Inventaire proves the rules of one that is refused


def look(page, found: list[tuple[str, bool]]) -> None:
    """Adds to `found` each rule in force that is not yet seen to act, and whether it does here."""
    found += page.evaluate(ACTIVE_RULES, [selector for selector, acts in found if acts])


def look_at_what_opens(page, found: list[tuple[str, bool]], *names: str) -> None:
    """The same over what the button of each of these names opens."""
    for name in names:
        page.locator("[data-testid='stPopoverButton']", has_text=name).first.click()
        expect(page.locator("[data-testid='stPopoverBody']")).to_be_visible()
        settle(page)
        look(page, found)
        page.keyboard.press("Escape")


def look_at_a_list(page, found: list[tuple[str, bool]]) -> None:
    """The same over a page with a map, then over the list of its communes, open."""
    look(page, found)
    page.locator(".st-key-part-map [data-testid='stSelectbox'] input").first.click()
    expect(page.get_by_role("option").first).to_be_visible()
    look(page, found)
    page.keyboard.press("Escape")


def idle(found: list[tuple[str, bool]]) -> set[str]:
    """The rules that were never seen to act."""
    return {selector for selector, _ in found} - {selector for selector, acts in found if acts}


def of_studies(selectors: set[str]) -> set[str]:
    """Those that a page of a study proves."""
    return {selector for selector in selectors if not any(key in selector for key in (*BESIDE_STUDIES, BESIDE_TABS, CHOSEN, DEPOSIT, TEAM))}
