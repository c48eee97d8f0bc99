"""`make doctor`, or `python -m pages.serving.doctor`: what is wrong with this installation, in French, with the remedy; 1 when anything is."""

import json
import logging
from collections.abc import Iterator

from data.cli import FrenchParser, ended
from data.ground import files
from data.store import opening
from pages.serving.doctor import kept, machine, settings
from pages.serving.doctor.exam import Exam
from pages.serving.health import ROOT, VERSION

NO_BROWSER = "streamlit.runtime.scriptrunner_utils.script_run_context"  # the log that warns of a page run without a browser


def exams(port: int) -> Iterator[Exam]:
    """What is looked at, the machine first."""
    folder = files.var_folder()
    yield machine.port(port)
    yield machine.disk(folder)
    rights = machine.rights(folder)
    yield rights
    yield machine.memory()
    yield machine.clock([ROOT / "server.py", folder / opening.FILE])
    yield machine.letters()
    yield settings.exam()
    yield kept.house_tables()
    if not rights.faults and folder.exists():  # what follows writes there: under another account, files that the server could not write
        yield kept.store(folder)
        yield kept.editions_kept()
        yield kept.studies_served()
    yield machine.browser()


def main(arguments: list[str] | None = None) -> int:
    """Says each exam as it is done; 1 when one of them has a fault."""
    parser = FrenchParser(prog="python -m pages.serving.doctor", description="Dit ce qui ne va pas dans cette installation, et quoi faire.")
    parser.add_argument("--port", type=int, default=8501, help="le port du serveur (8501)")
    parser.add_argument("--json", action="store_true", help="un document JSON sur la sortie standard, rien d'autre")
    asked = parser.parse_args(arguments)
    logging.getLogger(NO_BROWSER).disabled = True
    done = []
    for exam in exams(asked.port):
        done.append(exam)
        if not asked.json:
            print(*([f"Anomalie : {fault}" for fault in exam.faults] or [f"Bien : {exam.subject}, {exam.said}"]), sep="\n", flush=True)
    faults = [fault for exam in done for fault in exam.faults]
    if asked.json:
        told = [{"subject": exam.subject, "said": exam.said, "faults": [list(_triple(fault)) for fault in exam.faults]} for exam in done]
        print(json.dumps({"version": VERSION, "exams": told}, ensure_ascii=False, allow_nan=False))
    return 1 if faults else 0


def _triple(fault) -> tuple[str, str, str]:
    return fault.place, fault.fault, fault.remedy


if __name__ == "__main__":
    ended(main)
