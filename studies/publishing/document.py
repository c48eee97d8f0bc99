"""The document of a version: all that a study says and answers on one day, in JSON, so that it can be shown again without its model.

    content = document.of(study)                # every scenario is computed
    study = document.study(content, folder, territory)

Numbers are written so that they come back to the last bit; what is missing is null. `FORMAT` grows when the form changes, and `study` goes on reading
all the former ones: a version is kept for ever.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import numpy as np
import xarray as xr
from pydantic import ValidationError

from data.ground.faults import Fault
from studies.publishing import arrays
from studies.toolkit.errors import FaultyStudy
from studies.toolkit.reading import questions, units
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.code import linked_files
from studies.toolkit.reading.material import Answered
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.questions import WrittenQuestion
from studies.toolkit.reading.results import Result
from studies.toolkit.reading.scenarios import Scenario
from studies.toolkit.reading.sources import Source
from studies.toolkit.reading.tables.cards import TableCard
from studies.toolkit.reading.tables.values import Table
from studies.toolkit.running import labelling, narrative, outcome, runs, versions
from studies.toolkit.running.outcome import Headline, Outcome
from studies.toolkit.running.study import Study

FORMAT = 2
YEAR, COMMUNE = "year", "commune"
Content = Mapping[str, Any]  # a document, as JSON gives it
Said = Mapping[str, Mapping[str, str]]  # the sentences of a page, by scenario, then by question


def of(study: Study, made_with: Mapping[str, str], answered: Said = MappingProxyType({})) -> dict[str, Any]:
    """The document of a study. Every scenario is computed. `made_with`: the fingerprints of what computed it (see `made_with`); `answered`: what its
    page answers to its committee, which no file of the study says alone when the page computes some of it.

    Raises BadRequest when the model refuses a scenario.
    """
    axes = labelling.coordinates(study)
    return said(study, made_with) | {
        "axes": {name: arrays.listed(axes[name].values) for name in (YEAR, COMMUNE) if name in axes},
        "answers": {scenario: _answer(study, scenario, answered.get(scenario, {})) for scenario in study.scenarios},
    }


def said(study: Study, made_with: Mapping[str, str]) -> dict[str, Any]:
    """All of the document of a study but what it answers: nothing is computed."""
    return {
        "format": FORMAT,
        "study": study.slug,
        "figures": study.version,
        "words": study.words_version,
        "made_with": dict(made_with),
        "card": study.card.model_dump(mode="json"),
        "parameters": _rows(study.parameters),
        "sources": _rows(study.sources),
        "results": _rows(study.results),
        "scenarios": {name: scenario.model_dump(mode="json", by_alias=True) for name, scenario in study.scenarios.items()},
        "texts": dict(study.texts),
        "tables": [_table(table) for table in study.tables.values()],
    }


def written(content: Content) -> bytes:
    """A document as it is kept; the order of its names is kept too: it is that of the dimensions of a study."""
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def study(content: Content, folder: Path, territory: xr.Dataset) -> Study:
    """The study that a document keeps, which answers what it answered that day and runs nothing. `folder` holds its pictures and its report.

    Raises FaultyStudy when this Studio cannot read it any more.
    """
    place = f"version de l'étude {content['study']}"
    if content["format"] > FORMAT:
        newer = Fault(place, "écrite par une version plus récente du Studio", "mettre le Studio à jour")
        raise FaultyStudy(content["study"], [newer])
    try:
        found = _read(content, folder, territory)
        return _with_answers(found, content)
    except (ValidationError, KeyError, ValueError) as error:
        fault = Fault(place, f"le Studio d'aujourd'hui ne sait plus la montrer entière ({type(error).__name__})", "lire ses chiffres, gardés à part")
        raise FaultyStudy(content["study"], [fault]) from error


def headlines(content: Content, scenario: str) -> list[dict[str, Any]]:
    """The headlines of a scenario as the screen wrote them that day."""
    return content["answers"][scenario]["headlines"]


def _rows(declared: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [row.model_dump(mode="json") for row in declared.values()]


def _answer(study: Study, scenario: str, said: Mapping[str, str]) -> dict[str, Any]:
    """What a study answers under a scenario as its author wrote it; `said`: what its page does."""
    shown = study.run(scenario)
    drawn = runs.draws(study, shown) if any(parameter.uncertain for parameter in study.parameters.values()) else shown.data
    ranges = outcome.ranges(study.card, shown.data, drawn)
    return {
        "results": {name: arrays.listed(variable.values) for name, variable in outcome.results(shown.data)},
        "spreads": {name: arrays.listed(sides) for name, sides in ranges.spreads.items()},
        "draws": {one.id: arrays.listed(np.atleast_1d(outcome.at(drawn, one).values)) for one in study.card.indicators},
        "headlines": [headline(one) for one in shown.indicators.values()],
        "said": {
            name: said.get(name) or _said(study, question, shown) for name, question in study.questions.items() if name in said or alone(question)
        },
    }


def alone(question: WrittenQuestion) -> bool:
    """Whether the text and the figures of a study are enough to answer a question, without its page."""
    return not narrative.page_names_of(question)


def _said(study: Study, question: WrittenQuestion, shown: Outcome) -> str:
    return narrative.answered(question, shown, study.run(study.card.reference), study.parameters)


def headline(one: Headline) -> dict[str, Any]:
    """A headline, its value and its range [unit], null where it has no object, and as the screen writes them."""
    said = {"written": units.headline(one.value, one.unit), "ranged": units.headline_range(one.low, one.high, one.unit)}
    numbers = {name: None if math.isnan(value) else value for name, value in (("value", one.value), ("low", one.low), ("high", one.high))}
    return {"id": one.id, "label": one.label, "unit": one.unit, **numbers, **said}


def _table(table: Table) -> dict[str, Any]:
    held = {name: {"dims": list(variable.dims), "values": arrays.listed(variable.values)} for name, variable in table.data.variables.items()}
    return {
        "name": table.name,
        "card": table.card.model_dump(mode="json", by_alias=True),
        "file": table.file.name,
        "place": table.place,
        "data": held,
    }


def _read(content: Content, folder: Path, territory: xr.Dataset) -> Study:
    card = Card.model_validate(content["card"])
    texts = content["texts"]
    dates = SimpleNamespace(**{labelling.YEARS: np.asarray(content["axes"].get(YEAR, []), dtype=float)})
    return Study(
        content["study"],
        folder,
        card,
        {row["id"]: Parameter.model_validate(row) for row in content["parameters"]},
        {row["id"]: Source.model_validate(row) for row in content["sources"]},
        {name: Scenario.model_validate(row) for name, row in content["scenarios"].items()},
        texts,
        [],
        {linked_files.MODEL: dates},  # the dates of its results; there is nothing to run
        territory,
        content["figures"],
        content["words"],
        {row["id"]: Result.model_validate(row) for row in content["results"]},
        questions.read(texts.get(questions.STEM, ""), "")[0],
        {row["name"]: _table_of(row, folder) for row in content["tables"]},
    )


def _table_of(row: Content, folder: Path) -> Table:
    held = {name: (tuple(variable["dims"]), arrays.array(variable["values"])) for name, variable in row["data"].items()}
    axes = {name for variable in held.values() for name in variable[0]}
    data = xr.Dataset({name: of for name, of in held.items() if name not in axes}, coords={name: of for name, of in held.items() if name in axes})
    return Table(row["name"], TableCard.model_validate(row["card"]), folder / "tables" / row["file"], row["place"], data)


def _with_answers(found: Study, content: Content) -> Study:
    """The study, with what it answered under each scenario."""
    communes = content["axes"].get(COMMUNE)
    answers = {scenario: _answered(found, answer, communes) for scenario, answer in content["answers"].items()}
    return replace(found, answered=answers)


def _answered(found: Study, answer: Content, communes: list[str] | None) -> Answered:
    values = {name: _on_axes(found.results[name], arrays.numbers(kept), communes, found) for name, kept in answer["results"].items()}
    return Answered(
        labelling.labelled(found, values, None),
        {name: arrays.numbers(sides) for name, sides in answer["spreads"].items()},
        {name: arrays.numbers(drawn) for name, drawn in answer["draws"].items()},
        answer.get("said", {}),
    )


def _on_axes(result: Result, values: np.ndarray, communes: list[str] | None, found: Study) -> np.ndarray:
    """The values of a result on the communes of today: two that were joined since are without a figure."""
    today = found.territory.commune.values.tolist()
    if COMMUNE not in result.axes or communes == today:
        return values
    return xr.DataArray(values, dims=result.axes, coords={COMMUNE: communes}).reindex({COMMUNE: today}).values


def made_with(study: Study, shared: str) -> dict[str, str]:
    """The fingerprints of what computes the figures of a study beside its values: its own model, what all studies share (its fingerprint)."""
    return {"model": versions.of_model(study.folder), "toolkit": versions.of_toolkit(), "shared": shared}
