"""SVG as text: what an XML reader gives back of it."""

from xml.etree import ElementTree

import pytest

from data.ground import escaping, svg
from data.ground.svg_sheet import Sheet
from tests.hostile_texts import TEXTS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("text", [*TEXTS.values(), "<b a=\"1\" c='2'>&amp;"], ids=[*TEXTS, "marks"])
def test_a_text_comes_back_from_xml_as_it_was(text):
    read = ElementTree.fromstring(f'<a b="{escaping.xml(text)}">{escaping.xml(text)}</a>')
    assert read.text == text
    assert len(read) == 0
    assert read.get("b") == " ".join(text.split("\t"))  # a reader of XML turns a tabulation between quotes into a space


@pytest.mark.parametrize("control", ["\x00", "\x0b", "\x1b", "\ud800", "\ufffe"])
def test_what_xml_cannot_write_is_seen_and_breaks_nothing(control):
    assert ElementTree.fromstring(f"<a>{escaping.xml(f'Mende{control}48')}</a>").text == "Mende\ufffd48"


@pytest.mark.parametrize(("length", "written"), [(1.0, "1"), (0.125, "0.12"), (-0.001, "0"), (1234.5, "1234.5"), (100, "100")])
def test_a_length_is_written_without_useless_digits(length, written):
    assert svg.number(length) == written


@pytest.mark.parametrize("length", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_never_drawn(length):
    with pytest.raises(ValueError, match="rien à dessiner"):
        svg.element("rect", x=length)
    with pytest.raises(ValueError, match="rien à dessiner"):
        svg.element("path", d=f"M0 0L{length:.1f} 9")


def test_a_sheet_is_an_image_with_a_title_a_description_its_legend_and_its_source():
    hostile = TEXTS["svg"]
    sheet = Sheet(hostile, "Carte des communes", [("<circle r='3'/>", hostile)], ["Source : IGN, Licence Ouverte 2.0"])
    drawn = ElementTree.fromstring(sheet.around("<path d='M0 0h9'/>", 500, 100))
    assert (drawn.get("role"), drawn.find(f"{SVG}title").text, drawn.find(f"{SVG}desc").text) == ("img", hostile, "Carte des communes")
    said = " ".join(text.text for text in drawn.iter(f"{SVG}text"))
    assert "<svg onload=window.hacked=1>" in said
    assert "Source : IGN, Licence Ouverte 2.0" in said
    assert not drawn.findall(f".//{SVG}image")
