"""The maps in one file, opened from a disk: no hostile text runs, everything is read, nobody is asked."""

from playwright.sync_api import expect

from geo.maps import standalone_map
from geo.sites import offers
from pages.parts.maps import commune_layers
from studies import catalog
from studies.exports import commune_maps
from studies.exports.commune_maps import Origin
from tests.data.conftest import cache  # noqa: F401
from tests.hostile_texts import kept_hostile_inventory


def test_the_map_of_hostile_sites_runs_nothing_and_shows_their_texts(open_page, tmp_path):
    texts = kept_hostile_inventory()
    found = offers.offers()
    found.loc[found["site_id"] == "b-all", ["lat_shown", "lon_shown"]] = standalone_map.CENTRE  # where a click on the map falls
    (tmp_path / "carte.html").write_bytes(standalone_map.page(found, "à vol d'oiseau"))
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if not request.url.startswith("data:") else None)
    page.goto((tmp_path / "carte.html").as_uri())
    expect(page.locator(".leaflet-container canvas")).to_be_visible()
    legend = [f"⬤ {title} ({len(texts)})" for title in ("Zones d'activités", "Terrains", "Bâtiments")]
    assert [label.strip() for label in page.locator(".leaflet-control-layers-overlays label").all_inner_texts()] == ["Communes", *legend]
    assert set(texts.values()) <= set(page.locator("td:first-child").evaluate_all("cells => cells.map(cell => cell.textContent)"))
    page.locator("#map").hover()  # before the click, whose card may move the map from under the pointer
    assert page.locator(".leaflet-tooltip").evaluate("tip => tip.textContent") == texts["all"]
    page.locator("#map").click()
    expect(page.locator(".leaflet-popup-content strong")).to_have_text(texts["all"])
    assert set(page.locator(".leaflet-popup-content *").evaluate_all("all => all.map(element => element.tagName)")) == {"DIV", "STRONG"}
    assert page.get_by_role("button", name="Fermer").count() == 1
    assert page.evaluate("window.hacked") is None
    assert page.errors == []
    assert asked == [(tmp_path / "carte.html").as_uri()]


def test_the_map_of_a_study_shows_one_layer_at_a_time_and_the_facts_of_a_commune(open_page, tmp_path):
    study = catalog.get("broadband")
    layers = [commune_layers.drawn(layer, layer.shown_first(2031)) for layer in commune_layers.of_study(study, study.run())[:2]]
    (tmp_path / "carte.html").write_bytes(commune_maps.page(layers, Origin(study.card.title, study.version, "Tendanciel", "", "")))
    page = open_page()
    page.goto((tmp_path / "carte.html").as_uri())
    choices = page.locator(".leaflet-control-layers-base label")
    assert [label.strip() for label in choices.all_inner_texts()] == [layer.title for layer in layers]
    choices.nth(1).click()
    expect(page.get_by_role("radio").nth(1)).to_be_checked()
    expect(page.get_by_role("row", name="Langogne")).to_be_visible()
    page.locator("#map").click(position={"x": 260, "y": 260})
    expect(page.locator(".leaflet-popup-content div")).to_have_count(len(layers) + 1)
    assert page.errors == page.outside == []
