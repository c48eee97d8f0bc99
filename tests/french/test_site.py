"""Every text that the product shows or hands out keeps the rules of French: nobody reads forty screens again to find « 25 anss »."""

import pytest

from pages.parts import menu
from tests.french import reading, rules


@pytest.fixture(scope="module")
def said() -> list[reading.Said]:
    """Each text once, from one rendering of each page."""
    return list(dict.fromkeys([*reading.pages(), *reading.files()]))


def test_all_the_pages_and_files_are_read(said):
    places = {text.where.partition(" ")[0] for text in said}
    assert places >= {*menu.addresses(), "sites.xlsx,", "sites.html", "layer"}
    kinds = {text.where.partition("(")[2].rstrip(")") for text in said}
    assert kinds >= {"markdown", "caption", "table", "metric", "slider", "expander", "plotly_chart", "deck_gl_json_chart", "page_link"}


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_no_text_breaks_the_rule(said, rule):
    read = (
        said if rule is not rules.loose_sign else [text for text in said if text.where.startswith("/")]
    )  # a file hands deposited texts out as they are
    wrong = [f"{text.where} | {found} | {text.text[:150]}" for text in read if (found := rule(rules.readable(text.text)))]
    assert not wrong, f"{len(wrong)} texts:\n" + "\n".join(wrong)
