"""What a study is made of, once its folder is read: its card, its figures, its texts, the modules of its model."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import xarray as xr

from studies.toolkit.reading import report
from studies.toolkit.reading.card import Card
from studies.toolkit.reading.cases import Case
from studies.toolkit.reading.code import linked_files
from studies.toolkit.reading.parameters import Parameter
from studies.toolkit.reading.questions import WrittenQuestion
from studies.toolkit.reading.results import Result
from studies.toolkit.reading.scenarios import Scenario
from studies.toolkit.reading.sources import Source
from studies.toolkit.reading.tables.values import Table


@dataclass(frozen=True)
class Shared:
    """What all studies may name: parameters and sources of data/tables, and the fingerprint of the tables and code behind `territory`."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    fingerprint: str = ""


@dataclass(frozen=True, eq=False)
class Answered:
    """What a study answered under a scenario on the day when a version of it was kept: enough to show its figures without its model.

    `central`: all the results of the central run. `spreads`: P10 and P90 of each result but those by commune [2 x axes of the result]. `draws`: the
    ensemble of each headline, by the name of its indicator [draw]. `said`: the sentences that answered its committee, by question; none of a
    version kept before they were.
    """

    central: xr.Dataset
    spreads: Mapping[str, np.ndarray]
    draws: Mapping[str, np.ndarray]
    said: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Material:
    """What is known of a study before it runs; compared by identity, never changed after reading."""

    slug: str
    folder: Path
    card: Card
    parameters: Mapping[str, Parameter]
    sources: Mapping[str, Source]
    scenarios: Mapping[str, Scenario]
    texts: Mapping[str, str]
    cases: list[tuple[str, Case]]
    modules: Mapping[str, ModuleType]  # the files of its model, model.py first
    territory: xr.Dataset
    version: str  # of its figures: the one that screens and exports show
    words_version: str
    results: Mapping[str, Result]
    questions: Mapping[str, WrittenQuestion]
    tables: Mapping[str, Table] = field(default_factory=dict)
    answered: Mapping[str, Answered] = field(default_factory=dict)  # by scenario; of a version that was kept: its model is not run

    @property
    def model(self) -> ModuleType:
        """The module of model.py, which holds `run`."""
        return self.modules[linked_files.MODEL]

    @cached_property
    def without_data(self) -> frozenset[str]:
        """The communes of which some table of the study has no figure [code]: its results may have none there either."""
        return frozenset().union(*(table.without_data for table in self.tables.values()))

    @property
    def report(self) -> Path | None:
        """The full report of the author, when the folder holds one."""
        file = self.folder / report.NAME
        return file if file.is_file() else None

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        """The file of the model that defines each function."""
        return {name: file for file, name in linked_files.functions(self.folder)}

    def function(self, name: str) -> Callable[..., Any]:
        """The function of that name of the model, in whichever of its files. Raises KeyError when no file defines it."""
        return getattr(self.modules[self._homes[name]], name)
