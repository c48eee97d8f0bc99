"""What is wrong with the tables of texts of a study, beside their form (see `grids`): the names in braces of their cells, the keys of their lines."""

from collections.abc import Collection

from data.ground.faults import Fault
from studies.toolkit.reading import grids
from studies.toolkit.running import narrative
from studies.toolkit.running.outcome import Outcome, read
from studies.toolkit.running.study import Study

LEVER, RESULT = "lever", "result"  # columns that name a lever of parameters.csv, a result of the model


def faults(study: Study, outcome: Outcome) -> list[Fault]:
    """Every fault of the tables of texts of a study."""
    found = []
    for path in grids.text_files(study.folder):
        place, rows = f"studies/{study.slug}/{grids.FOLDER}/{path.name}", grids.written(study.folder, path.stem)
        found += _cell_faults(rows, place, study, outcome)
        key = next(iter(rows[0]), "")
        known = _known(study).get(key, ())
        if known:
            found += _key_faults(rows, known, place, key)
    return found


def _known(study: Study) -> dict[str, Collection[str]]:
    """What a first column may name: the values of the dimension that gives it its name, the levers."""
    levers = [name for name, parameter in study.parameters.items() if parameter.role == LEVER]
    return {LEVER: levers} | {name: tuple(dimension.values) for name, dimension in study.card.dimensions.items()}


def _key_faults(rows: list[grids.Row], known: Collection[str], place: str, column: str) -> list[Fault]:
    """The keys that name nothing, those that come twice, those that have no line: a screen looks for each by its name."""
    found, keys = [], [row[column] for row in rows]
    for number, (row, key) in enumerate(zip(rows, keys, strict=True)):
        where = f"{place}, ligne {row.line} ({column})"
        if key not in known:
            found.append(Fault(where, f"« {key} » n'est pas un nom connu", f"choisir parmi : {', '.join(known)}"))
        elif key in keys[:number]:
            found.append(Fault(where, f"« {key} » en double", "n'en garder qu'une ligne"))
    missing = [name for name in known if name not in keys]
    return found + [Fault(place, f"pas de ligne « {name} »", f"ajouter une ligne qui commence par {name}") for name in missing]


def _cell_faults(rows: list[grids.Row], place: str, study: Study, outcome: Outcome) -> list[Fault]:
    """The braces that stand alone, the names in braces and the results named that stand for nothing."""
    found = []
    for row in rows:
        for column, cell in row.items():
            where = f"{place}, ligne {row.line} ({column})"
            found += [Fault(where, fault.fault, fault.remedy) for fault in narrative.brace_faults(cell, where)]
            found += narrative.name_faults(cell, where, outcome, study.parameters, of_page=True)
            if column == RESULT and not _is_one_number(cell, outcome):
                near = narrative.nearest(cell, outcome, study.parameters, form="{}")
                found.append(Fault(where, f"« {cell} » ne se lit pas", f"{near}écrire un résultat, à sa date s'il en a : résultat@année"))
    return found


def _is_one_number(name: str, outcome: Outcome) -> bool:
    try:
        float(read(outcome.data, name))
    except (KeyError, ValueError, TypeError):
        return False
    return True
