"""What the machine gives to the Studio: a port, room, memory, the time, letters, a browser for the tests."""

import json
import os
import shutil
import socket
import urllib.request
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from data.ground import files
from data.ground.french import number
from pages.parts.drawings import chart_sheet
from pages.serving.doctor.exam import Exam, wrong

ROOM = 1_000_000_000  # [bytes] twenty files of 50 MB, the largest that is taken in
MEMORY = 850  # [MB] of a process and of the one that counts beside it: 550 and 300 (deploy/README.md)
ROOT = 0  # the account that may do everything
HERE = "127.0.0.1"
PATIENCE = 5  # [s] for a server to answer
MEGA, GIGA = 1_000_000, 1_000_000_000
MEMORY_FILE = Path("/proc/meminfo")  # Linux only
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def port(asked: int) -> Exam:
    """Whether that port is free, or already ours."""
    subject = f"port {asked}"
    with socket.socket() as probe:
        if probe.connect_ex((HERE, asked)) != 0:
            return Exam(subject, "libre")
    try:
        with urllib.request.urlopen(f"http://{HERE}:{asked}/healthz", timeout=PATIENCE) as answer:
            told = json.load(answer)
        return Exam(subject, f"un Studio {told['version']} y répond, état « {told['status']} »")
    except (OSError, ValueError, KeyError, TypeError):
        return wrong(subject, "occupé par un autre programme, ou par un Studio qui ne répond pas", f"l'arrêter, ou lancer make run PORT={asked + 1}")


def disk(folder: Path) -> Exam:
    """The room left where everything is kept."""
    free = shutil.disk_usage(_there(folder)).free
    subject = f"disque de {folder}"
    if free < ROOM:
        return wrong(subject, f"il reste {number(free // MEGA)} Mo", f"libérer de la place : au moins {number(ROOM // MEGA)} Mo")
    return Exam(subject, f"{number(free // GIGA)} Go libres")


def rights(folder: Path) -> Exam:
    """Whether this account may read and write what is kept, all of it."""
    subject = f"dossier {folder}"
    if not os.path.exists(folder):
        if not os.access(above := _there(folder), os.W_OK | os.X_OK):
            remedy = "le créer et le donner à ce compte, ou lancer cette commande sous le sien"
            return wrong(subject, f"ce compte ne peut ni le voir ni le créer dans {above}", remedy)
        return Exam(subject, "pas encore créé : le premier démarrage le fait")
    if hasattr(os, "geteuid") and folder.stat().st_uid != os.geteuid() == ROOT:  # Windows has no such accounts
        remedy = f"runuser -u {_owner(folder)} -- make doctor"
        return wrong(subject, "il est à un autre compte que root, qui y laisserait des fichiers que le serveur ne peut pas écrire", remedy)
    if foreign := next((path for path in _kept(folder) if not os.access(path, os.R_OK | os.W_OK)), None):
        remedy = f"lancer cette commande sous le compte {_owner(folder)}, ou rétablir les droits"
        return wrong(subject, f"{foreign} ne peut pas être lu et écrit par ce compte", remedy)
    probe = folder / f".essai-{os.getpid()}.tmp"
    try:
        probe.write_bytes(b"essai")
        probe.unlink()
    except OSError as error:
        return wrong(subject, files.cause(error), files.remedy(error))
    return Exam(subject, "se lit et s'écrit")


def memory(told: str | None = None) -> Exam:
    """What is left of it, where the system says it."""
    if told is None:
        told = MEMORY_FILE.read_text("utf-8") if MEMORY_FILE.exists() else ""
    lines = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    if "MemAvailable" not in lines:
        return Exam("mémoire", "le système ne dit pas ce qui en reste")
    left = int(lines["MemAvailable"].split()[0]) * 1024 // MEGA  # written in kibibytes
    if left < MEMORY:
        return wrong("mémoire", f"il en reste {number(left)} Mo", f"en libérer : {number(MEMORY)} Mo pour un processus, ou STUDIO_ONE_PROCESS=1")
    return Exam("mémoire", f"{number(left)} Mo libres")


def clock(kept: Iterable[Path], now: datetime | None = None) -> Exam:
    """Whether it is before something that is already written: dates of editions, ends of roles and of sessions would all be wrong."""
    now = now or datetime.now(UTC)
    latest = max((path.stat().st_mtime for path in kept if os.path.exists(path)), default=0.0)  # what is not shown to this account: see `rights`
    if now.timestamp() < latest:
        written = datetime.fromtimestamp(latest, UTC)
        fault = f"il serait {now:%d/%m/%Y %H:%M} UTC, et un fichier est du {written:%d/%m/%Y %H:%M}"
        return wrong("horloge", fault, "la mettre à l'heure par le réseau (timedatectl set-ntp true)")
    return Exam("horloge", f"{now:%d/%m/%Y %H:%M} UTC")


def letters() -> Exam:
    """The fonts of the drawings that are taken away as PNG."""
    if chart_sheet.fonts_found():
        return Exam("polices", "celles des images PNG sont là")
    return wrong("polices", "celles des images PNG manquent", "réinstaller : supprimer .venv/runtime.installed, puis make install")


def browser() -> Exam:
    """The browser of the tests, which the Studio itself does without."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return Exam("navigateur des tests", found or "aucun ; il n'en faut que pour make test, qui en installe un")


def _there(folder: Path) -> Path:
    return next(path for path in (folder, *folder.absolute().parents) if os.path.exists(path))


def _owner(folder: Path) -> str:
    """The account whose it is, by its number when it has no name on this machine, as that of a container."""
    try:
        return folder.owner()
    except KeyError:
        return str(folder.stat().st_uid)


def _kept(folder: Path) -> Iterable[Path]:
    return (folder, *sorted(folder.rglob("*")))
