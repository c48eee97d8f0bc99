"""text/method.md: read with its formulas, asked for when it is missing, told by its line when it is wrong, shown in a drawer, put in the workbook."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from studies import catalog
from studies.exports import study_exports
from studies.toolkit.reading import paragraphs
from studies.toolkit.running import narrative
from tests.studies.study_changes import append, told, write

TEXT = """## Le calcul

{#money} Le coût $c$ vaut {works_cost}.

$$
c = \\frac{I}{e}
$$

| signe | sens |
|---|---|
| $I$ | travaux |
"""


@pytest.fixture
def folder(root: Path) -> Path:
    """The template, which has a method."""
    return root / "_template"


def test_braces_of_a_formula_are_left_to_latex_and_the_others_are_filled(folder):
    study, _ = catalog.check_folder(folder)
    filled = narrative.fill(r"$\frac{I}{works_cost}$ avec {works_cost}", study.run(), study.run(), study.parameters)
    assert filled == "$\\frac{I}{works_cost}$ avec 15\u202f000\u00a0€/logement"


def test_a_formula_and_a_table_go_with_the_paragraph_above():
    assert [paragraph.name for paragraph in paragraphs.of(TEXT)] == ["money"]


def test_an_unknown_figure_a_lone_dollar_and_an_order_of_drawing_are_told_with_their_lines(folder):
    write("text/method.md", TEXT.replace("{works_cost}", "{works_price}").encode())(folder)
    (fault,) = told(folder)
    assert fault[0] == "studies/_template/text/method.md, ligne 3" and "peut-être {works_cost}" in fault[2]
    write("text/method.md", TEXT.replace("$I$", r"$I$ à 3 $").replace(r"\frac{I}", r"\rule{I}").encode())(folder)
    assert [(place, what) for place, what, _ in told(folder)] == [
        ("studies/_template/text/method.md, ligne 6", "« \\rule » refusé dans une formule"),
        ("studies/_template/text/method.md, ligne 11", "signe $ seul"),
    ]


def test_a_study_without_method_is_shown_and_its_author_asked_for_it(folder, told):
    (folder / "text/method.md").unlink()
    status, said = told("check", "_template")
    assert status == 0
    assert "À régler : studies/_template/text/method.md | texte absent | l'écrire : les équations" in said


def test_the_workbook_has_the_method_by_part_with_its_figures(folder):
    append("text/method.md", "\n## Fin\n")(folder)
    study, faults = catalog.check_folder(folder)
    assert faults == []
    sheet = load_workbook(io.BytesIO(study_exports.workbook(study, study.run(), "version 1, brouillon")))["Méthode"]
    rows = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert [title for title, _ in rows if title] == [
        "Le calcul",
        "Ce qui est calé, et sur quoi",
        "Ce qui a été vérifié",
        "Ce qui n'est pas dans le modèle",
        "Fin",
    ]
    assert "5\u00a0MWh/an" in rows[0][1] and "{" not in rows[0][1]
    assert rows[1] == ("", "E = n \\times e, \\qquad n \\le s \\, N")
