"""What a study computes beforehand: its files are made again by a command, and only files of its model can be written."""

import pytest

from studies.toolkit.checking import starting
from tests.studies.study_changes import append

HOOK = '\n\ndef tables(p):\n    """The files that are computed beforehand."""\n    return {{{name!r}: f"TWICE = {{2 * float(p.{figure})}}\\n"}}\n'


def with_hook(root, name):
    """A study from the template that computes a file of that name beforehand."""
    folder = starting.start(root, "chaleur_bois")
    figure = (folder / "parameters.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    append("model.py", HOOK.format(name=name, figure=figure))(folder)
    return folder, float((folder / "parameters.csv").read_text("utf-8").splitlines()[1].split(",")[2])


def test_the_command_writes_the_files_of_the_study_from_its_figures(root, told):
    folder, figure = with_hook(root, "doubled.py")
    status, said = told("tabulate", "chaleur_bois")
    assert (status, said) == (0, "chaleur_bois/doubled.py : 1 ligne\n")
    assert (folder / "doubled.py").read_text("utf-8") == f"TWICE = {2 * figure}\n"


def test_a_study_that_computes_nothing_beforehand_says_so(root, told):
    starting.start(root, "chaleur_bois")
    status, said = told("tabulate", "chaleur_bois")
    assert status == 2
    assert "rien n'y est calculé d'avance" in said and "tables(p)" in said


@pytest.mark.parametrize("name", ["model.py", "page.py", "page_map.py", "parameters.csv", "../escape.py", "Majuscule.py"])
def test_nothing_else_than_a_file_of_the_model_is_written(root, told, name):
    folder, _ = with_hook(root, name)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    status, said = told("tabulate", "chaleur_bois")
    assert status == 2
    assert f"nom de fichier « {name} » refusé" in said
    assert before == {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert not (root / "escape.py").exists()
