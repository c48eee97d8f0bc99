"""The page Territoire, from app.py: filters, card, ranking, downloads."""

import dataclasses
import io
import json
from unittest import mock

import pytest
from PIL import Image

from data.inventory import photos
from geo.sites import offers, site_card
from pages.parts.sites import site_list
from studies.exports import site_sheet
from tests.data.conftest import cache  # noqa: F401
from tests.data.inventories import kept_inventory
from tests.pages.conftest import text_of

PAGE = "pages/territory.py"


@pytest.fixture
def territory(site):
    """A function that opens the page with an address."""

    def opened(**address: str):
        site.switch_page(PAGE)
        for name, value in address.items():
            site.query_params[name if name in ("site", "lieu") else f"territory.{name}"] = value
        return site.run()

    return opened


def names_listed(page) -> list[str]:
    """The names of the sites of the list."""
    return [button.label for button in page.button if ".open-" in (button.key or "")]


def test_the_page_lists_every_site_that_can_be_taken(territory):
    page = territory()
    assert not page.exception
    assert page.title[0].value == "Territoire"
    assert page.header[0].value == "26 sites sur 27"  # the one plot known was sold in 2025
    assert "exemple, à remplacer par l'inventaire de l'agence" in text_of(page)
    assert len(names_listed(page)) == 7


def test_a_filter_sets_sites_aside_and_the_address_brings_it_back(territory):
    page = territory(surface="1000", transaction="achat")
    assert page.number_input(key="territory.surface").value == 1000
    assert page.header[0].value == "24 sites sur 27"  # the two rented buildings go; what has no known surface stays
    page.toggle(key="territory.known").set_value(False).run()
    assert page.header[0].value == "2 sites sur 27"  # La Tieule (226 000 m²) and the warehouse of 2 000 m²
    assert names_listed(page) == ["Entrepôt exemple de Saint-Chély", "Parc HQE de La Tieule"]


def test_the_answer_that_nobody_knows_is_named_and_the_sites_that_answer_everything_come_first(territory):
    page = territory(surface="500", fibre="au moins raccordable", minutes="45", kinds="Bâtiments", order="surface")
    assert names_listed(page) == ["Atelier exemple de Mende", "Entrepôt exemple de Saint-Chély"]  # 800 and 2 000 m²
    text = text_of(page)
    assert "**1 répond à tout**, en tête ; des autres, une réponse manque." in text
    assert "*inconnu : fibre*" in text
    assert "Surface minimale (m²) : 500 · Accès à l'autoroute A75 (min au plus) : 45 · Fibre : au moins raccordable" in text


@pytest.mark.parametrize(
    ("hers", "where", "title"),
    [
        ("Langogne", "48080", "3 sites sur 27"),
        ("Saint-Flour-de-Mercoire", "200006930", "3 sites sur 27"),  # the commune has none: those of its intercommunality
        ("CC Mont Lozère", "48", "26 sites sur 27"),  # none at all: those of the whole département
    ],
)
def test_the_page_opens_on_the_smallest_place_around_ones_own_that_has_a_site(territory, hers, where, title):
    page = territory(lieu=hers)
    assert page.selectbox(key="territory.where").value == where
    assert page.header[0].value == title
    if where != "48":
        page.button(key="territory.anywhere").click().run()
    assert page.header[0].value == "26 sites sur 27"
    assert not [button for button in page.button if button.key == "territory.anywhere"]


def test_a_link_of_the_versions_before_still_opens_on_its_intercommunality(territory):
    page = territory(epci="CC du Haut Allier Margeride")
    assert page.header[0].value == "3 sites sur 27"


def test_a_day_that_is_none_is_told_beside_its_field_and_asks_nothing(territory):
    page = territory(by="31/02/2027")
    assert "n'est pas un jour du calendrier" in text_of(page)
    assert page.header[0].value == "26 sites sur 27"
    page.text_input(key="territory.by").set_value("01/01/2027").run()
    assert page.header[0].value == "24 sites sur 27"  # two of the three buildings come free later; of the zones, nobody knows


