"""Files of a study given on screen: taken whole or refused whole, never with code, whatever hides in them."""

import contextlib
import io
import stat
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from data.intake import __main__ as confined
from data.intake.raw import Rejected
from data.intake.task import silent
from data.intake.tasks import study_files
from studies.publishing import folders
from studies.publishing.editing import deposits
from tests.studies.study_changes import GOOD

SLUG = "broadband"
FILES = folders.content_of(GOOD)
ESSENTIAL = FILES["text/essential.md"]


def zipped(files: Mapping[str, bytes], **modes: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = modes.get(name, 0o644) << 16
            archive.writestr(entry, content)
    return made.getvalue()


def workbook(sheets: Mapping[str, list[list]]) -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(made)
    return made.getvalue()


def taken(content: bytes, tmp_path: Path, only: str = "", present: Mapping[str, bytes] = FILES) -> dict[str, bytes]:
    """What the process that reads keeps of a file, read here."""
    (tmp_path / "out").mkdir()
    path = tmp_path / "given"
    path.write_bytes(content)
    told = study_files.run([path], deposits.LIMITS, {"sheets": deposits.sheets(present), "only": only}, tmp_path / "out", silent)
    assert not told.faults
    return {name: (tmp_path / "out" / place).read_bytes() for name, place in told.summary["files"].items()}


def test_the_folder_that_one_takes_away_comes_back_as_it_was(tmp_path):
    back = taken(deposits.zipped(SLUG, FILES), tmp_path)
    assert back == {path: content for path, content in FILES.items() if not path.endswith(".py")}


def test_what_computers_add_to_a_folder_is_left_aside(tmp_path):
    given = {"etude/text/essential.md": ESSENTIAL, "__MACOSX/etude/._study.toml": b"\0\1", "etude/.DS_Store": b"\0"}
    assert taken(zipped(given), tmp_path) == {"text/essential.md": ESSENTIAL}


SECRET = {"text/essential.md": ESSENTIAL}
ATTACKS = {
    "out of the folder": (zipped({**SECRET, "../../app.py": b""}), "fichier « ../../app.py » | chemin interdit"),
    "out by a backslash": (zipped({**SECRET, "text\\..\\..\\a.md": b"a"}), "chemin interdit"),
    "an absolute path": (zipped({**SECRET, "/etc/passwd": b"a"}), "chemin interdit"),
    "a drive": (zipped({**SECRET, "C:a.md": b"a"}), "chemin interdit"),
    "a link": (zipped({**SECRET, "text/story.md": b"/etc/passwd"}, **{"text/story.md": stat.S_IFLNK | 0o777}), "lien"),
    "a bomb": (zipped({**SECRET, "text/story.md": b" " * 30_000_000}), "compression de plus de"),
    "too many files": (zipped({f"text/t{number}.md": b"a" for number in range(201)}), "plus de 200 fichiers"),
    "one name twice": (zipped({**SECRET, "text/ESSENTIAL.md": b"a"}), "deux fichiers du même nom"),
    "code": (zipped({**SECRET, "model.py": b"print(1)"}), "fichier de code"),
    "code that is hidden": (zipped({**SECRET, "text/x.PYC": b"a"}), "fichier de code"),
    "a name that turns the sentence around": (zipped({**SECRET, "text/\u202egpj.exe": b"a"}), "fichier « text/\ufffdgpj.exe »"),
    "a name without end": (zipped({**SECRET, f"/{'a' * 9_000}": b"a"}), f"fichier « /{'a' * 79}… »"),
    "another archive": (zipped({**SECRET, "tables/more.zip": zipped(SECRET)}), "il n'est d'aucune étude"),
    "a formula": (zipped({"tables/t.csv": b"name,value\na,=HYPERLINK(1)\n"}), "formule"),
    "an invisible character": (zipped({"text/essential.md": "Bon\u202ejour".encode()}), "caractère invisible"),
    "bytes for a text": (zipped({"text/essential.md": b"\xff\xfe\x00"}), "UTF-8"),
    "another thing for a workbook": (zipped({"tables/t.xlsx": b"PK\x03\x04rien"}), "endommagé"),
    "a formula in a workbook": (workbook({"parameters": [["id", "value"], ["a", "=1+1"]]}), "formule"),
    "a sheet of nothing": (workbook({"parametres": [["id"], ["a"]]}), "aucune table de l'étude"),
    "another thing for a picture": (zipped({"pictures/works.png": b"<svg/>"}), "pas une image PNG"),
    "a drawing that looks elsewhere": (zipped({"pictures/a.svg": b"<!DOCTYPE x [<!ENTITY a 'b'>]><svg/>"}), "autre chose que des formes"),
    "half an archive": (zipped(SECRET)[:-30], "endommagé"),
    "a program": (b"\x7fELF" + b"\0" * 100, "ni un dossier"),
    "nothing": (zipped({"etude/": b""}), "dossier vide"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_refused_whole_and_leaves_nothing(attack, tmp_path):
    content, told = ATTACKS[attack]
    with pytest.raises(Rejected) as refused:
        taken(content, tmp_path)
    assert told in str(refused.value).replace("\xa0", " ")
    assert list((tmp_path / "out").iterdir()) == []


@given(cut=st.integers(0, 60), at=st.floats(0, 1), sign=st.integers(0, 255))
@settings(max_examples=40, deadline=None)
def test_a_damaged_folder_is_read_as_it_was_or_refused_with_words(cut, at, sign):
    content = bytearray(zipped({"text/essential.md": ESSENTIAL, "parameters.csv": FILES["parameters.csv"]}))
    content = content[: len(content) - cut]
    content[int(at * (len(content) - 1))] = sign
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(Rejected):
        kept = taken(bytes(content), Path(folder))
        assert set(kept) <= set(FILES) or all(study_files.ACCEPTED.fullmatch(path) for path in kept)


def test_the_code_of_a_study_stays_that_of_its_folder_whatever_a_draft_holds():
    held = folders.with_draft(GOOD, {"model.py": b"print(1)", "Page.PY": b"", "text/story.md": b"Un jour."})
    assert held == {**FILES, "text/story.md": b"Un jour."}


def test_code_is_refused_with_what_remains_true(tmp_path):
    with pytest.raises(Rejected, match="le modèle reste celui du dépôt"):
        taken(ATTACKS["code"][0], tmp_path)


def test_a_workbook_gives_the_table_of_each_sheet(tmp_path):
    given = workbook({"Parameters": [["id", "value", "day"], ["rent", 12.5, None], ["wage", 30, "x"]]})
    assert taken(given, tmp_path) == {"parameters.csv": b"id,value,day\nrent,12.5,\nwage,30,x\n"}


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        ("nom;valeur\nLoyer;12,5\n".encode("cp1252"), b"nom;valeur\nLoyer;12,5\n"),
        (workbook({"x": [["nom", "valeur"], ["Loyer", 12.5]]}), b"nom,valeur\nLoyer,12.5\n"),
    ],
)
def test_a_table_is_replaced_by_a_csv_or_by_a_workbook(content, kept, tmp_path):
    assert taken(content, tmp_path, only="tables/rents.csv") == {"tables/rents.csv": kept}


def test_the_process_that_reads_knows_the_task():
    assert confined.module_of(deposits.TASK) == study_files.__name__


def test_a_folder_that_makes_no_study_is_refused_by_file_and_row_and_a_sound_one_is_taken(root):
    wrong = FILES["parameters.csv"].replace(b",0.4,", b",4,", 1)
    refused = deposits.read(SLUG, zipped({"parameters.csv": wrong}), FILES)
    assert not refused.files
    assert "studies/broadband/parameters.csv, ligne" in refused.faults[0].place
    sound = ESSENTIAL + b"\nUne phrase de plus.\n"
    assert deposits.read(SLUG, zipped({"text/essential.md": sound, "study.toml": FILES["study.toml"]}), FILES).files == {"text/essential.md": sound}
    code = deposits.read(SLUG, ATTACKS["code"][0], FILES)
    assert (code.files, code.faults[0].remedy) == ({}, "le retirer : le modèle reste celui du dépôt")


def test_a_text_whose_figure_the_study_does_not_have_is_refused_by_its_line(root):
    wrong = ESSENTIAL.rstrip() + b"\n\nIl resterait {unicorns}.\n"
    refused = deposits.read(SLUG, zipped({"text/essential.md": wrong}), FILES)
    (fault,) = refused.faults
    assert not refused.files
    assert fault.place == f"studies/{SLUG}/text/essential.md, ligne {len(wrong.splitlines())}"
    assert "unicorns" in fault.fault
