"""What an author's laptop under Windows has not, taken away here: the modules of Unix, UTF-8 in a file, the slashes of a command."""

import json
import os
import subprocess
import sys
from pathlib import PureWindowsPath
from types import SimpleNamespace

from studies import checked, serving
from studies.toolkit.checking.trials import page_trial

WITHOUT_UNIX = """
import os, signal, sys
for name in ("fcntl", "resource", "pwd", "grp", "termios", "uvloop", "posix_ipc"):
    sys.modules[name] = None  # an import of it raises ImportError
for name in ("fork", "forkpty", "geteuid", "getuid", "killpg", "setsid", "sched_getaffinity", "getloadavg", "sysconf", "statvfs"):
    if hasattr(os, name): delattr(os, name)
for name in ("SIGKILL", "SIGALRM", "SIGHUP", "alarm"):
    if hasattr(signal, name): delattr(signal, name)
import studies.__main__, pages.__main__, data.intake.job, data.intake.__main__, pages.serving.startup
from pathlib import Path
from pages.serving.doctor import machine
data.intake.__main__.confine(None)
print(machine.rights(Path(sys.argv[1])).said)
"""


def python(code: str, *words: str, **environment: str) -> bytes:
    """What a Python of its own writes to who reads it."""
    asked = [sys.executable, "-c", code, *words]
    return subprocess.run(asked, cwd=serving.ROOT, env=os.environ | environment, capture_output=True, check=True).stdout


def test_the_server_and_the_commands_load_without_the_modules_of_unix(tmp_path):
    assert python(WITHOUT_UNIX, str(tmp_path)).decode().strip()


def test_a_command_whose_output_goes_to_a_file_writes_french_signs_in_utf8():
    code = "from data.cli import ended; ended(lambda: print('4\\u202f000 t CO₂e'))"
    assert python(code, PYTHONIOENCODING="cp1252", PYTHONUTF8="0").decode("utf-8").strip() == "4\u202f000 t CO₂e"


def test_what_the_page_says_in_a_process_apart_comes_back_whole(monkeypatch, tmp_path):
    told = [["page.py", "la page échoue : 4\u202f000", "corriger"]]

    def run(_words, env, **_how):
        alphabet = "utf-8" if env.get("PYTHONUTF8") == "1" else "cp1252"  # as Python writes to a pipe there
        return SimpleNamespace(returncode=1, stdout=json.dumps(told, ensure_ascii=False).encode(alphabet))

    monkeypatch.setattr(page_trial.subprocess, "run", run)
    assert [fault.fault for fault in page_trial.faults(tmp_path)] == ["la page échoue : 4\u202f000"]


def test_the_command_to_copy_has_the_slashes_of_its_terminal(monkeypatch):
    class Path(PureWindowsPath):
        @classmethod
        def cwd(cls):
            return cls("C:/studio")

    monkeypatch.setattr(checked, "Path", Path)
    monkeypatch.setattr(checked.sys, "executable", "C:\\studio\\.venv\\Scripts\\python.exe")
    assert checked.python() == ".venv\\Scripts\\python.exe"


def test_git_changes_no_line_end_of_what_is_known_by_its_digest():
    assert "* -text" in (serving.ROOT / ".gitattributes").read_text("utf-8").splitlines()
