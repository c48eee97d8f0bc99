"""The routes of fibre on the maps of the datacenter study."""

from collections import Counter
from pathlib import Path

from pages.parts.maps import legend
from tests.pages.conftest import Visitor, in_whole

PAGE = Path(__file__).parents[3] / "studies/datacenter/page.py"
ZONES, LINK = 3, 9  # the questions whose map draws them


def test_each_map_that_draws_the_routes_tells_them_in_its_legend():
    page = Visitor.new()
    page.switch_page(str(PAGE))
    in_whole(page)
    for number in (ZONES, LINK):
        page.session_state[f"datacenter.question-{number}"] = True
    page.run()
    told = Counter(words for shown in page.get("html") for _, words in legend.read(shown.value))
    assert [told[route] for route in ("dorsale de l'A75", "branche de l'A75 à Mende", "second chemin par Langogne, à construire")] == [2, 2, 2]
