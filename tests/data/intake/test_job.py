"""The process that reads: followed, given up, limited; whatever happens to it, the server goes on."""

import contextlib
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from data.ground.faults import Refused
from data.intake import job
from data.intake.__main__ import SPARE
from data.intake.job import Reading
from data.intake.limits import PAGE, Limits

LIMITS = Limits(size=1_000_000, unpacked=20_000_000, rows=100, seconds=20, memory=1_500_000_000)
TASK = "tests.data.reading_tasks"


@pytest.fixture
def start(tmp_path):
    """A function that starts a task of the tests on a small file; every reading is stopped at the end."""
    (tmp_path / "a.txt").write_bytes(b"contenu")
    started = []

    def of(do: str, limits: Limits = LIMITS) -> Reading:
        started.append(Reading(TASK, [tmp_path / "a.txt"], limits, {"do": do}))
        return started[-1]

    yield of
    for reading in started:
        reading.cancel()


def alive(process: int) -> bool:
    """Whether a process still runs (one that has ended and that nobody has asked about does not)."""
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def until(condition) -> bool:
    """Whether something becomes true within the patience of a test."""
    end = time.monotonic() + 20
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_an_answer_brings_the_remarks_the_summary_and_the_files(start):
    reading = start("answer")
    answer = reading.answer()
    assert answer.faults == []
    assert (str(answer.remarks[0]), answer.summary["lignes"]) == ("a | b | c", 3)
    assert (answer.folder / "lu.txt").read_bytes() == b"contenu"
    assert reading.done()


def test_the_process_is_given_nothing_of_the_environment_that_it_does_not_need(start, monkeypatch):
    monkeypatch.setenv("STUDIO_DATABASE_URL", "postgresql://studio:secret@hote/studio")
    given = start("answer").answer().summary["environment"]
    assert "STUDIO_DATABASE_URL" not in given
    assert "STUDIO_VAR" in given


def test_no_format_of_layers_but_two_is_ever_opened(start):
    assert start("formats").answer().summary["formats"] == ["ESRI Shapefile", "GPKG"]


def test_a_refusal_comes_with_its_cell(start):
    assert str(start("refuse").answer().faults[0]) == "cellule B2 | faux | corriger"


def test_progress_is_seen_while_it_reads(start):
    reading = start("last_for_ever")
    assert until(lambda: reading.progress.stage == "Attente")
    assert (reading.progress.done, reading.progress.total) == (1, 100)
    assert not reading.done()


def test_half_a_character_in_a_fault_does_not_lose_the_answer(start):
    assert str(start("half_a_character").answer().faults[0]) == "objet 1, propriété « ? » | faux | corriger"


def test_why_a_process_failed_is_in_the_log_and_not_on_the_screen(start, caplog):
    assert "cause" not in str(start("fail").answer().faults[0])
    assert "RuntimeError: cause" in caplog.text


def test_a_process_whose_server_is_gone_stops_by_itself(start):
    left = start("alarm").answer().summary["left"]
    assert LIMITS.seconds < left <= LIMITS.seconds + SPARE


def test_a_reading_that_cannot_begin_says_so_and_takes_no_place(start, monkeypatch):
    def full(**_):
        raise OSError

    with monkeypatch.context() as without:
        without.setattr(job.tempfile, "mkdtemp", full)
        for _ in range(job.AT_ONCE + 1):
            with pytest.raises(Refused, match="pas pu commencer"):
                start("answer")
    assert start("answer").answer().faults == []


def test_what_is_no_progress_is_passed_over(start):
    assert start("chatter").answer().faults == []


@pytest.mark.parametrize(("do", "words"), [("fail", "interrompue"), ("die", "arrêtée"), ("allocate", "mémoire"), ("write", "20\u00a0Mo une fois lu")])
def test_a_process_that_fails_dies_or_wants_too_much_answers_with_a_fault(start, do, words):
    fault = start(do).answer().faults[0]
    assert words in fault.fault
    assert fault.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts the memory of a process against this limit")
def test_no_file_makes_the_process_of_a_page_weigh_more_than_500_megabytes(start):
    peak = start("fill", PAGE).answer().summary["peak"] * 1024
    assert 350_000_000 < peak < 500_000_000


def test_a_process_that_takes_too_long_is_stopped(start):
    answer = start("last_for_ever", Limits(**{**vars(LIMITS), "seconds": 1})).answer()
    assert answer.faults[0].fault.endswith("plus de 1\u00a0s")


def test_giving_up_leaves_no_process_and_no_folder(start):
    reading = start("spawn")
    assert until(lambda: reading.progress.stage)
    processes = reading._process.pid, reading.progress.done
    folder = reading._folder
    reading.cancel()
    assert until(lambda: not any(map(alive, processes)))
    assert not folder.exists()
    assert "annulée" in reading.answer().faults[0].fault


def test_a_reading_that_nobody_holds_any_more_is_stopped(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"contenu")
    held = [Reading(TASK, [tmp_path / "a.txt"], LIMITS, {"do": "last_for_ever"})]
    assert until(lambda: held[0].progress.stage)
    process, folder = held[0]._process.pid, held[0]._folder
    held.clear()
    gc.collect()
    assert until(lambda: not alive(process) and not folder.exists())


def test_what_a_server_that_was_killed_left_is_removed_after_two_days(start, tmp_path, monkeypatch):
    monkeypatch.setattr(job.tempfile, "tempdir", str(tmp_path))
    for name, age in (("old", 3), ("recent", 1)):
        folder = tmp_path / f"{job.PREFIX}{name}"
        folder.mkdir()
        (folder / "answer.json").write_text("{}")
        os.utime(folder, (time.time() - age * 86_400,) * 2)
    start("answer").answer()
    assert not (tmp_path / f"{job.PREFIX}old").exists()
    assert (tmp_path / f"{job.PREFIX}recent/answer.json").exists()


def test_a_third_reading_has_to_wait_for_one_of_the_two(start):
    first, _second = start("last_for_ever"), start("last_for_ever")
    with pytest.raises(Refused, match="réessayer dans un instant"):
        start("answer")
    first.cancel()
    assert until(lambda: job._places._value > 0)
    assert start("answer").answer().faults == []


def test_a_task_that_is_none_of_the_known_ones_is_not_run(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"")
    answer = Reading("os", [tmp_path / "a.txt"], LIMITS).answer()
    assert "interrompue" in answer.faults[0].fault


def test_the_process_reads_in_its_own_session(start):
    reading = start("last_for_ever")
    assert until(lambda: reading.progress.stage)
    assert os.getsid(reading._process.pid) == reading._process.pid


def test_what_a_killed_server_left_of_readings_and_deposits_is_removed_after_two_days(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name, days in {"studio-lecture-old": 3, "studio-lecture-depot-old": 3, "studio-lecture-now": 0, "other": 3}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "depot").write_bytes(b"contact")
        then = time.time() - days * 86_400
        os.utime(tmp_path / name, (then, then))
    assert job.sweep() == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "studio-lecture-now"]


def test_a_machine_that_lets_nothing_be_put_to_be_read_says_so_at_the_start(monkeypatch):
    def nowhere():
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(job.tempfile, "gettempdir", nowhere)
    assert job.faults() == [job.NO_PLACE]
    assert job.sweep() == 0


def test_a_file_that_may_not_be_read_is_told_with_the_right_to_give_back(start):
    fault = start("forbidden").answer().faults[0]
    assert (fault.fault, fault.remedy) == (
        "lecture ou écriture impossible (accès interdit)",
        "rétablir le droit de lire et d'écrire, puis recommencer",
    )
