"""The ranges of ten thousand draws, asked from a page: those of the command line, for the choice on screen and no other."""

import pytest

from pages.parts.study.effects import many_draws as part
from pages.parts.study.view import Choice
from studies import catalog
from studies.toolkit.reading import units
from studies.toolkit.running import runs
from studies.toolkit.running.apart import many_draws, pool
from tests.pages.conftest import ROOT, in_whole

ASK, LEVER = "hydrogen.draws.ask", "hydrogen.guaranteed_volume"


@pytest.fixture
def page(site):
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    in_whole(site)
    return site.run()


def compared(page) -> str:
    """What the table of both ranges says."""
    found = [element.proto.body for element in page.get("html") if "Fourchettes de" in element.proto.body]
    return "".join(found).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("slug", ["broadband", "datacenter", "hydrogen"])
def test_pieces_make_the_ranges_of_the_command_line(slug):
    study = catalog.get(slug)
    shown = runs.run(study)
    pieces = [many_draws.piece(study, shown.scenario, (), place.start, place.stop) for place in many_draws.places(study)]
    found, expected = many_draws.gathered(shown, pieces), runs.with_draws(study, shown, 10_000).indicators
    for name, headline in expected.items():
        for side in ("value", "low", "high", "reached", "positive"):
            assert getattr(found[name], side) == pytest.approx(getattr(headline, side), rel=1e-12, abs=1e-12, nan_ok=True), (name, side)


def asked(pieces: int):
    """As the button leaves it once some pieces are counted, for the choice that the page shows first."""
    study = catalog.get("hydrogen")
    scenario = study.card.default_scenario
    places = many_draws.places(study)[:pieces]
    return part.Asked(Choice(scenario), [many_draws.piece(study, scenario, (), place.start, place.stop) for place in places])


def test_ten_thousand_draws_are_told_for_the_choice_on_screen_and_taken_away_when_it_changes(page):
    assert page.button(key=ASK)
    assert compared(page) == ""
    page.session_state["hydrogen.draws"] = asked(5)
    page.run()
    assert not page.exception
    study = catalog.get("hydrogen")
    for headline in runs.with_draws(study, runs.run(study), 10_000).indicators.values():
        span = units.headline_range(headline.low, headline.high, headline.unit)
        assert span.replace("\u00a0", " ").replace("\u202f", " ") in compared(page)
    assert not [button for button in page.button if button.key == ASK]
    page.slider(key=LEVER).set_value(250.0).run()
    assert compared(page) == ""
    assert page.button(key=ASK)


def test_what_moves_the_page_stops_what_is_not_counted_yet(page):
    page.session_state["hydrogen.draws"] = asked(2)
    page.run()
    assert not page.exception
    assert page.button(key=ASK)
    assert "hydrogen.draws" not in page.session_state


def test_a_choice_in_the_order_of_its_levers_is_counted_once():
    study = catalog.get("hydrogen")
    changes = (("hgv_share", 0.05), ("guaranteed_volume", 123.0))
    runs.central_headlines(study, "trend", changes)
    before = runs._central.cache_info().misses
    runs.run(study, "trend", dict(changes))
    assert runs._central.cache_info().misses == before
    assert runs.key(study, "trend", changes) == runs.key(study, "trend", changes[::-1])
    assert pool.answer(*runs.key(study, "trend", changes)) is None
