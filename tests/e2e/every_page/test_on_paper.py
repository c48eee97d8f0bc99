"""A study on paper: sheets of A4 with their numbers, black on white whatever the theme, nothing wider than a sheet and no figure taller than one."""

import re

import pytest

from pages.parts.printing.paper import PRINTED, VIEW
from tests.e2e.browser import settle
from tests.e2e.desk import watched

# by day tests/pages/study/test_printed_study.py reads the same paper and the proof of the stylesheet lays it out
pytestmark = [pytest.mark.browser, pytest.mark.nightly]

PATIENCE = 180_000  # [ms] every tab at once, every question open
A4 = (595, 842)  # [point]
INSIDE = (680, 967)  # [px] of a sheet between its margins: 180 by 256 mm, at 96 px an inch
MOVED = "porc-de-qualite?pork.install_eng_lr=1.5"
FIGURES = "img[alt]:not([alt=''])"  # what is drawn and said; the signs of a legend are said by the words beside them
SHEET = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")


def sheets(page) -> list[tuple[int, int]]:
    """The sizes of the sheets of the printed file [point]."""
    return [(round(float(width)), round(float(height))) for width, height in SHEET.findall(page.pdf(prefer_css_page_size=True))]


def boxes(page, selector: str) -> list[tuple[float, float]]:
    """The widths and the heights of what the page shows [px]."""
    found = page.locator(selector).evaluate_all("all => all.map(each => each.getBoundingClientRect()).map(box => [box.width, box.height])")
    return [(width, height) for width, height in found if width]


def test_a_study_is_printed_from_a_dark_screen_on_light_sheets_by_its_link_and_as_it_stands(server, open_page):
    """One visit of the choice, then of the paper that its link opens."""
    page = open_page(another=True, color_scheme="dark")  # what its link opens is dark too
    page.goto(f"{server}/{MOVED}")
    settle(page, PATIENCE)
    page.context.on("page", watched)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Version à imprimer").click()
    paper = opened.value
    settle(paper, PATIENCE)
    assert f"{VIEW}={PRINTED}" in paper.url
    assert "1 levier déplacé" in paper.locator("[data-testid='stMain']").inner_text().replace("\u00a0", " ")
    whole_fits_its_sheets(paper)
    paper.close()
    the_ordinary_page_prints_black_on_white(page)


def whole_fits_its_sheets(page) -> None:
    """The version to print: light, nothing to press, everything there and open, within its sheets."""
    ground = page.locator("[data-testid='stApp']").evaluate("node => getComputedStyle(node).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    for hidden in ("stSidebar", "stHeader", "stSlider", "stSelectbox", "stButton", "stDownloadButton", "stDeckGlJsonChart", "stPlotlyChart"):
        assert boxes(page, f"[data-testid='{hidden}']") == [], hidden
    page.set_viewport_size({"width": INSIDE[0], "height": INSIDE[1]})
    page.emulate_media(media="print")
    values = boxes(page, "[data-testid='stMetricValue'] p")
    assert len(values) == 5 and min(width for width, _ in values) > 30  # each headline is there to be read
    figures = boxes(page, FIGURES)
    assert len(figures) > 15
    assert [box for box in figures if box[0] > INSIDE[0] + 1 or box[1] > INSIDE[1]] == []
    tables = boxes(page, "table")
    assert len(tables) > 20 and max(width for width, _ in tables) <= INSIDE[0] + 1
    over = page.locator("td, th").evaluate_all("all => all.filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.innerText)")
    assert over == []  # no word of a cell runs over the next one
    assert page.locator("details:not([open])").count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "14px"
    beside = page.locator("[data-testid='stHorizontalBlock']:has(.studio-bars)").evaluate_all(
        "all => all.map(each => getComputedStyle(each).display)"
    )
    assert set(beside) == {"block"}  # columns cut over two sheets would be written over what follows
    broken = page.locator(".studio-table").evaluate_all(
        "all => all.map(each => [each.querySelectorAll('tbody tr').length > 6, getComputedStyle(each).breakInside])"
    )
    assert broken and {how for long, how in broken if not long} <= {"avoid"} and {how for long, how in broken if long} <= {"auto"}
    printed = sheets(page)
    assert set(printed) == {A4} and 20 < len(printed) < 50
    assert page.errors == [] and page.outside == []


def the_ordinary_page_prints_black_on_white(page) -> None:
    """The page of the screen, printed as it stands."""
    page.emulate_media(media="print")
    grounds = page.evaluate("['html', 'body'].map(name => getComputedStyle(document.querySelector(name)).backgroundColor)")
    assert set(grounds) <= {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    inks = page.locator("h1, h2, h3, [data-testid='stMarkdownContainer'] p").evaluate_all(
        "all => all.filter(each => each.isConnected).map(each => getComputedStyle(each).color)"
    )
    assert set(inks) == {"rgb(0, 0, 0)"}
    assert boxes(page, "[data-testid='stSidebar'], [data-testid='stHeader'], [data-testid='stDownloadButton']") == []
    printed = sheets(page)
    assert set(printed) == {A4} and 2 <= len(printed) <= 8
