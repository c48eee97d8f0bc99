"""What leaves the Studio says what the committee said: files, the line under a chart, the address for programs."""

import io

import pytest
from openpyxl import load_workbook

from data.store.access import CONSOLE, PUBLIC
from data.store.writings import discussion, remarks
from data.store.writings.remarks import Position, Said, Status
from pages.parts import provenance
from pages.parts.remarks import standing
from studies import catalog
from studies.exports import study_exports
from tests.pages.remarks.conftest import contested, pinned, say, signed_in

HOSTILE = '=HYPERLINK("http://x";"y")'


@pytest.fixture
def study(opened):
    """The one with the fewest cells in its workbook."""
    return catalog.get("datacenter")


def three(opened, study) -> None:
    """One accepted with a hostile text, one refused, one that waits."""
    name = contested(study)
    first, _ = say(opened, signed_in(opened, "Aline"), study, name, 0.8, HOSTILE)
    second, _ = say(opened, signed_in(opened, "Bruno"), study, name, 0.9)
    say(opened, signed_in(opened, "Carole"), study, name, 0.7, "En attente.")
    remarks.answer(opened, CONSOLE, first, Status.ACCEPTED, HOSTILE, in_version=2)
    remarks.answer(opened, CONSOLE, second, Status.REFUSED, "Maintenu.")


def test_nothing_is_said_while_nobody_said_anything(opened, study):
    assert standing.told(study.slug) == ""
    assert "avis" not in provenance.of_model(study)
    assert set(study_exports.series(study, study.run()).avis_du_comite) == {"aucun avis du comité"}


def test_the_line_under_a_chart_and_every_row_of_a_file_count_what_was_said(opened, study):
    three(opened, study)
    remarks.give(opened, signed_in(opened, "Denis"), pinned(study, f"parameter:{contested(study)}"), Said("", Position.RIGHT))
    told = "4 avis du comité : 1 accepté, 1 refusé, 1 sans réponse"
    assert standing.told(study.slug) == told
    assert f"d'après ses hypothèses ({told}) et leurs sources" in provenance.of_model(study)
    assert set(study_exports.series(study, study.run(), standing.told(study.slug)).avis_du_comite) == {told}
    assert set(study_exports.communes(study, study.run(), standing.told(study.slug)).get("avis_du_comite", [told])) == {told}


def test_a_workbook_holds_the_remarks_that_its_reader_may_read_as_text(opened, study):
    three(opened, study)
    for actor, count in ((PUBLIC, 2), (CONSOLE, 3)):
        said = discussion.of_study(opened, actor, study.slug)
        book = load_workbook(io.BytesIO(study_exports.workbook(study, study.run(), "version 1", standing.told(study.slug), said)))
        rows = list(book["Avis du comité"].iter_rows(min_row=2))
        assert len(rows) == count
        assert all(cell.data_type != "f" for row in rows for cell in row)
        texts = [str(cell.value) for row in rows for cell in row]
        assert sum("HYPERLINK" in text for text in texts) == 2
        assert ("En attente." in texts) == (actor is CONSOLE)
        assert any("Aline" in text for text in texts) == (actor is CONSOLE)


def test_a_workbook_without_remarks_says_so(study):
    book = load_workbook(io.BytesIO(study_exports.workbook(study, study.run(), "version 1")))
    assert "Avis du comité" not in book.sheetnames
    assert ("Avis du comité", "aucun avis du comité") in [(row[0].value, row[1].value) for row in book["À lire"].iter_rows()]
