"""What may be wrong with a page once the window that shows it is an enlarged screen, then a phone, all its drawers open."""

from tests.e2e.browser import settle
from tests.e2e.every_page.visits import violations

PHONE, ENLARGED = {"width": 390, "height": 844}, {"width": 320, "height": 640}
CLOSED = "[data-testid='stExpander'] details:not([open])"
# All at once, as the server then draws what several of them hold in one run; then those that stand inside a drawer that has just opened.
OPEN_DRAWERS = """async closed => {
    for (let round = 0; round < 10; round++) {
        const asked = [...document.querySelectorAll(closed)];
        asked.forEach(drawer => drawer.querySelector("summary").click());
        for (let waits = 0; waits < 100 && asked.some(drawer => drawer.isConnected && !drawer.open); waits++)
            await new Promise(soon => setTimeout(soon, 50));
    }
}"""
# How far the right side of a table is beyond that of what holds it, and the first words of the table.
TABLES_OUT = """() => [...document.querySelectorAll("[data-testid='stMarkdown'] table")].filter(table => table.innerText).map(table => [
    Math.round(table.getBoundingClientRect().right - table.closest("[data-testid='stElementContainer']").getBoundingClientRect().right),
    table.innerText.slice(0, 40),
]).filter(([beyond]) => beyond > 0)"""
# Streamlit's own menu on a phone, and nothing else: its list holds wrappers that are not list items.
STREAMLIT_ON_A_PHONE = {"list", "listitem"}


def faults(page) -> dict[str, object]:
    """320 pixels are what a screen of 1 280 leaves when the page is enlarged to 400 % (WCAG 1.4.10); then a phone, everything open."""
    page.set_viewport_size(ENLARGED)
    settle(page)
    found: dict[str, object] = {"too wide when enlarged": excess(page, ENLARGED)}
    page.set_viewport_size(PHONE)
    page.evaluate(OPEN_DRAWERS, CLOSED)
    settle(page)
    return found | {
        "closed drawers": page.locator(f"{CLOSED} summary").all_inner_texts(),
        "too wide on a phone": excess(page, PHONE),
        "tables out of their box": page.evaluate(TABLES_OUT),
        "axe on a phone": violations(page) - STREAMLIT_ON_A_PHONE,
    }


def excess(page, screen: dict[str, int]) -> int:
    """How much the page is wider than the screen [px]: it would scroll sideways."""
    main = page.evaluate("(main => main.scrollWidth - main.clientWidth)(document.querySelector('[data-testid=stMain]'))")
    return max(page.evaluate("document.documentElement.scrollWidth") - screen["width"], main, 0)
