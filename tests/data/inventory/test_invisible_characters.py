"""Line ends of every age and invisible characters, in any text of an inventory: normalised at the door, told, and kept as they are then read."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake.limits import PAGE
from data.intake.raw import RawFile, Rejected, Sheet, normalised
from data.intake.reading import read as read_raw
from data.intake.task import silent
from data.inventory import store
from tests.data.inventories import read

TITLES = ["Identifiant de l'offre", "Titre de l'offre", "Code de la commune", "Description"]
TAGS = "\U000e0001\U000e0041\U000e007f"  # an alphabet that nobody sees
FILLERS = "\u034f\u115f\u3164\uffa0\ufe01\U000e0100"  # Python takes them for letters, or for signs that are printed
STRANGE = TAGS + FILLERS + "\u206a\ufff9\x00\x01\x07\x0b\x0c\x1b\x1c\x7f\x85\xad\u200b\u200e\u2028\u2029\u202e\u2066\ufeff\r\n"


def kept(path, title: str, description: str):
    """What the pages read of a building whose texts are these, once its file was read and its tables written."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows([TITLES, ["b1", title, "48095", description]])
    file = path / "inventaire.csv"
    file.write_bytes(written.getvalue().encode())
    told = read(file)
    assert told.faults == []
    return store.read("buildings", path / "out-inventaire.csv" / "buildings.csv").iloc[0], told


@pytest.mark.parametrize("end", ["\r", "\r\n", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_end_of_any_age_stays_a_line_end_in_a_long_text_and_a_space_in_a_title(tmp_path, end):
    row, told = kept(tmp_path, f"Halle{end}A", f"Ligne un{end}Ligne deux")
    assert (row["titre"], row["description"]) == ("Halle A", "Ligne un\nLigne deux")
    assert not [fault for fault in told.remarks if "invisibles" in fault.fault]


def test_an_invisible_character_is_removed_and_its_cell_is_named(tmp_path):
    row, told = kept(tmp_path, "Halle \u202eA\u200b", "x")
    assert row["titre"] == "Halle A"
    assert [(fault.place, fault.fault) for fault in told.remarks if "invisibles" in fault.fault] == [
        ("ligne 2, colonne B", "caractères invisibles retirés")
    ]


@pytest.mark.parametrize("sign", [*TAGS, *FILLERS, "\u00ad", "\u200d", "\u206a", "\ufff9"])
def test_so_is_each_sign_of_the_tags_each_filler_and_a_soft_hyphen(tmp_path, sign):
    row, told = kept(tmp_path, f"Ha{sign}lle", f"Deux{sign} mots")
    assert (row["titre"], row["description"]) == ("Halle", "Deux mots")
    assert [(fault.place, fault.fault) for fault in told.remarks if "invisibles" in fault.fault] == [
        ("ligne 2, colonne B et ligne 2, colonne D", "caractères invisibles retirés")
    ]


def test_spaces_that_do_not_break_and_coloured_signs_are_kept(tmp_path):
    row, told = kept(tmp_path, "Halle « A »", "1\u202f200 m² \u26a0\ufe0f à voir")
    assert (row["titre"], row["description"]) == ("Halle « A »", "1\u202f200 m² \u26a0\ufe0f à voir")
    assert not [fault for fault in told.remarks if "invisibles" in fault.fault]


@pytest.mark.parametrize("text", ["12\U000e004134", "12\u200b34", "48\u202e095", "moitié \ud83d"])
def test_what_would_become_something_else_without_it_is_refused(text):
    with pytest.raises(Rejected) as refused:
        normalised(RawFile("csv", (Sheet("", "csv", [["a", text]]),)))
    assert [fault.place for fault in refused.value.faults] == ["ligne 1, colonne B"]


def test_the_first_cells_are_named_and_the_others_counted():
    remark = normalised(RawFile("csv", (Sheet("", "csv", [["\u200ba"]] * 5),))).remarks[0]
    assert remark.place == "ligne 1, colonne A, ligne 2, colonne A, ligne 3, colonne A et 2 autres"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(text=st.text(st.one_of(st.sampled_from(STRANGE), st.characters(codec="utf-8", exclude_characters='"')), max_size=30))
def test_any_text_is_kept_as_the_door_left_it(tmp_path, text):
    if "\x00" in text or not text.strip():
        return  # a null byte is that of a binary file: refused before
    description = f"début {text} fin"
    row, _ = kept(tmp_path, "Halle", description)
    door = read_raw(tmp_path / "inventaire.csv", PAGE, silent).sheets[0].rows[1][3]
    assert row["description"].split() == door.split()
    assert not set(row["description"]) & set(STRANGE) - {"\n"}
