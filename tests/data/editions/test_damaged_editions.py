"""A damaged edition is told with what is used instead, and seen mended without a restart; what others leave in its folder changes nothing."""

import errno
import json
import os
import shutil

import pytest

from data import editions
from data.editions import Origin
from data.ground.files import digest
from data.imports import KINDS

TABLES = {"a.csv": b"x\n1\n", "b.csv": b"y\n2\n"}
LEFT_BY_OTHERS = [".DS_Store", "._a.csv", "Thumbs.db", "desktop.ini", "a.csv~", "a.csv.bak", ".a.csv.swp", "a (copie).csv", "~$a.csv"]
FORMER_CARD = """{
 "kind": "roads",
 "number": 1,
 "title": "Titre",
 "producer": "Agence",
 "licence": "Licence Ouverte 2.0",
 "data_on": "2026-11-24",
 "source_file": "fichier.xlsx",
 "source_sha256": "0000000000000000000000000000000000000000000000000000000000000000",
 "imported_at": "2026-11-28T10:00:00Z",
 "rows": 2,
 "sha256": "ab35fe13b461d49f513a976678f9f23d917e483a0f159e59c6c81526a050dd49",
 "note": ""
}"""


@pytest.fixture(autouse=True)
def any_tables(monkeypatch):
    """Roads keep any table here: what a kind expects of its own is in test_forged_editions.py."""
    monkeypatch.setitem(KINDS, "roads", "tests.data.editions.any_tables")


def keep(first: bytes, kind: str = "roads"):
    origin = Origin("Titre", "Agence", "Licence Ouverte 2.0", "2026-11-24", "fichier.xlsx", "0" * 64, 2)
    return editions.keep(kind, {**TABLES, "a.csv": first}, origin)


def numbers() -> list[int]:
    return [edition.card.number for edition in editions.listing("roads")]


def the_fault():
    (found,) = editions.check("roads")
    return found


@pytest.fixture
def two(cache):
    """Two editions, both already read."""
    kept = keep(b"x\n1\n"), keep(b"x\n2\n")
    assert numbers() == [1, 2]
    return kept


@pytest.fixture
def former(cache):
    """An edition as 0.7.1 wrote it."""
    folder = editions.place("roads") / "0001"
    folder.mkdir(parents=True)
    (folder / "segments.csv").write_bytes(b"x1,y1\n1,2\n")
    (folder / "card.json").write_text(FORMER_CARD, "utf-8")
    return folder


def test_a_truncated_file_is_named_with_the_edition_in_place_and_its_date(two):
    path = two[1].file("a.csv")
    path.write_bytes(path.read_bytes()[:2])
    assert numbers() == [1]
    told = the_fault()
    assert told.place == "editions/roads/0002"
    assert "a.csv est tronqué ou modifié" in told.fault
    assert "b.csv" not in told.fault
    assert f"en place : l'édition 1, importée le {editions.day(two[0].card.imported_at.date())} (données : 2026-11-24)" in told.fault
    assert "sauvegarde" in told.remedy


def test_a_pipe_in_place_of_a_file_is_told_and_never_waited_for(two):
    two[1].file("a.csv").unlink()
    os.mkfifo(two[1].file("a.csv"))
    assert numbers() == [1]
    assert "a.csv est illisible (ce n'est pas un fichier)" in the_fault().fault


def test_a_mended_edition_is_in_place_again_without_a_restart(two):
    path = two[1].file("a.csv")
    whole, before = path.read_bytes(), editions.stamp("roads")
    path.write_bytes(b"x\n3\n")  # the same size
    assert (numbers(), editions.stamp("roads") == before) == ([1], False)
    path.write_bytes(whole)
    assert (numbers(), editions.check("roads"), editions.faults()) == ([1, 2], [], {})


def test_a_file_changed_in_place_with_its_former_size_and_date_is_seen(two):
    path = two[1].file("a.csv")
    dates = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_bytes(b"x\n3\n")
    os.utime(path, ns=dates)
    assert numbers() == [1]


@pytest.mark.parametrize("cut", [b"x,y\n1,a\rb\n", b"x,y\na\r,2\n", b'x,y\n"1",a\r"b"\n'])
def test_a_table_that_a_carriage_return_cuts_is_told_though_its_hash_is_sound(two, cut):
    """What 0.7.1 kept of such a cell has lines that nobody wrote, and took every page down."""
    keep(cut)
    assert "un retour chariot coupe en deux une ligne de a.csv" in the_fault().fault
    assert numbers() == [1, 2]


@pytest.mark.parametrize("whole", [b'x,y\n1,"a\rb"\n', b"x,y\r\n1,2\r\n", b'x,y\n1,"a ""b\r"" c"\n'])
def test_a_carriage_return_that_cuts_nothing_is_left_alone(two, whole):
    keep(whole)
    assert (numbers(), editions.faults()) == ([1, 2, 3], {})


def test_a_missing_file_is_named(two):
    two[1].file("b.csv").unlink()
    assert "b.csv est absent" in the_fault().fault


def test_a_folder_in_place_of_a_file_is_unreadable(two):
    two[1].file("b.csv").unlink()
    two[1].file("b.csv").mkdir()
    assert "b.csv est illisible" in the_fault().fault


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "card.json est tronqué"), (b'{"kind": "roads"', "card.json est tronqué"), (b'{"kind": "roads"}', "card.json est tronqué")],
)
def test_a_damaged_card_is_told(two, content, told):
    (two[1].folder / "card.json").write_bytes(content)
    assert told in the_fault().fault
    assert numbers() == [1]


