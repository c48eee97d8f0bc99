"""The versions of a study from the command line: kept, moved by who may, compared, as JSON and in words."""

import json
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from data.store import people, signing
from data.store.access import CONSOLE
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import versions
from studies.publishing import life
from tests.studies.publishing.conftest import SLUG
from tests.studies.study_changes import cell, edit

Told = Callable[..., tuple[int, str]]


@pytest.fixture(autouse=True)
def here(store: Store, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The commands write in the store of the test."""
    monkeypatch.setenv("STUDIO_DATABASE_URL", str(store.engine.url))


def invited(store: Store, email: str, *grants: Grant) -> None:
    made = people.invite(store, CONSOLE, [Newcomer(email.partition("@")[0], email=email)], grants)[0]
    signing.enter(store, made.token)


def test_a_study_that_was_never_submitted_is_version_1_draft(told: Told, store: Store):
    assert life.next_number(store, SLUG) == 1
    assert told("versions", SLUG) == (0, "version 1, brouillon\n")
    assert "Usages du très haut débit (version 1, brouillon)" in told("list")[1]
    (one,) = json.loads(told("list", "--json")[1])
    assert (one["number"], one["status"]) == (1, "draft")


def test_it_is_submitted_validated_published_then_the_draft_is_the_next_one(told: Told, store: Store, folder: Path):
    assert told("freeze", SLUG, "--message", "Première lecture") == (0, "broadband : version 1, soumise\n")
    assert "(version 1, soumise)" in told("list")[1]
    assert told("validate", SLUG, "1") == (0, "broadband : version 1, validée par le comité\n")
    assert told("publish", SLUG, "1", "--message", "Séance du 30 novembre") == (0, "broadband : version 1, publiée\n")
    assert life.next_number(store, SLUG) == 2
    draft, head, *steps = told("versions", SLUG)[1].splitlines()
    assert draft == "version 2, brouillon" and head.startswith("version 1, publiée : chiffres ")
    assert [step.split(" ", 4)[4] for step in steps] == [
        "soumise, ligne de commande : Première lecture",
        "validée par le comité, ligne de commande",
        "publiée, ligne de commande : Séance du 30 novembre",
    ]
    found = json.loads(told("versions", SLUG, "--json")[1])
    assert found["draft"] == {"number": 2, "status": "brouillon", "files": [], "faults": 0}
    assert [step["status"] for step in found["versions"][0]["steps"]] == ["soumis", "validé par le comité", "publié"]
    cell("parameters.csv", "imitation", "value", "0.45")(folder)
    assert "(version 1, publiée)" in told("list")[1]  # the site shows what was published


def test_a_person_does_what_her_role_allows_and_no_more(told: Told, store: Store):
    invited(store, "aline@exemple.fr", Grant(Role.AUTHOR, SLUG, date(2999, 1, 1)))
    invited(store, "zoe@exemple.fr", Grant(Role.ADMINISTRATOR))
    assert told("freeze", SLUG, "--message", "Lue", "--as", "aline@exemple.fr")[0] == 0
    status, said = told("validate", SLUG, "1", "--as", "aline@exemple.fr")
    assert status == 1 and "noter qu'une version est validée par le comité | votre rôle ne le permet pas" in said
    assert told("correct", SLUG, "1", "--message", "La page 3 dit 2019.", "--as", "zoe@exemple.fr")[0] == 0
    status, said = told("publish", SLUG, "1", "--as", "zoe@exemple.fr")
    assert status == 1 and "« corrections demandées » : elle ne devient pas « publiée » | étape possible : archive" in said
    assert told("freeze", SLUG, "--message", "x", "--as", "nobody@exemple.fr")[1].startswith("--as nobody@exemple.fr | personne n'a cette adresse")
    assert "soumise, aline : Lue" in told("versions", SLUG)[1]


def test_what_changed_and_what_it_did_add_up(told: Told, folder: Path):
    told("freeze", SLUG, "--message", "Première lecture")
    assert "Rien n'a changé entre la version 1 et le brouillon." in told("diff", SLUG, "1", "brouillon")[1]
    cell("parameters.csv", "imitation", "value", "0.45")(folder)
    cell("parameters.csv", "innovation", "value", "0.22")(folder)
    found = json.loads(told("diff", SLUG, "1", "brouillon", "--scenario", "trend", "--json")[1])
    assert (found["before"], found["after"], found["scenario"]) == (1, "brouillon", "trend")
    assert [(one["kind"], one["id"]) for one in found["changes"] if one["kind"] == "assumption"] == [
        ("assumption", "innovation"),
        ("assumption", "imitation"),
    ]
    assert found["apart"] == []
    moved = [one for one in found["headlines"] if one["moved"]]
    assert moved
    for one in moved:
        assert {term["kind"] for term in one["terms"]} >= {"assumption", "interaction"}
        assert math.isclose(math.fsum(term["added"] for term in one["terms"]), one["moved"], rel_tol=1e-12)
    status, said = told("diff", SLUG, "1", "brouillon")
    assert status == 0 and "Effets croisés de ces changements : " in said and "valeur : 0,4\u00a0par\u00a0an → 0,45\u00a0par\u00a0an" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("versions", "unknown"), "étude « unknown » inconnue | choisir parmi : broadband"),
        (("publish", SLUG, "7"), "pas de version 7 | choisir une version dans la liste de l'étude"),
        (("diff", SLUG, "7", "brouillon"), "pas de version 7"),
        (("diff", SLUG, "brouillon", "brouillon", "--scenario", "dream"), "scénario « dream » inconnu | choisir parmi : trend"),
    ],
)
def test_what_does_not_exist_is_an_answer_of_2(told: Told, words: tuple[str, ...], said: str):
    status, answer = told(*words)
    assert status == 2 and said in answer


def test_a_draft_with_faults_tells_them_all_and_is_not_kept(told: Told, store: Store, folder: Path):
    cell("parameters.csv", "imitation", "unit", "ans")(folder)
    edit("study.toml", "edition = 2018", 'edition = "hier"')(folder)
    status, said = told("freeze", SLUG, "--message", "Première lecture")
    assert status == 1 and len(said.splitlines()) >= 2 and "(edition)" in said and "(imitation)" in said
    assert versions.listed(store, SLUG) == []


@pytest.mark.parametrize("number", ["0", "-1", "un", "1.5"])
def test_a_version_is_a_number_from_1_or_the_draft(told: Told, number: str):
    with pytest.raises(SystemExit):
        told("diff", SLUG, number, "brouillon")


def test_a_status_left_in_a_card_is_read_no_more_and_the_check_says_so(told: Told, folder: Path):
    edit("study.toml", "edition = 2018", 'edition = 2018\nstatus = "validated"')(folder)
    status, said = told("check", SLUG)
    assert status == 0 and "À régler : studies/broadband/study.toml, ligne 7 (status) | cette ligne n'est plus lue | supprimer la ligne" in said
    assert "version 1, brouillon" in told("list")[1]
