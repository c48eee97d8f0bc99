"""Public money: one word on every study, one definition on the page of the method."""

import pytest

from studies import catalog
from tests.pages.conftest import ROOT


@pytest.mark.parametrize("slug", [study.slug for study in catalog.studies()])
def test_what_a_study_costs_the_public_has_the_name_that_the_method_defines_until_a_date_in_euros_of_one_year(slug):
    study = catalog.get(slug)
    (indicator,) = [indicator for indicator in study.card.indicators if indicator.variable == "public_money"]
    assert indicator.label.startswith("Argent public, ")
    assert any(sign.isdigit() for sign in indicator.label)
    assert study.results["public_money"].unit == "MEUR_2024"
    assert study.results["public_money"].label.startswith("Argent public")


def test_the_method_says_whose_money_it_is_of_which_years_and_how_it_is_added():
    text = (ROOT / "pages/texts/method.md").read_text("utf-8")
    section = text.partition("## Lire l'argent public")[2].partition("\n## ")[0]
    for said in ("l'Union européenne, l'État", "les garanties appelées et les déficits", "de la décision à la fin de l'année", "sans actualisation"):
        assert said in section