def test_a_missing_card_is_told(two):
    (two[1].folder / "card.json").unlink()
    assert "card.json est absent" in the_fault().fault


@pytest.mark.parametrize("name", ["../0001/a.csv", "/etc/hostname", "..\\a.csv"])
def test_a_card_does_not_name_a_file_of_another_folder(two, name):
    path = two[1].folder / "card.json"
    card = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(card | {"files": {name: "0" * 64}}), "utf-8")
    assert "card.json est tronqué ou modifié" in the_fault().fault


def test_a_card_whose_hashes_disagree_is_told(two):
    path = two[1].folder / "card.json"
    card = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(card | {"sha256": "0" * 64}), "utf-8")
    assert "card.json se contredit" in the_fault().fault


def test_a_folder_copied_under_another_number_is_not_a_new_edition(two):
    shutil.copytree(two[0].folder, two[0].folder.with_name("0003"))
    assert numbers() == [1, 2]
    assert (the_fault().place, "autre édition" in the_fault().fault) == ("editions/roads/0003", True)


@pytest.mark.parametrize("name", ["0002 - copie", "2", "0001.bak", "²"])
def test_a_folder_that_is_no_number_is_told(two, name):
    shutil.copytree(two[0].folder, two[0].folder.with_name(name))
    assert (the_fault().place, numbers()) == (f"editions/roads/{name}", [1, 2])
    assert keep(b"x\n3\n").card.number == 3


def test_a_file_in_place_of_an_edition_is_told(two):
    (editions.place("roads") / "0003").write_bytes(b"")
    assert "un fichier est à la place du dossier" in the_fault().fault


def test_a_file_in_place_of_all_the_editions_is_told_and_nothing_is_written(cache):
    (cache / "editions").mkdir(parents=True)
    editions.place("roads").write_bytes(b"")
    assert "dossier illisible" in the_fault().fault
    assert "avant tout import" in the_fault().fault
    with pytest.raises(editions.Refused):
        keep(b"x\n1\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_may_not_be_read_is_told_until_it_may(two):
    two[1].folder.chmod(0)
    try:
        assert "accès interdit" in the_fault().fault
    finally:
        two[1].folder.chmod(0o700)
    assert (numbers(), editions.check("roads")) == ([1, 2], [])


def test_the_folder_of_an_unknown_kind_is_told(two):
    editions.place("roads").rename(editions.place("roads (1)"))
    assert [fault.place for fault in editions.faults()["roads (1)"]] == ["editions/roads (1)"]


def test_with_no_other_edition_the_fault_says_so(cache):
    keep(b"x\n1\n").file("a.csv").write_bytes(b"")
    assert "aucune autre édition n'est lisible" in the_fault().fault


@pytest.mark.parametrize("name", LEFT_BY_OTHERS)
def test_what_others_leave_in_an_edition_changes_nothing(two, name):
    for folder in (two[1].folder, editions.place("roads"), editions.place("roads").parent):
        (folder / name).write_bytes(b"\0")
    assert (numbers(), editions.faults()) == ([1, 2], {})


@pytest.mark.parametrize("name", LEFT_BY_OTHERS)
def test_what_others_leave_in_an_edition_of_0_7_1_changes_nothing(former, name):
    (former / name).write_bytes(b"\0")
    assert (numbers(), editions.faults()) == ([1], {})


@pytest.mark.parametrize("name", [".DS_Store", "._a.csv", ".a.csv.swp"])
def test_a_hidden_file_does_not_even_make_the_caches_start_again(two, name):
    before = editions.stamp("roads")
    (two[1].folder / name).write_bytes(b"\0")
    assert editions.stamp("roads") == before


def test_a_card_of_0_7_1_still_verifies_and_is_not_imported_twice(former):
    assert (numbers(), editions.faults()) == ([1], {})
    origin = Origin("Titre", "Agence", "Licence Ouverte 2.0", "2026-11-24", "fichier.xlsx", "0" * 64, 2)
    assert editions.keep("roads", {"segments.csv": b"x1,y1\n1,2\n"}, origin).card.number == 1


def test_a_damaged_edition_of_0_7_1_is_told(former):
    (former / "segments.csv").write_bytes(b"x1,y1\n1,\n")
    assert "un fichier est absent, tronqué ou modifié" in the_fault().fault


def test_a_new_card_names_its_files_with_their_hashes(two):
    assert two[1].card.files == {name: digest(two[1].file(name)) for name in TABLES}


def test_nothing_is_read_again_as_long_as_nothing_changes(two, monkeypatch):
    editions.faults()

    def reads(path):
        raise AssertionError(f"{path} est relu")

    monkeypatch.setattr(editions, "read", reads)
    assert editions.faults() == {}
    assert numbers() == [1, 2]


def test_when_nothing_of_what_is_kept_can_be_seen_one_fault_says_so(cache, monkeypatch):
    def forbidden(_folder):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "listdir", forbidden)
    (told,) = editions.faults()["editions"]
    assert (told.place, "dossier illisible (accès interdit)" in told.fault) == ("editions", True)
