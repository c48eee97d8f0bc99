"""What each change between two versions did to each headline: one at a time on the former version, then all together, the remainder named.

The former figures are those that were kept. What computes today may have changed: the former values are run again with it, and the gap is the line of
the model. Each change of a value, of a scenario or of a table is then made alone on the former values; what they do together beyond that is the
interaction. So the lines add up to what was kept of the second version less what was kept of the first.

Reference: one-at-a-time decomposition with an explicit interaction term, Saltelli et al. (2008), Global Sensitivity Analysis, chapter 1,
doi 10.1002/9780470725184.
"""

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from studies.publishing import folders
from studies.publishing.document import Content, headlines
from studies.toolkit.errors import StudyError
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.scenarios import Scenario
from studies.toolkit.running import outcome, runs
from studies.toolkit.running.study import Study

MODEL, TOGETHER, INTERACTION = "model", "together", "interaction"
TABLES = "tables/"  # where a study has its own
SAID = {
    MODEL: "Le modèle et les données communes",
    TOGETHER: "Tout ensemble : le modèle a changé depuis, rien ne se sépare",
    INTERACTION: "Effets croisés de ces changements",
}
ABSENT = "absent de cette version"
Values = Mapping[str, float]  # the headlines of a scenario by their names [unit of each]


@dataclass(frozen=True)
class Term:
    """What a change did: its kind and lasting name, how it is called, what it added to each headline [unit of each]."""

    kind: str
    id: str
    label: str
    added: Values


