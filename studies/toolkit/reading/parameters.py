"""What a study assumes: parameters.csv, one row a fact; and the same figures as a model receives them."""

import math
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import numpy as np
from pydantic import AfterValidator, Field, FiniteFloat, model_validator

from data.ground.faults import Fault
from studies.toolkit.reading import units
from studies.toolkit.reading.sources import past
from studies.toolkit.reading.validation import Declared, Identifier, Label, Prose, Text, read_rows, refuse

OLDEST_YEAR = 1900  # a figure older than that is a typing error in a study of today's territory
MEMORY = "from_memory"  # the source of what nobody read anywhere
OURS = "studio_"  # how the name of a source begins that is the Studio itself: its hypotheses, its conventions, what it computed
LEVER_STEPS = 50  # a slider has about that many positions: fine enough to read, coarse enough for a keyboard
FINEST = 4  # how many steps, each about half the one before, a slider may be finer than that, so that its value and its end stand on one
WHOLE = 1e-6  # of a step: what is closer than that to a whole number of steps is one


def unit_of(code: str) -> str:
    """The code of a unit, refused with what to write when there is none of that name."""
    if units.find(code) is None:
        raise refuse(f"unité « {code} » inconnue", units.remedy(code))
    return code


Unit = Annotated[str, AfterValidator(unit_of)]
# What the words of the file are for its readers.
NATURES = {"measure": "mesure", "assumption": "hypothèse", "convention": "convention"}
ROLES = {"lever": "levier du département", "uncertainty": "incertitude", "constant": "fixe"}
CONFIDENCES = {"high": "élevée", "medium": "moyenne", "low": "faible, à vérifier"}
DISTRIBUTIONS = {"uniform": "uniforme", "triangular": "triangulaire"}


class Parameter(Declared):
    """One figure of a study: its value, its range, where it comes from and who decides it."""

    id: Identifier
    label: Label
    value: FiniteFloat
    low: FiniteFloat | None = None
    high: FiniteFloat | None = None
    unit: Unit
    year: Annotated[int, Field(ge=OLDEST_YEAR, le=units.LAST_YEAR)]
    place: Text
    nature: Literal["measure", "assumption", "convention"]
    role: Literal["lever", "uncertainty", "constant"]
    distribution: Literal["", "uniform", "triangular"] = ""
    source: Identifier
    locator: Prose = ""
    confidence: Literal["high", "medium", "low"]
    verified_on: Annotated[date, AfterValidator(past)]
    note: Prose = ""

    @model_validator(mode="after")
    def _coherent(self) -> "Parameter":
        if (self.low is None) != (self.high is None):
            raise refuse("fourchette à moitié remplie", "remplir low et high, ou aucun des deux")
        if self.low is not None and not self.low < self.high:
            raise refuse(f"fourchette vide : de {self.low:g} à {self.high:g}", "low doit être plus petit que high")
        if self.low is not None and not self.low <= self.value <= self.high:
            raise refuse(f"valeur {self.value:g} hors de sa fourchette de {self.low:g} à {self.high:g}", "corriger la valeur ou la fourchette")
        if self.role == "lever" and self.low is None:
            raise refuse("levier sans fourchette", "donner low et high : ce sont les bornes du curseur")
        if self.distribution and self.low is None:
            raise refuse(f"loi « {self.distribution} » sans fourchette", "donner low et high")
        unit = units.find(self.unit)
        for figure in (self.value, self.low, self.high):
            if figure is not None and not unit.lowest <= figure <= unit.highest:
                raise refuse(f"{figure:g} impossible pour l'unité « {self.unit} »", unit.span)
        return self

    @property
    def uncertain(self) -> bool:
        """True when the ensemble draws this parameter."""
        return self.role == "uncertainty" and self.low is not None

    @property
    def step(self) -> float:
        """The step of its slider [unit of the parameter]: 1, 2 or 5 times a power of ten."""
        return self.step_through()

    def step_through(self, *chosen: float) -> float:
        """The coarsest step of its slider from which a reader can come back to its value, reach its upper bound and, when there is one that fine,
        the values that scenarios choose; about a fiftieth of its range when there is none [unit of the parameter]."""
        inside = [value for value in chosen if self.low <= value <= self.high]
        through = [step for step in self._steps() if self._stands_on(step, self.value, self.high)]
        return next((step for step in through if self._stands_on(step, *inside)), next(iter(through), self._steps()[0]))

    def _steps(self) -> list[float]:
        """The steps that its slider may have [unit of the parameter], from the coarsest; nobody decides a third of a station."""
        raw = (self.high - self.low) / LEVER_STEPS
        power = 10.0 ** math.floor(math.log10(raw))
        first = min((m for m in (1, 2, 5, 10) if m * power >= raw * 0.999), default=10)
        finer = [first * power] + [m * scale for scale in (power, power / 10, power / 100) for m in (5, 2, 1) if m * scale < first * power]
        steps = [round(step, 12) for step in finer[: FINEST + 1]]
        return [step for step in steps if step >= 1] or [1.0] if self._counted_whole() else steps

    def _counted_whole(self) -> bool:
        """Whether it is one of those that are decided by the whole one: its unit says so, and its value and bounds do."""
        return self.unit in units.UNDIVIDED and all(end == round(end) for end in (self.low, self.value, self.high))

    def _stands_on(self, step: float, *values: float) -> bool:
        return all(abs(reach - round(reach)) < WHOLE for reach in ((value - self.low) / step for value in values))

    @property
    def posed(self) -> bool:
        """True when the author chose the range and no source gives it."""
        return self.low is not None and "fourchette posée" in self.note

    @property
    def doubtful(self) -> bool:
        """True when the figure is shown as "à vérifier": `verified_on` is then the day when it was carried over, not that of a check."""
        return self.confidence == "low" or self.source == MEMORY

    @property
    def ours(self) -> bool:
        """True when the Studio chose or computed the figure: `verified_on` is then the day when it did, since there is no source to check."""
        return self.source.startswith(OURS)

    @property
    def checked(self) -> bool:
        """True when `verified_on` is the day of a real check, in a source that somebody else wrote."""
        return not self.doubtful and not self.ours


