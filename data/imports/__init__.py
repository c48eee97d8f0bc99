"""What can be imported: one module for each kind, with `run` for the process that reads and `keep` for the one that decides.

    TITLE                                   what the kind is called (French)
    run(paths, limits, options, out, tell)  reads and verifies files that nobody vouches for, writes what it kept of them in `out`
    keep(answer, paths)                     makes an edition of it; gives the edition and the sentence that says so
"""

KINDS = {
    "inventory": "data.imports.inventory",
    "arcep": "data.imports.arcep",
    "premises": "data.imports.premises",
    "roads": "data.imports.roads",
}