def test_a_demand_that_nothing_meets_says_what_to_do(territory):
    page = territory(text="nulle part")
    assert page.header[0].value == "Aucun site ne convient"
    assert "Élargir la demande" in text_of(page)


HIDDEN = "1 autre site n'est pas montré : vendu, réservé ou retiré (1). « Montrer aussi ce qui est vendu ou retiré », dans les filtres"


@pytest.mark.parametrize(("asked", "title"), [({}, "26 sites sur 27"), ({"kinds": "Terrains", "surface": "100"}, "Aucun site ne convient")])
def test_the_sites_that_are_not_shown_are_counted_with_the_reason_and_the_way_to_see_them(territory, asked, title):
    page = territory(**asked)
    assert page.header[0].value == title
    assert HIDDEN in text_of(page)


def test_a_kind_that_shows_nothing_is_explained_and_two_buttons_widen_the_demand(territory):
    page = territory(kinds="Terrains", surface="100")
    assert "**Terrains** : le seul que l'inventaire connaît ne répond pas à la demande." in text_of(page)
    page.button(key="territory.show-sold").click().run()
    assert page.header[0].value == "1 site sur 27"
    page.text_input(key="territory.text").set_value("nulle part").run()
    assert page.header[0].value == "Aucun site ne convient"
    assert "Aucun site n'est affiché : élargir la demande pour en emporter." in text_of(page)
    page.button(key="territory.ask-nothing").click().run()
    assert page.header[0].value == "26 sites sur 27"


def test_nothing_is_said_to_be_hidden_when_everything_is_shown(territory):
    page = territory(sold="true")
    assert page.header[0].value == "27 sites sur 27"
    assert "n'est pas montré" not in text_of(page)


def test_a_search_ignores_accents_and_capitals(territory):
    assert names_listed(territory(text="chély")) == names_listed(territory(text="CHELY")) != []


def test_the_card_of_a_site_gives_each_fact_its_date_and_source(territory):
    page = territory(site="la_tieule_hqe")
    text = text_of(page)
    assert "Parc HQE de La Tieule" in text
    assert "22,6 ha | 2012. [Lozère Nouvelle Vie" in text
    assert "réseau public de 2012" in text
    assert "Il manque" in text
    assert "à vol d'oiseau × 1,35 à 50 km/h" in text


def test_the_photographs_kept_are_shown_and_those_of_other_sites_are_links(territory):
    picture = io.BytesIO()
    Image.new("RGB", (40, 20)).save(picture, "JPEG")
    photos.keep("hall.jpg", picture.getvalue())
    kept_inventory(
        buildings=[{"offre_id": "b", "titre": "Halle", "comm_insee": "48095", "photos_url": "hall.jpg|absent.jpg|https://exemple.fr/b.jpg"}]
    )
    page = territory(site="b")
    assert not page.exception
    pictures = [image.proto.imgs[0] for image in page.get("image")]
    assert [picture.url.endswith(".jpg") for picture in pictures if picture.alt == "Photographie de Halle"] == [True]
    assert "[n° 1](https://exemple.fr/b.jpg)" in text_of(page)
    site = next(offer for offer in offers.offers().itertuples() if offer.site_id == "b")
    alone = site_sheet.pdf(site, dataclasses.replace(site_card.card("b", "bâtiment"), photos=()), "")
    assert len(site_sheet.pdf(site, site_card.card("b", "bâtiment"), "")) > len(alone)  # the picture is on the sheet too


def test_a_site_that_is_gone_is_told(territory):
    assert "n'est pas dans l'inventaire d'aujourd'hui" in text_of(territory(site="disparu"))


def test_the_card_of_the_site_that_was_asked_for_takes_the_place_of_the_list(territory):
    """Identifiers may end with a hyphen, or with another one."""
    names = ("b", "a-b", "b-")
    kept_inventory(zones=[], plots=[], facts=[], buildings=[{"offre_id": name, "titre": name, "comm_insee": "48095"} for name in names])
    for asked in names:
        page = territory(site=asked)
        assert [header.value for header in page.header][0] == asked
        assert names_listed(page) == []
    page.button(key="card.close").click().run()
    assert sorted(names_listed(page)) == sorted(names)


