"""Communes of today and of yesterday, and the dataset of the models."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import tables
from data.communes import todays
from geo.territory import lozere as territory
from geo.travel import roads

ARCEP_2018 = Path(__file__).parents[4] / "shared" / "facts" / "broadband" / "fibre_lozere_communes_arcep.csv"
ENGLISH = {
    "code_insee": "code",
    "logements": "dwellings",
    "etablissements_1sal": "establishments",
    "locaux": "premises",
    "amii_l33_13": "amii",
    "racc_2017T3": "connectable_2017t3",
    "racc_2017T4": "connectable_2017t4",
    "racc_2018T1": "connectable_2018t1",
}


def test_communes_of_lozere_carry_the_name_of_their_epci():
    lozere = territory.communes("48")
    assert len(lozere) == 152
    assert lozere.index.is_monotonic_increasing
    assert lozere.loc["48131", "epci_name"] == "CC de Millau Grands Causses"
    assert len(territory.communes()) == 749


def test_the_codes_of_2018_that_disappeared_are_those_of_todays_communes():
    former = pd.Series(["48057", "48133", "48189", "48197", "48127", "48078", "48184"])
    assert todays(former).tolist() == ["48127", "48127", "48127", "48127", "48127", "48126", "48038"]


def test_48009_which_was_aumont_aubrac_stays_peyre_en_aubrac():
    assert todays(pd.Series(["48009", "48047"])).tolist() == ["48009", "48009"]


def test_a_code_that_no_commune_has_or_had_is_unknown():
    assert todays(pd.Series(["75056", "48999", "48095"])).isna().tolist() == [True, True, False]


def test_the_arcep_table_is_the_file_of_2018_added_up():
    if not ARCEP_2018.is_file():
        pytest.skip("the file of Arcep is not beside the checkout")
    shipped = tables.read("arcep_communes")
    rows = pd.read_csv(ARCEP_2018, dtype={"code_insee": str}).rename(columns=ENGLISH)
    sums = [column for column in shipped.columns if column not in ("code", "name", "amii")]
    by_commune = rows.assign(code=todays(rows["code"])).groupby("code")
    added = by_commune[sums].sum(skipna=False).join(by_commune["amii"].max()).reset_index()
    pd.testing.assert_frame_equal(shipped.drop(columns="name"), added[[c for c in shipped.columns if c != "name"]])
    assert list(shipped["name"]) == list(territory.communes("48")["name"])


def test_the_arcep_table_keeps_the_published_sums():
    shipped = tables.read("arcep_communes")
    columns = ["dwellings", "establishments", "premises", "connectable_2017t3", "connectable_2017t4", "connectable_2018t1"]
    assert shipped[columns].sum().tolist() == [59_682, 2_846, 62_528, 1_588, 2_367, 2_574]
    assert shipped.loc[shipped["amii"] == 1, "premises"].sum() == 8_178
    assert (shipped["amii"] == 1).sum() == 4


def test_the_dataset_has_152_communes_and_the_published_totals():
    dataset = territory.dataset()
    assert dataset.sizes["commune"] == 152
    totals = {name: round(float(dataset[name].sum())) for name in ("population", "main_residences", "dwellings", "premises", "area")}
    assert totals == {"population": 76_486, "main_residences": 35_191, "dwellings": 61_340, "premises": 62_528, "area": 5_167}
    assert dataset["connectable"].sum("commune").values.tolist() == [1_588, 2_367, 2_574]
    assert not any(dataset[name].isnull().any() for name in dataset.data_vars if name not in ("coverage", "relief"))


def test_quarters_are_told_by_their_end():
    dataset = territory.dataset()
    assert dataset["quarter"].values.tolist() == [2017.75, 2018.0, 2018.25]
    assert float(dataset["coverage"].sel(department="48", observed_on=2018.0)) == 0.04
    assert float(dataset["coverage"].sel(department="48", observed_on=2024.5)) == 0.9413
    assert np.isnan(dataset["coverage"].sel(department="R76", observed_on=2018.0))


def test_every_variable_says_what_it_is():
    for variable in territory.dataset().data_vars.values():
        assert set(variable.attrs) - {"basis"} == {"label", "unit", "year", "source"}
        assert variable.attrs.get("basis", "estimé") == "estimé"
        assert variable.attrs["label"]
        assert variable.attrs["source"] in territory.TABLES


def test_work_and_jobs_add_up_to_the_census_of_2018():
    dataset = territory.dataset()
    sums = {name: round(float(dataset[name].sum())) for name in ("employed", "active", "jobs")}
    assert sums == {"employed": 30_569, "active": 33_772, "jobs": 31_660}
    assert float(dataset["employed"].sel(commune="48027")) == pytest.approx(388.6, abs=0.1)  # INSEE, RP2018, Mont Lozère et Goulet


def test_farming_by_zone_adds_up_to_the_census_of_2020():
    dataset = territory.dataset()
    zones = dataset.farmland.to_series().groupby(dataset.farm_zone.values).sum()
    assert zones["CC Mont Lozère"] == pytest.approx(25_113, abs=15)  # Agreste, RA 2020, rounded commune by commune
    assert float(dataset.livestock_units.sum()) == pytest.approx(152_453, rel=1e-3)
    assert len(zones) == 9


def test_the_heights_of_four_communes_are_unknown_and_the_others_are_steep_enough_to_be_lozere():
    relief = territory.dataset().relief
    assert int(relief.isnull().sum()) == 4
    # Albaret-le-Comtal: from 740 to 1 161 m on 29.56 km2
    assert float(relief.sel(commune="48001")) == pytest.approx((1_161 - 740) / 29.56**0.5)


def test_abattoirs_are_as_far_as_the_formula_says_and_never_at_no_distance():
    kilometres = territory.dataset().abattoir_km
    assert kilometres.abattoir.values.tolist() == tables.read("abattoirs")["id"].tolist()
    for code, name in (("48080", "langogne"), ("48005", "antrenas"), ("48140", "saint_chely")):
        assert str(kilometres.sel(commune=code).idxmin().item()) == name
        assert 0 < float(kilometres.sel(commune=code, abattoir=name)) < 5
    assert float(kilometres.sel(commune="48095", abattoir="langogne")) == pytest.approx(49, abs=1)  # 36 km as the crow flies x 1.35
    assert kilometres.attrs["basis"] == "estimé"


def test_what_a_rule_gives_is_said_to_be_estimated_and_lies_in_its_range():
    dataset = territory.dataset()
    estimated = {str(name) for name, variable in dataset.data_vars.items() if variable.attrs.get("basis") == "estimé"}
    ranges = {f"{name}{end}" for name in ("people_75", "working_outside") for end in ("", "_low", "_high")}
    assert estimated == {*ranges, "town_km", "help_km", "farmland", "livestock_units", "farms", "relief", "abattoir_km"}
    for name in ("people_75", "working_outside"):
        assert (dataset[f"{name}_low"] <= dataset[name]).all() and (dataset[name] <= dataset[f"{name}_high"]).all()
    assert [round(float(dataset[f"people_75{end}"].sum())) for end in ("_low", "", "_high")] == [8_742, 10_014, 11_358]
    lozere = float(dataset["working_outside"].weighted(dataset["employed"]).mean())
    assert lozere == pytest.approx(0.42, abs=0.005)


def test_the_twelve_communes_that_the_press_names_lose_copper_by_2028():
    copper = territory.dataset()["copper_2028"]
    named = copper["commune"].values[copper.values == 1].tolist()
    assert named == ["48003", "48004", "48021", "48034", "48071", "48080", "48081", "48082", "48090", "48094", "48150", "48167"]
    assert set(np.unique(copper)) == {0.0, 1.0}


def test_towns_are_the_seven_centres_and_a_commune_is_never_at_no_distance():
    dataset = territory.dataset()
    towns = dataset["town_km"].sel(commune=["48061", "48080", "48092", "48095", "48140"])
    # At the mean of their discs, of 47.8, 31.2, 12.8, 36.8 and 28.2 km2: 1.35 x 0.905415 x the radius
    assert towns.values == pytest.approx([4.77, 3.85, 2.47, 4.18, 3.66], abs=0.005)
    assert float(dataset["town_km"].sel(commune="48017")) == pytest.approx(1.62, abs=0.005)  # the halls of Banassac and La Canourgue face each other
    kilometres = dataset["town_km"].to_series()
    assert (kilometres.idxmin(), kilometres.idxmax()) == ("48017", "48163")
    assert kilometres["48163"] == pytest.approx(41.29, abs=0.005)  # Saint-Julien-des-Points, from Florac
    both = dataset["help_km"].sel(commune=["48080", "48092", "48140"])
    assert both.values == pytest.approx(dataset["town_km"].sel(commune=both["commune"]).values)  # these towns have both


def test_a_version_of_a_study_follows_every_table_that_the_dataset_reads(monkeypatch):
    read = tables.read
    asked = set()
    monkeypatch.setattr(tables, "read", lambda name: asked.add(name) or read(name))
    territory._dataset.cache_clear()
    territory._communes.cache_clear()
    territory.dataset()
    assert asked == set(territory.TABLES) - {"former_communes"}  # that one adds up editions of other years
    assert {path.name for path in territory.CODE} == {"lozere.py", "distances.py"}


def test_the_distances_stay_what_they_are_when_roads_are_imported(monkeypatch):
    before = territory.dataset()["town_km"]
    monkeypatch.setattr(roads, "network", lambda: pytest.fail("a version of a study does not follow an import"))
    territory._dataset.cache_clear()
    assert territory.dataset()["town_km"].identical(before)


def test_a_dataset_that_a_caller_changes_is_whole_for_the_next_one():
    territory.dataset()["population"][:] = 0
    assert float(territory.dataset()["population"].sum()) == 76_486


def test_the_same_dataset_comes_twice():
    assert territory.dataset().identical(territory.dataset())


def test_counts_add_up_by_epci_and_for_the_departement():
    premises = territory.dataset()["premises"]
    by_epci = territory.by_epci(premises)
    assert by_epci["CC Mont Lozère"] == 5_751
    assert by_epci["CC de Millau Grands Causses"] == float(premises.sel(commune="48131")) == 137
    assert by_epci.sum() == territory.by_department(premises) == 62_528
    assert len(by_epci) == 11
    assert by_epci.index.is_monotonic_increasing


def test_an_epci_that_crosses_the_border_holds_its_communes_of_lozere_only():
    ones = np.ones(152)
    assert territory.by_epci(ones)["CC Mont Lozère"] == 19
    assert territory.by_epci(ones)["CC de Millau Grands Causses"] == 1


def test_a_share_is_weighted_by_what_it_is_a_share_of():
    dataset = territory.dataset()
    last = dataset["connectable"].isel(quarter=-1)
    share = last / dataset["premises"]
    expected = territory.by_epci(last) / territory.by_epci(dataset["premises"])
    pd.testing.assert_series_equal(territory.by_epci(share, dataset["premises"]), expected)
    assert territory.by_department(share, dataset["premises"]) == pytest.approx(2_574 / 62_528)


def test_an_unknown_value_stays_unknown_where_it_counts():
    values = territory.dataset()["premises"].to_series()
    values["48095"] = np.nan
    by_epci = territory.by_epci(values)
    assert by_epci[by_epci.isna()].index.tolist() == ["CC Cœur de Lozère"]
    assert np.isnan(territory.by_department(values))
    weights = pd.Series(1.0, index=values.index)
    assert territory.by_epci(values, weights).isna().sum() == 1
    weights["48095"] = 0
    assert not territory.by_epci(values, weights).isna().any()


def test_a_weight_that_is_zero_everywhere_gives_nothing_known():
    assert territory.by_epci(np.ones(152), np.zeros(152)).isna().all()


def test_values_that_carry_codes_are_joined_on_them_whatever_their_order():
    premises = territory.dataset()["premises"].to_series()
    shuffled = premises.sample(frac=1, random_state=1)
    pd.testing.assert_series_equal(territory.by_epci(shuffled), territory.by_epci(premises))
    pd.testing.assert_series_equal(territory.by_epci(premises.tolist()), territory.by_epci(premises))


@pytest.mark.parametrize(
    "values", [[1.0] * 151, pd.Series(1.0, index=[*(f"48{i:03}" for i in range(1, 152)), "12001"]), pd.Series(1.0, index=["48001"] * 152)]
)
def test_values_of_other_communes_are_refused(values):
    with pytest.raises(ValueError, match="152"):
        territory.by_epci(values)


def test_two_epci_never_share_a_name():
    assert territory.communes("48").groupby("epci_name")["epci_siren"].nunique().max() == 1


def test_altitudes_and_firms_by_size_are_those_of_the_table():
    data = territory.dataset()
    assert data.altitude.sel(commune="48095").item() == 899
    assert data.altitude.notnull().all()
    assert (data.firms.sum().item(), data.small_firms.sum().item()) == (513, 2408)
