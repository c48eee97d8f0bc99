"""One row of a CSV rewritten on screen: every other byte of the file stays."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ground.faults import Refused
from studies.publishing.editing import rows
from tests.studies.study_changes import GOOD

PLACE = "studies/essai/parameters.csv"
FILE = b'id,label,value,note\r\nrent,"Loyer, charges comprises",12.50,\r\n\r\nwage,Salaire,"30",  relu \n'


def test_only_the_cell_that_changes_is_written():
    made = rows.changed(FILE, PLACE, "rent", {"label": "Loyer, charges comprises", "value": "13"})
    assert made == FILE.replace(b"12.50", b"13")


def test_a_row_that_says_the_same_leaves_the_file_as_it_was():
    assert rows.changed(FILE, PLACE, "wage", {"value": "30", "note": "  relu "}) == FILE


def test_a_text_with_a_comma_a_quote_or_two_lines_is_put_in_quotes():
    made = rows.changed(FILE, PLACE, "wage", {"note": 'dit "brut",\nvoir p. 3'})
    assert made.decode().endswith('wage,Salaire,"30","dit ""brut"",\nvoir p. 3"\n')


def test_a_mark_at_the_head_of_the_file_stays_there():
    made = rows.changed(b"\xef\xbb\xbf" + FILE, PLACE, "rent", {"value": "13"})
    assert made == b"\xef\xbb\xbf" + FILE.replace(b"12.50", b"13")


def test_a_row_goes_to_the_end_with_the_line_ends_of_the_file():
    assert rows.added(FILE, PLACE, {"id": "tax", "label": "Taxe"}) == FILE + b"tax,Taxe,,\r\n"
    assert rows.added(b"id,label\na,A", PLACE, {"id": "b"}) == b"id,label\na,A\nb,\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"id;value\nrent;1\n", "virgule"),
        ("id,label\nrent,Loyer d'\xe9t\xe9\n".encode("latin-1"), "UTF-8"),
        (b'id,label\nrent,"Loyer\n', "ligne 2 ou après"),
        (b"id,label\nrent,Loyer,3\n", "ligne 2"),
        (b"name,label\nrent,Loyer\n", "colonne « id »"),
        (b"id,label\nwage,Salaire\n", "ligne « rent » absente"),
    ],
)
def test_a_file_that_cannot_be_rewritten_without_guessing_is_refused(content, told):
    with pytest.raises(Refused) as refused:
        rows.changed(content, PLACE, "rent", {"label": "x"})
    assert told in str(refused.value)


def test_an_identifier_is_not_taken_twice():
    with pytest.raises(Refused):
        rows.added(FILE, PLACE, {"id": "rent"})


def test_the_lines_are_those_that_an_editor_counts():
    assert {name: row.line for name, row in rows.read(FILE, PLACE).items()} == {"rent": 2, "wage": 4}


CELLS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=12)


@given(table=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), new=CELLS, at=st.integers(0, 5), column=st.integers(0, 2))
def test_any_cell_of_any_table_is_changed_alone(table, new, at, column):
    written = io.StringIO()
    csv.writer(written, lineterminator="\r\n").writerows([["id", "a", "b", "c"], *([f"row{n}", *cells] for n, cells in enumerate(table))])
    content = written.getvalue().encode()
    name, where = f"row{at % len(table)}", "abc"[column]
    made = rows.changed(content, PLACE, name, {where: new})
    after, before = rows.read(made, PLACE), rows.read(content, PLACE)
    assert after[name].values() == {**before[name].values(), where: new}
    assert {key: row.values() for key, row in after.items() if key != name} == {key: row.values() for key, row in before.items() if key != name}
    cell = before[name].cells[where]
    text = content.decode()
    assert made.decode().startswith(text[: cell.start])
    assert made.decode().endswith(text[cell.end :])


def test_every_row_of_a_study_is_read_as_the_csv_module_reads_it():
    content = (GOOD / "parameters.csv").read_bytes()
    read = list(csv.DictReader(io.StringIO(content.decode())))
    assert [row.values() for row in rows.read(content, PLACE).values()] == read
