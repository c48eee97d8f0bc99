"""Two writings of one table in one: what each changed alone is kept, a cell that both changed is to be chosen, and nothing else is lost."""

import pytest

from studies.publishing.editing import cell_by_cell
from studies.publishing.editing.cell_by_cell import Both

PLACE = "studies/essai/parameters.csv"
BASE = b"id,label,value,note\nrent,Loyer,12.50,\nwage,Salaire,30,relu\n"


def test_two_cells_of_one_row_changed_apart_are_both_kept():
    mine, theirs = BASE.replace(b"12.50", b"13"), BASE.replace(b"12.50,", b'12.50,"dit, relu"')
    assert cell_by_cell.joined(BASE, mine, theirs, PLACE) == (BASE.replace(b"12.50,", b'13,"dit, relu"'), [])


def test_a_cell_that_both_changed_is_to_be_chosen_and_the_rest_is_joined():
    mine = BASE.replace(b"12.50", b"13").replace(b"relu", b"revu")
    content, both = cell_by_cell.joined(BASE, mine, BASE.replace(b"12.50", b"14") + b"tax,Taxe,2,\n", PLACE)
    assert both == [Both("rent", "value", "12.50", "13", "14")]
    assert content == BASE.replace(b"12.50", b"14").replace(b"relu", b"revu") + b"tax,Taxe,2,\n"
    assert cell_by_cell.chosen(content, PLACE, [(both[0], "13")]) == content.replace(b",14,", b",13,")


def test_a_cell_that_both_changed_alike_is_not_to_be_chosen():
    alike = BASE.replace(b"12.50", b"13")
    assert cell_by_cell.joined(BASE, alike, alike, PLACE) == (alike, [])


@pytest.mark.parametrize(
    "mine",
    [
        pytest.param(b"id,label,value,note\nwage,Salaire,30,relu\n", id="a row taken away"),
        pytest.param(b"id,label,value,note\nwage,Salaire,30,relu\nrent,Loyer,12.50,\n", id="rows in another order"),
        pytest.param(BASE + b"rent,Loyer,15,\n", id="a second row of the same name"),
        pytest.param(b"id,label,value\nrent,Loyer,12.50\nwage,Salaire,30\n", id="a column taken away"),
        pytest.param(b"id;label\nrent;Loyer\n", id="another separator"),
        pytest.param(b"\xff\xfe", id="not a text"),
    ],
)
def test_what_is_no_matter_of_cells_is_left_to_lines_on_either_side(mine):
    theirs = BASE.replace(b"30", b"31")
    assert cell_by_cell.joined(BASE, mine, theirs, PLACE) is None
    assert cell_by_cell.joined(BASE, theirs, mine, PLACE) is None


def test_a_row_that_both_added_is_left_to_lines():
    assert cell_by_cell.joined(BASE, BASE + b"tax,Taxe,1,\n", BASE + b"tax,Taxe,2,\n", PLACE) is None
