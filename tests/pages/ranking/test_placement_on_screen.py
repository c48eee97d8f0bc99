"""Where to open the next places, as a visitor asks and reads it."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.territory import lozere
from pages.parts.ranking import placement
from pages.parts.ranking.placement import Demand, Question
from tests.pages.conftest import PATIENCE, lines


def asked() -> None:
    """A page that holds the placement only."""
    import xarray as xr

    from geo.places import digital_places
    from geo.territory import lozere
    from pages.parts.ranking import placement

    people = lozere.dataset()["population"]
    nobody = xr.zeros_like(people)
    demands = [
        placement.Demand("Habitants", people, "inhabitants", "observé", "Source : recensement."),
        placement.Demand("Personne", nobody, "inhabitants", "observé", "Source : aucune."),
    ]
    kept = {"les tiers-lieux connus": digital_places.communes_of("third_place")}
    placement.show("trial", demands, kept)


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(asked, default_timeout=PATIENCE).run()


def said(page: AppTest) -> str:
    text = "\n".join([*(element.value for element in [*page.header, *page.markdown, *page.caption, *page.info]), *lines(page)])
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_three_candidates_are_told_with_what_they_change_and_what_is_not_known(page):
    assert not page.exception
    text = said(page)
    assert "### Trois lieux de plus feraient passer le trajet moyen de 29 à 14 min" in text
    assert "Estimation : des candidats à discuter, pas un choix" in text
    assert "ni les locaux libres, ni leur loyer, ni les personnes" in text
    place = "1. **Saint-Chély-d'Apcher**, CC des Terres d'Apcher-Margeride-Aubrac"
    assert f"| {place} | 16 000 habitants | 56 min, puis 15 min ; 59 min jusqu'à POLeN (Mende) |" in text
    assert "à vol d'oiseau × 1,35 à 50 km/h" in text


def test_the_number_of_places_is_a_choice(page):
    page.button_group(key="trial.count").set_value(1).run()
    assert "### Un lieu de plus ferait passer le trajet moyen de 29 à 20 min" in said(page)


def test_the_people_within_reach_are_the_other_aim(page):
    page.radio(key="trial.aim").set_value(placement.COVER).run()
    assert "de la demande à moins de 20 min, contre 49 % aujourd'hui" in said(page)
    page.button_group(key="trial.within").set_value(30).run()
    assert "de la demande à moins de 30 min, contre" in said(page)
    assert not page.exception


def test_from_nothing_there_is_no_time_of_today(page):
    page.selectbox(key="trial.kept").set_value(placement.NOTHING_OPEN).run()
    text = said(page)
    assert "### Trois lieux mettraient le trajet moyen à 22 min" in text
    assert "Trajet moyen |" in text and "aujourd'hui, puis après" not in text
    assert placement.BEFORE not in page.button_group(key="trial.colour-2").options


def test_a_demand_that_is_nowhere_is_told_in_french(page):
    page.selectbox(key="trial.demand").set_value("Personne").run()
    assert not page.exception
    assert "Pas de candidats : la demande est nulle partout" in said(page)


def test_the_file_to_download_has_every_commune_with_the_place_it_would_go_to():
    people = lozere.dataset()["population"]
    question = Question(Demand("Habitants", people, "inhabitants", "observé", "Source : recensement."), 2, "", None)
    placed = placement.placement.place(people.to_series(), 2)
    table = placement.table(placed, question)
    assert len(table) == 152
    assert sorted(rank for rank in table["rang_candidat"] if rank) == [1, 2]
    assert set(table["lieu_le_plus_proche"]) == {"Saint-Bauzile", "Saint-Chély-d'Apcher"}
    assert table["demande"].sum() == 76_486
    assert table.isna().sum().drop("minutes_avant").sum() == 0


@pytest.mark.parametrize(
    ("colour", "fact"),
    [
        (placement.AFTER, "| Trajet vers le lieu le plus proche, avec les nouveaux (estimé) | 5,02 min |"),
        (placement.DEMAND, "| Habitants (observé) | 12 500 habitants |"),
    ],
)
def test_a_commune_chosen_beside_the_map_is_told_with_its_figure(page, colour, fact):
    page.button_group(key="trial.colour-3").set_value(colour).run()
    page.selectbox(key="trial.placement.commune").set_value("48095").run()
    assert not page.exception
    assert "| Intercommunalité | CC Cœur de Lozère |" in said(page)
    assert fact in said(page)
