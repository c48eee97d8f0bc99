"""What a study computes beforehand: the function `tables(p)` of its model gives the text of files of its folder by their names.

Some answers are too long to be computed at each run, such as an optimisation hour by hour. The author writes the function, `python -m studies
tabulate` writes the files beside it, and the model reads them as it reads its other files.
"""

from studies.toolkit.errors import BadRequest
from studies.toolkit.reading.siblings import MODEL, PAGE
from studies.toolkit.running import runs
from studies.toolkit.running.study import FILE_NAME, Study

HOOK = "tables"


def made(study: Study) -> dict[str, str]:
    """The files of a study that are computed beforehand, by name: made again from its parameters, without writing them.

    Raises BadRequest for a study that has none, and for a name that is no file of a model.
    """
    place = f"étude {study.slug}"
    try:
        function = study.function(HOOK)
    except KeyError:
        raise BadRequest(place, "rien n'y est calculé d'avance", f"écrire une fonction {HOOK}(p) dans un fichier du modèle") from None
    found = function(runs.assemble(study, runs.choices(study, study.card.default_scenario, {})))
    for name in found:
        stem, _, ending = name.rpartition(".")
        if ending != "py" or not FILE_NAME.fullmatch(stem) or stem == MODEL or stem.startswith(PAGE):
            raise BadRequest(place, f"nom de fichier « {name} » refusé", "un fichier Python du modèle, autre que model.py")
    return found
