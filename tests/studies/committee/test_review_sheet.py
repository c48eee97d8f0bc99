"""The review sheet: what is filled in comes back the same; every fault is told by its cell, and then nothing is kept; hostile text stays text."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from data.ground import escaping
from data.store import people, signing
from data.store.access import CONSOLE, Actor
from data.store.newcomers import Newcomer
from data.store.opening import Store
from data.store.permissions import Grant, Role
from data.store.writings import discussion
from data.store.writings.remarks import Position
from studies import catalog
from studies.committee import order
from studies.committee.papers import filled, review_sheet
from studies.committee.papers.review_sheet import ASKED, GIVEN
from tests.hostile_texts import TEXTS

FORMULA = "=C2*2"  # as a program writes it, without its value
DAY = date(2026, 12, 1)
COLUMN = {heading: rank for rank, heading in enumerate((*GIVEN, *ASKED), start=1)}


@pytest.fixture(scope="module")
def study():
    return catalog.get("broadband")


@pytest.fixture(scope="module")
def sheet(study):
    return review_sheet.workbook(study, DAY)


def fill(sheet: bytes, rows: dict[int, dict[str, object]]) -> bytes:
    """The sheet with some cells written, by the number of the row as a spreadsheet counts it."""
    book, made = load_workbook(io.BytesIO(sheet)), io.BytesIO()
    for row, cells in rows.items():
        for heading, value in cells.items():
            book.active.cell(row, COLUMN[heading]).value = value
            if isinstance(value, str) and value != FORMULA:
                book.active.cell(row, COLUMN[heading]).data_type = "s"
    book.save(made)
    return made.getvalue()


def as_csv(sheet: bytes) -> bytes:
    """The same as somebody saves it from a French spreadsheet."""
    made = io.StringIO()
    rows = load_workbook(io.BytesIO(sheet)).active.iter_rows(values_only=True)
    csv.writer(made, delimiter=";").writerows([str(value).replace(".", ",") if isinstance(value, float) else value for value in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def faults(study, content: bytes) -> list[str]:
    found = filled.read(study, content)
    assert not (found.faults and found.opinions)
    assert all(fault.remedy for fault in found.faults)
    return [f"{fault.place.rpartition(' ')[2]} {fault.fault}" for fault in found.faults]


def test_there_is_a_line_for_each_assumption_the_heaviest_first(study, sheet):
    book = load_workbook(io.BytesIO(sheet))
    names = [row[0] for row in book["Feuille de relecture"].iter_rows(min_row=2, values_only=True)]
    assert names == [weight.parameter for weight in order.by_weight(study)]
    assert [cell.value for cell in book.active[1]] == [*GIVEN, *ASKED]
    assert {rule.type for rule in book.active.data_validations.dataValidation} == {"list", "decimal", "textLength"}


def test_the_same_is_printed_on_tagged_sheets(study):
    read = PdfReader(io.BytesIO(review_sheet.printed(study, DAY)))
    told = " ".join("".join(page.extract_text() for page in read.pages).split())
    assert "Feuille de relecture" in told
    assert told.count("trop haut") >= len(study.parameters)
    assert len(read.pages) <= 4  # 97 assumptions: those that weigh with room to write, the others in an annex
    assert study.parameters[order.names(study)[0]].label in " ".join(read.pages[0].extract_text().split())
    assert "Les autres hypothèses" in told


@pytest.mark.parametrize("saved", [lambda content: content, as_csv])
def test_what_is_filled_in_comes_back(study, sheet, saved):
    value = load_workbook(io.BytesIO(sheet)).active.cell(2, 3).value
    parameter = study.parameters[order.names(study)[0]]
    written = {
        2: {"Avis (trop bas, juste, trop haut)": "trop haut", "Valeur proposée": value * 0.9, "Raison": "Deux\nlignes", "Source": "Arcep"},
        3: {"Avis (trop bas, juste, trop haut)": "Juste"},
        4: {"Raison": "À préciser."},
    }
    found = filled.read(study, saved(fill(sheet, written)))
    assert not found.faults
    (high, right, remark) = [said for _, said in found.opinions]
    assert (high.position, high.source, high.text) == (Position.HIGH, "Arcep", "Deux\nlignes")
    assert high.value == pytest.approx(parameter.value * 0.9, rel=1e-9)
    assert (right.position, right.value) == (Position.RIGHT, None)
    assert (remark.position, remark.text) == (None, "À préciser.")
    assert [pinned.item for pinned, _ in found.opinions] == [f"parameter:{name}" for name in order.names(study)[:3]]


ODS = Path(__file__).with_name("filled_by_hand.ods"), Path(__file__).with_name("filled_wrong.ods")  # written by odfpy 1.4.1, as LibreOffice saves


def test_a_sheet_saved_by_libreoffice_is_read_too_its_percentages_as_they_are_shown_and_its_faults_by_cell(study):
    found = filled.read(study, ODS[0].read_bytes())
    assert not found.faults
    low, high, right = found.opinions
    assert (low[0].item, low[1].position, low[1].value) == ("parameter:imitation", Position.LOW, 0.5)
    assert (low[1].text, low[1].source) == ("Deux\nlignes", "Arcep")
    assert (high[0].item, high[1].position, high[1].value) == ("parameter:digital_exclusion", Position.HIGH, 0.175)
    assert (right[0].item, right[1].position, right[1].value) == ("parameter:desk_effect", Position.RIGHT, None)
    assert faults(study, ODS[1].read_bytes()) == ["C2 « trop grand » hors de la liste", "A3 « mystery » n'est pas une hypothèse de cette étude"]


TOLD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip() and not text.strip().startswith(("=", "＝", "'", "#"))
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.integers(2, 20), st.tuples(st.sampled_from(list(Position)), TOLD, TOLD), min_size=1, max_size=8))
def test_whatever_members_fill_in_comes_back_the_same(study, sheet, opinions):
    written = {
        row: {"Avis (trop bas, juste, trop haut)": position.value, "Raison": why, "Source": source}
        for row, (position, why, source) in opinions.items()
    }
    found = filled.read(study, fill(sheet, written))
    if found.faults:  # a letter that nobody sees is refused, as on screen
        assert all("invisible" in fault.fault for fault in found.faults)
        return
    names = order.names(study)
    back = {pinned.item: (said.position, "".join(said.text.split()), "".join(said.source.split())) for pinned, said in found.opinions}
    plain = {
        f"parameter:{names[row - 2]}": (position, "".join(filled.cells.text(why).split()), "".join(filled.cells.text(source).split()))
        for row, (position, why, source) in opinions.items()
    }
    assert back == plain


def test_every_fault_is_told_by_its_cell_and_nothing_is_kept(study, sheet):
    wrong = {
        2: {"Avis (trop bas, juste, trop haut)": "trop hot", "Valeur proposée": 3, "Raison": "x"},
        3: {"Valeur proposée": 3, "Raison": "x"},
        4: {"Avis (trop bas, juste, trop haut)": "trop bas", "Valeur proposée": "beaucoup", "Raison": "x"},
        5: {"Avis (trop bas, juste, trop haut)": "trop bas"},
        6: {"Identifiant": "inconnue", "Raison": "x"},
        7: {"Valeur de l'étude": 123456.789, "Avis (trop bas, juste, trop haut)": "juste"},
        8: {"Raison": "a\u202eb", "Avis (trop bas, juste, trop haut)": "trop bas"},
        9: {"Avis (trop bas, juste, trop haut)": "juste"},
    }
    told = faults(study, fill(sheet, wrong))
    assert [one.split()[0] for one in told] == ["G2", "G3", "H4", "I5", "A6", "C7"]
    assert "hors de la liste" in told[0]
    assert "rien n'est écrit" in told[3]


def test_a_formula_without_its_value_is_no_empty_cell(study, sheet):
    assert (
        "formule" in faults(study, fill(sheet, {2: {"Avis (trop bas, juste, trop haut)": "trop bas", "Valeur proposée": FORMULA, "Raison": "x"}}))[0]
    )


def test_an_assumption_filled_twice_is_refused(study, sheet):
    first = order.names(study)[0]
    told = faults(study, fill(sheet, {2: {"Raison": "a"}, 3: {"Identifiant": first, "Raison": "b"}}))
    assert len(told) == 1
    assert "déjà une ligne remplie" in told[0]


@pytest.mark.parametrize(
    ("content", "told"), [(b"a;b\n1;2\n", "aucune feuille avec les colonnes"), (b"%PDF-1.4", "document PDF"), (b"", "fichier vide")]
)
def test_another_file_is_refused(study, content, told):
    assert told in faults(study, content)[0]


def test_an_empty_sheet_says_that_nothing_is_filled(study, sheet):
    assert "aucun avis rempli" in faults(study, sheet)[0]


def test_hostile_text_is_kept_as_it_is_and_a_formula_is_refused(study, sheet):
    texts = [text.strip() for text in TEXTS.values()]
    kept, acting = ([text for text in texts if text.startswith("=") is wanted] for wanted in (False, True))
    found = filled.read(study, fill(sheet, {row: {"Raison": text} for row, text in enumerate(kept, start=2)}))
    assert [said.text for _, said in found.opinions] == ["\n".join(text.splitlines()) for text in kept]
    told = faults(study, fill(sheet, {row: {"Raison": text} for row, text in enumerate(acting, start=2)}))
    assert len(told) == len(acting) > 0
    assert all("formule" in one for one in told)


def test_the_words_of_a_study_are_no_formula_in_its_sheet(study, monkeypatch):
    line = review_sheet.Line("x", "=HYPERLINK(1)", 1.0, "+1", "@x", "-2")
    monkeypatch.setattr(review_sheet, "lines", lambda _study: [line])
    row = load_workbook(io.BytesIO(review_sheet.workbook(study, DAY))).active[2]
    assert [cell.data_type for cell in row[:6]] == ["s", "s", "n", "s", "s", "s"]
    assert [row[i].value for i in (1, 3, 4, 5)] == [escaping.cell(text) for text in ("=HYPERLINK(1)", "+1", "@x", "-2")]


def test_what_a_sheet_says_is_kept_in_the_name_of_who_gives_it(study, sheet, tmp_path):
    store = Store(f"sqlite:///{tmp_path}/store.sqlite")
    invited = people.invite(store, CONSOLE, [Newcomer("Aline")], [Grant(Role.REVIEWER)])[0]
    aline = Actor(session=signing.enter(store, invited.token).session)
    content = fill(sheet, {2: {"Raison": "Voir Mende."}, 3: {"Avis (trop bas, juste, trop haut)": "juste"}})
    filled.keep(store, aline, filled.read(study, content).opinions)
    assert [(one.author, one.text) for one in discussion.of_study(store, aline, study.slug)] == [
        ("Aline, relecteur", "Voir Mende."),
        ("Aline, relecteur", ""),
    ]
    store.engine.dispose()


def test_a_sheet_of_another_study_is_not_taken_for_one_of_this_study_by_an_assumption_that_both_have(sheet):
    other = catalog.get("pork")
    shared = next(line for line in review_sheet.lines(other) if line.name in catalog.get("broadband").parameters)
    book = load_workbook(io.BytesIO(sheet))
    row = next(cell.row for cell in book.active["A"] if cell.value == shared.name)
    found = filled.read(other, fill(sheet, {row: {review_sheet.POSITION: "juste"}}))
    assert not found.opinions
    assert [fault.fault for fault in found.faults] == ["la plupart de ses identifiants ne sont pas de cette étude"]
