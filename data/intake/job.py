"""A file read in a process of its own: followed, given up, or waited for. Whatever happens to that process, the server goes on."""

import contextlib
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from data.ground.faults import Fault, Refused
from data.ground.files import cause, remedy, remove_old
from data.ground.french import number, with_unit
from data.intake.__main__ import ANSWER, OUT, REQUEST
from data.intake.limits import Limits

ROOT = Path(__file__).parents[2]
AT_ONCE = 2  # files read at the same time: one for each processor of the smallest machine
PREFIX, STALE = "studio-lecture-", 2 * 86_400  # of the folder of a reading; [s] nobody keeps a page open for two days before confirming
LOGGED = "log"  # where a process writes its errors
LONGEST_LINE = 10_000  # bytes of a report of progress
# What a child needs of the environment: where Python and the data are, one thread for each library, and no memory taken in advance (Arrow: 1 GB).
PASSED = ("PATH", "HOME", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT", "TMPDIR", "TEMP", "STUDIO_VAR", "PYTHONDONTWRITEBYTECODE")
LITTLE = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {"ARROW_DEFAULT_MEMORY_POOL": "system"}
ALWAYS = LITTLE | {"STUDIO_OFFLINE": "1", "PYTHONIOENCODING": "utf-8"}
SHORT_OF_MEMORY = {-getattr(signal, name) for name in ("SIGABRT", "SIGSEGV", "SIGKILL") if hasattr(signal, name)}  # how a process ends then
LAST_WORDS = 2_000  # characters of the errors of a process that failed, for the log
FILES = "files"  # in the summary of a task: the name of each file that it made -> where it is in its folder
LOG = logging.getLogger(__name__)
BUSY = Fault("fichier", f"{AT_ONCE} fichiers sont déjà en cours de lecture", "réessayer dans un instant")
NO_PLACE = Fault(
    "dossier temporaire (TMPDIR)",
    "aucun n'accepte d'écriture : aucun fichier ne peut être déposé ni lu",
    "libérer de la place ou rétablir le droit d'écrire dans /tmp, ou donner un autre dossier par TMPDIR, puis redémarrer",
)

_places = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Progress:
    """How far a reading is: what it is doing (French), how much is done, out of how much (0 when it is not known)."""

    stage: str = ""
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Answer:
    """What a reading found. `folder` holds the files that it made, as long as the Reading is kept."""

    faults: list[Fault]
    remarks: list[Fault] = field(default_factory=list)
    summary: dict = field(default_factory=dict)
    folder: Path = Path()


@dataclass(frozen=True)
class Given:
    """What a file holds: the files that the task made of it, by name; what it says of them; what was mended. Nothing of it when there are faults."""

    faults: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()
    files: Mapping[str, bytes] | None = None
    summary: Mapping | None = None


class Reading:
    """Reads files in another process. Refused when others are being read already."""

    def __init__(self, task: str, paths: Sequence[Path], limits: Limits, options: dict | None = None) -> None:
        if not _places.acquire(blocking=False):
            raise Refused(BUSY)
        self.progress, self._answer = Progress(), None
        self._limits, self._stopped, self._late, self._ended = limits, threading.Event(), threading.Event(), threading.Event()
        request = {"files": [str(path.resolve()) for path in paths], "limits": asdict(limits), "options": options or {}}
        try:
            self._folder, self._process = _start(task, request)
        except OSError as error:
            _places.release()
            raise not_begun(error) from None
        self._clean = weakref.finalize(self, _drop, self._process, self._folder)
        followed = (weakref.ref(self), self._process, self._ended, self._late, limits.seconds)
        threading.Thread(target=_follow, args=followed, daemon=True).start()

    def done(self) -> bool:
        """Whether the answer is there."""
        return self._ended.is_set()

    def cancel(self) -> None:
        """Stops the process and leaves nothing of it."""
        self._stopped.set()
        self._clean()

    def answer(self, timeout: float | None = None) -> Answer:
        """Waits for the answer. A process that died, was stopped or took too long answers with a fault."""
        if not self._ended.wait(timeout):
            return Answer([Fault("fichier", "lecture inachevée", "attendre, puis réessayer")])
        if self._answer is None:
            self._answer = self._read()
        return self._answer

    def _read(self) -> Answer:
        if self._stopped.is_set():
            return Answer([Fault("fichier", "lecture annulée", "déposer de nouveau le fichier")])
        try:
            told = json.loads((self._folder / ANSWER).read_text("utf-8"))
            faults, remarks = ([Fault(**fault) for fault in told[name]] for name in ("faults", "remarks"))
            return Answer(faults, remarks, told["summary"], self._folder / OUT)
        except (OSError, ValueError, KeyError, TypeError):
            return Answer([self._death()])

    def _death(self) -> Fault:
        """What an answer that did not come means."""
        if self._late.is_set():
            most = with_unit(number(self._limits.seconds), "s")
            return Fault("fichier", f"la lecture a été arrêtée : plus de {most}", "le couper en plusieurs fichiers")
        if self._process.returncode in SHORT_OF_MEMORY:
            return Fault("fichier", "la lecture a été arrêtée par le système, sans doute faute de mémoire", "le couper en plusieurs fichiers")
        with contextlib.suppress(OSError):
            LOG.error("lecture interrompue (%s) : %s", self._process.returncode, (self._folder / LOGGED).read_text("utf-8", "replace")[-LAST_WORDS:])
        return Fault("fichier", "la lecture s'est interrompue", "vérifier que le fichier s'ouvre ailleurs ; s'il s'ouvre, le signaler à l'agence")


def apart(task: str, content: bytes, limits: Limits, options: dict | None = None) -> Given:
    """Reads a content. Refused when it cannot begin: no place on disk, too many files read at once."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}donne-"))
    except OSError as error:
        raise not_begun(error) from None
    try:
        path = folder / "fichier"  # the place that a fault of the whole file tells
        path.write_bytes(content)
        reading = Reading(task, [path], limits, options)
        answer: Answer = reading.answer()
        if answer.faults:
            return Given(tuple(answer.faults))
        made = {name: (answer.folder / place).read_bytes() for name, place in answer.summary.get(FILES, {}).items()}
        return Given((), tuple(answer.remarks), made, answer.summary)
    except OSError as error:
        raise not_begun(error) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def not_begun(error: OSError) -> Refused:
    """The refusal of a file that the system leaves no place to put or to read."""
    LOG.error("lecture empêchée par le système : %s", error)
    return Refused(
        Fault("fichier", f"la lecture n'a pas pu commencer ({cause(error)})", f"{remedy(error)} sur la machine du serveur, puis recommencer")
    )


def _start(task: str, request: dict) -> tuple[Path, subprocess.Popen]:
    """The folder of a reading and its process. OSError, and no folder, when it cannot begin."""
    environment = {name: os.environ[name] for name in PASSED if name in os.environ} | ALWAYS
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    sweep()
    try:
        (folder / REQUEST).write_text(json.dumps(request, allow_nan=False), encoding="utf-8")
        with (folder / LOGGED).open("wb") as log:
            return folder, subprocess.Popen(
                [sys.executable, "-m", "data.intake", task, str(folder)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def sweep() -> int:
    """Removes what a server that was killed left of its readings and of the files deposited; how many folders are gone."""
    return 0 if faults() else remove_old(Path(tempfile.gettempdir()).glob(f"{PREFIX}*"), STALE)


def faults() -> list[Fault]:
    """What is to be told of the folder where files are put to be read: none may be written, and tempfile raises each time it is asked."""
    try:
        tempfile.gettempdir()
    except OSError:
        return [NO_PLACE]
    return []


def _follow(reading: weakref.ref, process: subprocess.Popen, ended: threading.Event, late: threading.Event, seconds: float) -> None:
    """Reads the progress until the end of the process, which comes at the latest when its time is over."""

    def stop() -> None:
        late.set()
        _kill(process)

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        while line := process.stdout.readline(LONGEST_LINE):
            here = reading()
            if here is not None:
                here.progress = _progress(line) or here.progress
            del here
        process.wait()
    finally:
        timer.cancel()
        process.stdout.close()
        _places.release()
        ended.set()


def _progress(line: bytes) -> Progress | None:
    try:
        stage, done, total = json.loads(line)
        return Progress(str(stage), int(done), int(total))
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _kill(process: subprocess.Popen) -> None:
    """Ends a process and all that it started."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        process.kill()


def _drop(process: subprocess.Popen, folder: Path) -> None:
    """What remains to be done when nobody wants the answer any more."""
    _kill(process)
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
