"""What a study computes beforehand: the function `tables(p)` of its model gives the text of its tables by their names.

Some answers are too long to be computed at each run, such as an optimisation hour by hour. The author writes the function, `python -m studies
tabulate` writes them in the folder tables/ of the study, and the model imports them from there (see `grids`).
"""

from studies.toolkit.errors import BadRequest
from studies.toolkit.running import runs
from studies.toolkit.running.study import FILE_NAME, Study

HOOK = "tables"


def made(study: Study) -> dict[str, str]:
    """The tables of a study that are computed beforehand, by name: made again from its parameters, without writing them.

    Raises BadRequest for a study that has none, and for a name that is no table.
    """
    place = f"étude {study.slug}"
    try:
        function = study.function(HOOK)
    except KeyError:
        raise BadRequest(place, "rien n'y est calculé d'avance", f"écrire une fonction {HOOK}(p) dans un fichier du modèle") from None
    found = function(runs.assemble(study, runs.choices(study, study.card.default_scenario, {})))
    for name in found:
        stem, _, ending = name.rpartition(".")
        if ending != "csv" or not FILE_NAME.fullmatch(stem):
            raise BadRequest(place, f"nom de fichier « {name} » refusé", "une table de nombres : minuscules sans accent, chiffres et _, puis .csv")
    return found
