"""The addresses for programs: what everybody may read of the studies, and nothing of the rest anywhere on the server."""

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from data.ground.budgets import Budget
from data.store.access import CONSOLE
from data.store.opening import store
from data.store.writings import agency, remarks, versions
from data.store.writings.agency import Drafts
from data.store.writings.remarks import Pinned, Position, Said
from data.store.writings.versions import Status
from geo.maps import layers
from pages.serving import machines
from studies import catalog
from studies.publishing import life
from studies.toolkit.running import runs
from tests.studies.study_changes import GOOD, cell, copy_of_the_good_study, edit

SLUG = "broadband"
NOTHING = {"place": "cette adresse", "fault": "rien à lire pour le public", "remedy": "choisir une adresse de /api/studies.json"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One small study and an empty store."""
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(catalog, "ROOT", tmp_path / "studies")
    return copy_of_the_good_study(tmp_path / "studies")


def publish() -> None:
    number = life.submit(store(), CONSOLE, SLUG, "Une version")
    versions.move(store(), CONSOLE, SLUG, number, Status.SUBMITTED, Status.VALIDATED)
    versions.move(store(), CONSOLE, SLUG, number, Status.VALIDATED, Status.PUBLISHED)


def test_a_published_version_is_read_from_what_was_kept_whatever_changed_since(client, folder: Path, monkeypatch: pytest.MonkeyPatch):
    publish()
    figures = {name: (one.value, one.low, one.high) for name, one in catalog.get(SLUG).run("trend").indicators.items()}
    cell("parameters.csv", "imitation", "value", "0.45")(folder)
    monkeypatch.setattr(runs, "called", lambda *_: pytest.fail("a model was run"))
    answer = client.get("/api/studies/broadband/1.json")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    found = answer.json()
    assert found["licence"]["name"] == "Licence Ouverte 2.0" and found["version"] == 1
    trend = next(scenario for scenario in found["scenarios"] if scenario["id"] == "trend")
    assert {one["id"]: (one["value"], one["low"], one["high"]) for one in trend["headlines"]} == figures
    assert all(one["unit"] for one in trend["headlines"])
    assert found["limits"] and not any("{#" in limit for limit in found["limits"])
    imitation = next(row for row in found["assumptions"] if row["id"] == "imitation")
    assert imitation["value"] == 0.4 and imitation["source"] in {source["id"] for source in found["sources"]}
    latest = client.get("/api/studies/broadband/publie.json")
    assert latest.json() | {"results": []} == found | {"results": []} and latest.headers["cache-control"] == "public, max-age=60"
    known = client.get("/api/studies/broadband/1.json", headers={"If-None-Match": answer.headers["etag"]})
    assert known.status_code == 304 and known.content == b""


def test_a_result_comes_with_its_metadata_and_the_table_says_the_same(client):
    publish()
    told = client.get("/api/studies/broadband/1/subscribers.json").json()
    about = told["metadata"]
    assert (about["label"], about["unit"], about["licence"]["attribution"]) == ("Abonnés à la fibre", "subscribers", "Studio Lozère Développement")
    assert "Usages du très haut débit, version 1" in about["source"] and "P10 et P90" in about["range"]
    trend = next(values for values in told["values"] if values["scenario"] == "trend")
    at = about["axes"]["year"].index(2031)
    answer = client.get("/api/studies/broadband/1.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    (row,) = [row for row in rows if (row["scenario"], row["nom"], row["date"]) == ("trend", "subscribers", "2031.0")]
    assert [float(row[name]) for name in ("valeur", "bas", "haut")] == [trend[side][at] for side in ("values", "low", "high")]
    assert {row["genre"] for row in rows} == {"chiffre de tête", "résultat", "hypothèse"}
    assert all(row["unite"] and row["source"] and row["licence"] and row["version"] == "1" for row in rows)
    assert {row["scenario"] for row in rows} == set(catalog.get(SLUG).scenarios)


def test_the_own_tables_of_a_study_have_an_address(client, folder: Path):
    shutil.rmtree(folder)
    shutil.copytree(GOOD.parent / "third_places", folder.parent / "third_places", ignore=shutil.ignore_patterns("__pycache__"))
    whole = client.get("/api/studies/third_places/brouillon.json").json()
    (listed,) = [table for table in whole["tables"] if table["id"] == "population"]
    told = client.get(listed["address"]).json()
    assert told["metadata"]["title"] == listed["title"] and told["metadata"]["source"] in {source["id"] for source in whole["sources"]}
    people = dict(zip(told["columns"]["year"]["values"], told["columns"]["people"]["values"], strict=True))
    assert (people[2018], told["metadata"]["columns"]["people"]["unit"]) == (76_520, "inhabitants")
    assert client.get("/api/studies/third_places/brouillon/tables/unknown.json").json() == NOTHING


def test_a_table_of_the_studio_comes_with_its_card_as_its_file_writes_it(client):
    listed = {table["table"]: table for table in client.get("/api/tables.json").json()}
    assert listed["coverage_series"]["json"] == "/api/tables/coverage_series.json"
    assert "outlines" not in listed  # its licence is not known
    told = client.get("/api/tables/hydrogen_marks.json").json()
    assert told["metadata"]["licence"] == "Chiffres cités des sources"
    assert next(row for row in told["rows"] if row["id"] == "belfort")["value"] == "9.5"
    assert client.get("/api/tables/hydrogen_marks.csv").text.startswith("id,kind,label,value,")
    for missing in ("outlines.json", "unknown.csv", "hydrogen_marks.xlsx"):
        assert client.get(f"/api/tables/{missing}").status_code == 404


def test_the_list_names_every_version_that_is_for_all(client):
    assert [one["version"] for one in client.get("/api/studies.json").json()[0]["versions"]] == ["brouillon"]
    life.submit(store(), CONSOLE, SLUG, "Une version")
    (one,) = client.get("/api/studies.json").json()[0]["versions"]  # what is submitted is for who has a role
    assert (one["version"], one["number"], one["json"]) == ("brouillon", 2, "/api/studies/broadband/brouillon.json")
    versions.move(store(), CONSOLE, SLUG, 1, Status.SUBMITTED, Status.VALIDATED)
    versions.move(store(), CONSOLE, SLUG, 1, Status.VALIDATED, Status.PUBLISHED)
    versions.move(store(), CONSOLE, SLUG, 1, Status.PUBLISHED, Status.ARCHIVED, "Remplacée")
    told = client.get("/api/studies.json").json()[0]["versions"]
    assert [(one["version"], one["status"]) for one in told] == [("1", "archivé"), ("brouillon", "brouillon")]
    assert all(client.get(one[ending]).status_code == 200 for one in told for ending in ("json", "csv"))


def test_the_list_of_studies_counts_what_the_committee_said(client):
    nothing = {"given": 0, "accepted": 0, "refused": 0, "waiting": 0}
    assert client.get("/api/studies.json").json()[0]["remarks"] == nothing
    pinned = Pinned(SLUG, "v1", "parameter:imitation", "Hypothèse : imitation")
    first = remarks.give(store(), CONSOLE, pinned, Said("Trop lent.", Position.LOW, 0.5))
    assert client.get("/api/studies.json").json()[0]["remarks"] == nothing | {"given": 1, "waiting": 1}
    remarks.answer(store(), CONSOLE, first, remarks.Status.REFUSED, "Maintenu.")
    assert client.get("/api/studies.json").json()[0]["remarks"] == nothing | {"given": 1, "refused": 1}


@pytest.mark.parametrize(
    "address", ["unknown/1.json", "broadband/1.json", "broadband/publie.csv", "broadband/brouillon.xml", "broadband/brouillon/unknown.json"]
)
def test_what_does_not_exist_is_told_in_french_with_what_to_do(client, address: str):
    answer = client.get(f"/api/studies/{address}")
    assert (answer.status_code, answer.json(), answer.headers["cache-control"]) == (404, NOTHING, "no-store")


def test_who_asks_too_often_waits(client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(machines, "ASKED", Budget(2, 60.0))
    told = [client.get("/api/studies/broadband/9.json") for _ in range(3)]
    assert [answer.status_code for answer in told] == [404, 404, 429]
    assert told[2].json()["remedy"] == "attendre une minute, et garder les réponses reçues" and 0 < int(told[2].headers["retry-after"]) <= 30


def test_a_draft_that_is_not_for_all_is_nowhere(client, folder: Path):
    life.submit(store(), CONSOLE, SLUG, "Une version")
    agency.show_drafts(store(), CONSOLE, Drafts.MEMBERS)
    for address in ("brouillon.json", "brouillon.csv", "1.json", "1.csv", "1/subscribers.json", "brouillon/subscribers.json"):
        answer = client.get(f"/api/studies/broadband/{address}")
        assert (answer.status_code, answer.json()) == (404, NOTHING), address
    assert client.get("/api/studies.json").json() == []
    for broken in (False, True):
        if broken:
            edit("study.toml", "edition = 2018", 'edition = "hier"')(folder)
        health = client.get("/healthz")
        assert health.json()["studies"] == [] and health.json()["data"]["faults"] == 0
        said = [health.text, *(client.get(address).text for address in ("/", "/tres-haut-debit", "/versions"))]
        said += [layer.body.decode() for layer in layers.public_layers()]
        assert not [text for text in said if "broadband" in text or "tres-haut-debit" in text or "très haut débit" in text.casefold()]


def test_a_damaged_version_is_not_given_for_the_right_one(client):
    publish()
    with store().counting() as connection:
        connection.exec_driver_sql("UPDATE kept_contents SET content = 'eJwDAAAAAAE='")
    life._content.cache_clear()
    answer = client.get("/api/studies/broadband/1.json")
    assert answer.status_code == 503 and "perdu ou abîmé" in json.loads(answer.content)["fault"]


def test_a_page_leaves_the_day_of_the_visit_in_the_browser_once_a_day(client):
    client.cookies.clear()
    first = client.get("/")
    written = first.headers["set-cookie"]
    assert re.fullmatch(r"studio_last_visit=\d{4}-\d\d-\d\d; HttpOnly; Max-Age=15552000; Path=/; SameSite=lax", written)
    assert "set-cookie" not in client.get("/tres-haut-debit").headers  # the browser has it
    assert "set-cookie" not in client.get("/healthz").headers and "set-cookie" not in client.get("/api/studies.json").headers
    client.cookies.clear()
    back = client.get("/", headers={"cookie": "studio_last_visit=2026-01-02"}).headers["set-cookie"]
    assert back.startswith("studio_last_visit=2026-01-02.")
    client.cookies.clear()
