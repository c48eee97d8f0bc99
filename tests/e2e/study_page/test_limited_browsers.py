"""A browser in English, whose visitor imposes the colours and asks for less motion, without WebGL and with no room to keep anything: the study is
read, and says the rest."""

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import settle

pytestmark = pytest.mark.browser

WITHOUT_WEBGL = """(ask => { HTMLCanvasElement.prototype.getContext = function (kind, ...wishes) {
    return kind.startsWith("webgl") ? null : ask.call(this, kind, ...wishes);
} })(HTMLCanvasElement.prototype.getContext);"""
WITHOUT_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {get() { throw new DOMException("refused", "SecurityError") }});"""
# What a background alone tells, and in which colour: the track of a lever and its thumb, the scenario chosen, the tab and the form in sight.
TOLD_BY_COLOUR = {
    "[data-testid='stSlider'] [role='group'] > div > div:first-child": "CanvasText",
    "[data-testid='stSlider'] div:has(> div > input)": "Highlight",
    "[data-testid='stRadioOption'][data-selected] > div > div:first-child": "Highlight",
    "[data-testid='stTab'][data-selected] .react-aria-SelectionIndicator": "Highlight",
    "[data-testid='stButtonGroup'] [data-selected]": "Highlight",
}
PAINTED = """([selector, colour]) => {
    const sample = document.body.appendChild(document.createElement("div"));
    sample.style.cssText = `forced-color-adjust: none; background: ${colour}`;
    const wanted = getComputedStyle(sample).backgroundColor;
    sample.remove();
    return getComputedStyle(document.querySelector(selector)).backgroundColor === wanted;
}"""


def test_a_limited_browser_reads_the_study_in_french_with_its_own_colours_and_is_told_why_there_is_no_map(server, open_page):
    page = open_page(locale="en-US", forced_colors="active")
    page.add_init_script(WITHOUT_WEBGL + WITHOUT_STORAGE)
    page.goto(f"{server}/datacenter-de-proximite")
    settle(page)
    levers = page.locator("[data-testid='stSidebar'] [data-testid='stSliderThumbValue']").all_inner_texts()
    assert "33,6\N{NO-BREAK SPACE}%" in [value.strip() for value in levers]
    chart = page.get_by_test_id("stDeckGlJsonChart").first
    expect(chart).to_be_visible()
    assert "WebGL y manque" in chart.evaluate("chart => getComputedStyle(chart, '::before').content")
    assert [selector for selector, colour in TOLD_BY_COLOUR.items() if not page.evaluate(PAINTED, [selector, colour])] == []
    lever = page.locator("[data-testid='stSidebar'] [data-testid='stSlider'] input").first
    lever.press("ArrowRight")
    assert lever.evaluate("lever => getComputedStyle(lever.parentElement.parentElement).outlineStyle") == "solid"
    settle(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    drawer = page.locator("[data-testid='stExpander'] details:not([open]):visible").first.element_handle()
    folded = drawer.evaluate("drawer => drawer.clientHeight")
    drawer.query_selector("summary").click()
    page.wait_for_function("([drawer, folded]) => !drawer.style.overflow && drawer.clientHeight > folded", arg=[drawer, folded])
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate("document.body.animate({opacity: [0.9, 1]}, 60_000).playState") == "running"
