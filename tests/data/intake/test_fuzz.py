"""Damaged files of every kind: some hundreds here, a hundred thousand by `make fuzz`."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import fuzz
from benchmarks.fuzzing import compared, damage, readers, seeds
from benchmarks.fuzzing.seeds import Seed
from data.intake.limits import PAGE

FILES = 200


@pytest.fixture(scope="module")
def given():
    return {f"{seed.reader}/{seed.name}": seed for seed in seeds.every()}


def test_no_damaged_file_crashes_hangs_or_is_misread_without_a_word(tmp_path):
    (tmp_path / "files").mkdir()
    tally = fuzz.run(FILES, 29, tmp_path / "files", None, one_in=FILES)
    assert tally.wrong == []
    assert sum(tally.read.values()) == FILES
    assert min(tally.refused, tally.accepted, tally.compared, tally.apart) > 0
    assert len(tally.read) == len({seed.reader for seed in seeds.every()}), "every reader was given some"


def test_a_sound_file_of_every_kind_is_read(given, tmp_path):
    for name, seed in given.items():
        path = tmp_path / seed.name
        path.write_bytes(seed.content)
        assert (name, list(readers.here(seed.reader, path, tmp_path / "out", None).faults)) == (name, [])


def test_a_file_that_never_ends_is_told_and_the_next_ones_are_read(given, tmp_path, monkeypatch):
    def without_end(*_):
        while True:
            pass

    monkeypatch.setattr(fuzz, "PAGE", replace(PAGE, seconds=0.05))
    monkeypatch.setattr(readers, "here", without_end)
    (tmp_path / "files").mkdir()
    assert {kind for kind, _, _ in fuzz.run(2, 29, tmp_path / "files", None).wrong} == {"blocage"}


def read_well(seed: Seed, folder: Path, table: str) -> Path:
    """The table that is kept of a sound file, in which the comparison finds nothing wrong."""
    path, out = folder / seed.name, folder / "out"
    path.write_bytes(seed.content)
    readers.here(seed.reader, path, out, None)
    assert compared.differences(seed.reader, seed.cells, out, "") == []
    return out / table


def test_what_was_kept_wrong_is_seen_whatever_it_is(given, tmp_path):
    seed = given["premises/relevé_2025_T3.csv"]
    table = read_well(seed, tmp_path, "premises.csv")
    kept = table.read_text("utf-8")
    lines = kept.splitlines(keepends=True)
    for wrong in (kept.replace("FRTE", "", 1), kept.replace("deploye", "signe", 1), "".join(lines[:-1]), kept.replace("3.", "4.", 1)):
        table.write_text(wrong, "utf-8")
        assert compared.differences("premises", seed.cells, table.parent, "") != []


def test_a_line_kept_under_another_identifier_is_seen(given, tmp_path):
    seed = given["inventory/bâtiments.csv"]
    table = read_well(seed, tmp_path, "buildings.csv")
    table.write_text(table.read_text("utf-8").replace("48095_BAT_00003", "48095_BAT_00093", 1), "utf-8")
    said = ["offre_id : « 48095_BAT_00003 » n'est celui d'aucune ligne gardée"]
    assert compared.differences("inventory", seed.cells, table.parent, "") == said


def test_a_word_that_computers_take_for_a_number_is_compared_as_a_word(given, tmp_path):
    """« NaN » left by a program in the name of somebody is kept as it stands; another word in its place is seen."""
    seed = given["inventory/bâtiments.csv"]
    table = read_well(seed, tmp_path, "buildings.csv")
    place, kept = [list(line) for line in seed.cells], table.read_text("utf-8")
    place[1][place[0].index("titre")] = "NaN"
    for written, said in (("NaN", []), ("Nana", ["titre : « NaN » gardé « Nana »"])):
        table.write_text(kept.replace(seed.cells[1][place[0].index("titre")], written, 1), "utf-8")
        assert compared.differences("inventory", place, table.parent, "") == said


def test_the_same_draw_makes_the_same_files(given):
    seed = given["inventory/inventaire.xlsx"]
    assert damage.damaged(seed, random.Random(5)) == damage.damaged(seed, random.Random(5))
    assert damage.damaged(seed, random.Random(5)) != seed.content
