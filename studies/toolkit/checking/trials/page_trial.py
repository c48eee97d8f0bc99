"""The page of a study, in a process of its own: tried, drawn under each scenario and with its levers at their bounds; or asked what it answers.

The toolkit knows no page. It starts the one that does by the name of its module, as a person would in a terminal: the one exception to the doors.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from data.ground.faults import Fault

ROOT = Path(__file__).parents[4]
TRIED = "pages"  # the module that draws pages without a browser
STOPPED = "lancer python -m pages try {name}, qui dit l'erreur entière"


def faults(folder: Path, only_scenarios: bool = False) -> list[Fault]:
    """What the page of a study without other faults raises, or the fault of a trial that did not end."""
    told, stopped = _asked("try", folder, *(["--scenarios"] if only_scenarios else []))
    try:
        return [Fault(*one) for one in told]
    except TypeError:
        return [stopped]


def answers(folder: Path) -> tuple[dict[str, dict[str, str]], list[Fault]]:
    """The sentences that the page of a study answers to its committee, by scenario, then by question; the fault of a page that does not."""
    told, stopped = _asked("say", folder)
    if isinstance(told, dict):
        return told, []
    return {}, [Fault(*one) for one in told] if isinstance(told, list) else [stopped]


def _asked(command: str, folder: Path, *more: str) -> tuple[Any, Fault]:
    """The JSON that a command of the pages answers of a folder, None when it is none: Python stopped before it, or the page wrote where it may not;
    then the fault to be told."""
    words = [sys.executable, "-m", TRIED, command, str(folder.resolve()), "--json", *more]
    answer = subprocess.run(words, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}, capture_output=True, check=False)
    remedy = STOPPED.format(name=f"studies/{folder.name}")
    stopped = Fault(f"studies/{folder.name}/page.py", f"la page arrête le programme qui la dessine (code {answer.returncode})", remedy)
    try:
        return json.loads(answer.stdout.decode("utf-8")), stopped
    except ValueError:
        return None, stopped
