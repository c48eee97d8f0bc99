"""The tables of digital places, programmes, providers and effects: their figures are those of the sources, and each has a source."""

from pathlib import Path

import pandas as pd
import pytest

from data import tables

FACTS = Path(__file__).parents[3] / "shared" / "facts" / "territory" / "commune_figures_estimates.csv"
DIGITAL = ("digital_places", "digital_programmes", "digital_providers", "proven_effects")
ZONES_2020 = {"farmland_ha": 240_025, "livestock_units": 152_453, "farms": 2_360}  # Agreste, totals of the département


@pytest.mark.parametrize("name", DIGITAL)
def test_each_row_names_its_source_and_how_sure_it_is(name):
    frame = tables.read(name)
    assert frame["id"].is_unique
    assert (frame["source"] != "").all()
    assert set(frame["confidence"]) <= {"high", "medium", "low"}
    assert frame.loc[frame["url"] == "", "confidence"].eq("low").all()  # what has no address is from memory
    assert frame["url"].str.match(r"https?://|$").all()


def test_the_counts_are_those_that_were_published():
    counts = tables.read("digital_programmes").set_index("id")["value"]
    assert [counts[f"diagnosis_{on}"] for on in ("2021_01", "2021_12", "2022_11")] == [4, 52, 77]
    assert [counts[f"cheque_{on}"] for on in ("2021_02", "2022")] == [10, 104]
    assert [counts[f"france_services_{on}"] for on in ("2020_01", "2020_09", "2021_03", "2021_10", "2022_10")] == [4, 11, 12, 14, 16]
    assert counts["msap_2016"] == (tables.read("digital_places")["kind"] == "msap").sum() == 9
    assert counts["meetings_2019"] == 10


def test_what_is_proven_is_told_with_its_place_and_a_warning():
    effects = tables.read("proven_effects").set_index("id")
    assert effects["value"].dropna().to_dict() == {
        "creations": 2,
        "creations_towns": 3.9,
        "jobseekers": -1,
        "auvergne_sectors": 3,
        "house_price_england": 4,
        "growth_speed": 0.3,
        "growth_penetration": 1.2,
    }
    assert effects.loc["house_price_england", ["low", "high"]].tolist() == [0, 4]
    assert "n'entre dans aucun total" in effects.at["house_price_england", "warning"]
    assert effects.at["house_price_france", "strength"] == "non établi"
    assert (effects["warning"] != "").all()


def test_the_list_of_providers_says_that_it_is_to_be_completed():
    assert "à compléter par l'agence" in tables.card("digital_providers").note
    assert {"Synergee", "Num'n Coop", "Ad'Occ"} <= set(tables.read("digital_providers")["name"])


def test_the_card_of_the_estimates_says_that_they_are_rules():
    card = tables.card("commune_estimates")
    assert card.note.startswith("Ce sont des règles, non des données")
    assert "0,75" in card.processing


def test_the_estimates_add_up_to_the_published_totals_of_farming():
    sums = tables.read("commune_estimates")[list(ZONES_2020)].sum()
    assert {name: round(total) for name, total in sums.items()} == pytest.approx(ZONES_2020, rel=1e-3)


def test_the_estimates_are_the_file_of_rules_carried_over():
    if not FACTS.is_file():
        pytest.skip("the file of estimates is not beside the checkout")
    rules = pd.read_csv(FACTS, dtype={"code": str}).set_index("code")
    shipped = tables.read("commune_estimates").set_index("code")
    assert shipped["population_75"].equals(rules["population_75_plus_est_2018"])
    assert shipped["working_outside_low"].equals(rules["outside_low"])
