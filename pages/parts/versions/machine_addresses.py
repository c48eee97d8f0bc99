"""Where a program reads what a chart shows: the addresses of its results in the version on screen, those of the tables that it is drawn from."""

from collections.abc import Callable, Sequence

from data.store.opening import store
from pages.parts import visitor
from pages.parts.charts.taken import ForPrograms
from pages.parts.versions import reading
from studies.exports import for_machines, tables_for_machines
from studies.publishing import public
from studies.toolkit.running.outcome import NAMED
from studies.toolkit.running.study import Study

OF_RESULTS = "Pour un programme, sous les scénarios de l'étude (JSON), sans les leviers déplacés :"
NEAREST = (
    "La page calcule ce graphique, que les versions ne gardent pas : « Données (CSV) » le donne. Pour un programme, les résultats les plus proches, "
    "sous les scénarios de l'étude (JSON) :"
)
OF_TABLES = "Pour un programme, les tables d'où viennent ces chiffres (JSON) :"
NOT_PUBLIC = "Un programme ne lit pas encore ces chiffres : cette version n'est pas publique. « Données (CSV) » les donne."
RANKS = "Un programme ne lit pas ces rangs : ils viennent des poids choisis à l'écran et de l'inventaire du jour. « Données (CSV) » les donne tous."
Programs = Callable[[], ForPrograms]


def of(study: Study, names: Sequence[str], own: Sequence[str] = (), beside: Sequence[str] = (), said: str = OF_RESULTS) -> Programs:
    """What gives the addresses of results by their names, `farms` or `-tco[battery, hgv]@2030`, and of the study's `own` tables, that of the whole
    version when none is named, then those of the tables of data/ drawn `beside` them; why there is none while the version on screen is not for all.
    Asked for only when somebody opens them; Refused when the store cannot say."""

    def programs() -> ForPrograms:
        shown = reading.of(study, visitor.current())
        name = str(shown.number) if shown.version and shown.version.public else public.DRAFT
        if name not in public.readable(store(), study.slug):
            return ForPrograms(NOT_PUBLIC, [])
        base = f"{visitor.base()}{for_machines.address(study.slug, name)}"
        stems = dict.fromkeys(NAMED.fullmatch(one)["result"].removeprefix("-") for one in names)
        found = [*(f"{base}/{stem}.json" for stem in stems), *(f"{base}/tables/{table}.json" for table in own)]
        return ForPrograms(said, [*(found or [f"{base}.json"]), *_of_tables(beside)])

    return programs


def nearest(study: Study, names: Sequence[str]) -> Programs:
    """The same for a chart that no version keeps, as its page runs a part of the model: the addresses of the results nearest to it."""
    return of(study, names, said=NEAREST)


def of_tables(*names: str) -> Programs:
    """What gives the addresses of tables of data/."""
    return lambda: ForPrograms(OF_TABLES, _of_tables(names))


def of_ranks() -> ForPrograms:
    """Of a ranking of sites."""
    return ForPrograms(RANKS, [])


def _of_tables(names: Sequence[str]) -> list[str]:
    return [f"{visitor.base()}{tables_for_machines.address(name)}.json" for name in names]
