"""A chart as a file: its title, its source and its date are in the SVG, and really drawn in the PNG."""

import io
from datetime import date
from xml.etree import ElementTree

import numpy as np
from PIL import Image

from data.ground import svg
from data.ground.svg import element, words
from pages.parts.charts import figures
from pages.parts.drawings import chart_sheet

SVG = "{http://www.w3.org/2000/svg}"
DARK = 128  # a letter is darker, the paper lighter


def sheet() -> str:
    figure = figures.bars({"Mende": 2.0, "Florac": 1.0}, "premises")
    notes = ["Source : [INSEE](https://www.insee.fr), 2023.", chart_sheet.made_on(date(2026, 3, 1))]
    return chart_sheet.svg(figure, "Deux locaux à **Mende**", "Mende : 2 locaux.", notes)


def drawn(png: bytes) -> np.ndarray:
    return np.array(Image.open(io.BytesIO(png)).convert("L"))


def test_the_svg_carries_its_title_its_words_its_source_and_its_date():
    found = ElementTree.fromstring(sheet())
    said = ["".join(text.itertext()) for text in found.iter(f"{SVG}text")]
    assert said[0] == "Deux locaux à Mende"
    assert said[-2:] == ["Source : INSEE, 2023.", "Le Studio, Lozère Développement, figure du 1er mars 2026. Licence Ouverte 2.0."]
    assert (found.find(f"{SVG}title").text, found.find(f"{SVG}desc").text) == ("Deux locaux à Mende", "Mende : 2 locaux.")


def test_the_png_is_the_same_sheet_at_two_pixels_for_one_with_its_letters():
    text = sheet()
    width, height = (float(length) for length in ElementTree.fromstring(text).get("viewBox").split()[2:])
    image = drawn(chart_sheet.png(text))
    assert abs(image.shape[1] - 2 * width) <= 1 and abs(image.shape[0] - 2 * height) <= 1
    title, source = image[:60], image[-60:]
    assert (title < DARK).sum() > 500 and (source < DARK).sum() > 500


def test_every_letter_and_sign_of_our_charts_is_drawn_and_none_as_the_box_of_an_unknown_one():
    def ink(sign: str) -> bytes:
        text = svg.document(60, 60, "", "", element("rect", width=60, height=60, fill="#FFFFFF"), words(10, 40, sign, 30, "#000000"))
        image = drawn(chart_sheet.png(text))
        assert (image < DARK).any(), sign
        return image.tobytes()

    unknown = ink("\U0010fffd")  # no font has it
    assert [sign for sign in "éèàçœÉŒ€−«»’…₂²³×≥→ⁿ%" if ink(sign) == unknown] == []


def test_the_letters_have_no_serifs_as_on_the_pages():
    def wide(letter: str) -> int:
        text = svg.document(60, 60, "", "", element("rect", width=60, height=60, fill="#FFFFFF"), words(10, 45, letter, 40, "#000000"))
        return int((drawn(chart_sheet.png(text)) < DARK).any(axis=0).sum())

    assert wide("I") < wide("n") / 3  # a stem, and no more
