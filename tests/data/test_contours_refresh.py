"""The official contours are asked, kept with their card, and told; the cache is read only when it is whole."""

import hashlib
import json
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shapely
from shapely.geometry import mapping, shape

from data import cards, official_contours, refresh, services
from data.__main__ import main
from data.ground.files import VAR, var_folder, write_atomically
from data.tables import lozere_codes
from tests.data.answers import MENDE, PATH, body, changed, commune

ROOT = Path(__file__).parents[2]


def test_contours_are_kept_with_their_source_their_date_and_their_digests(service):
    told = refresh.refresh("communes")
    assert told.fault is None
    card, features = official_contours.read()
    assert card == told.card
    assert card.url == service.base + PATH
    assert card.producer == "IGN, ADMIN EXPRESS COG"
    assert card.licence == "Licence Ouverte 2.0"
    assert datetime.now(UTC) - card.downloaded_at < timedelta(minutes=5)
    assert card.answer_sha256 == hashlib.sha256(changed(lambda answer: None)).hexdigest()
    assert card.sha256 == official_contours.digest(features)
    assert (card.rows, card.repaired, len(features)) == (152, 0, 152)
    assert [feature["properties"]["code"] for feature in features] == lozere_codes()
    assert set(features[0]["properties"]) == {"code", "nom"}


def test_the_service_is_asked_once_and_told_who_asks(service):
    refresh.refresh("communes")
    assert service.asked == [PATH]
    assert service.agents[0].startswith("StudioLozere")


def test_the_file_is_geojson_that_other_software_reads(service):
    refresh.refresh("communes")
    written = json.loads(official_contours.path().read_text("utf-8"))
    assert written["type"] == "FeatureCollection"
    assert written["features"][0]["geometry"]["type"] == "Polygon"


def test_what_is_written_has_no_gap_and_no_overlap_and_is_light(service):
    refresh.refresh("communes")
    shapes = [shape(feature["geometry"]) for feature in official_contours.read()[1]]
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert len(shapely.coverage_union_all(shapes).interiors) == 0
    assert official_contours.path().stat().st_size <= 120_000


def test_a_contour_that_crosses_itself_is_mended_and_told(service):
    def cross(answer):
        ring = commune(answer, MENDE)["geometry"]["coordinates"][0]
        (x, y), d = ring[0], 0.0003  # [degrees] a bow tie of some 30 m
        ring[1:1] = [[x + d, y], [x, y + d], [x + d, y + d], [x, y]]

    service.reply = body(changed(cross))
    told = refresh.refresh("communes")
    assert told.fault is None
    assert told.card.repaired >= 1
    assert "réparé" in told.sentence
    assert shapely.coverage_is_valid([shape(feature["geometry"]) for feature in official_contours.read()[1]])


def test_slivers_between_neighbours_are_closed(service):
    def loosen(answer):
        feature = commune(answer, MENDE)
        feature["geometry"] = mapping(shapely.transform(shape(feature["geometry"]), lambda xy: xy.round(4)))

    service.reply = body(changed(loosen))
    told = refresh.refresh("communes")
    assert told.fault is None
    assert told.card.repaired > 1
    assert shapely.coverage_is_valid([shape(feature["geometry"]) for feature in official_contours.read()[1]])


def test_a_second_success_replaces_the_first(service):
    refresh.refresh("communes")
    before = official_contours.stamp()
    answer = json.loads(changed(lambda answer: None))
    for feature in answer["features"]:
        feature["geometry"] = mapping(shapely.transform(shape(feature["geometry"]), lambda xy: xy + 0.001))
    service.reply = body(json.dumps(answer).encode())
    first = official_contours.read()[0]
    assert refresh.refresh("communes").fault is None
    second = official_contours.read()[0]
    assert second.sha256 != first.sha256
    assert official_contours.stamp() != before


