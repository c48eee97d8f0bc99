"""The study page as a dashboard: what one moves, what it changes and where it happens are in sight together, whatever the screen."""

import pytest
from playwright.sync_api import expect

from pages.parts import menu
from studies import catalog
from tests.e2e.browser import settle
from tests.e2e.every_page.visits import violations
from tests.e2e.study_page.many_draws import stop_then_count
from tests.e2e.study_page.measures import cut_figures, end_of_the_first_sentence, in_sight, length, words
from tests.e2e.study_page.steps import nudge_then_go_two_steps_back_and_forth, visit

pytestmark = pytest.mark.browser

STUDIES = [menu.of_study(study).address for study in catalog.studies()]
DESK, ROOM, PHONE = (1440, 900), (1920, 1080), (390, 844)
SMALL = (1024, 768)
QUESTION, STRIP = ".st-key-part-header h2", ".st-key-strip"
LEVER = "[data-testid='stSidebarContent'] [data-testid='stSlider']"
MAP, CHART, ANSWER = "[data-testid='stDeckGlJsonChart']", ".st-key-part-charts [data-testid='stPlotlyChart']", ".st-key-part-essential p"
SIGNS = ".st-key-half-facts .studio-legend"
NEAR = ".st-key-part-near-levers [data-testid='stSlider']"
BARS = "[data-testid='stPopoverBody'] .studio-bars"
WAY_BACK = "[data-testid='stSidebar'] [class*='-here-'] button"
WHY = f"{STRIP} [data-testid='stPopoverButton']"


def test_the_keyboard_is_seen_where_it_is_and_the_strip_stays_in_sight_over_the_page_that_scrolls_under_it_on_both_themes(server, page):
    visit(page, server, STUDIES[0], DESK)
    expect(page.locator(NEAR).first).to_be_hidden()  # for phones only
    rings = {"light": keyboard_rings(page)}
    page.locator(".st-key-part-options").scroll_into_view_if_needed()
    page.mouse.wheel(0, 3_000)
    page.wait_for_timeout(300)  # [ms] a scroll ends when it ends
    assert in_sight(page, STRIP, whole=True)
    assert behind_the_strip(page) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert behind_the_strip(page) == "rgb(18, 24, 27)"
    rings["dark"] = keyboard_rings(page)
    assert rings == {"light": [["solid", "rgb(43, 92, 158)"]] * 6, "dark": [["solid", "rgb(156, 195, 255)"]] * 6}


def behind_the_strip(page) -> str:
    """The colour behind it."""
    frame = page.locator("[data-testid='stLayoutWrapper']:has(> .st-key-part-indicators)")
    return frame.evaluate("node => getComputedStyle(node).backgroundColor")


def keyboard_rings(page) -> list[list[str]]:
    """What stands around each of the six controls that follow the scenario in the order of the keyboard."""
    page.locator("[data-testid='stSidebarContent'] input[type='radio']:checked").focus()
    rings = []
    for _ in range(6):
        page.keyboard.press("Tab")
        rings.append(page.evaluate("(() => { const is = getComputedStyle(document.activeElement); return [is.outlineStyle, is.outlineColor] })()"))
    return rings


def test_on_a_phone_a_lever_moves_a_headline_without_scrolling_and_the_table_of_options_scrolls_inside_itself(server, open_page):
    page = open_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    visit(page, server, STUDIES[0], PHONE)
    figures = page.locator("[data-testid='stMetricValue']")
    before, stood = figures.all_inner_texts(), [page.locator(part).first.bounding_box() for part in (NEAR, ANSWER)]
    page.locator(f"{NEAR} input").first.focus()
    page.locator(f"{NEAR} input").first.press("End")
    expect(figures.first).not_to_have_text(before[0])
    expect(page.locator(".studio-changes")).to_be_in_viewport(ratio=1)
    assert [page.locator(part).first.bounding_box()["y"] for part in (NEAR, ANSWER)] == [box["y"] for box in stood]
    told = page.locator(".studio-changes")
    folded = told.bounding_box()
    assert folded["height"] < 44 and end_of_the_first_sentence(page, ANSWER) <= folded["y"]  # one line, under what the answer says first
    told.locator("summary").click()
    after = figures.first.inner_text()
    page.locator(f"{NEAR} input").first.press("Home")
    expect(figures.first).not_to_have_text(after)
    settle(page)
    assert told.bounding_box()["height"] > folded["height"]  # unfolded, it stays so at the next move
    assert in_sight(page, STRIP, whole=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]  # the strip scrolls, the page does not
    table = page.locator(".studio-table").first
    inside, frame = table.evaluate("node => [node.scrollWidth, node.clientWidth]")
    assert frame <= PHONE[0] < inside
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.studio-table').scrollLeft > 0")


