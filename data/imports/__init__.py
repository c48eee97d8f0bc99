"""What can be imported: one module for each kind, with `run` for the process that reads and `keep` for the one that decides.

TITLE                                   what the kind is called (French)
run(paths, limits, options, out, tell)  reads and verifies files that nobody vouches for, writes what it kept of them in `out`
keep(answer, paths)                     makes an edition of it; gives the edition and the sentence that says so
"""

import importlib

KINDS = {"inventory": "data.imports.inventory", "arcep": "data.imports.arcep", "premises": "data.imports.premises", "roads": "data.imports.roads"}


def title(kind: str) -> str:
    """What a kind is called; its own name when it is none of ours. What reads its files is loaded: only for who has something to say of it."""
    return importlib.import_module(KINDS[kind]).TITLE if kind in KINDS else kind
