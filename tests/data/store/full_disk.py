"""Writes in the store of STUDIO_VAR until its disk is full, then once more when there is room again; says in JSON what was confirmed and what is
there. Run by the tests on a disk of its own."""

import json

from data.ground import files
from data.ground.faults import Refused
from data.store import journal, keeping
from data.store.access import CONSOLE, PUBLIC
from data.store.opening import backups, store
from data.store.writings import reports
from tests.data.store.writers import ABOUT

BALLAST = 100_000  # [bytes] given back at the end
TEXT = "n" * 1_500  # [characters] a disk of 2 MB holds some hundreds of them


def attempt(deed) -> str:
    """What the store answers to somebody who reads French, "" when it takes it."""
    try:
        deed()
    except Refused as refused:
        return str(refused.fault)
    return ""


def main() -> None:
    store()
    ballast = files.var_folder() / "ballast"
    ballast.write_bytes(bytes(BALLAST))
    confirmed, refusal = [], ""
    while not refusal:
        refusal = attempt(lambda: confirmed.append(reports.report(store(), PUBLIC, ABOUT, TEXT)))
    with store().reading() as connection:
        backup = attempt(lambda: keeping.back_up(connection, backups() / "copy.zip"))
    ballast.unlink()
    again = attempt(lambda: confirmed.append(reports.report(store(), PUBLIC, ABOUT, "encore")))
    with store().reading() as connection:
        faults = [str(fault) for fault in journal.faults(connection)]
        noted = [row.subject for row in journal.rows(connection)]
    there = sorted(report.id for report in reports.listed(store(), CONSOLE))
    left = sorted(file.name for file in files.var_folder().rglob("*") if file.is_file() and not file.name.startswith("studio.sqlite"))
    print(json.dumps({"refusal": refusal, "backup": backup, "again": again, "faults": faults, "left": left, "confirmed": sorted(confirmed)}))
    assert there == sorted(noted) == sorted(confirmed)


if __name__ == "__main__":
    main()
