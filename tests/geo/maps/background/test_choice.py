"""The background that the administrator asks for: nothing by default, a file, IGN's service, or a sentence that says what is wrong."""

import json

import pytest

from geo.maps import decks, layers
from geo.maps.background import choice
from tests.geo.maps.background import tiles

CLASSES = [0] * 152


def layers_of(deck: decks.Deck) -> dict[str, dict]:
    return {layer["id"]: layer for layer in json.loads(deck.to_json())["layers"]}


@pytest.fixture
def ask(monkeypatch):
    """A function that asks for a background as the environment does."""

    def asked(value, **more):
        for name, text in {"STUDIO_BACKGROUND": str(value), "STUDIO_OFFLINE": "1", **more}.items():
            monkeypatch.setenv(name, text)
        return choice.chosen()

    return asked


@pytest.fixture
def fault(ask):
    """A function that gives the fault of what is asked for."""

    def told(value, **more):
        assert ask(value, **more) is None
        return str(*choice.faults())

    return told


@pytest.mark.parametrize("value", ["", "  "])
def test_without_the_setting_the_maps_are_those_of_always(ask, value):
    assert ask(value) is None
    assert choice.faults() == ()
    drawn = json.loads(decks.commune_map(CLASSES).to_json())
    assert drawn["mapStyle"] == layers.BLANK_STYLE_ADDRESS
    assert [layer.get("opacity") for layer in drawn["layers"]] == [None] * len(drawn["layers"])


def test_a_fault_leaves_the_maps_without_background_byte_for_byte(ask, fault, tmp_path):
    ask("")
    before = decks.commune_map(CLASSES).to_json()
    assert fault(tmp_path / "absent.mbtiles")
    assert decks.commune_map(CLASSES).to_json() == before


@pytest.mark.parametrize("name", tiles.MADE)
def test_a_file_is_drawn_in_grey_above_the_ground_from_our_own_address_within_its_zooms(ask, tmp_path, name):
    ground = ask(tiles.MADE[name](tmp_path / name))
    style = ground.style()
    assert style["sources"] == {
        "background": {
            "type": "raster",
            "tiles": [f"/layers/background/{ground.key}/{{z}}/{{x}}/{{y}}"],
            "tileSize": 256,
            "minzoom": 8,
            "maxzoom": 9,
            "bounds": [2.8, 44.0, 4.2, 45.1],
        }
    }
    assert [part["id"] for part in style["layers"]] == ["ground", "background"]
    assert style["layers"][1]["paint"]["raster-saturation"] == -1
    assert (ground.host, ground.origin) == ("", "")
    assert ground.credit.startswith(r"Fond, en gris : © Atelier d'essai \& \*amis\*. Les communes le laissent voir")
    assert ground.told == f"Fond des cartes : {tmp_path / name}, zooms 8 à 9, longitudes 2,80 à 4,20, latitudes 44,00 à 45,10"


def test_the_communes_let_the_background_through_and_the_neighbours_keep_their_limits_only(ask, tmp_path):
    ask("")
    plain = layers_of(decks.commune_map(CLASSES, selected="48095"))
    ground = ask(tiles.mbtiles(tmp_path / "f"))
    deck = decks.commune_map(CLASSES, selected="48095")
    drawn = layers_of(deck)
    assert json.loads(deck.to_json())["mapStyle"] == ground.style_url
    assert drawn["communes"] == {**plain["communes"], "opacity": 0.35}
    assert drawn["around"] == {**plain["around"], "filled": False}
    same = [name for name in plain if name not in ("communes", "around")]
    assert [drawn[name] for name in same] == [plain[name] for name in same]
    assert list(drawn) == list(plain)


def test_a_file_without_credit_is_named(ask, tmp_path):
    assert ask(tiles.mbtiles(tmp_path / "mon_fond", facts={})).credit.startswith(r"Fond, en gris : mon\_fond.")


def test_a_file_that_changes_has_other_addresses(ask, tmp_path, monkeypatch):
    first = ask(tiles.mbtiles(tmp_path / "f"))
    choice._read.cache_clear()  # as a restart does
    (tmp_path / "f").unlink()
    assert ask(tiles.pmtiles(tmp_path / "f")).key != first.key


