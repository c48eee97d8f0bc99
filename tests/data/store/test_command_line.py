"""python -m data store: invites for a study that exists, takes away what has lasted its time."""

import pytest

from data.__main__ import main
from data.store import access
from data.store.opening import store


@pytest.fixture(autouse=True)
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setenv("STUDIO_VAR", str(tmp_path))


@pytest.mark.parametrize(
    ("study", "near"),
    [
        ("porc", "pork"),
        ("hydrogene", "hydrogen"),
        ("xyz", "broadband, datacenter, hydrogen, pork"),
        ("_template", "broadband, datacenter, hydrogen, pork"),
    ],
)
def test_an_unknown_study_is_refused_with_the_nearest_names_and_invites_nobody(capsys, study, near):
    assert main(["store", "invite", "Aline", "--role", "relecteur", "--study", study]) == 1
    assert capsys.readouterr().out == f"--study | étude « {study} » inconnue | écrire un dossier de studies/ : {near}\n"
    with store().reading() as connection:
        assert access.everybody(connection) == []


def test_a_known_study_invites(capsys):
    assert main(["store", "invite", "Aline", "--role", "relecteur", "--study", "pork"]) == 0
    assert "/invitation/" in capsys.readouterr().out


def test_nothing_to_take_away_is_said(capsys):
    assert main(["store", "sweep"]) == 0
    assert capsys.readouterr().out == "Rien n'a passé sa durée de conservation.\n"