def test_on_a_phone_a_headline_opens_within_the_screen_and_a_button_in_reach_of_the_thumb_opens_the_levers_and_counts_those_moved(server, open_page):
    """One visit of a choice."""
    page = open_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    visit(page, server, "porc-de-qualite?pork.install_eng_lr=1.5&pork.install_ne_m=0.5", PHONE)
    what_a_headline_is_made_of_fits(page)
    assert cut_figures(page) == []
    button = page.get_by_role("button", name="Ouvrir le menu et les leviers")
    for lever in page.locator(NEAR).all():  # on a phone a name of two lines leaves its slider room for its value
        name, value = (lever.locator(f"[data-testid='{part}']").first.bounding_box() for part in ("stWidgetLabel", "stSliderThumbValue"))
        assert name["y"] + name["height"] <= value["y"]
    box, count = button.bounding_box(), page.locator(".studio-moved")
    assert box["y"] > PHONE[1] * 0.8 and box["height"] >= 44 and box["y"] + box["height"] <= PHONE[1]
    assert button.evaluate("node => getComputedStyle(node, '::after').content") == '"Leviers"'
    assert count.inner_text().replace("\u00a0", " ") == "(2 déplacés)"
    inside = count.bounding_box()
    assert box["x"] < inside["x"] and inside["x"] + inside["width"] < box["x"] + box["width"] and box["y"] <= inside["y"]
    page.mouse.click(inside["x"] + 5, inside["y"] + 20)  # the count is part of the button
    expect(page.locator(LEVER).first).to_be_in_viewport()  # before the menu
    page.wait_for_function("() => document.querySelector('[data-testid=stSidebar]').getAnimations({subtree: true}).length === 0")  # it slides in
    typed, back = (page.locator(part).first.bounding_box() for part in ("[data-testid='stSidebar'] [data-testid='stTextInput']", WAY_BACK))
    assert back["x"] + back["width"] <= typed["x"] or back["y"] >= typed["y"] + typed["height"]  # what one types is not covered
    expect(count).to_be_hidden()
    page.get_by_test_id("stSidebarNavLink").filter(has_text="Méthode").click()
    expect(page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true")  # it does not cover the next page


def what_a_headline_is_made_of_fits(page) -> None:
    """Opened, then closed."""
    page.locator(WHY).first.click()
    expect(page.locator(BARS)).to_have_count(3)  # what it is made of in two tables, and what the levers brought
    settle(page)
    body = page.locator("[data-testid='stPopoverBody']")
    assert body.evaluate("node => node.scrollWidth <= node.clientWidth")
    box = body.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE[0]
    page.keyboard.press("Escape")
    expect(page.locator(BARS)).to_have_count(0)


@pytest.mark.parametrize("address", [STUDIES[2], *(pytest.param(address, marks=pytest.mark.nightly) for address in STUDIES if address != STUDIES[2])])
def test_the_first_tab_shows_at_once_what_matters_with_its_map_on_its_half_and_is_three_screens_at_most_six_on_a_phone(server, page, address):
    """One visit: question, headlines, lever, map and chart in sight without scrolling on both desks; then its length, and that on a phone. The map
    takes its half of the page, with its facts beside it in a room, and its classes hold on one line on every screen."""
    visit(page, server, address, ROOM)
    unseen = {ROOM: hidden_parts(page)}
    half, drawn = (page.locator(selector).first.bounding_box() for selector in (".st-key-part-map", MAP))
    facts = page.locator(".st-key-half-facts").bounding_box()
    assert drawn["height"] == 487.5 and 0 <= facts["x"] - drawn["x"] - drawn["width"] < 24
    assert facts["x"] + facts["width"] == pytest.approx(half["x"] + half["width"], abs=2)
    the_map_takes_its_half(page)
    resize(page, DESK)
    unseen[DESK] = hidden_parts(page)
    assert unseen == {DESK: [], ROOM: []}
    assert length(page) <= 3 * DESK[1]
    the_map_takes_its_half(page)
    resize(page, SMALL)
    assert cut_figures(page) == []
    the_map_takes_its_half(page)
    resize(page, PHONE)
    assert [part for part in (STRIP, NEAR) if not in_sight(page, part, whole=True)] == []
    assert end_of_the_first_sentence(page, ANSWER) <= page.get_by_test_id("stExpandSidebarButton").bounding_box()["y"]
    the_map_takes_its_half(page)
    drawn, facts, signs = (page.locator(f".st-key-part-map {part}").first.bounding_box() for part in (MAP, "[data-testid='stExpander']", SIGNS))
    assert 0 <= facts["y"] - drawn["y"] - drawn["height"] < 24 and facts["y"] < signs["y"]
    assert length(page) <= 6 * PHONE[1]
    assert 300 < words(page) <= 700  # on a phone, where the levers under the strip have words too
    assert violations(page) <= {"list", "listitem"}  # Streamlit's own menu on a phone


def resize(page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    settle(page)


def the_map_takes_its_half(page) -> None:
    """All the width of its half, and colours over limits, once."""
    lines = page.locator(".st-key-part-map :is(.studio-scale, .studio-legend)").first.evaluate("node => node.clientHeight")
    assert lines <= 32, page.viewport_size  # [px]
    half, drawn = (page.locator(selector).first.bounding_box() for selector in (".st-key-half-map", MAP))
    assert drawn["width"] == pytest.approx(half["width"], abs=2)


def hidden_parts(page) -> list[str]:
    """What should be in sight, whole, and is not."""
    return [part for part in (QUESTION, STRIP, LEVER, MAP, CHART) if not in_sight(page, part, whole=True)]


@pytest.mark.parametrize("address", [STUDIES[0], *(pytest.param(address, marks=pytest.mark.nightly) for address in STUDIES[1:])])
def test_every_other_tab_is_four_screens_at_most_while_its_drawers_are_closed(server, page, address):
    visit(page, server, address, DESK)
    heights = {}
    for tab in page.get_by_role("tab").all()[1:]:
        tab.click()
        settle(page)
        heights[tab.inner_text()] = length(page)
    assert len(heights) >= 4
    assert {name: height for name, height in heights.items() if height > 4 * DESK[1]} == {}


def test_a_headline_opens_what_it_is_made_of_and_what_a_lever_brought_which_goes_back_and_the_strip_keeps_its_height_whatever_it_tells(server, page):
    """One visit. A scenario tells a chance, the reference has no difference to tell, a move is told too: last, from one to the other."""
    study = catalog.get("pork")
    visit(page, server, study.card.url, DESK)
    heights = {"as it opens": strip_height(page)}
    assert page.locator(".studio-bars").count() == 0
    page.locator(WHY).nth(4).click()
    expect(page.locator(BARS)).to_have_count(2)
    expect(page.locator(BARS).first).to_contain_text("En tout")
    link = page.locator(f"{BARS} a").first
    assert link.get_attribute("target") == "_blank" and "noopener" in link.get_attribute("rel")
    page.keyboard.press("Escape")
    expect(page.locator(BARS)).to_have_count(0)
    lever, typed = (page.locator(f"[data-testid='stSidebar'] [data-testid='{kind}'] input").first for kind in ("stSlider", "stTextInput"))
    before, below = (lever.input_value(), typed.input_value()), what_stands_below(page)
    lever.press("End")
    expect(page.locator(".studio-changes")).to_have_count(1)
    settle(page)
    assert what_stands_below(page) == below  # neither what tells the move nor its way back pushes the other levers or the tabs away
    said, last_tab = (page.locator(selector).last.bounding_box() for selector in (".studio-changes", "[role='tab']"))
    assert said["x"] > last_tab["x"] + last_tab["width"] and in_sight(page, ".studio-changes", whole=True)
    page.locator(WHY).nth(4).click()
    expect(page.locator(BARS)).to_have_count(3)
    expect(page.locator(BARS).nth(1)).to_contain_text("Installations d'engraisseurs plein air")
    stop_then_count(page)
    assert violations(page) == set()
    page.get_by_role("button", name="Revenir à").first.click()
    settle(page)
    assert (lever.input_value(), typed.input_value()) == before
    nudge_then_go_two_steps_back_and_forth(page, lever)
    typed.fill(before[1])  # what stood there before the slider moved
    typed.press("Enter")
    settle(page)
    assert (lever.input_value(), typed.input_value()) == before
    heights |= strip_heights(page, [study.scenarios[study.card.options[-1].scenario], study.scenarios[study.card.reference]])
    assert len(heights) == 3 and len(set(heights.values())) == 1, heights
    assert page.errors == []


def strip_heights(page, scenarios) -> dict[str, int]:
    """The height of the strip in each scenario, chosen one after the other [px]."""
    heights = {}
    for scenario in scenarios:
        page.locator("[data-testid='stSidebarContent'] [data-testid='stRadio'] label", has_text=scenario.title).first.click()
        settle(page)
        heights[scenario.title] = strip_height(page)
    return heights


@pytest.mark.nightly
def test_the_strip_keeps_its_height_from_scenario_to_scenario(server, page):
    study = catalog.get("pork")
    visit(page, server, study.card.url, DESK)
    heights = strip_heights(page, study.scenarios.values())
    assert len(heights) == len(study.scenarios) and len(set(heights.values())) == 1, heights


def what_stands_below(page) -> list[dict]:
    """Where another lever and the tabs are, and on which lines the values and the segments of the strip."""
    lines = [{part.bounding_box()["y"] for part in page.locator(f"{STRIP} {kind}").all()} for kind in ("[data-testid='stMetricValue']", "img")]
    assert [len(line) for line in lines] == [1, 1]
    return [*lines, *(page.locator(selector).nth(2).bounding_box() for selector in (LEVER, "[role='tab']"))]


def strip_height(page) -> int:
    return round(page.locator(STRIP).bounding_box()["height"])


@pytest.mark.nightly
@pytest.mark.parametrize("slug", ["pork", *(pytest.param(slug, marks=pytest.mark.nightly) for slug in ("datacenter", "broadband", "hydrogen"))])
def test_the_strip_has_the_same_height_whatever_scenario_the_link_opens(server, page, slug):
    study = catalog.get(slug)
    heights = {}
    for scenario in study.scenarios:
        visit(page, server, f"{study.card.url}?{slug}.scenario={scenario}", DESK)
        heights[scenario] = strip_height(page)
    assert len(set(heights.values())) == 1, heights