def read(path: Path, sources: Iterable[str] | None, place: str) -> tuple[dict[str, Parameter], list[Fault]]:
    """The parameters of a file by identifier, and every fault found.

    `sources` are the identifiers a row may name; None when the table of the sources cannot be read.
    """
    rows, faults = read_rows(path, Parameter, place)
    if sources is not None:
        known = set(sources)
        faults += [
            Fault(where, f"source « {row.source} » inconnue", "l'ajouter à sources.csv ou corriger le nom")
            for where, row in rows
            if row.source not in known
        ]
    return {row.id: row for _, row in rows}, faults


class Parameters:
    """The figures that one run of a model receives: `p.carcass_price` is an array by draw [draw], of size 1 in a single run, so that
    `values[:, None] * p.carcass_price` has the draw as its last axis in both; a figure without range is a plain number.

    `p.base` holds the same figures, same draws, without what the scenario and the visitor change: the past of a model stays on it,
    because a decision cannot act before it is taken. `used` collects the identifiers that were read.
    """

    def __init__(self, values: Mapping[str, np.ndarray], base: "Parameters | None" = None) -> None:
        self._values = dict(values)
        self._base = base
        self.used: set[str] = set() if base is None else base.used

    def __getattr__(self, name: str) -> np.ndarray:
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._values:
            raise AttributeError(f"paramètre « {name} » absent de parameters.csv")
        self.used.add(name)
        return self._values[name]

    @property
    def base(self) -> "Parameters":
        """The figures before any decision."""
        return self._base if self._base is not None else self

    def among(self, kept: np.ndarray) -> "Parameters":
        """The same figures for some of the draws only [index, or whether each is kept]."""
        own = {name: values[kept] if np.ndim(values) and values.size > 1 else values for name, values in self._values.items()}
        some = Parameters(own, base=None if self._base is None else self._base.among(kept))
        some.used = self.used
        return some

    @cached_property
    def draws(self) -> int | None:  # a model asks it for each result
        """How many draws the figures carry; None for a single run."""
        most = max((array.size for array in (*self._values.values(), *self.base._values.values())), default=1)
        return most if most > 1 else None