def test_an_unsourced_site_is_to_be_checked(territory):
    assert "À vérifier : citée de mémoire" in text_of(territory(site="florac_za"))


def test_a_name_with_html_is_shown_as_text(territory):
    kept_inventory(buildings=[{"offre_id": "b", "titre": "<img src=x onerror=alert(1)>", "comm_insee": "48095"}])
    page = territory(site="b")
    assert not page.exception
    assert r"\<img src=x onerror=alert\(1\)\>" in [header.value for header in page.header]


def test_the_ranking_says_what_is_set_aside_and_why_each_site_has_its_rank(territory):
    page = territory(mode="Quel site convient ?", surface="1000", flood="true")
    text = text_of(page)
    assert "3 sites d'exemple ne sont pas classés." in text
    assert "exemple de Mende" not in text
    assert "**2 sites écartés** sur 24" in text  # the sold plot, the zone that may be flooded
    assert "1er" in text
    assert "rang variable, de" in text and "ce qui le changerait, ne plus compter" in text
    assert "1\u202f000 tirages de poids" in text
    page.selectbox(key="territory.ranked.commune").set_value("48095")
    page.toggle(key="territory.x-out_of_flood").set_value(False).run()
    assert "**1 site écarté** sur 24" in text_of(page)
    beside = next(column for column in page.columns if column.selectbox and column.selectbox[0].label == "Commune")
    assert "| Intercommunalité | CC Cœur de Lozère |" in beside.markdown[0].value  # above the ranking, as above the list
    assert beside.header[0].value == "23 sites classés"


def test_weights_deduced_two_by_two_tell_their_consistency(territory):
    page = territory(mode="Quel site convient ?", weights="deux à deux")
    assert "Poids déduits" in text_of(page)
    assert "cohérentes" in text_of(page)
    page.select_slider(key="territory.p-minutes-fibre").set_value(9)
    page.select_slider(key="territory.p-fibre-active").set_value(9)
    page.select_slider(key="territory.p-minutes-active").set_value(1 / 9).run()
    assert any("se contredisent" in warning.value and "Revoir d'abord" in warning.value for warning in page.warning)


def test_no_weight_at_all_is_told(territory):
    page = territory(mode="Quel site convient ?", **{f"weight-{name}": "0" for name in ("minutes", "fibre", "active")})
    assert any("Tous les poids sont nuls" in info.value for info in page.info)


def test_the_map_carries_the_signs_of_the_sites_that_suit_only(territory):
    layers = {layer["id"]: layer for layer in json.loads(territory(kinds="Bâtiments").get("deck_gl_json_chart")[0].proto.json)["layers"]}
    assert layers["zones"]["getPointRadius"].startswith("@@=([0,0,")
    assert layers["buildings"]["getTextSize"] == 22
    assert len(layers["exits"]["data"]) >= 8


def test_a_commune_chosen_beside_the_map_is_told_above_the_list_with_the_colour_it_has(territory):
    page = territory(coverage="oui")
    page.selectbox(key="territory.place.commune").set_value("48095").run()
    assert not page.exception
    assert "| Intercommunalité | CC Cœur de Lozère |" in text_of(page)
    assert "Locaux raccordables, édition du T1 2018" in text_of(page)
    beside = [*page.columns[-1].selectbox]
    assert [field.label for field in beside] == ["Commune", "Trier par"]


def test_a_click_on_a_commune_or_on_nothing_takes_the_place_of_the_card_of_a_site(territory):
    def hit(layer: str, **properties: str) -> dict:
        return {"selection": {"objects": {layer: [{"properties": properties}]}}}

    opened: dict[str, str] = {}
    with mock.patch.object(site_list.st, "query_params", opened):
        site_list.open_what_is_hit(hit("zones", id="la_tieule_hqe", code="48191"))
        assert opened == {"site": "la_tieule_hqe"}
        site_list.open_what_is_hit(hit("communes", code="48053"))
        assert opened == {}
        site_list.open_what_is_hit(hit("zones", id="la_tieule_hqe", code="48191"))
        site_list.open_what_is_hit({"selection": {"objects": {}}})  # « Effacer le choix », or a click beside the département
        assert opened == {}
