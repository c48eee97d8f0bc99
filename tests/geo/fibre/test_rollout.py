"""The fibre rollout as Arcep published it (T1 2018), with the editions that are imported later."""

import numpy as np
import pandas as pd
import pytest

from data import coverage, editions
from data.coverage import COMMUNES, EDITIONS, TOTALS
from data.editions import Origin
from geo.fibre import concession, rollout
from geo.sites import located
from geo.territory import lozere as territory
from tests.geo.fibre.test_premises import HERE, beside, keep_survey, square

PUBLISHED = [
    ("Mende", 7_339, [699, 1_478, 1_683], [5, 10, 10]),
    ("Peyre en Aubrac", 1_970, [889, 889, 891], [25, 25, 25]),
    ("CC des Hautes Terres de l'Aubrac", 4_521, [889, 889, 891], [10, 10, 10]),
    ("CC Cœur de Lozère", 9_259, [699, 1_478, 1_683], [5, 10, 10]),
    ("Lozère", 62_528, [1_588, 2_367, 2_574], [5, 5, 5]),
]


@pytest.mark.parametrize(("name", "premises", "connectable", "classes"), PUBLISHED)
def test_the_published_classes_are_found(name, premises, connectable, classes):
    assert coverage.coverage_class(np.array(connectable), premises).tolist() == classes


def test_each_class_begins_at_its_printed_limit():
    connectable = np.array([0, 1, 99, 100, 249, 250, 499, 500, 799, 800, 1_000])
    assert coverage.coverage_class(connectable, 1_000).tolist() == [0, 5, 5, 10, 10, 25, 25, 50, 50, 80, 80]


def test_a_place_without_premises_has_no_connectable_one():
    assert coverage.coverage_class(0, 0) == 0


@pytest.mark.parametrize("connectable", [np.nan, -1])
def test_a_missing_or_negative_count_has_no_class(connectable):
    with pytest.raises(ValueError, match="nombres connus"):
        coverage.coverage_class(connectable, 10)


def test_each_class_has_its_words():
    assert tuple(coverage.CLASS_LABELS) == coverage.CLASSES


def test_the_published_premises_of_the_communes_and_epci_are_those_of_the_table():
    observed = rollout.connectable()
    assert observed.loc["48095", ["premises", "connectable_2018t1"]].tolist() == [7_339, 1_683]
    epci = territory.communes("48")["epci_name"]
    by_epci = observed.groupby(epci)[["premises", "connectable_2018t1"]].sum()
    assert by_epci.loc["CC Cœur de Lozère"].tolist() == [9_259, 1_683]
    assert by_epci.loc["CC des Hautes Terres de l'Aubrac", "connectable_2018t1"] == 891


def test_lozere_passed_france_at_the_end_of_2022():
    series = rollout.coverage_series().pivot(index="year", columns="department", values="coverage")
    assert series.loc[2022.75, "48"] < series.loc[2022.75, "FR"]
    assert series.loc[2023.0, ["48", "FR", "12", "46"]].round(3).tolist() == [0.804, 0.79, 0.819, 0.894]
    assert series["48"].dropna().between(0, 1).all()


def keep_edition(quarters: dict[str, float], measure: str = "raccordables", title: str = "Édition importée") -> None:
    """An edition in which every commune has 100 premises and the share of each quarter connectable."""
    codes = territory.communes("48").index
    rows = [f"{code},{quarter},100,{100 * share:.0f},locaux de l'essai,{measure}" for quarter, share in quarters.items() for code in codes]
    totals = [f"48,{quarter},15200,{15200 * share:.0f},{measure}" for quarter, share in quarters.items()]
    files = {
        COMMUNES: "\n".join(["code,quarter,premises,connectable,premises_origin,measure", *rows, ""]).encode(),
        TOTALS: "\n".join(["code,quarter,premises,connectable,measure", *totals, ""]).encode(),
    }
    editions.keep(EDITIONS, files, Origin(title, "Arcep", "Licence Ouverte 2.0", "2024-12-31", "essai.csv", "0", len(rows)))


def site(**known) -> pd.DataFrame:
    """One site of the inventory of which nothing is known but what is given."""
    lon, lat = HERE
    empty = {
        "site_id": "s1",
        "kind": "zone",
        "name": "Zone",
        "commune_code": "48095",
        "lon": lon,
        "lat": lat,
        "precision": "commune",
        "geometry": None,
        "fibre_typed": "",
        "fibre_typed_on": "",
        "fibre_typed_source": "",
        "fibre_2012": False,
    }
    return pd.DataFrame([empty | known])


def test_before_any_import_the_only_edition_is_the_shipped_one():
    (shipped,) = rollout.observed()
    assert shipped.quarters == ["2017-T3", "2017-T4", "2018-T1"]
    assert rollout.latest() is shipped
    last = shipped.at("2018-T1")
    assert len(last) == 152
    assert (last["premises"].sum(), last["connectable"].sum()) == (62_528, 2_574)
    assert last.loc["48095", "coverage"] == pytest.approx(1_683 / 7_339)
    assert set(shipped.frame["year"]) == {2017.75, 2018.0, 2018.25}


