"""Several processes of the Studio on one folder: what one keeps is there for the others, and none overwrites another."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from data import editions
from data.editions import Origin
from data.ground.faults import Refused

ROOT = Path(__file__).parents[3]
ORIGIN = Origin("Titre", "Agence", "Licence Ouverte 2.0", "2026-11-24", "fichier.xlsx", "0" * 64, 2)
# Keeps as many editions as asked, each with the words of this process, and prints how many it could keep.
WRITER = textwrap.dedent("""
    import sys
    from data import editions
    from data.editions import Origin
    from data.ground.faults import Refused
    words, asked, kept = sys.argv[1], int(sys.argv[2]), 0
    for number in range(asked):
        try:
            editions.keep("essai", {"a.csv": f"{words} {number}".encode()}, Origin("t", "p", "l", "2026", "f", "0" * 64, 1))
            kept += 1
        except Refused as refused:
            assert refused.fault.fault == "une autre édition s'écrivait au même moment", refused
    print(kept)
""")


@pytest.fixture
def another(cache):
    """Starts another process on the same folder, which keeps as many editions as asked."""

    def start(words: str, asked: int) -> subprocess.Popen:
        command = [sys.executable, "-c", WRITER, words, str(asked)]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "STUDIO_VAR": str(cache)}, stdout=subprocess.PIPE, text=True)

    return start


def finished(process: subprocess.Popen) -> int:
    """How many editions a process has kept, once it has ended well."""
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return int(said)


def test_an_edition_of_another_process_is_in_place_here_without_a_restart(another):
    editions.keep("essai", {"a.csv": b"ici"}, ORIGIN)
    assert editions.current("essai").card.number == 1
    assert finished(another("ailleurs", 1)) == 1
    assert editions.current("essai").file("a.csv").read_bytes() == b"ailleurs 0"


def test_who_read_the_differences_before_another_process_imported_is_told_and_writes_nothing(another):
    editions.keep("essai", {"a.csv": b"ici"}, ORIGIN)
    assert finished(another("ailleurs", 1)) == 1
    with pytest.raises(Refused) as refused:
        editions.keep("essai", {"a.csv": b"encore"}, ORIGIN, expected=1)
    assert "une autre édition a été ajoutée pendant votre relecture" in str(refused.value)
    assert [edition.card.number for edition in editions.listing("essai")] == [1, 2]


def test_two_processes_that_write_together_keep_all_that_they_say_they_kept(another):
    both = [another(words, 25) for words in ("un", "deux")]
    kept = sum(finished(process) for process in both)
    assert kept >= 25
    assert [edition.card.number for edition in editions.listing("essai")] == list(range(1, kept + 1))
    assert editions.check("essai") == []
