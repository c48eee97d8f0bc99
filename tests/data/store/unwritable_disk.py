"""A store on a disk that cannot be written: read, asked to write, said; then on the same disk once it can be. Run by the tests on a disk of its own,
with what keeps it from being written: `read-only` or `full`."""

import contextlib
import json
import subprocess
import sys

from data.ground import files
from data.ground.faults import Refused
from data.store import opening
from data.store.access import CONSOLE, PUBLIC
from data.store.opening import Store, address, store
from data.store.writings import reports
from tests.data.store.writers import ABOUT


def attempt() -> str:
    """What the store answers to somebody who reports an error, "" when it takes it."""
    try:
        reports.report(store(), PUBLIC, ABOUT, "encore")
    except Refused as refused:
        return str(refused.fault)
    return ""


def close(why: str) -> None:
    """Keeps the disk from being written."""
    if why == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(files.var_folder())], check=True)
        return
    with contextlib.suppress(OSError), (files.var_folder() / "ballast").open("wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(512))


def reopen(why: str) -> None:
    """Lets it be written again."""
    if why == "read-only":
        subprocess.run(["mount", "-o", "remount,rw", str(files.var_folder())], check=True)
    else:
        (files.var_folder() / "ballast").unlink()


def main(why: str) -> None:
    first = Store(address())
    reports.report(first, PUBLIC, ABOUT, "avant")
    first.engine.dispose()
    close(why)
    told = {"read": [report.text for report in reports.listed(store(), CONSOLE)], "faults": [str(fault) for fault in opening.faults()]}
    told |= {"refused": attempt(), "refused again": attempt()}
    reopen(why)
    told |= {"mended": [str(fault) for fault in opening.faults()], "written": attempt()}
    if why == "full":  # a disk on which something writes is not closed to writes
        close(why)
    told |= {"while running": attempt(), "read then": [report.text for report in reports.listed(store(), CONSOLE)]}
    told |= {"faults then": [str(fault) for fault in opening.faults()]}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