def test_what_is_no_background_is_told_with_its_place_and_its_remedy(fault, tmp_path):
    remedy = "écrire « ign » ou le chemin d'un fichier MBTiles ou PMTiles, ou vider la variable"
    absent, text, cut = tmp_path / "absent.mbtiles", tmp_path / "fond.pmtiles", tmp_path / "coupé.mbtiles"
    assert fault("osm") == f"STUDIO_BACKGROUND | « osm » n'est ni « ign », ni un fichier qui se lit | {remedy}"
    assert fault(absent) == f"STUDIO_BACKGROUND | « {absent} » n'est ni « ign », ni un fichier qui se lit | {remedy}"
    assert fault(tmp_path) == f"STUDIO_BACKGROUND | « {tmp_path} » n'est ni « ign », ni un fichier qui se lit | {remedy}"
    text.write_text("<html>")
    assert fault(text) == f"STUDIO_BACKGROUND ({text}) | ni MBTiles, ni PMTiles | {remedy}"
    cut.write_bytes(tiles.mbtiles(tmp_path / "f").read_bytes()[:5_000])
    again = "remplacer le fichier par une copie saine, puis relancer"
    assert fault(cut) == f"STUDIO_BACKGROUND ({cut}) | base MBTiles illisible | {again}"


@pytest.mark.parametrize("value", ["/srv/fond\n.mbtiles", "/srv/fond\udcff.mbtiles"])
def test_a_path_that_cannot_be_written_on_the_console_is_refused_without_repeating_it(fault, value):
    told = fault(value)
    assert told.startswith("STUDIO_BACKGROUND | le chemin a des signes qui ne s'écrivent pas | renommer")
    assert told.isprintable()


def test_vector_tiles_are_refused_with_what_is_expected(fault, tmp_path):
    vector = tiles.mbtiles(tmp_path / "f", facts={"format": "pbf"})
    assert fault(vector) == f"STUDIO_BACKGROUND ({vector}) | ses tuiles sont vectorielles | donner un fond en images : PNG, JPEG ou WebP"


def of_bounds(path, bounds):
    return tiles.mbtiles(path, facts={"format": "png", "bounds": bounds, "minzoom": "8", "maxzoom": "9"})


def test_a_background_of_elsewhere_is_left_out_and_told_in_words(fault, tmp_path):
    alps = of_bounds(tmp_path / "f", "6.0,45.2,7.2,46.1")
    assert fault(alps) == (
        f"STUDIO_BACKGROUND ({alps}) | le fond ne couvre pas le territoire des cartes : longitudes 6,00 à 7,20, latitudes 45,20 à 46,10 | "
        "donner un fond de la Lozère, ou vider la variable"
    )
    assert choice.state() == ("laissé de côté : le fond ne couvre pas le territoire des cartes : longitudes 6,00 à 7,20, latitudes 45,20 à 46,10")


def test_a_background_of_a_part_of_lozere_is_drawn_and_the_part_is_told(ask, tmp_path):
    north = ask(of_bounds(tmp_path / "f", "2.8,44.6,4.2,45.1"))
    assert north.told.endswith("latitudes 44,60 à 45,10 ; il ne couvre pas toute la Lozère")
    assert choice.state() == "servi, une partie de la Lozère seulement"


def test_a_background_of_the_other_departement_of_the_home_page_is_kept(ask, tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))  # no contours yet: nobody knows where Haute-Savoie is
    alps = of_bounds(tmp_path / "f", "6.0,45.2,7.2,46.1")
    monkeypatch.setenv("STUDIO_DEPARTMENT", "74")
    assert ask(alps) is not None


def test_the_state_of_the_background_names_no_path(ask, tmp_path):
    ask("")
    assert choice.state() == "aucun"
    ask(tiles.mbtiles(tmp_path / "f"))
    assert choice.state() == "servi"
    ask(tmp_path / "absent.mbtiles")
    assert choice.state() == "laissé de côté : « … » n'est ni « ign », ni un fichier qui se lit"


@pytest.mark.parametrize("value", ["ign", "IGN"])
def test_ign_is_asked_by_the_browser_and_the_map_says_so_with_its_licence(ask, value):
    ground = ask(value, STUDIO_OFFLINE="0")
    source = ground.style()["sources"]["background"]
    assert source["tiles"][0].startswith("https://data.geopf.fr/wmts?SERVICE=WMTS&")
    assert "LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2" in source["tiles"][0]
    assert {"{z}", "{x}", "{y}"} <= set(source["tiles"][0].replace("=", " ").replace("&", " ").split())
    assert ground.origin == "https://data.geopf.fr"
    assert "© IGN – Géoplateforme" in ground.credit
    assert "Licence Ouverte 2.0 ; votre navigateur interroge data.geopf.fr." in ground.credit


def test_offline_forbids_ign_and_says_so(fault):
    assert fault("ign").startswith("STUDIO_BACKGROUND | le fond de l'IGN se demande au réseau, que STUDIO_OFFLINE interdit | donner un fichier")


@pytest.mark.parametrize(
    "address", ["https://a.fr;script-src", "https://a.fr,b.fr", "https://*.fr", "javascript:alert(1)", "https://a.fr 'unsafe-eval'"]
)
def test_an_address_that_would_change_the_policy_is_refused(fault, address):
    assert fault("ign", STUDIO_OFFLINE="0", STUDIO_IGN_URL=address).startswith("STUDIO_IGN_URL | ")
