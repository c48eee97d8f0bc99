"""A place drawn on the map of a remark, by mouse, by keyboard and by the name of a commune, under the policy of its frame; the page keeps its own."""

import json

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from data.store import people
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import discussion
from tests.e2e import browser as finder
from tests.e2e.conftest import running_server

FRAME = "iframe[title*=drawing]"
STUDY, SLUG = "/hydrogene", "hydrogen"


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server where a reviewer is invited: its address, her link, its store."""
    folder = tmp_path_factory.mktemp("house")
    (folder / "var").mkdir()
    store = Store(f"sqlite:///{folder}/var/studio.sqlite")
    token = people.invite(store, CONSOLE, [Newcomer("Aline Vert")], [Grant(Role.REVIEWER)])[0].token
    with running_server(folder / "server.log", STUDIO_VAR=str(folder / "var")) as base:
        yield base, token, store
    store.engine.dispose()


def kept(store: Store) -> list[dict]:
    return [json.loads(one.place) for one in discussion.of_study(store, Actor(console=True), SLUG)]


def drawer(page: Page) -> FrameLocator:
    """The form with its map."""
    finder.settle(page)  # the fields of the thing that was just chosen are there
    page.get_by_text("Source, lieu, fichier, nom").click()
    page.get_by_text("Dessiner un lieu sur la carte").click()
    expect(page.get_by_role("switch", name="Dessiner un lieu sur la carte")).to_be_checked()
    frame = page.frame_locator(FRAME)
    expect(frame.locator("#map .leaflet-overlay-pane path").first).to_be_attached()
    return frame


def about_mende(page: Page, button: str) -> None:
    """Opens the form on a commune, found by a few letters without its capital."""
    page.get_by_role("button", name=button).first.click()
    page.get_by_label("Sur quoi ?").fill("mend")
    page.get_by_text("Commune : Mende", exact=True).click()


def send(page: Page, text: str) -> None:
    page.get_by_label("Votre remarque").fill(text)
    page.get_by_role("button", name="Envoyer l'avis").click()
    expect(page.get_by_text("Merci : votre avis est gardé")).to_be_visible()


@pytest.mark.browser
@pytest.mark.nightly  # by day tests/pages/remarks takes the same places in without a browser
def test_a_point_and_a_line_are_drawn_by_mouse_by_keyboard_and_by_name(open_page, house):
    base, token, store = house
    page = open_page(another=True)
    page.goto(f"{base}/invitation/{token}")
    page.get_by_role("button", name="Entrer dans le Studio").click()
    expect(page.get_by_role("link", name="Aline Vert : mon compte")).to_be_visible()
    policy = page.request.get(f"{base}/").headers["content-security-policy"]
    page.goto(base + STUDY)
    finder.settle(page)

    about_mende(page, "Donner un avis")
    frame = drawer(page)
    frame.locator("#map").click()  # its middle is in Lozère
    expect(frame.locator("#state")).to_have_text("Un point placé.")
    expect(page.get_by_text("Point à ")).to_be_visible()
    send(page, "Ici, à la souris.")
    assert kept(store)[0]["type"] == "Point"

    about_mende(page, "Donner un autre avis")
    frame = drawer(page)
    frame.get_by_role("button", name="Tracer une ligne").press("Enter")
    frame.locator("#map").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("+")
    page.keyboard.press("ArrowUp")
    page.wait_for_timeout(600)  # the map glides
    page.keyboard.press("Enter")
    expect(frame.locator("#state")).to_have_text("Ligne de 2 points.")
    frame.get_by_label("Sans la carte : une commune").select_option("Mende")
    frame.get_by_role("button", name="Placer à la mairie").press("Enter")
    expect(frame.locator("#state")).to_have_text("Ligne de 3 points.")
    frame.get_by_role("button", name="Annuler le dernier point").press("Enter")
    expect(frame.locator("#state")).to_have_text("Ligne de 2 points.")
    expect(page.get_by_text("Ligne de ", exact=False).first).to_be_visible()
    send(page, "Là, au clavier.")
    line = kept(store)[1]
    assert (line["type"], len(line["coordinates"])) == ("LineString", 2)

    about_mende(page, "Donner un autre avis")
    frame = drawer(page)
    frame.get_by_label("Sans la carte : une commune").select_option("Mende")
    frame.get_by_role("button", name="Placer à la mairie").click()
    expect(page.get_by_text("Point à Mende.")).to_be_visible()
    frame.get_by_role("button", name="Effacer").click()
    expect(frame.locator("#state")).to_have_text("Toucher la carte pour placer le point.")
    expect(page.get_by_text("Point à Mende.")).to_be_hidden()

    own = page.request.get(f"{base}/components/drawing.html").headers["content-security-policy"]
    assert "default-src 'none'" in own
    assert "unsafe" not in own
    assert page.request.get(f"{base}/hydrogene").headers["content-security-policy"] == policy
    assert page.errors == []
