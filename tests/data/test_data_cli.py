"""python -m data, as a person and as a script use it."""

import json
from pathlib import Path

import pytest

from data.__main__ import main, verdict
from data.ground.faults import Fault

FAULT = Fault("data/tables/zones.csv", "fichier absent", "ajouter le fichier")


def test_the_list_is_one_json_document_with_the_licence_of_each_table(capsys):
    assert main(["list", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert len(listed) == 29
    assert all(entry["licence"] and entry["title"] for entry in listed)


def test_the_list_is_readable(capsys):
    assert main(["list"]) == 0
    assert "zones : Zones d'activités de Lozère (23 lignes" in capsys.readouterr().out


def test_a_clean_check_exits_with_0(capsys):
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "29 tables vérifiées, aucun défaut.",
        "Contours officiels : aucun en cache, les limites restent approximatives.",
    ]


def test_faults_are_printed_and_exit_with_1(capsys):
    assert verdict([FAULT], json_wanted=False) == 1
    assert capsys.readouterr().out == "data/tables/zones.csv | fichier absent | ajouter le fichier\n1 défaut.\n"


def test_faults_are_printed_as_one_json_document(capsys):
    assert verdict([FAULT], json_wanted=True) == 1
    assert json.loads(capsys.readouterr().out) == {
        "faults": [{"place": "data/tables/zones.csv", "fault": "fichier absent", "remedy": "ajouter le fichier"}]
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "il manque : commande"),
        (["peindre"], "« peindre » inconnu pour commande ; choisir parmi : list, check, refresh, import, export"),
        (["list", "--xml"], "non compris : --xml"),
    ],
)
def test_a_wrong_command_is_told_in_french(capsys, arguments, words):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    errors = capsys.readouterr().err
    assert words in errors
    assert errors.startswith("usage : python -m data")


def test_the_help_is_french(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "affiche cette aide" in shown
    assert "positional arguments" not in shown
    assert "show this help" not in shown


def forbidden(*_arguments, **_settings):
    raise PermissionError(13, "Permission denied")


def test_a_file_in_a_folder_that_may_not_be_entered_is_told_with_the_remedy(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "stat", forbidden)
    assert main(["import", "inventory", str(tmp_path / "a.csv")]) == 2
    assert "a.csv » ne peut pas se lire (accès interdit) ; rétablir le droit de lire" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["absent.csv", "a\0.csv"])
def test_a_name_that_is_that_of_no_file_is_told(capsys, tmp_path, name):
    assert main(["import", "inventory", str(tmp_path / name)]) == 2
    assert "n'est pas un fichier" in capsys.readouterr().err


def test_a_workbook_that_cannot_be_written_says_why_in_french(capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "open", forbidden)
    assert main(["export", "inventory", str(tmp_path / "a.xlsx"), "--empty"]) == 1
    assert "ne peut pas s'écrire (accès interdit)" in capsys.readouterr().err
