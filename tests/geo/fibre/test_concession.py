"""Who paid for the fibre of three départements, and when copper stops (figures published together: France Bleu 2017 and 2020, Media12, Ariase)."""

import pytest

from data import tables
from geo.fibre import concession


def test_the_three_departements_make_the_published_totals():
    value = concession.published()["value"]
    assert value[["cost_48", "cost_12", "cost_46"]].sum() == pytest.approx(value["cost_all"], abs=0.5)
    assert value[["premises_48", "premises_12", "premises_46"]].sum() == value["premises_all"] == 346_064


def test_the_holder_brings_80_of_the_101_million_euros_and_the_communes_a_little_more_than_4():
    paid = concession.who_paid().set_index("payer")
    assert paid["amount"].round(3).to_dict() == {
        concession.HOLDER: 80.141,
        concession.STATE: 13.767,
        concession.LOCAL: 4.172,
        concession.REGION: 2.920,
    }
    assert paid.loc[concession.HOLDER, "share"] == pytest.approx(0.793, abs=0.0005)
    assert paid["amount"].sum() == pytest.approx(101)
    assert paid["share"].sum() == pytest.approx(1)
    assert paid.loc[concession.LOCAL, "amount"] == pytest.approx(concession.published().loc["local_48", "value"], abs=0.25)


def test_a_premise_costs_1671_euros_in_lozere_of_which_345_are_public():
    costs = concession.by_department().set_index("department")
    assert costs["cost_per_premise"].round().astype(int).to_dict() == {"48": 1_671, "12": 1_721, "46": 1_686}
    assert costs["public_per_premise"].round().astype(int).to_dict() == {"48": 345, "12": 413, "46": 331}


def test_only_the_public_money_of_the_lot_is_to_be_checked_because_it_is_deduced():
    assert concession.by_department().set_index("department")["doubtful"].to_dict() == {"48": False, "12": False, "46": True}


def test_twelve_of_the_39_communes_are_named_each_with_its_code_of_today():
    named, deadlines = concession.named_without_copper(), concession.copper()
    assert len(named) == 12
    assert deadlines.loc[[concession.BY_2028, concession.BY_2030], "communes"].tolist() == [39, 152]
    assert deadlines.loc["lot_3", "communes"] == 0
    names = tables.read("communes").set_index("code")["name"]
    assert named["name"].tolist() == names.loc[named["code"]].tolist()
    assert set(named["closing_by"]) == {"2028-12-31"}


def test_what_comes_from_memory_is_marked():
    known = concession.published()
    assert set(known.loc[known["source"] == "De mémoire", "confidence"]) == {"low"}
