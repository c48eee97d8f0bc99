"""An assumption typed on screen: the faults are those of its file, at its line; a new source comes with it."""

import pytest

from data.ground.faults import Refused
from studies.publishing.editing import assumptions, rows
from studies.publishing.editing.assumptions import FILE, SOURCES
from tests.studies.study_changes import GOOD

SLUG = "broadband"
FILES = {name: (GOOD / name).read_bytes() for name in (FILE, SOURCES)}
ROW = rows.read(FILES[FILE], FILE)["imitation"]


def typed(**changes: str) -> dict[str, str]:
    return {name: ROW.values()[name] for name in assumptions.FIELDS} | changes


def checked(**changes: str) -> assumptions.Checked:
    return assumptions.checked(SLUG, ROW, typed(**changes), rows.read(FILES[SOURCES], SOURCES))


def test_a_french_number_is_written_as_the_files_do():
    made = assumptions.saved(SLUG, FILES, "imitation", checked(value="0,45").values, None)
    assert list(made) == [FILE]
    before, after = (content.decode().splitlines() for content in (FILES[FILE], made[FILE]))
    assert [(old, new) for old, new in zip(before, after, strict=True) if old != new] == [
        (before[ROW.line - 1], before[ROW.line - 1].replace(",0.4,", ",0.45,", 1))
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"value": "0,9"}, "hors de sa fourchette"),
        ({"value": "beaucoup"}, "n'est pas un nombre"),
        ({"value": ""}, "case vide"),
        ({"low": "", "high": ""}, "case vide"),
        ({"high": "0,1"}, "« Bas » doit être plus petit que « Haut »"),
        ({"unit": "furlong"}, "unité « furlong » inconnue"),
        ({"unit": ""}, "case vide"),
        ({"source": "nowhere"}, "source « nowhere » inconnue"),
        ({"verified_on": "2999-01-01"}, "dans le futur"),
        ({"note": "Voir\u200b."}, "caractère invisible"),
        ({"year": "1492"}, "1900"),
    ],
)
def test_what_the_check_of_the_file_refuses_is_refused_at_its_line(changes, told):
    faults = checked(**changes).faults
    assert faults
    assert told in str(faults[0])
    assert f"ligne {ROW.line} (imitation)" in faults[0].place


def test_a_new_source_takes_a_name_of_its_own_and_goes_with_the_row():
    source, faults = assumptions.new_source(
        SLUG,
        {"producer": "Arcep", "title": "Observatoire", "published_on": "2026", "accessed_on": "2026-11-01", "licence": "Licence Ouverte 2.0"},
        [],
    )
    assert (faults, source["id"]) == ([], "arcep_2026")
    values = checked(source="studio_hypothesis", value="0,41").values | {"source": source["id"]}
    made = assumptions.saved(SLUG, FILES, "imitation", values, source)
    assert made[SOURCES].startswith(FILES[SOURCES])
    assert made[SOURCES].endswith(b"arcep_2026,Arcep,Observatoire,,2026,2026-11-01,Licence Ouverte 2.0,\n")
    assert rows.read(made[FILE], FILE)["imitation"].values()["source"] == "arcep_2026"


def test_a_source_without_licence_is_refused_and_its_name_is_never_taken_twice():
    source, faults = assumptions.new_source(SLUG, {"producer": "3M", "title": "x", "accessed_on": "2026-11-01"}, ["source_3m"])
    assert source["id"] == "source_3m_2"
    assert "licence" in str(faults[0])


def test_a_form_where_nothing_changed_makes_no_file():
    with pytest.raises(Refused):
        assumptions.saved(SLUG, FILES, "imitation", checked().values, None)
