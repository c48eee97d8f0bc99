"""A ranking as a visitor asks and reads it: weights from 0 to 100 in the address, shares of the total, ranks with their reasons, the way back."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from geo.sites import siting
from geo.sites.siting import Criterion
from pages.parts.ranking import ranks
from tests.pages.conftest import ROOT, lines
from tests.pages.test_address import notice
from tests.pages.test_home_and_study import texts

PANELS = {  # page, key of its weights, question to open (None: its own page), parameters that show the ranking
    "territory": ("pages/territory.py", "territory", {"territory.mode": "Quel site convient ?"}),
    "datacenter": ("studies/datacenter/page.py", "datacenter.committee", {}),
    "hydrogen": ("studies/hydrogen/page.py", "hydrogen", {}),
    "pork": ("studies/pork/page.py", "pork.committee", {}),
}
LINKED = [  # panel, criterion asked by a link, its weight, another criterion with the weight proposed
    ("territory", "fibre", 80, "minutes", 50),
    ("datacenter", "heat", 80, "routes", 22),
    ("hydrogen", "power", 80, "demand", 40),
    ("pork", "hosts", 80, "near", 25),
]


@pytest.fixture
def opened(site):
    """A function that opens the page of a panel with an address."""

    def open_page(panel: str, **weights: str) -> AppTest:
        file, key, more = PANELS[panel]
        site.switch_page(str(ROOT / file))
        for name, value in more.items():
            site.query_params[name] = value
        for name, value in weights.items():
            site.query_params[f"{key}.{name}"] = value
        return site.run()

    return open_page


def weight(page: AppTest, panel: str, criterion: str):
    return page.slider(key=f"{PANELS[panel][1]}.weight-{criterion}")


def written(page: AppTest) -> str:
    return "\n".join([texts(page), *lines(page)]).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("panel", "criterion", "asked", "other", "proposed"), LINKED)
def test_a_link_opens_the_ranking_on_its_weights_and_the_button_gives_back_those_proposed(opened, panel, criterion, asked, other, proposed):
    page = opened(panel, **{f"weight-{criterion}": str(asked)})
    assert not page.exception and not notice(page)
    assert weight(page, panel, criterion).value == asked
    assert weight(page, panel, other).value == proposed
    assert (weight(page, panel, other).min, weight(page, panel, other).max) == (0, 100)
    page.button(key=f"{PANELS[panel][1]}.weights-reset").click().run()
    assert weight(page, panel, criterion).value != asked


@pytest.mark.parametrize(("panel", "criterion"), [(panel, criterion) for panel, criterion, *_ in LINKED])
@pytest.mark.parametrize(("value", "why"), [("101", "hors des bornes (0 à 100)"), ("-1", "hors des bornes (0 à 100)"), ("beaucoup", "pas un nombre")])
def test_a_weight_that_cannot_be_followed_is_said_and_the_one_proposed_is_kept(opened, panel, criterion, value, why):
    page = opened(panel, **{f"weight-{criterion}": value})
    assert not page.exception
    assert why in notice(page)
    assert "le poids proposé est gardé" in notice(page)


def test_a_weight_is_told_as_its_share_of_the_total(opened):
    page = opened("hydrogen", **{"weight-demand": "90", "weight-trucks": "0", "weight-power": "30", "weight-plot": "0", "weight-heat": "0"})
    assert "Part de chaque critère : demande à moins de 30 min **75 %** et parc renouvelable connu à moins de 10 km **25 %**." in written(page)


@pytest.mark.parametrize(
    ("panel", "criterion", "first"),
    [
        (
            "datacenter",
            "heat",
            "| 1. **ZAE du Causse d'Auge \\(Mende\\)** | 86 | 1er ex æquo sur 18 : points forts, réseau de chaleur dans la commune et",
        ),
        ("hydrogen", "heat", "| 1. **ZA de Saint-Chély-d'Apcher, Saint-Chély-d'Apcher** | 74 à 79 | 1er sur 23 : points forts, industrie qui prend"),
        (
            "pork",
            "near",
            "| 1. **Naussac-Fontanes** | 86 | 1er sur 152 : points forts, distance à un abattoir qui a de la place (3,45 km) et dénivelé",
        ),
    ],
)
def test_each_rank_is_told_with_its_reason(opened, panel, criterion, first):
    shown = written(opened(panel, **{f"weight-{criterion}": "100"}))
    assert "Pourquoi ce rang" in shown
    assert first in shown


def test_no_weight_at_all_is_told_in_a_study_too(opened):
    page = opened("pork", **{f"weight-{name}": "0" for name in ("near", "headroom", "relief", "hosts", "dwellings")})
    assert not page.exception
    assert "Tous les poids sont nuls\u00a0: en donner au moins un." in [info.value for info in page.info]


def test_a_link_of_0_7_2_with_weights_out_of_10_opens_on_the_same_choice_without_a_word(opened):
    page = opened("territory", **{"w-minutes": "1", "w-fibre": "8"})
    assert not notice(page)
    assert [weight(page, "territory", name).value for name in ("minutes", "fibre", "active")] == [10, 80, 30]
    assert sorted(page.query_params) == ["territory.mode", "territory.weight-fibre", "territory.weight-minutes"]


def test_an_old_weight_out_of_its_scale_is_said(opened):
    page = opened("territory", **{"w-minutes": "11"})
    assert "hors des bornes (0 à 10)" in notice(page)
    assert weight(page, "territory", "minutes").value == 50


def test_a_weight_asked_under_both_names_follows_the_name_of_today(opened):
    page = opened("territory", **{"w-minutes": "1", "weight-minutes": "90"})
    assert "qui compte seul" in notice(page)
    assert weight(page, "territory", "minutes").value == 90


def test_the_map_says_in_words_how_many_share_a_number_those_that_are_not_on_it_included():
    prices = pd.DataFrame({"price": [1, 2, 2, 4]}, index=["a", "b", "c", "d"])
    ranking = siting.rank(prices, [Criterion("price", "prix", "EUR", -1)], {"price": 1})
    assert ranks.on_map(ranking, 4) == "Chiffres : rang des 4 premiers (2 : 2 ex æquo)."
    assert ranks.on_map(ranking, 2) == "Chiffres : rang des 2 premiers (2 : 2 ex æquo)."
    assert ranks.on_map(ranking, 1) == "Chiffres : rang du premier."
