"""The page of hydrogen when nothing is chosen, and what it says of the option that it advises whatever is chosen."""

from pathlib import Path

from studies import catalog
from studies.toolkit.reading import units
from studies.toolkit.running import narrative
from tests.pages.conftest import Visitor, in_whole

ROOT = Path(__file__).parents[3]
ZONES = 11  # the question on zones and communes


def test_the_communes_around_a_zone_are_told_in_a_sentence_when_nobody_asks_for_anything():
    """All the levers at their lowest: in version 0.12.0 the page failed."""
    site = Visitor.new()
    site.session_state["hydrogen.scenario"] = "nothing"
    site.session_state[f"hydrogen.question-{ZONES}"] = True
    for lever in catalog.get("hydrogen").parameters.values():
        if lever.role == "lever":
            site.session_state[f"hydrogen.{lever.id}"] = lever.low
    site.switch_page(str(ROOT / "studies/hydrogen/page.py"))
    in_whole(site)
    page = site.run()
    assert not page.exception
    assert any("personne n'y ferait le plein" in element.value.replace("\u2019", "'") for element in [*page.markdown, *page.caption])


def test_the_advised_option_is_told_with_its_own_euros_whatever_is_on_screen():
    """In version 0.12.0 the sentence of the home page gave biomethane the 14 M EUR of the hydrogen that was on screen."""
    study = catalog.get("hydrogen")
    advised = units.headline(float(study.run("biomethane").data.public_money), "MEUR_2024")
    for scenario in study.scenarios:
        shown = study.run(scenario)
        for text in (study.card.summary, study.texts["essential"]):
            assert advised in narrative.fill(text, shown, shown, study.parameters), scenario
