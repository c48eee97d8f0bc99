"""What can be imported: one module for each kind, with `run` for the process that reads and `keep` for the one that decides.

TITLE                                   what the kind is called (French)
run(paths, limits, options, out, tell)  reads and verifies files that nobody vouches for, writes what it kept of them in `out`
keep(answer, paths)                     makes an edition of it; gives the edition and the sentence that says so
verify(folder)                          reads what an edition keeps as the pages do; ValueError (French) when they could not, OSError likewise
"""

import importlib
from pathlib import Path

KINDS = {"inventory": "data.imports.inventory", "arcep": "data.imports.arcep", "premises": "data.imports.premises", "roads": "data.imports.roads"}


def title(kind: str) -> str:
    """What a kind is called; its own name when it is none of ours. What reads its files is loaded: only for who has something to say of it."""
    return importlib.import_module(KINDS[kind]).TITLE if kind in KINDS else kind


def verify(kind: str, folder: Path) -> None:
    """Reads what an edition keeps as the pages do: its hash may be sound and its tables none of ours. ValueError (French) or OSError."""
    if kind in KINDS:
        importlib.import_module(KINDS[kind]).verify(folder)