def test_the_edition_that_goes_furthest_is_the_latest_and_the_last_import_wins_a_tie():
    keep_edition({"2024-T3": 0.9, "2024-T4": 0.95}, title="la première")
    keep_edition({"2018-T1": 0.04}, title="une ancienne")
    assert rollout.latest().title == "la première"
    keep_edition({"2024-T4": 0.96}, title="la corrigée")
    assert [edition.number for edition in rollout.observed()] == [0, 1, 2, 3]
    assert rollout.latest().title == "la corrigée"


def test_imported_totals_extend_the_published_series_and_never_replace_it():
    keep_edition({"2024-T2": 0.5, "2024-T4": 0.95}, title="Observatoire, T4 2024")
    lozere = rollout.coverage_series().query("department == '48'").set_index("date")
    assert lozere.loc["2024-06-30", ["coverage", "edition"]].tolist() == [0.9413, ""]
    assert lozere.loc["2024-12-31", ["coverage", "edition", "measure"]].tolist() == [0.95, "Observatoire, T4 2024", "raccordables"]
    assert lozere.index[-1] == "2024-12-31"


def test_connectable_premises_come_before_eligible_ones_at_the_same_date():
    keep_edition({"2025-T1": 0.95}, title="Observatoire")
    keep_edition({"2025-T1": 0.97}, measure="éligibles", title="Ma connexion internet")
    series = rollout.coverage_series().query("department == '48' and date == '2025-03-31'")
    assert series[["coverage", "measure"]].to_numpy().tolist() == [[0.95, "raccordables"]]


def test_the_promise_was_missed_by_20_points_in_lozere_18_in_aveyron_11_in_the_lot():
    gaps = rollout.promise_gap().set_index("department")["gap"]
    assert (100 * gaps).round().astype(int).to_dict() == {"48": 20, "12": 18, "46": 11}
    assert concession.published().loc["deadline", "value"] + 1 == rollout.PROMISE  # the end of 2022 is the beginning of 2023


def test_a_site_of_which_nothing_is_known_has_no_state():
    assert rollout.fibre_states(site()).empty
    assert rollout.fibre_states(site(fibre_typed="inconnu")).empty


def test_what_the_inventory_says_comes_first_and_the_network_of_2012_last():
    keep_survey((0, 0, "48095", "deploye"), (1, 0, "48095", "cible"))
    known = {"fibre_typed": "raccordé", "fibre_typed_on": "2026-10-01", "fibre_typed_source": "Mairie", "fibre_2012": True}
    states = rollout.fibre_states(site(**known))
    assert states["state"].str.replace("\u00a0", " ").tolist() == ["raccordé", "50 % des immeubles raccordables", "réseau public de 2012"]
    assert states["on"].tolist() == ["2026-10-01", "2026-06-30", "2012-11-27"]
    assert states["basis"].tolist()[1] == "dans la commune : 1 sur 2"
    assert (states["source"] != "").all()


def test_the_share_of_a_place_is_a_number_beside_its_sentence():
    keep_survey(*((10 * place, 0, "48095", "deploye" if place < 5 else "cible") for place in range(6)))
    best = rollout.best_states(site()).iloc[0]
    assert (best["share"], best["state"].replace("\u00a0", " ")) == (83, "83 % des immeubles raccordables")


def test_only_a_share_is_told_as_a_share():
    keep_survey((10, 0, "48095", "deploye"))
    assert rollout.best_states(site(fibre_typed="raccordé"))["share"].isna().all()
    assert rollout.best_states(site(precision="adresse"))["share"].isna().all()
    assert rollout.best_states(site(fibre_typed="inconnu"))["share"].tolist() == [100]


def test_a_point_known_at_its_commune_never_gets_the_building_beside_it():
    keep_survey((10, 0, "48095", "deploye"))
    vague, precise = (rollout.fibre_states(site(precision=precision)).iloc[0] for precision in ("commune", "adresse"))
    assert vague["basis"].startswith("dans la commune")
    assert (precise["state"], precise["basis"].replace("\u00a0", " ")) == ("raccordable", "immeuble raccordable à 10 m")


def test_a_precise_point_far_from_any_deployed_building_is_told_so():
    keep_survey((10, 0, "48095", "cible"), (80, 0, "48095", "deploye"))
    known = rollout.fibre_states(site(precision="bâtiment")).iloc[0]
    assert (known["state"], known["basis"].replace("\u00a0", " ")) == ("aucun immeuble raccordable", "à moins de 50 m")


def test_a_zone_with_a_contour_has_the_share_of_its_own_buildings():
    keep_survey((10, 0, "48095", "deploye"), (0, 10, "48095", "cible"), (300, 0, "48095", "deploye"))
    known = rollout.fibre_states(site(geometry=square(100), precision="zone")).iloc[0]
    assert known["basis"] == "dans la zone : 1 sur 2"
    assert rollout.fibre_states(site(geometry=square(3))).empty
    lon, lat = beside(5_000, 0)
    assert rollout.fibre_states(site(lon=lon, lat=lat, precision="adresse")).iloc[0]["state"] == "aucun immeuble raccordable"


def test_the_nine_zones_of_2012_are_told_with_their_date():
    states = rollout.fibre_states(located.of_kind(located.ZONE))
    assert len(states[states["on"] == rollout.OPENED_2012]) == 9