def test_two_refreshes_at_once_leave_one_whole_file(service):
    threads = [threading.Thread(target=refresh.refresh, args=("communes",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refresh.held("communes").fault is None
    assert [file.name for file in official_contours.path().parent.iterdir()] == [official_contours.NAME]


DAMAGES = {
    "cut": (lambda text: text[: len(text) // 2], "illisibles"),
    "empty": (lambda text: "", "illisibles"),
    "html": (lambda text: "<html>", "illisibles"),
    "a list": (lambda text: "[]", "illisibles"),
    "no card": (lambda text: text.replace('"card"', '"carte"', 1), "illisibles"),
    "features that are none": (lambda text: text.split('"features"')[0] + '"features":[1]}', "illisibles"),
    "a moved point": (lambda text: text.replace("[3.", "[2.", 1), "modifiés depuis leur téléchargement"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_is_told_and_never_used(service, capsys, damage):
    refresh.refresh("communes")
    spoil, words = DAMAGES[damage]
    official_contours.path().write_text(spoil(official_contours.path().read_text("utf-8")), "utf-8")
    told = refresh.held("communes")
    assert told.card is None
    assert words in told.fault.fault
    assert told.fault.place == "STUDIO_VAR/communes.geojson"
    assert main(["check"]) == 1
    assert words in capsys.readouterr().out
    assert refresh.refresh("communes").fault is None
    assert refresh.held("communes").fault is None


def test_contours_of_another_list_of_communes_are_not_used(service, monkeypatch):
    refresh.refresh("communes")
    monkeypatch.setattr(official_contours, "lozere_codes", lambda: [*lozere_codes(), "48999"])
    assert "d'autres communes" in refresh.held("communes").fault.fault


def test_a_first_start_says_whom_it_asks_before_and_what_came_after(service):
    said = []
    refresh.at_first_start(lambda sentence: said.append((sentence, len(service.asked))))
    assert said[0] == (f"Contours officiels : une demande à {service.base} (STUDIO_OFFLINE=1 l'empêche)…", 0)
    assert said[1][0].startswith(f"Contours officiels : 152 communes reçues de {service.base.removeprefix('http://')} le ")
    assert len(said) == 2
    refresh.at_first_start(lambda sentence: said.append((sentence, 1)))
    assert len(said) == 2, "a second start asks nobody and says nothing"
    assert len(service.asked) == 1


def test_a_first_start_that_fails_says_why_and_what_stays(service):
    service.reply = body(b"", status=500)
    said = []
    refresh.at_first_start(said.append)
    assert said[1].startswith(f"Anomalie : {service.base} | réponse 500 au lieu de 200 | ")
    assert said[2] == "Les limites approximatives restent en place."


def test_a_first_start_with_a_damaged_cache_says_so_and_asks_again(service):
    official_contours.path().parent.mkdir()
    official_contours.path().write_text("{")
    said = []
    refresh.at_first_start(said.append)
    assert "illisibles" in said[0]
    assert refresh.held("communes").card is not None


@pytest.mark.parametrize("value", ["1", "true", "oui"])
def test_studio_offline_prevents_the_demand(service, monkeypatch, capsys, value):
    monkeypatch.setenv("STUDIO_OFFLINE", value)
    said = []
    refresh.at_first_start(said.append)
    assert said == ["Contours officiels : aucun en cache et STUDIO_OFFLINE=1 : les limites restent approximatives."]
    assert main(["refresh", "communes"]) == 0
    assert "aucun en cache" in capsys.readouterr().out
    assert service.asked == []


def test_the_command_refreshes_and_says_how_many_when_and_from_where(service, capsys):
    assert main(["refresh", "communes"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("Contours officiels : une demande à http://127.0.0.1")
    assert "152 communes reçues de 127.0.0.1" in shown[1]
    assert " UTC" in shown[1]


def test_without_a_name_everything_is_refreshed(service, capsys):
    assert main(["refresh"]) == 0
    assert len(service.asked) == 1


def test_a_failed_refresh_exits_with_1_and_says_what_stays(service, capsys):
    service.reply = body(b"<html>", kind="text/html")
    assert main(["refresh", "communes"]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[1].count(" | ") == 2
    assert shown[2] == "Les limites approximatives restent en place."


@pytest.mark.parametrize(("name", "words"), [("zones", "n'a pas de source en ligne"), ("lune", "est inconnu")])
def test_a_name_that_cannot_be_refreshed_exits_with_2_and_says_which_can(service, capsys, name, words):
    assert main(["refresh", "communes", name]) == 2
    errors = capsys.readouterr().err
    assert f"« {name} » {words}" in errors
    assert "choisir parmi : communes" in errors
    assert service.asked == []


def test_offline_says_what_is_in_the_cache_without_asking(service, capsys):
    assert main(["refresh", "--offline"]) == 0
    assert capsys.readouterr().out == "Contours officiels : aucun en cache, les limites restent approximatives.\n"
    refresh.refresh("communes")
    assert main(["refresh", "communes", "--offline"]) == 0
    assert "en cache, 152 communes" in capsys.readouterr().out
    assert len(service.asked) == 1


@pytest.mark.parametrize("status", [200, 500])
def test_the_json_is_one_document(service, capsys, status):
    service.reply = body(changed(lambda answer: None), status=status)
    assert main(["refresh", "communes", "--json"]) == (0 if status == 200 else 1)
    (told,) = json.loads(capsys.readouterr().out)
    assert set(told) == {"name", "cached", "fault", "told"}
    assert (told["fault"] is None) == (status == 200)
    assert (told["cached"] is not None) == (status == 200)


def test_the_list_and_the_check_tell_the_cache(service, capsys):
    refresh.refresh("communes")
    assert main(["list"]) == 0
    assert "Contours officiels : en cache, 152 communes" in capsys.readouterr().out
    assert main(["check"]) == 0
    assert "empreinte vérifiée" in capsys.readouterr().out
    assert main(["list", "--json"]) == 0
    listed = {entry["name"]: entry for entry in json.loads(capsys.readouterr().out)}
    assert listed["communes"]["cached"]["rows"] == 152
    assert listed["zones"]["cached"] is None


def test_the_card_of_the_service_is_in_the_catalogue():
    card = services.services()["communes"]
    assert (card.url, card.variable, card.rows) == ("https://geo.api.gouv.fr", "STUDIO_GEO_API_URL", 152)


def test_without_the_variable_the_address_is_that_of_the_catalogue(monkeypatch):
    monkeypatch.delenv("STUDIO_GEO_API_URL", raising=False)
    assert services.address("communes") == "https://geo.api.gouv.fr"
    monkeypatch.setenv("STUDIO_GEO_API_URL", " ")
    assert services.address("communes") == "https://geo.api.gouv.fr"


def test_a_wrong_card_of_a_service_is_told(tmp_path):
    (tmp_path / "catalog.toml").write_text('[services.communes]\nurl = "http://exemple.fr"\n', "utf-8")
    told = [str(fault) for fault in cards.read_services(tmp_path)[1]]
    assert any("[services.communes] (title) | valeur absente | remplir" in fault for fault in told)
    assert any("[services.communes] (url) | « http://exemple.fr » refusé | comparer avec une carte voisine" in fault for fault in told)


def test_the_cache_is_in_var_at_the_root_unless_the_environment_says_otherwise(monkeypatch, cache):
    assert var_folder() == cache
    monkeypatch.delenv("STUDIO_VAR")
    assert var_folder() == VAR == ROOT / "var"
    assert official_contours.place() == "var/communes.geojson"
    assert "var/" in (ROOT / ".gitignore").read_text().splitlines()


def test_a_write_that_fails_leaves_no_litter(tmp_path, monkeypatch):
    def crash(*_):
        raise OSError(5, "x")

    write_atomically(tmp_path / "a", b"1")
    monkeypatch.setattr("os.replace", crash)
    with pytest.raises(OSError, match="x"):
        write_atomically(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"1"
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["a"]


def test_maps_never_load_an_http_client():
    asked = "refresh.held('communes')\nlayers.public_layers()"
    code = f"import sys\nfrom data import refresh\nfrom geo.maps import layers\n{asked}\nsys.exit('httpx2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
