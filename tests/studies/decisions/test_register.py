"""The table of decisions that one takes away: its columns, and no cell that a spreadsheet would run."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from data.store.writings.assembly.decisions import Addendum, Decision
from studies.decisions import followed, register
from studies.exports import spreadsheets, study_exports
from tests.hostile_texts import TEXTS


def table(one: Decision, link: str = ""):
    return register.frame([one], {one.id: followed.of_decision(one, [], date(2026, 11, 30))}, {one.id: link})


def test_a_decision_is_a_row_with_the_columns_of_authorities(decision: Decision):
    row = table(replace(decision, addenda=(Addendum("Lire 2027.", "zoe", datetime(2026, 2, 3, 9, tzinfo=UTC)),))).iloc[0].to_dict()
    assert row == {
        "instance": "Assemblée générale",
        "date": "2025-12-12",
        "lieu": "Mende, salle Urbain V",
        "objet": "Faut-il financer l'accompagnement ?",
        "décision": "L'accompagnement est financé dès 2026. (ajout du 03/02/2026 : Lire 2027.)",
        "option retenue": "Oui",
        "vote": "adoptée : 12 pour, 3 contre, 1 abstention",
        "conditions": "Un bilan chaque année.",
        "responsable": "Aline Vert",
        "échéance": "2026-06-30",
        "suite": "à renseigner par l'agence : échéance passée le 30 juin 2026, aucune action suivie",
        "étude": "",
        "version": "",
        "scénario": "",
        "lien figé": "",
        "empreinte": decision.digest,
    }


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_no_text_is_a_formula_in_either_file(decision: Decision, text: str):
    frame = table(replace(decision, question=text, decided=text, owner=text, conditions=text), "https://studio.example/version?etude=pork&numero=1")
    (row,) = csv.DictReader(io.StringIO(spreadsheets.csv_for_spreadsheets(frame).decode("utf-8-sig")), delimiter=";")
    assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    sheet = load_workbook(io.BytesIO(study_exports.single_sheet("Décisions", frame))).active
    assert [cell.value for cell in sheet[1]] == [*register.COLUMNS, *register.FIGURES]
    assert not [cell for cell in sheet[2] if cell.data_type == "f"]
