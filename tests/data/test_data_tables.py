"""The tables as they are shipped: published totals, codes as text, copies."""

import json
from datetime import date
from pathlib import Path

import pytest

from data import tables
from data.inventory.fields import fields
from data.inventory.kinds import Codes, reader

SCHEMAS = Path(__file__).parents[3] / "shared/samples/cnig"


def test_the_shipped_tables_have_no_fault():
    assert tables.check() == []


def test_every_card_was_read_on_its_day_of_access():
    read_on = {name: card.accessed_on for name, card in tables.cards().items()}
    assert read_on.pop("comparable_datacenters") == date(2026, 11, 24)
    assert read_on.pop("communes") == date(2026, 11, 29)  # the town halls
    assert read_on.pop("departments") == read_on.pop("consumer_prices") == date(2026, 11, 29)
    assert set(read_on.values()) == {date(2026, 11, 22)}


def test_there_are_749_communes_of_which_152_in_lozere_and_76486_inhabitants():
    communes = tables.read("communes")
    assert communes.groupby("department").size().to_dict() == {"12": 285, "46": 312, "48": 152}
    assert communes.loc[communes["department"] == "48", "population"].sum() == 76_486


def test_a_commune_stands_at_its_town_hall_but_29_of_which_only_a_point_inside_is_known():
    communes = tables.read("communes").set_index("code")
    assert communes.loc["48095", ["lat", "lon"]].tolist() == [44.51782, 3.50117]  # Mende, 1 place du Général-de-Gaulle
    inside = communes[communes["point"] == "inside"]
    assert inside.groupby("department").size().to_dict() == {"12": 14, "46": 10, "48": 5}
    assert inside.query("department == '48'").index.tolist() == ["48089", "48117", "48119", "48136", "48155"]
    assert set(communes["point"]) == {"town_hall", "inside"}
    assert not communes.duplicated(["lat", "lon"]).any()


@pytest.mark.parametrize(("table", "commune"), [("zones", "site_comm_insee"), ("buildings_example", "comm_insee")])
def test_a_site_known_at_its_commune_stands_at_the_point_of_its_commune(table, commune):
    sites = tables.read(table).query("precision_geo == 'commune'")
    there = tables.read("communes").set_index("code").loc[sites[commune], ["lat", "lon"]]
    assert len(sites) > 0
    assert sites[["lat", "lon"]].to_numpy().tolist() == there.to_numpy().tolist()


def test_eleven_epci_touch_lozere_and_le_rozier_is_with_millau():
    lozere = tables.read("communes").query("department == '48'").set_index("code")
    assert lozere["epci_siren"].nunique() == 11
    assert lozere.loc["48131", "epci_siren"] == "241200567"
    assert set(tables.read("communes")["epci_siren"]) == set(tables.read("epci")["siren"])


def test_the_dwellings_of_2018_are_those_of_the_census():
    lozere = tables.read("commune_figures").query("department == '48'")
    assert round(lozere["dwellings"].sum()) == 61_340
    assert round(lozere["main_residences"].sum()) == 35_191
    parts = lozere[["main_residences", "second_homes", "vacant_dwellings"]].sum().sum()
    assert abs(parts - lozere["dwellings"].sum()) < 2


def test_each_column_of_the_figures_is_described_in_french():
    described = tables.read("commune_figures_columns")
    assert list(described["column"]) == list(tables.read("commune_figures").columns)
    assert (described["label"] != "").all()


def test_codes_are_text():
    assert tables.read("communes")["postcodes"].map(type).eq(str).all()
    assert tables.read("commune_figures")["code"].iloc[0] == "48001"


def test_an_empty_text_is_empty_and_an_empty_number_is_not_a_number():
    zones = tables.read("zones").set_index("site_id")
    assert zones.loc["florac_za", "source"] == ""
    assert zones["site_surf_brute"].notna().sum() == 3


def test_a_table_that_a_caller_changes_is_whole_for_the_next_one():
    mine = tables.read("epci")
    mine["name"] = "autre"
    assert "autre" not in set(tables.read("epci")["name"])


def test_an_unknown_table_is_told_in_french():
    with pytest.raises(KeyError, match="table « nulle » inconnue"):
        tables.read("nulle")


def test_the_example_buildings_cannot_be_taken_for_real_ones():
    buildings = tables.read("buildings_example")
    assert len(buildings) == 3
    assert buildings["titre"].str.contains("exemple").all()
    assert set(buildings["exemple"]) == {"oui"}
    assert set(buildings["site_id"]) <= set(tables.read("zones")["site_id"])


def test_nine_zones_were_on_the_public_network_of_2012():
    zones = tables.read("zones")
    assert zones["fibre_2012"].value_counts().to_dict() == {"non": 14, "oui": 9}
    assert set(zones["precision_geo"]) == {"commune"}
    facts = tables.read("site_facts").query("champ == 'fibre_2012'")
    assert set(facts["id"]) == set(zones.loc[zones["fibre_2012"] == "oui", "site_id"])
    assert set(facts["date"]) == {"2012-11-27"}


def test_every_field_of_the_inventory_has_a_kind_that_is_read_and_what_is_personal_is_not_public():
    declared = tables.read("inventory_fields")
    for row in declared.itertuples():
        assert callable(reader(fields(row.table)[row.field], Codes(frozenset(), {})))
    hidden = declared.loc[declared["public"] == "non", "field"].tolist()
    assert hidden == ["terr_acquereur", "contact_nom", "contact_mail", "contact_tel"]


def test_the_fields_of_zones_and_plots_are_those_of_the_published_schemas():
    if not SCHEMAS.is_dir():
        pytest.skip("les schémas du standard ne sont pas à côté du dépôt")
    for table, name in (("zones", "site-eco"), ("plots", "terrain-eco")):
        published = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))["fields"]
        assert {field["name"] for field in published} <= set(fields(table))


def test_shared_parameters_name_a_known_source_and_keep_within_their_range():
    parameters = tables.read("shared_parameters")
    assert set(parameters["source"]) == set(tables.read("shared_sources")["id"])
    ranged = parameters.dropna(subset=["low", "high"])
    assert ((ranged["low"] <= ranged["value"]) & (ranged["value"] <= ranged["high"])).all()
    assert dict(zip(parameters["id"], parameters["value"], strict=True)) == {
        "wholesale_electricity_price": 58,
        "electricity_carbon": 21.7,
        "public_discount_rate": 0.05,
        "inflation": 0.02,
        "yearly_wage_cost": 55_000,
        "population_48": 76_486,
        "fibre_coverage_48": 0.9413,
    }


def test_the_last_coverage_of_lozere_is_94_13_per_cent():
    lozere = tables.read("coverage_series").query("code == '48'").sort_values("date")
    assert (lozere["date"].iloc[-1], lozere["coverage_pct"].iloc[-1]) == ("2024-06-30", 94.13)
