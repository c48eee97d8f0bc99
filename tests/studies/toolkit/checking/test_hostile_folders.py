"""A file that nobody would write on purpose, in the folder of a study: it is told as a fault of that study, whatever it is."""

import pytest

from studies.toolkit.checking import check
from studies.toolkit.reading.validation import IMAGE
from studies.toolkit.running import narrative
from tests.studies.study_changes import append, cell, copy_of_the_good_study, edit, told, write

TABLE = "tables/words.csv"
HOME = "studies/broadband"


@pytest.fixture
def folder(tmp_path):
    """A copy of the good study with an empty folder of tables."""
    copied = copy_of_the_good_study(tmp_path)
    (copied / "tables").mkdir()
    return copied


@pytest.mark.parametrize(
    ("change", "place", "fault"),
    [
        (write(TABLE, b"a,source\n" + b"y" * 200_000 + b",\n"), f"{HOME}/{TABLE}, ligne 2", "cellule de plus de 131\u202f072 signes"),
        (write("tables/figures.csv", b"a,b\n1," + b"9" * 200_000), f"{HOME}/tables/figures.csv", "texte de plus de 32 767 caractères, ligne 2"),
        (cell("parameters.csv", "final_coverage", "note", "y" * 200_000), "ligne", "cellule de plus de 131\u202f072 signes"),
        (write(TABLE, b'a,source\n"y,\nz,\n'), f"{HOME}/{TABLE}, ligne 2 ou après", "guillemet mal placé ou jamais refermé"),
        (write(TABLE, b"a,source\n" + b"y" * 5_001 + b",\n"), f"{HOME}/{TABLE}, ligne 2 (a)", "texte de 5\u202f001 signes"),
        (append("study.toml", "\nx = " + "[" * 2_000 + "]" * 2_000), f"{HOME}/study.toml", "trop de crochets les uns dans les autres"),
        (append("study.toml", "\nx = " + "9" * 5_000), f"{HOME}/study.toml", "ou un nombre trop long"),
        (cell("cases.csv", "v7_year_1", "inputs", "[" * 100_000), "(inputs)", "inputs n'est pas du JSON"),
        (append("text/essential.md", "\n\n" + "a" * 50_000), f"{HOME}/text/essential.md", "texte de 50\u202f656 signes"),
        (write("text/more.md", b"a" * 1_000_001), f"{HOME}/text/more.md", "fichier de 1,0 Mo"),
        (edit("study.toml", "title = ", f'title = "{"t" * 501}" # '), "(title)", "texte de 501 signes"),
    ],
)
def test_a_text_that_is_too_long_or_too_deep_is_a_fault_of_its_file(folder, change, place, fault):
    change(folder)
    (found,) = told(folder)
    assert place in found[0]
    assert fault in found[1]


UNSEEN = ["\x00", "\x0b", "\x1b", "\x85", "\u2028", "\u202e", "\u2067", "\u200b", "\u200d", "\u034f", "\u206a", "\u3164", "\ufff9", "\ufe01"]
UNSEEN += ["\U000e0001", "\U000e0041", "\U000e007f", "\U000e0100"]  # tags: an alphabet that nobody sees


@pytest.mark.parametrize("sign", UNSEEN)
@pytest.mark.parametrize(
    ("name", "line"), [("text/essential.md", "\n\nDeux{}mots."), ("study.toml", "\n# Deux{}mots"), ("sources.csv", "\n,Deux{}mots,,,,,,")]
)
def test_a_character_that_nobody_sees_is_told_with_its_line(folder, name, line, sign):
    before = (folder / name).read_text("utf-8").count("\n")
    append(name, line.format(sign))(folder)
    at = before + line.count("\n") + 1
    assert (f"{HOME}/{name}, ligne {at}", f"caractère invisible U+{ord(sign):04X}") in [fault[:2] for fault in told(folder)]


@pytest.mark.parametrize("written", [r"\u0000", r"\u202e", r"\u2028"])
@pytest.mark.parametrize("key", ["title", "summary", "data_on"])
def test_nor_is_one_that_toml_writes_as_an_escape(folder, key, written):
    edit("study.toml", f'{key} = "', f'{key} = "a{written}b ')(folder)
    assert [fault[1] for fault in told(folder)] == [f"caractère invisible U+{written[2:].upper()}"]


# A place to cut a word, spaces that do not break, the selector that colours a sign: all seen on a page, or typography.
@pytest.mark.parametrize("sign", ["\u00ad", "\u00a0", "\u202f", "\u2009", "\ufe0f"])
def test_what_typography_needs_is_no_fault(folder, sign):
    append("text/essential.md", f"\n\nDeux{sign}mots.")(folder)
    edit("study.toml", 'summary = "', f'summary = "Deux{sign}mots. ')(folder)
    assert told(folder) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_a_line_may_end_as_any_machine_ends_it(folder, end):
    for name in ("study.toml", "sources.csv", "text/essential.md"):
        file = folder / name
        file.write_bytes(file.read_bytes().replace(b"\n", end.encode()))
    assert told(folder) == []


def test_a_folder_that_has_the_name_of_a_table_is_no_table(folder):
    (folder / "tables/words.csv").mkdir()
    assert told(folder) == []


# KaTeX draws in a browser: \rule as large as asked, over the whole page; two prices are read as a formula.
@pytest.mark.parametrize("formula", [r"$\\rule 999em 999em$", "de 30 $ l'heure", r"$\\kern 999em x$"])
@pytest.mark.parametrize("key", ["summary", "asked", "data_on", "minimum_scale"])
def test_a_formula_of_the_card_is_read_as_those_of_the_texts(folder, key, formula):
    edit("study.toml", f'{key} = "', f'{key} = "{formula} ')(folder)
    (found,) = told(folder)
    assert f"({key})" in found[0]
    assert "formule" in found[1] + found[2]


@pytest.mark.parametrize(("words", "fault"), [("<b>gras</b>", "balise HTML <b>"), ("a } b", "accolade } seule")])
def test_the_summary_holds_neither_tag_nor_lone_brace(folder, words, fault):
    edit("study.toml", 'summary = "', f'summary = "{words} ')(folder)
    assert fault in [found[1] for found in told(folder)]


# Read one against all the others, these would take an hour: the test would not end.
def test_openings_that_nothing_closes_are_read_once():
    many = 400_000
    assert len(IMAGE.findall("![" * many)) == many
    assert narrative.tag_faults("<a" * many, HOME) == []


def test_what_nobody_foresaw_is_a_fault_of_the_study_alone(folder, monkeypatch, caplog):
    def stops(*_given, **_how):
        raise RecursionError("unforeseen")

    monkeypatch.setattr(check, "read", stops)
    (found,) = told(folder)
    assert found[:2] == (HOME, "vérification arrêtée : RecursionError : unforeseen")
    assert "unforeseen" in caplog.text
