"""Ten thousand draws asked from a study page, in a browser: a stop passes while they are counted, which a page without one cannot show."""

from playwright.sync_api import Page, expect

TABLE = ".st-key-part-draws table"


def stop_then_count(page: Page) -> None:
    """Asks for them in their tab, stops, then lets them be counted."""
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Robustesse").click()
    ask, stop = (page.get_by_role("button", name=name) for name in ("10 000 tirages", "Arrêter"))
    ask.click()
    stop.click()
    expect(stop).to_have_count(0)
    expect(page.locator(TABLE)).to_have_count(0)
    ask.click()
    expect(page.locator(TABLE)).to_have_count(1, timeout=120_000)  # [ms] those of pork take some seconds of a core
