"""The page of a study, tried: drawn under each scenario and with its levers at their bounds, in a process of its own.

The toolkit knows no page. It starts the one that does by the name of its module, as a person would in a terminal: the one exception to the doors.
"""

import json
import subprocess
import sys
from pathlib import Path

from data.ground.faults import Fault

ROOT = Path(__file__).parents[4]
TRIED = "pages"  # the module that draws pages without a browser
STOPPED = "lancer python -m pages try {name}, qui dit l'erreur entière"


def faults(folder: Path, only_scenarios: bool = False) -> list[Fault]:
    """What the page of a study without other faults raises, or the fault of a trial that did not end."""
    words = [sys.executable, "-m", TRIED, "try", str(folder.resolve()), "--json", *(["--scenarios"] if only_scenarios else [])]
    answer = subprocess.run(words, cwd=ROOT, capture_output=True, check=False)
    try:
        return [Fault(*told) for told in json.loads(answer.stdout.decode("utf-8"))]
    except (ValueError, TypeError):  # another answer than the list: Python stopped before it, or the page wrote where it may not
        remedy = STOPPED.format(name=f"studies/{folder.name}")
        return [Fault(f"studies/{folder.name}/page.py", f"la page arrête le programme qui la dessine (code {answer.returncode})", remedy)]
