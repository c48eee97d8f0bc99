"""What a firm asks: a site suits, does not, or nobody knows; unknown never sets a site aside."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.sites.needs import LABELS, RULES, Need, criteria_values, failures, fibre_ranks, suiting, turned_away, unknown


def offer(**known) -> dict:
    """A site of which nothing is known but what is given."""
    empty = {
        "site_id": "s",
        "kind": "bâtiment",
        "name": "Halle",
        "commune": "Mende",
        "epci_name": "CC Cœur de Lozère",
        "zone": "",
        "open": True,
        "surface_m2": np.nan,
        "transaction": "",
        "sale_eur": np.nan,
        "rent_eur_m2": np.nan,
        "land_eur_m2": np.nan,
        "height_m": np.nan,
        "power_kva": np.nan,
        "fibre": "",
        "fibre_share": np.nan,
        "minutes": np.nan,
        "minutes_low": np.nan,
        "minutes_high": np.nan,
        "available_on": "",
        "flood": "",
    }
    return {**empty, **known}


def answer(need: Need, **known) -> object:
    """What a site answers to the one thing asked."""
    return failures(pd.DataFrame([offer(**known)]), need).iloc[0, 0]


def test_every_rule_has_its_words():
    assert set(RULES) == set(LABELS)


@pytest.mark.parametrize(
    ("need", "known", "expected"),
    [
        (Need(least_surface=500), {"surface_m2": 499.0}, True),
        (Need(least_surface=500), {"surface_m2": 500.0}, False),
        (Need(least_surface=500), {}, None),
        (Need(transaction="location"), {"transaction": "vente"}, True),
        (Need(transaction="location"), {"transaction": "location-vente"}, False),
        (Need(transaction="vente"), {"transaction": "crédit-bail"}, False),
        (Need(transaction="vente"), {}, None),
        (Need(most_rent=60), {"rent_eur_m2": 61.0}, True),
        (Need(most_sale=100_000), {"sale_eur": 100_000.0}, False),
        (Need(most_land=20), {"land_eur_m2": 19.8}, False),
        (Need(least_height=6), {"height_m": 5.5}, True),
        (Need(least_height=6), {}, None),
        (Need(least_height=6), {"kind": "terrain"}, False),  # a plot has no roof to be too low
        (Need(least_power=100), {"kind": "zone"}, False),
        (Need(fibre="raccordé"), {"fibre": "raccordable"}, True),
        (Need(fibre="raccordable"), {"fibre": "réseau public de 2012"}, False),
        (Need(fibre="raccordable"), {"fibre": "en déploiement"}, True),
        (Need(fibre="raccordable"), {"fibre": "79 % des immeubles raccordables", "fibre_share": 79}, True),
        (Need(fibre="raccordable"), {"fibre": "80 % des immeubles raccordables", "fibre_share": 80}, False),
        (Need(fibre="raccordable"), {}, None),
        (Need(most_minutes=20), {"minutes_low": 21.0, "minutes_high": 30.0}, True),
        (Need(most_minutes=20), {"minutes_low": 10.0, "minutes_high": 20.0}, False),
        (Need(most_minutes=20), {"minutes_low": 10.0, "minutes_high": 30.0}, None),  # known to its commune only: on both sides of the limit
        (Need(most_minutes=20), {}, None),
        (Need(available_by=date(2027, 3, 1)), {"available_on": "2027-03-02"}, True),
        (Need(available_by=date(2027, 3, 1)), {"available_on": "2027-03-01"}, False),
        (Need(available_by=date(2027, 3, 1)), {}, None),
        (Need(out_of_flood=True), {"flood": "oui"}, True),
        (Need(out_of_flood=True), {"flood": "non"}, False),
        (Need(out_of_flood=True), {}, None),
        (Need(kinds=("zone",)), {}, True),
        (Need(text="mende"), {}, False),
        (Need(text="MÉNDE "), {}, False),
        (Need(text="langogne"), {}, True),
        (Need(text="coeur de lozere"), {}, False),  # CC Cœur de Lozère
        (Need(epci="CC du Gévaudan"), {}, True),
        (Need(commune="Langogne"), {}, True),
        (Need(commune="Mende"), {}, False),
        (Need(open_only=True), {"open": False}, True),
    ],
)
def test_a_site_answers_what_is_asked(need, known, expected):
    assert answer(need, **known) is expected


def test_a_site_of_which_the_answer_is_unknown_stays_unless_it_is_not_wanted():
    offers = pd.DataFrame([offer(surface_m2=600.0), offer(), offer(surface_m2=100.0)])
    need = Need(least_surface=500, least_height=5)
    assert suiting(offers, need).tolist() == [True, True, False]
    assert suiting(offers, need, unknown_too=False).tolist() == [False, False, False]
    assert unknown(offers, need) == [("hauteur libre",), ("surface", "hauteur libre"), ("hauteur libre",)]


def test_nothing_asked_keeps_every_site():
    assert suiting(pd.DataFrame([offer(), offer(open=False)]), Need()).tolist() == [True, True]


def test_a_rent_is_never_compared_with_the_price_of_a_land():
    offers = pd.DataFrame([offer(rent_eur_m2=50.0), offer(kind="zone", land_eur_m2=19.8), offer(sale_eur=600_000.0, surface_m2=2_000.0)])
    active = pd.Series([1.0, 2.0, 3.0])
    prices = [
        criteria_values(offers, need, active)["price"].fillna(-1).tolist()
        for need in (Need(transaction="location"), Need(), Need(kinds=("bâtiment",), transaction="vente"))
    ]
    assert prices == [[50.0, -1, -1], [-1, 19.8, -1], [-1, -1, 300.0]]


def test_a_fibre_that_nobody_knows_has_no_rank():
    states = ["raccordé", "raccordable", "en déploiement", "", "inconnu", "aucun immeuble raccordable"]
    ranks = fibre_ranks(pd.DataFrame({"fibre": states, "fibre_share": np.nan}))
    assert ranks.fillna(-1).tolist() == [3, 2, 1, -1, -1, 0]


def test_what_turns_away_the_sites_looked_for_is_counted_rule_by_rule():
    sites = pd.DataFrame(
        [
            offer(kind="terrain", open=False, surface_m2=900.0),
            offer(kind="terrain", open=False, surface_m2=100.0),
            offer(kind="terrain"),
            offer(kind="zone", open=False),
        ]
    )
    need = Need(kinds=("terrain",), open_only=True, least_surface=500)
    assert turned_away(sites, need) == (2, {"vendu, réservé ou retiré": 2, "surface trop petite": 1})
    assert turned_away(sites, need, unknown_too=False) == (3, {"vendu, réservé ou retiré": 2, "surface trop petite": 1, "réponse inconnue": 1})
    assert turned_away(sites, Need(kinds=("bâtiment",), open_only=True)) == (0, {})
    assert turned_away(sites, Need()) == (0, {})
