"""What an author has to mend without the study being put aside."""

from data.ground import french
from data.ground.faults import Fault
from studies.toolkit.checking import directions, lasting_names, line_numbers, rewriting
from studies.toolkit.checking.doubts import (
    as_tabled,
    astray,
    growth,
    implausible,
    loops,
    made_up,
    one_sided,
    prices_of_years,
    scaled_headings,
    typed,
    typed_in_model,
    years_apart,
)
from studies.toolkit.checking.trials import bounds, pace, scaling, yearly
from studies.toolkit.running import narrative
from studies.toolkit.running.study import Study

CASES = 4  # at least, of which some say where a result goes
DIRECTIONS = {"sign", "order"}
NAMED = 5  # communes without data that are named


def of(study: Study) -> list[Fault]:
    """The headlines out of the band of their own draws, the assumptions at an end of their range, the levers that do not go the way that is
    declared, the text of the method when nobody wrote it, the paragraphs and the limits that nobody can point at, what was read in a table or in a
    row that its author should read again, figures typed where none should be, results whose unit is not that of their figures, money of another
    year, a model that makes its readers wait, what is not read any more."""
    found = [
        *_status(study),
        *rewriting.remarks(study.folder),
        *astray.remarks(study),
        *_tables(study),
        *implausible.remarks(study),
        *scaled_headings.remarks(study),
        *one_sided.remarks(study),
        *typed.remarks(study),
        *typed_in_model.remarks(study),
        *made_up.remarks(study),
        *as_tabled.remarks(study),
        *scaling.remarks(study),
        *yearly.remarks(study),
        *growth.remarks(study),
        *loops.remarks(study),
        *years_apart.remarks(study),
        *prices_of_years.remarks(study),
        *bounds.remarks(study),
        *directions.faults(study),
        *pace.remarks(study),
        *_method(study),
        *lasting_names.remarks(study),
        *_cases(study),
    ]
    return [line_numbers.located(fault, study.folder) for fault in found]


def _status(study: Study) -> list[Fault]:
    if not study.card.status:
        return []
    remedy = "supprimer la ligne : l'état d'une étude est celui de sa version, dans le Studio"
    return [Fault(f"studies/{study.slug}/study.toml (status)", "cette ligne n'est plus lue", remedy)]


def _tables(study: Study) -> list[Fault]:
    """What was read in another form than it is written, and the communes of which a table says nothing."""
    found = []
    for table in study.tables.values():
        found += table.remarks
        if lacking := sorted(table.without_data):
            names = [str(name) for name in study.territory.name.sel(commune=lacking[:NAMED]).values]
            more = len(lacking) - len(names)
            told = french.listed([*names, french.counted(more, "autre")] if more else names)
            said = f"pas de donnée pour {french.counted(len(lacking), 'commune')} : {told}"
            found.append(Fault(table.place, said, "les ajouter si la source les donne ; sinon, le dire dans les limites de l'étude"))
    return found


def _cases(study: Study) -> list[Fault]:
    kinds = [case.kind for _, case in study.cases]
    if len(kinds) >= CASES and set(kinds) & DIRECTIONS and set(kinds) - DIRECTIONS:
        return []
    said = f"{len(kinds)} cas" + ("" if set(kinds) & DIRECTIONS else ", aucun de signe ni d'ordre")
    asked = f"{CASES} au moins, dont deux comparés à un nombre, un de signe, un d'ordre : studies/README.md, Les cas"
    return [Fault(f"studies/{study.slug}/cases.csv", said, asked)]


def _method(study: Study) -> list[Fault]:
    if narrative.METHOD in study.texts:
        return []
    asked = (
        "l'écrire : les équations, leurs signes et leurs unités, ce qui est calé et sur quoi, ce qui a été vérifié, ce qui n'est pas dans le modèle"
    )
    return [Fault(f"studies/{study.slug}/text/{narrative.METHOD}.md", "texte absent", asked)]
