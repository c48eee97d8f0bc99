"""The theme can be read by everybody."""

import re
import tomllib
from pathlib import Path

import pytest

SETTINGS = tomllib.loads((Path(__file__).parents[1] / ".streamlit/config.toml").read_text("utf-8"))
MARKS = Path(__file__).parents[1] / "pages/serving/streamlit_page/page_marks.js"
TEXT, GRAPHICS = 4.5, 3.0  # the contrasts that WCAG 2.1 AA asks


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(colour: str, other: str) -> float:
    low, high = sorted((luminance(colour), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_is_that_of_the_recommendation():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("background", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("text", ["textColor", "linkColor", "primaryColor"])
def test_texts_can_be_read_on_both_backgrounds(theme, background, text):
    colours = SETTINGS["theme"][theme]
    assert contrast(colours[text], colours[background]) >= TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_white_tick_of_a_checked_box_can_be_seen(theme):
    assert contrast("#FFFFFF", SETTINGS["theme"][theme]["primaryColor"]) >= GRAPHICS


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_four_colours_of_a_chart_can_be_seen(theme):
    colours = SETTINGS["theme"][theme]
    assert [c for c in colours["chartCategoricalColors"][:4] if contrast(c, colours["backgroundColor"]) < GRAPHICS] == []


@pytest.mark.parametrize("scale", ["chartSequentialColors", "chartDivergingColors"])
def test_streamlit_takes_scales_of_exactly_ten_colours(scale):
    assert len(set(SETTINGS["theme"][scale])) == 10


def test_no_rule_looks_down_from_an_element_to_style_others_below_it():
    """« body:has(.moved) .button »: Chromium would compute the styles of the whole page again at each word that a chart measures. What must know the
    page in sight asks the root element, which page_marks.js marks."""
    sheet = re.sub(r"(?ms)^@media print \{.*?^\}|/\*.*?\*/", "", (Path(__file__).parents[1] / "pages/studio.css").read_text("utf-8"))
    selectors = [selector.strip() for selector in re.findall(r"[^{};]*:has\([^{]*", sheet)]
    assert len(selectors) > 10
    assert [selector for selector in selectors if re.search(r":has\((?:[^()]|\([^()]*\))*\)\S*\s", selector)] == []
    assert set(re.findall(r'data-studio~="(\w+)"', sheet)) == set(re.findall(r"(?m)^    (\w+): ['\"]", MARKS.read_text("utf-8")))
