"""Editions: added whole or not at all, never changed, never lost."""

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from data import editions
from data.editions import Origin
from data.ground.faults import Refused

ROOT = Path(__file__).parents[3]
ORIGIN = Origin("Titre", "Agence", "Licence Ouverte 2.0", "2026-11-24", "fichier.xlsx", "0" * 64, 2)


def keep(content: bytes, **options):
    return editions.keep("essai", {"a.csv": content}, ORIGIN, **options)


def test_editions_are_numbered_in_the_order_they_come_and_keep_their_files():
    first, second = keep(b"1"), keep(b"2")
    assert [edition.card.number for edition in editions.listing("essai")] == [1, 2]
    assert (first.file("a.csv").read_bytes(), second.file("a.csv").read_bytes()) == (b"1", b"2")
    assert editions.current("essai") == second


def test_the_same_content_twice_in_a_row_is_one_edition():
    assert keep(b"1").card.number == keep(b"1").card.number == 1


def test_a_former_content_comes_back_as_a_new_edition():
    numbers = [keep(content).card.number for content in (b"1", b"2", b"1")]
    assert numbers == [1, 2, 3]


def test_an_author_who_read_another_edition_is_told_so_and_writes_nothing():
    keep(b"1")
    with pytest.raises(Refused) as refused:
        keep(b"2", expected=0)
    assert "une autre édition a été ajoutée" in str(refused.value)
    assert editions.current("essai").file("a.csv").read_bytes() == b"1"


def test_a_damaged_edition_is_told_left_out_and_its_number_is_not_taken_again():
    keep(b"1")
    keep(b"2").file("a.csv").write_bytes(b"autre")
    assert [edition.card.number for edition in editions.listing("essai")] == [1]
    assert [fault.place for fault in editions.check("essai")] == ["editions/essai/0002"]
    assert keep(b"3").card.number == 3


def test_an_edition_without_its_card_is_told():
    (keep(b"1").folder / "card.json").unlink()
    assert "card.json est absent" in str(editions.check("essai")[0])
    assert editions.current("essai") is None


def test_a_full_disk_leaves_the_former_edition_and_nothing_half_written(monkeypatch):
    keep(b"1")

    def full(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused) as refused:
        keep(b"2")
    assert "disque plein" in str(refused.value)
    assert [path.name for path in editions.place("essai").iterdir()] == ["0001"]


def test_a_disk_that_does_not_give_back_what_was_written_leaves_the_former_edition(monkeypatch):
    first = keep(b"a")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"autre chose" if path.parent.name.startswith(".new-") else read(path))
    with pytest.raises(Refused) as refused:
        keep(b"b")
    assert "le disque ne rend pas ce qui y est écrit" in str(refused.value)
    assert [edition.card for edition in editions.listing("essai")] == [first.card]


def test_two_writers_at_the_same_moment_do_not_overwrite_each_other(monkeypatch):
    keep(b"1")
    monkeypatch.setattr(editions, "_highest", lambda kind: 0)  # what a second process saw just before the first one wrote
    with pytest.raises(Refused) as refused:
        keep(b"2")
    assert "s'écrivait au même moment" in str(refused.value)
    assert editions.current("essai").file("a.csv").read_bytes() == b"1"


def test_a_process_killed_while_it_writes_leaves_whole_editions_only(cache):
    writer = textwrap.dedent("""
        from data import editions
        from data.editions import Origin
        origin = Origin("t", "p", "l", "2026", "f", "0" * 64, 1)
        for i in range(10_000):
            editions.keep("essai", {"a.csv": str(i).encode() * 50_000, "b.csv": b"x"}, origin)
            print(i, flush=True)
    """)
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", writer], cwd=ROOT, env={**os.environ, "STUDIO_VAR": str(cache)}, stdout=subprocess.PIPE)
        process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        assert editions.check("essai") == []
        assert editions.listing("essai")
        shutil.rmtree(editions.place("essai"))


def test_what_a_killed_import_left_is_removed_after_a_day_and_what_is_being_written_stays():
    keep(b"1")
    old, new = (editions.place("essai") / name for name in (".new-old", ".new-now"))
    for folder in (old, new):
        folder.mkdir()
        (folder / "a.csv").write_bytes(b"contact")
    yesterday = time.time() - 86_500
    os.utime(old, (yesterday, yesterday))
    assert editions.sweep() == 1
    assert sorted(path.name for path in editions.place("essai").iterdir()) == [".new-now", "0001"]
    assert editions.sweep() == 0