@dataclass(frozen=True)
class Apart:
    """A headline that one of two versions has not, or where it has no object: how it is called, what each version wrote of it."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Attribution:
    """The headlines of two versions under a scenario and the terms that lead from the first to the second: they add up to it. Those that
    have no difference stand apart."""

    scenario: str
    before: Values
    after: Values
    terms: tuple[Term, ...]
    apart: tuple[Apart, ...] = ()


def of(
    before: Content, after: Content, scenario: str, running: Study | None, files: Mapping[str, bytes], read: Callable[[Mapping[str, bytes]], Study]
) -> Attribution | None:
    """What led from the headlines of a version to those of another under a scenario; None when one of them has not that scenario.

    `running` is the study of the second version, run by the code that computed it; None when that code is not there any more: nothing can be told
    apart then. `files` are the files of the first version, and `read` makes a study of files, whose tables cannot be changed otherwise.
    """
    if scenario not in before["scenarios"] or scenario not in after["scenarios"]:
        return None
    kept = {name: {one["id"]: one["value"] for one in headlines(content, scenario)} for name, content in (("before", before), ("after", after))}
    shared = [name for name, value in kept["after"].items() if value is not None and kept["before"].get(name) is not None]  # with an object in both
    first, last = ({name: kept[side][name] for name in shared} for side in ("before", "after"))
    apart = _apart(before, after, scenario, shared)
    total = {name: last[name] - first[name] for name in shared}
    terms = _separate(before, after, scenario, running, files, read, first) if running is not None else None
    if terms is None:
        return Attribution(scenario, first, last, (Term(TOGETHER, TOGETHER, SAID[TOGETHER], total),) if any(total.values()) else (), apart)
    rest = {name: math.fsum([total[name], *(-term.added[name] for term in terms)]) for name in shared}
    left = (
        [Term(INTERACTION, INTERACTION, SAID[INTERACTION], rest)] if any(abs(rest[name]) > _noise(first[name], last[name]) for name in shared) else []
    )
    return Attribution(scenario, first, last, tuple(term for term in [*terms, *left] if any(term.added.values())), apart)


def _apart(before: Content, after: Content, scenario: str, shared: Collection[str]) -> tuple[Apart, ...]:
    """The headlines that are not in both, or have an object in one only; those that have none in both changed nothing."""
    was, now = ({one["id"]: one for one in headlines(content, scenario)} for content in (before, after))
    names = [name for name in {**now, **was} if name not in shared and not (name in was and name in now and was[name]["value"] is now[name]["value"])]
    of = {**was, **now}
    return tuple(Apart(of[name]["label"], *(side[name]["written"] if name in side else ABSENT for side in (was, now))) for name in names)


def _noise(*values: float) -> float:
    """What the order of additions may leave [unit of the values]."""
    return 1e-12 * max(map(abs, values), default=0.0)


def _separate(
    before: Content,
    after: Content,
    scenario: str,
    running: Study,
    files: Mapping[str, bytes],
    read: Callable[[Mapping[str, bytes]], Study],
    first: Values,
) -> list[Term] | None:
    """The line of the model, then that of each change; None when the code of the second version cannot run on the values of the first."""
    try:
        base = _with_former(running, before)
        now = folders.content_of(running.folder)
        changed = _changed_tables(now, files)
        former = _with_tables(base, files, changed, read) if changed else base
        start = _headlines(former, scenario)
        found = [Term(MODEL, MODEL, SAID[MODEL], _gap(start, first))]
        pieces = [*_values(former, running), *_scenario(former, running, scenario)]
        found += [Term(kind, name, label, _gap(_headlines(study, scenario), start, first)) for kind, name, label, study in pieces]
        return found + [
            Term("table", name, label, _gap(_headlines(study, scenario), start, first))
            for name, label, study in _each_table(base, files, changed, read)
        ]
    except StudyError:
        return None


def _gap(values: Values, start: Values, wanted: Values | None = None) -> Values:
    return {name: values[name] - start[name] for name in (wanted or start)}


def _headlines(study: Study, scenario: str) -> Values:
    """Not kept by `runs`: nobody asks twice for a study that holds one change."""
    answer = runs.simulate(study, runs.choices(study, scenario, {}))
    return {name: one.value for name, one in outcome.central_headlines(study.card, answer).items()}


def share(before: float, after: float) -> float:
    """How far a figure went, for its size [share]: what moved most among figures that have not the same unit."""
    return abs(after - before) / (max(abs(before), abs(after)) or 1.0)


def turned(found: Attribution | None) -> Attribution | None:
    """The same read from the second version to the first."""
    if found is None:
        return None
    terms = tuple(replace(term, added={name: -value for name, value in term.added.items()}) for term in found.terms)
    apart = tuple(Apart(one.label, one.after, one.before) for one in found.apart)
    return Attribution(found.scenario, found.after, found.before, terms, apart)


def _with_former(running: Study, before: Content) -> Study:
    """The second version with the values and the scenarios of the first, where both have them."""
    former = {row["id"]: row for row in before["parameters"]}
    parameters = {name: Parameter.model_validate(former[name]) if name in former else one for name, one in running.parameters.items()}
    scenarios = {name: Scenario.model_validate(row) for name, row in before["scenarios"].items()}
    known = {name: _known(scenario, parameters) for name, scenario in {**running.scenarios, **scenarios}.items()}
    return replace(running, parameters=parameters, scenarios=known)


def _known(scenario: Scenario, parameters: Mapping[str, Parameter]) -> Scenario:
    return scenario.model_copy(update={"changes": {name: value for name, value in scenario.changes.items() if name in parameters}})


def _changed_tables(now: Mapping[str, bytes], files: Mapping[str, bytes]) -> list[str]:
    """The tables that are not what they were, by the names of their files without what stands after the point."""
    paths = sorted(path for path in {*now, *files} if path.startswith(TABLES) and now.get(path) != files.get(path))
    return list(dict.fromkeys(_stem(path) for path in paths))


def _stem(path: str) -> str:
    return path.removeprefix(TABLES).partition(".")[0]


def _with_tables(base: Study, files: Mapping[str, bytes], former: Collection[str], read: Callable[[Mapping[str, bytes]], Study]) -> Study:
    """The same with those tables as the first version has them."""

    def is_former(path: str) -> bool:
        return path.startswith(TABLES) and _stem(path) in former

    held = {path: content for path, content in folders.content_of(base.folder).items() if not is_former(path)}
    study = read(held | {path: content for path, content in files.items() if is_former(path)})
    return replace(study, parameters=base.parameters, scenarios=base.scenarios)


def _each_table(
    base: Study, files: Mapping[str, bytes], changed: Sequence[str], read: Callable[[Mapping[str, bytes]], Study]
) -> list[tuple[str, str, Study]]:
    """Each table that changed, made alone: the others are as the first version has them. All of them in one when they do not read apart."""
    found = []
    try:
        for name in changed:
            others = [one for one in changed if one != name]
            table = base.tables.get(name)
            label = f"Table « {table.card.title if table else name} »"
            found.append((name, label, _with_tables(base, files, others, read) if others else base))
    except StudyError:
        return [("tables", "Les tables de l'étude", base)]
    return found


def _values(former: Study, running: Study) -> Iterator[tuple[str, str, str, Study]]:
    """Each assumption whose value changed, made alone."""
    for name, one in running.parameters.items():
        if former.parameters[name].value != one.value:
            yield "assumption", name, one.label, replace(former, parameters={**former.parameters, name: one})


def _scenario(former: Study, running: Study, scenario: str) -> Iterator[tuple[str, str, str, Study]]:
    """What the scenario itself sets, when it changed."""
    if former.scenarios[scenario].changes != running.scenarios[scenario].changes:
        scenarios = {**former.scenarios, scenario: running.scenarios[scenario]}
        yield "scenario", scenario, f"Scénario « {running.scenarios[scenario].title} »", replace(former, scenarios=scenarios)
