"""python -m data store: refuses where there is no store, invites for a study that exists, takes away what has lasted its time."""

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
    store()
    assert main(["store", "invite", "Aline", "--role", "relecteur", "--study", study]) == 1
    assert capsys.readouterr().out == f"--study | étude « {study} » inconnue | écrire un dossier de studies/ : {near}\n"
    with store().reading() as connection:
        assert access.everybody(connection) == []


def test_a_known_study_invites(capsys):
    store()
    assert main(["store", "invite", "Aline", "--role", "relecteur", "--study", "pork"]) == 0
    assert "/invitation/" in capsys.readouterr().out


@pytest.mark.parametrize("order", [["backup", "copy.zip"], ["export", "journal.csv"], ["check"], ["check", "--json"], ["invite", "Aline"]])
def test_where_no_server_ever_kept_anything_an_order_is_refused_and_makes_nothing(capsys, tmp_path, monkeypatch, order):
    monkeypatch.chdir(tmp_path)
    assert main(["store", *order]) == 1
    told = capsys.readouterr().out
    assert told.startswith(f"{tmp_path}/studio.sqlite | aucune base ici : ") and "donner à cette commande le STUDIO_VAR du serveur" in told
    assert list(tmp_path.iterdir()) == []


def test_nothing_to_take_away_is_said(capsys):
    assert main(["store", "sweep"]) == 0
    assert capsys.readouterr().out == "Rien n'a passé sa durée de conservation.\n"
